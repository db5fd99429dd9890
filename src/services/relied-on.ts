/** What a change of a program would take from those who applied for it. */
import { holdsSeat } from '../domain/application.js'
import type { OwnProgram } from '../domain/program.js'
import { fitsAges, refusalToMove } from '../domain/program-rules.js'
import type { Clock } from '../platform/clock.js'
import { liveApplications } from '../storage/applications.js'
import type { Tx } from '../storage/transaction.js'
import type { VolunteerStore } from '../storage/volunteers.js'

export interface RelyingParts {
  readonly volunteerStore: VolunteerStore
  readonly clock: Clock
}

/** `excluded` is how many who have a seat would be too young or too old for it. */
export type Conflict =
  | { readonly why: 'past' | 'begun' | 'seats-taken' }
  | { readonly why: 'ages'; readonly excluded: number }

/** Why nobody may be moved like that: undefined where nobody has applied. The program is held. */
export async function conflictOfMove(
  { clock }: RelyingParts,
  tx: Tx,
  before: OwnProgram,
  after: OwnProgram,
): Promise<Conflict | undefined> {
  const why = refusalToMove(before, after, clock.now())
  return why && (await liveApplications(tx, before.id)).length > 0 ? { why } : undefined
}

/** Whose seat the change would take. The program is held. */
export async function conflictOfSeats(
  { volunteerStore }: RelyingParts,
  tx: Tx,
  before: OwnProgram,
  after: OwnProgram,
): Promise<Conflict | undefined> {
  if (after.capacity < before.seatsTaken) return { why: 'seats-taken' }
  const { minAge, maxAge, startsAt } = before
  if (after.minAge === minAge && after.maxAge === maxAge && after.startsAt.getTime() === startsAt.getTime())
    return undefined
  const seated = (await liveApplications(tx, before.id)).filter(({ state }) => holdsSeat(state))
  const people = await volunteerStore.findAll(
    tx,
    seated.map(({ volunteerId }) => volunteerId),
  )
  const lost = [...people.values()].filter(({ birth }) => fitsAges(before, birth) && !fitsAges(after, birth))
  return lost.length > 0 ? { why: 'ages', excluded: lost.length } : undefined
}
