/** login: links this messenger account once, by a page; then the conversation goes on where it stopped. */
import { begin, done, ended, go, pass, wait } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import { hasConditions } from './conditions.js'
import { type FlowParts, flow } from './flows.js'

type Data = { resume?: { flow: string; data: object }; asked?: number }

export function createLogin({ services, publicUrl }: FlowParts) {
  return flow<Data>({
    name: 'login',
    steps: {
      link: {
        answers: ['login', 'affirm', 'apply'],
        async ask(turn, data) {
          if (turn.volunteerId) {
            turn.say('linked-already')
            turn.offer('mine', beginning('check'))
            return done()
          }
          if (turn.under14) {
            turn.say('under-14')
            turn.offer('find', beginning('search'))
            turn.offer('agent', beginning('agent'))
            return ended('refused:under-14')
          }
          const { token, number, pairing } = await services.linking.issue(turn.tx, turn.accountId)
          turn.hide(number, pairing)
          const asked = data.asked ?? 0
          const words = asked === 0 ? (data.resume ? 'ask-then' : 'ask') : asked === 1 ? 'ask-again' : 'ask-stuck'
          const compare = turn.label('compare', { number, pairing })
          const button = { label: turn.label('button-link'), url: `${publicUrl()}/link#${token}` }
          // Kakao lets nobody speak first: the conversation goes on when the person says something.
          turn.say(words, { compare, kakao: turn.messenger === 'kakao' }, { buttons: [button] })
          data.asked = asked + 1
          turn.offer('linked')
          turn.offer('why', beginning('why-login'))
          if (asked > 1) turn.offer('agent', beginning('agent'))
          return wait()
        },
        takes: {
          linked(turn, { resume }) {
            turn.say('linked')
            if (resume) return begin(resume.flow, resume.data)
            turn.offer('mine', beginning('check'))
            turn.offer('find', beginning('search'))
            return done()
          },
          choice: (_turn, _data, choice) => (choice === 'linked' ? go('link') : pass()),
          intent: (turn, data, intent) => (intent !== 'apply' || isForIt(turn, data) ? go('link') : pass()),
        },
      },
    },
  })
}

/** "신청할래" once more, while it is what the linking is for. */
function isForIt({ said }: Turn, { resume }: Data): boolean {
  return resume?.flow === 'apply' && !hasConditions(said.slots) && said.names.length === 0
}
