/** agent: asks what it is about, shows what will be handed over, keeps it for staff after a yes, and hands over where the messenger can. */
import { type Asked, ended, go, pass, refused, wait } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import { shorten } from '../src/messengers/shorten.js'
import { type FlowParts, flow } from './flows.js'

/** `draft` is what was written so far, sealed: a conversation's state lies open. */
type Data = { draft?: string | undefined; rewrites?: boolean }

const TOPICS = ['topic-apply', 'topic-hours', 'topic-login', 'topic-other']
/** Characters. */
const LONGEST_TOPIC = 500

export function createAgent({ services: { agents } }: FlowParts) {
  return flow<Data>({
    name: 'agent',
    steps: {
      topic: {
        answers: ['agent'],
        ask(turn, { rewrites }) {
          turn.say(rewrites ? 'rewrite' : 'ask')
          for (const topic of TOPICS) turn.offer(topic)
          turn.offer('never-mind')
          return wait()
        },
        takes: {
          no: leave,
          choice(turn, _data, choice) {
            if (choice === 'never-mind') return leave(turn)
            return TOPICS.includes(choice) ? handOver(turn, turn.said.text) : pass()
          },
          text: write,
          intent: () => go('topic'),
        },
      },
      confirm: {
        answers: ['agent'],
        ask(turn, { draft }) {
          const topic = agents.opened(turn.accountId, draft)
          if (topic === undefined) return go('topic')
          turn.hide(...topic.split('\n'))
          turn.say('confirm', { topic })
          turn.offer('yes')
          turn.offer('rewrite')
          turn.offer('never-mind')
          return wait()
        },
        takes: {
          yes(turn, { draft }) {
            const topic = agents.opened(turn.accountId, draft)
            return topic === undefined ? go('topic') : handOver(turn, topic)
          },
          // "아니요" is about the words, "됐어요" about asking at all.
          no: (turn, data) => (turn.said.repair.refuses === 'perhaps' ? rewrite(data) : leave(turn)),
          choice(turn, data, choice) {
            if (choice === 'never-mind') return leave(turn)
            return choice === 'rewrite' ? rewrite(data) : pass()
          },
          // Many write in pieces.
          text: write,
          intent: () => go('confirm'),
        },
      },
    },
  })

  function write(turn: Turn, data: Data, text: string): Asked {
    const before = agents.opened(turn.accountId, data.draft)
    const topic = shorten(before === undefined ? text : `${before}\n${text}`, LONGEST_TOPIC)
    data.draft = agents.sealed(turn.accountId, topic)
    return go('confirm')
  }

  async function handOver(turn: Turn, topic: string): Promise<Asked> {
    await agents.request(turn.tx, turn.accountId, topic)
    const words = agents.present() ? 'handed-over' : 'kept'
    if (turn.messenger === 'kakao')
      turn.say(words, {}, { buttons: [{ label: turn.label('button-agent'), operator: true }] })
    else turn.say(words)
    turn.offer('mine', beginning('check'))
    turn.handOver()
    return ended('handed-over')
  }
}

function rewrite(data: Data): Asked {
  Object.assign(data, { draft: undefined, rewrites: true })
  return go('topic')
}

function leave(turn: Turn): Asked {
  turn.say('left')
  turn.offer('mine', beginning('check'))
  turn.offer('find', beginning('search'))
  return refused('declined')
}
