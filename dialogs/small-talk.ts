/** greet, thanks, bye, help, affirm, deny, restart and what cannot be read: one answer each, always with a way on. */
import { ended, type Flow } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Outcome, Turn } from '../src/conversation/turn.js'
import type { Services } from '../src/services/index.js'
import { type FlowParts, flow } from './flows.js'
import { openOf } from './mine.js'

/** Withdrawing is offered while there may be something to withdraw. */
async function menu(turn: Turn, services: Services): Promise<void> {
  turn.offer('find', beginning('search'))
  turn.offer('mine', beginning('check'))
  turn.offer('hours', beginning('hours'))
  const mayCancel = !turn.volunteerId || (await openOf(turn, services)).length > 0
  if (mayCancel) turn.offer('cancel', beginning('cancel'))
  turn.offer('help', beginning('help'))
  turn.offer('agent', beginning('agent'))
}

/** Says its `answer`, shows the menu, and the talk is where it was before, if it is an aside. */
function answering(services: Services, name: string, aside: boolean, outcome: Outcome = 'done'): Flow {
  return flow<object>({
    name,
    aside,
    steps: {
      answer: {
        async ask(turn) {
          turn.say('answer')
          await menu(turn, services)
          return ended(outcome)
        },
      },
    },
  })
}

/** Pictures and stickers: too many of them are as good as silence. */
const unreadable = flow<object>({
  name: 'unreadable',
  aside: true,
  steps: {
    answer: {
      ask(turn) {
        turn.say('answer')
        turn.offer('help', beginning('help'))
        turn.offer('agent', beginning('agent'))
        return ended('rejected')
      },
    },
  },
})

/** A phone number that nobody asked for, as TalkTalk lets people send one: it was not taken. */
const unaskedPhone = flow<object>({
  name: 'unasked-phone',
  aside: true,
  steps: {
    answer: {
      ask(turn) {
        turn.say('answer')
        if (turn.volunteerId) turn.offer('mine', beginning('check'))
        else turn.offer('link', beginning('login'))
        turn.offer('agent', beginning('agent'))
        return ended('refused:not-taken')
      },
    },
  },
})

export function createSmallTalk({ services }: FlowParts): Flow[] {
  const asides = ['greet', 'thanks', 'help', 'why-login', 'affirm', 'deny', 'pondering'].map(name =>
    answering(services, name, true),
  )
  const endings = ['bye', 'restart'].map(name => answering(services, name, false))
  const refusals = ['expired', 'other-person'].map(name => answering(services, name, false, `refused:${name}`))
  return [...asides, ...endings, ...refusals, unreadable, unaskedPhone]
}
