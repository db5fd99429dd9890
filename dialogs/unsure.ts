/** unsure, rejected, lost: what is said when something was not understood, never the same question three times. */
import { begin, ended, type Flow, flow, pass, refused, wait } from '../src/conversation/flow.js'
import { beginning, withdraws } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import { meansIt } from '../src/understanding/references.js'
import type { FlowParts } from './flows.js'
import { changedSearch, lastSearch, NO_SEARCH, namedIn } from './heard.js'

type Unsure = { nearest: string[]; slots: object }
type Rejected = { nearest?: string[]; asking?: boolean }

/** Beyond this many letters a sentence that was not understood is about more than the place and day in it. */
const MOST_LETTERS = 12

/** What was said is understood by what it names, the day and place it gives or the question it asks, though not as a sentence. */
async function meantAnyway(turn: Turn, { services, questions }: FlowParts, nearest: readonly string[] = []) {
  const { text } = turn.said
  const { program } = turn.memory
  const named = meansIt(text) && program ? { subject: program } : await namedIn(turn.tx, turn.said, services)
  if (named) return withdraws(text) ? begin('cancel') : begin('apply', named)
  const heard =
    text.trim().length <= MOST_LETTERS && (await changedSearch(turn, services, lastSearch(turn) ?? NO_SEARCH))
  if (heard) return begin('search', heard)
  const asking = nearest.find(intent => intent.startsWith('faq'))
  return asking && questions.answerTo(text) ? begin(asking) : undefined
}

/** Two intents are near: asks which, and keeps what else was said. */
function createUnsure(parts: FlowParts): Flow {
  return flow<Unsure>({
    name: 'unsure',
    aside: true,
    steps: {
      ask: {
        async ask(turn, { nearest }) {
          const meant = await meantAnyway(turn, parts, nearest)
          if (meant) return meant
          turn.say('ask')
          for (const intent of nearest) turn.offer(`intent-${intent}`, intent)
          turn.offer('neither')
          return wait('unsure')
        },
        take(turn, { nearest, slots }) {
          const meant = nearest.find(intent => intent === turn.choice)
          if (meant) return begin(meant, { slots })
          if (turn.choice !== 'neither') return pass()
          turn.say('neither')
          offerWaysOn(turn, ['find', 'mine', 'help', 'agent'])
          return ended('rejected')
        },
      },
    },
  })
}

function createRejected(parts: FlowParts): Flow {
  return flow<Rejected>({
    name: 'rejected',
    aside: true,
    steps: {
      answer: {
        async ask(turn, { nearest = [], asking }) {
          const meant = await meantAnyway(turn, parts, nearest)
          if (meant) return meant
          turn.say(asking ? 'answer-asking' : 'answer')
          for (const intent of nearest) turn.offer(`intent-${intent}`, beginning(intent))
          turn.offer('help', beginning('help'))
          turn.offer('agent', beginning('agent'))
          return ended('rejected')
        },
      },
    },
  })
}

/** Asking once more would not help: the running question is dropped and a person is offered. */
function createLost(parts: FlowParts): Flow {
  return flow<object>({
    name: 'lost',
    steps: {
      answer: {
        async ask(turn) {
          const meant = await meantAnyway(turn, parts)
          if (meant) return meant
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

export function createNotUnderstood(parts: FlowParts): Flow[] {
  return [createUnsure(parts), createRejected(parts), createLost(parts)]
}
