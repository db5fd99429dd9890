/** about: one fact of the activity that is talked about, from what is known of it; then the conversation goes on where it was. */
import { done, refused } from '../src/conversation/flow.js'
import { beginning } from '../src/conversation/route.js'
import type { Turn } from '../src/conversation/turn.js'
import { isOwn, mapOf, type Program, seatsLeft } from '../src/domain/program.js'
import { cursorOf } from '../src/domain/program-order.js'
import { spellMinutes, spellMoment, spellWhen } from '../src/domain/spelling.js'
import type { Fact } from '../src/understanding/facts.js'
import { type FlowParts, flow } from './flows.js'
import { pagesOf } from './listing.js'
import { portalsInWords } from './rows.js'
import { stateOf } from './state.js'

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
          turn.memory.focus = program.id
          if (!isTold(program, fact)) return elsewhere(turn, program)
          const buttons = fact === 'place' && !program.online ? [mapButton(turn, program)] : []
          const state = fact === 'approval' ? await stateHere(turn, program) : ''
          turn.say(`fact-${fact}`, { ...factsOf(program, turn.now), state }, { buttons })
          await offerNext(turn, program)
          turn.offer('mine', beginning('check'))
          return done()
        },
      },
    },
  })

  /** Applying while one may, or one's own application for it. */
  async function offerNext(turn: Turn, { id, startsAt }: Program): Promise<void> {
    const { tx, volunteerId, now } = turn
    if (!volunteerId) {
      if (!startsAt || startsAt > now) turn.offer('apply', beginning('apply', id))
      return
    }
    const review = await services.applications.reviewToApply(tx, volunteerId, id)
    if (review.ok || review.refused === 'external') turn.offer('apply', beginning('apply', id))
    else if (review.application) turn.offer('this', beginning('check', review.application.id))
  }

  /** How far the person's own application is, in words. */
  async function stateHere(turn: Turn, { id }: Program): Promise<string> {
    if (!turn.volunteerId) return ''
    const mine = await services.applications.mine(turn.tx, turn.volunteerId)
    const found = mine.findLast(({ program }) => program.id === id)
    return found ? stateOf(turn, found.application.state) : ''
  }
}

/** Of which of its facts each answer is made. */
const MADE_OF: Record<Fact, readonly (keyof Program)[]> = {
  preparation: ['preparation'],
  contact: ['contact'],
  ends: ['endsAt'],
  when: ['startsAt'],
  length: ['startsAt', 'endsAt'],
  ages: ['minAge', 'maxAge'],
  'recruit-until': ['recruitUntil'],
  'cancel-until': ['cancelUntil'],
  seats: ['capacity', 'seatsTaken'],
  organisation: ['organisationName'],
  place: ['place'],
  approval: ['approval'],
}

/** From the first to the last day of what goes on for weeks is not how long it takes. */
function isTold(program: Program, fact: Fact): boolean {
  if (isOwn(program)) return true
  if (fact === 'length' && cursorOf(program).part === 'long') return false
  return MADE_OF[fact].every(name => program[name] !== null && program[name] !== '')
}

/** Nothing is made up: the portal may tell it. */
function elsewhere(turn: Turn, program: Program) {
  turn.say(
    'elsewhere',
    { title: program.title, portal: portalsInWords(turn, program) },
    { buttons: pagesOf(turn, program) },
  )
  turn.offer('mine', beginning('check'))
  return done()
}

function mapButton(turn: Turn, { place }: Program) {
  return { label: turn.label('button-map'), url: mapOf(place) }
}

function factsOf(program: Program, now: Date) {
  const { startsAt, endsAt, recruitUntil, cancelUntil } = program
  return {
    title: program.title,
    when: spellWhen(program),
    ends: endsAt ? spellMoment(endsAt) : '',
    length: startsAt && endsAt ? spellMinutes(Math.round((endsAt.getTime() - startsAt.getTime()) / 60_000)) : '',
    place: program.place,
    online: program.online,
    organisation: program.organisationName,
    contact: program.contact,
    preparation: program.preparation,
    ages: { min: program.minAge, max: program.maxAge },
    seats: seatsLeft(program),
    capacity: program.capacity,
    recruitUntil: recruitUntil ? spellMoment(recruitUntil) : '',
    cancelUntil: cancelUntil ? spellMoment(cancelUntil) : '',
    cancelIsOver: cancelUntil !== null && now >= cancelUntil,
    hasStarted: startsAt !== null && now >= startsAt,
    automatic: program.approval === 'automatic',
  }
}
