/** agent: asks what it is about, keeps the request for staff, and hands over where the messenger can. */
import { ended, pass, refused, wait } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import { type FlowParts, flow } from './flows.js'

export function createAgent({ services }: FlowParts) {
  return flow<object>({
    name: 'agent',
    steps: {
      topic: {
        ask(turn) {
          turn.say('ask')
          for (const topic of ['topic-apply', 'topic-hours', 'topic-login', 'topic-other']) turn.suggest(topic)
          turn.offer('never-mind')
          return wait()
        },
        takes: {
          choice(turn, _data, choice) {
            if (choice !== 'never-mind') return pass()
            turn.say('left')
            turn.offer('find', beginning('search'))
            return refused('declined')
          },
          async text(turn, _data, text) {
            await services.agents.request(turn.tx, turn.accountId, text)
            const words = services.agents.present() ? 'handed-over' : 'kept'
            if (turn.messenger === 'kakao')
              turn.say(words, {}, { buttons: [{ label: turn.label('button-agent'), operator: true }] })
            else turn.say(words)
            turn.offer('mine', beginning('check'))
            turn.handOver()
            return ended('handed-over')
          },
        },
      },
    },
  })
}
