/** unsure, rejected, lost: what is said when something was not understood, never the same question three times. */
import { begin, ended, type Flow, pass, refused, wait } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import { flow } from './flows.js'

type Unsure = { nearest: string[]; slots: object }
type Rejected = { nearest?: string[]; asking?: boolean }

/** Two intents are near: asks which, and keeps what else was said. */
function createUnsure(): Flow {
  return flow<Unsure>({
    name: 'unsure',
    aside: true,
    steps: {
      ask: {
        ask(turn, { nearest }) {
          turn.say('ask')
          for (const intent of nearest) turn.offerFlow(intent, intent)
          turn.offer('neither')
          return wait('unsure')
        },
        takes: {
          choice(turn, { nearest, slots }, choice) {
            if (nearest.includes(choice)) return begin(choice, { slots })
            if (choice !== 'neither') return pass()
            turn.say('neither')
            offerWaysOn(turn, ['find', 'mine', 'help', 'agent'])
            return ended('rejected')
          },
        },
      },
    },
  })
}

function createRejected(): Flow {
  return flow<Rejected>({
    name: 'rejected',
    aside: true,
    steps: {
      answer: {
        ask(turn, { nearest = [], asking }) {
          turn.say(asking ? 'answer-asking' : 'answer')
          for (const intent of nearest) turn.offerFlow(intent, beginning(intent))
          turn.offer('help', beginning('help'))
          turn.offer('agent', beginning('agent'))
          return ended('rejected')
        },
      },
    },
  })
}

/** Asking once more would hardly help: a person is offered. */
function createLost(): Flow {
  return flow<object>({
    name: 'lost',
    aside: true,
    steps: {
      answer: {
        ask(turn) {
          turn.say('answer')
          offerWaysOn(turn, ['agent', 'find', 'mine', 'help'])
          return refused('lost')
        },
      },
    },
  })
}

function offerWaysOn(turn: Turn, names: readonly (keyof typeof WAYS_ON)[]): void {
  for (const name of names) turn.offer(name, beginning(WAYS_ON[name]))
}
const WAYS_ON = { find: 'search', mine: 'check', help: 'help', agent: 'agent' } as const

export function createNotUnderstood(): Flow[] {
  return [createUnsure(), createRejected(), createLost()]
}
