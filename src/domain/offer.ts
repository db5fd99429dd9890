/** A seat that became free, for the first in line: until when it is kept for them, and when it is simply theirs. */
import { addDays, seoulDay, seoulMoment } from '../platform/clock.js'
import type { OwnProgram } from './program.js'

const BY_DAY_MS = 2 * 60 * 60 * 1000
/** Nobody is asked to answer at night. */
const NIGHT = { from: '21:00', to: '08:00', answerBy: '12:00' } as const
/** So shortly before the start nobody who does not look is waited for. */
const ASSIGNED_WITHIN_MS = 24 * 60 * 60 * 1000

/** Until when a seat offered now is kept: two hours by day; until noon what is offered between nine in the evening and eight. */
export function offeredUntil(now: Date): Date {
  const today = seoulDay(now)
  if (now < seoulMoment(today, NIGHT.to)) return seoulMoment(today, NIGHT.answerBy)
  if (now >= seoulMoment(today, NIGHT.from)) return seoulMoment(addDays(today, 1), NIGHT.answerBy)
  return new Date(now.getTime() + BY_DAY_MS)
}

/** Whether the seat is given without being asked about: less than a day before the start. */
export function isAssigned({ startsAt }: Pick<OwnProgram, 'startsAt'>, now: Date): boolean {
  return startsAt.getTime() - now.getTime() < ASSIGNED_WITHIN_MS
}
