/** What a program has to be when an organisation makes or changes it. */
import { seoulDay } from '../platform/clock.js'
import { ageOn } from './person.js'
import type { OwnProgram } from './program.js'

/** A field and what is wrong with it. */
export interface Fault {
  readonly field: string
  readonly message: string
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const SHORTEST_MINUTES = 10
export const LONGEST_DAYS = 7
/** How far a start may be ahead, and a deadline before its start. */
const FARTHEST_DAYS = 2 * 365

/** Why a program cannot be called off any more; undefined when it can. */
export function refusalToCallOff(
  { state, startsAt }: Pick<OwnProgram, 'state' | 'startsAt'>,
  now: Date,
): 'cancelled' | 'begun' | undefined {
  if (state === 'cancelled') return 'cancelled'
  return now >= startsAt ? 'begun' : undefined
}

/** Why those who applied cannot be moved like that: to what is past, or at all once it has begun. */
export function refusalToMove(before: Times, after: Times, now: Date): 'past' | 'begun' | undefined {
  const startMoves = after.startsAt.getTime() !== before.startsAt.getTime()
  const endMoves = after.endsAt.getTime() !== before.endsAt.getTime()
  if (startMoves && before.startsAt <= now) return 'begun'
  return (startMoves && after.startsAt <= now) || (endMoves && after.endsAt <= now) ? 'past' : undefined
}

/** Age counts on the day of the activity. */
export function fitsAges(
  { startsAt, minAge, maxAge }: Pick<OwnProgram, 'startsAt' | 'minAge' | 'maxAge'>,
  birth: string,
): boolean {
  const age = ageOn(birth, seoulDay(startsAt))
  return minAge <= age && age <= maxAge
}

type Times = Pick<OwnProgram, 'startsAt' | 'endsAt'>
type Timed = Pick<OwnProgram, 'startsAt' | 'endsAt' | 'recruitUntil' | 'cancelUntil' | 'minAge' | 'maxAge'>

/** The faults of the whole program as far as they have to do with what was `named`; the first of each field. */
export function faultsOf(program: Timed, named: readonly string[], now: Date): Fault[] {
  const { startsAt, endsAt, minAge, maxAge } = program
  const length = endsAt.getTime() - startsAt.getTime()
  const rules: [field: string, with_: string[], kept: boolean, message: string][] = [
    ['startsAt', [], startsAt > now, 'must be in the future'],
    ['startsAt', [], startsAt.getTime() - now.getTime() <= FARTHEST_DAYS * DAY_MS, 'must be at most two years ahead'],
    ['endsAt', ['startsAt'], endsAt > startsAt, 'must be after startsAt'],
    ['endsAt', [], endsAt > now, 'must be in the future'],
    [
      'endsAt',
      ['startsAt'],
      length >= SHORTEST_MINUTES * MINUTE_MS,
      `must be ${SHORTEST_MINUTES} minutes after startsAt`,
    ],
    ['endsAt', ['startsAt'], length <= LONGEST_DAYS * DAY_MS, `must be at most ${LONGEST_DAYS} days after startsAt`],
    ...(['recruitUntil', 'cancelUntil'] as const).flatMap((field): typeof rules => {
      const lead = startsAt.getTime() - program[field].getTime()
      return [
        [field, ['startsAt'], lead >= 0, 'must not be after startsAt'],
        [field, ['startsAt'], lead <= FARTHEST_DAYS * DAY_MS, 'must be at most two years before startsAt'],
      ]
    }),
    ['maxAge', ['minAge'], maxAge >= minAge, 'must not be below minAge'],
  ]
  const broken = rules.filter(([field, others, kept]) => !kept && [field, ...others].some(name => named.includes(name)))
  const first = broken.filter(([field], at) => broken.findIndex(([same]) => same === field) === at)
  return first.map(([field, , , message]) => ({ field, message }))
}
