/** logout: a messenger account is nobody's again, after a yes: this one, or the one that a notice was about. */
import { done, refused, wait } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import { type FlowParts, flow } from './flows.js'

/** `subject`: the account that a notice was about. */
type Data = { subject?: string }

export function createLogout({ services }: FlowParts) {
  const askAboutNamed = async (turn: Turn, volunteerId: string, subject: string) => {
    const account = await services.accounts.own(turn.tx, volunteerId, subject)
    if (!account) return unlinkedAlready(turn)
    turn.say(account.messenger === 'kakao' ? 'ask-kakao' : 'ask-talktalk')
    turn.offer('yes')
    turn.offer('no')
    return wait()
  }
  return flow<Data>({
    name: 'logout',
    steps: {
      confirm: {
        answers: ['logout'],
        ask(turn, { subject }) {
          if (!turn.volunteerId) {
            turn.say('not-linked')
            turn.offer('link', beginning('login'))
            return refused('not-linked')
          }
          if (subject) return askAboutNamed(turn, turn.volunteerId, subject)
          turn.say('ask')
          turn.offer('yes')
          turn.offer('no')
          return wait()
        },
        takes: {
          async yes(turn, { subject = turn.accountId }) {
            const { volunteerId } = turn
            const unlinked = volunteerId && (await services.accounts.unlinkOwn(turn.tx, volunteerId, subject))
            if (!unlinked) return unlinkedAlready(turn)
            turn.say(subject === turn.accountId ? 'unlinked' : 'unlinked-other')
            if (subject === turn.accountId) delete turn.memory.places
            if (subject === turn.accountId) turn.offer('link', beginning('login'))
            return done()
          },
          no(turn) {
            turn.say('kept')
            return refused('declined')
          },
        },
      },
    },
  })
}

function unlinkedAlready(turn: Turn) {
  turn.say('unlinked-already')
  return refused('not-linked')
}
