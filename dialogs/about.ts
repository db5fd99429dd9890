/** about: one fact of the activity that is talked about, from what is known of it; then the talk goes on where it was. */
import { done, refused } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import { mapOf, type Program } from '../src/domain/program.js'
import { spellMinutes, spellMoment } from '../src/domain/spelling.js'
import type { Fact } from '../src/understanding/facts.js'
import { stateOf } from './check.js'
import { type FlowParts, flow } from './flows.js'

type Data = { subject: string; fact: Fact }

export function createAbout({ services }: FlowParts) {
  return flow<Data>({
    name: 'about',
    aside: true,
    steps: {
      tell: {
        async ask(turn, { subject, fact }) {
          const program = await services.programs.byId(turn.tx, subject)
          if (!program) {
            turn.say('not-found')
            turn.offer('find', beginning('search'))
            return refused('not-found')
          }
          const buttons = fact === 'place' && !program.online ? [mapButton(turn, program)] : []
          turn.say(
            `fact-${fact}`,
            { ...factsOf(program, turn.now), state: await stateHere(turn, program) },
            { buttons },
          )
          turn.offer('apply', beginning('apply', program.id))
          turn.offer('mine', beginning('check'))
          return done()
        },
      },
    },
  })

  /** How far the person's own application is, in words. */
  async function stateHere(turn: Turn, { id }: Program): Promise<string> {
    if (!turn.volunteerId) return ''
    const mine = await services.applications.mine(turn.tx, turn.volunteerId)
    const found = mine.findLast(({ program }) => program.id === id)
    return found ? stateOf(turn, found.application.state) : ''
  }
}

function mapButton(turn: Turn, { place }: Program) {
  return { label: turn.label('button-map'), url: mapOf(place) }
}

function factsOf(program: Program, now: Date) {
  const { startsAt, endsAt } = program
  return {
    title: program.title,
    when: spellMoment(startsAt, endsAt),
    ends: spellMoment(endsAt),
    length: spellMinutes(Math.round((endsAt.getTime() - startsAt.getTime()) / 60_000)),
    place: program.place,
    online: program.online,
    organisation: program.organisationName,
    contact: program.contact,
    preparation: program.preparation,
    ages: { min: program.minAge, max: program.maxAge },
    seats: Math.max(0, program.capacity - program.seatsTaken),
    capacity: program.capacity,
    recruitUntil: spellMoment(program.recruitUntil),
    cancelUntil: spellMoment(program.cancelUntil),
    cancelIsOver: now >= program.cancelUntil,
    automatic: program.approval === 'automatic',
  }
}
