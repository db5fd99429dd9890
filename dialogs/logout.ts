/** logout: this messenger account is nobody's again, after a yes. */
import { done, flow, pass, refused, wait } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import { answerOf } from './answers.js'
import type { FlowParts } from './flows.js'

export function createLogout({ services }: FlowParts) {
  return flow<object>({
    name: 'logout',
    steps: {
      confirm: {
        answers: ['logout'],
        ask(turn) {
          if (!turn.volunteerId) {
            turn.say('not-linked')
            turn.offer('link', beginning('login'))
            return refused('not-linked')
          }
          turn.say('ask')
          turn.offer('yes')
          turn.offer('no')
          return wait()
        },
        async take(turn) {
          const answer = answerOf(turn, turn.label('act'))
          if (answer === 'no') {
            turn.say('kept')
            return refused('declined')
          }
          if (answer !== 'yes') return pass()
          await services.accounts.unlink(turn.tx, turn.accountId)
          turn.say('unlinked')
          turn.offer('link', beginning('login'))
          return done()
        },
      },
    },
  })
}
