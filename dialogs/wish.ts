/** wish, unwish: a program of another portal that somebody wants: where one applies for it, and letting go of it. */
import { done, type Flow, identify, refused } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Item, Turn } from '../src/conversation/turn.js'
import type { Program } from '../src/domain/program.js'
import { spellWhen } from '../src/domain/spelling.js'
import { type FlowParts, flow } from './flows.js'
import { pagesOf } from './listing.js'
import { portalsInWords } from './rows.js'

type Data = { subject?: string }

export function createWishes(parts: FlowParts): Flow[] {
  return [createWish(parts), createUnwish(parts)]
}

function createWish({ services }: FlowParts): Flow {
  return flow<Data>({
    name: 'wish',
    steps: {
      show: {
        async ask(turn, { subject }) {
          if (!turn.volunteerId) return identify('wish', { subject })
          const wishes = await services.applications.wishes(turn.tx, turn.volunteerId)
          const program = wishes.find(({ id }) => id === subject)
          turn.offer('mine', beginning('check'))
          if (!program) {
            turn.say('not-found')
            return refused('not-found')
          }
          const buttons = [...pagesOf(turn, program), turn.choiceButton('drop', beginning('unwish', program.id))]
          turn.say('detail', factsOf(turn, program), { buttons })
          turn.memory.program = program.id
          turn.memory.focus = program.id
          return done()
        },
      },
    },
  })
}

function createUnwish({ services }: FlowParts): Flow {
  return flow<Data>({
    name: 'unwish',
    steps: {
      drop: {
        async ask(turn, { subject }) {
          if (!turn.volunteerId) return identify('unwish', { subject })
          const wishes = await services.applications.wishes(turn.tx, turn.volunteerId)
          const program = wishes.find(({ id }) => id === subject)
          if (program) await services.applications.forgetWish(turn.tx, turn.volunteerId, program.id)
          turn.say(program ? 'dropped' : 'not-there', { title: program?.title ?? '' })
          if (program) turn.offer('want-again', beginning('apply', program.id))
          turn.offer('mine', beginning('check'))
          return program ? done() : refused('not-found')
        },
      },
    },
  })
}

/** A row among one's own applications. */
export function toWish(turn: Turn, program: Program): Item {
  return {
    value: beginning('wish', program.id),
    title: program.title,
    text: turn.label('item-wish', { portal: portalsInWords(turn, program), when: spellWhen(program) }),
  }
}

function factsOf(turn: Turn, program: Program) {
  const { title, place, organisationName: organisation } = program
  return { title, place, organisation, when: spellWhen(program), portal: portalsInWords(turn, program) }
}
