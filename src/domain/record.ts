/** A record (실적): time that was given, in whole minutes. */
import { addDays, seoulDay, seoulMoment } from '../platform/clock.js'
import type { PortalName } from './portal.js'
import type { OwnProgram } from './program.js'

/**
 * At most eight hours of a day count, whatever was done on it; so say the schools and, of camps that go on overnight too, VMS. Travel and
 * waiting are none of it. What other activities of the same day come to is added up where it is counted, not here.
 */
export const MOST_MINUTES_A_DAY = 8 * 60

export interface VolunteerRecord {
  readonly id: string
  readonly volunteerId: string
  readonly applicationId: string | null
  readonly portal: PortalName
  readonly title: string
  readonly organisationName: string
  /** Day of the activity, `YYYY-MM-DD`. */
  readonly doneOn: string
  readonly minutes: number
  readonly state: 'entered' | 'approved'
}

type Period = Pick<OwnProgram, 'startsAt' | 'endsAt'>

/** The minutes of a program as it was planned, of each day of Seoul at most eight hours. */
export function plannedMinutes(program: Period): number {
  return minutesOfDays(program).reduce((sum, minutes) => sum + Math.min(minutes, MOST_MINUTES_A_DAY), 0)
}

/** The most that can be recorded of a program: eight hours for each day of Seoul that it touches, since it may have gone on for longer. */
export function mostMinutes(program: Period): number {
  return minutesOfDays(program).length * MOST_MINUTES_A_DAY
}

/** Of each day that it touches; the midnight at which it ends begins no other. */
function minutesOfDays({ startsAt, endsAt }: Period): number[] {
  const found: number[] = []
  for (let day = seoulDay(startsAt); seoulMoment(day) < endsAt; day = addDays(day, 1)) {
    const from = Math.max(startsAt.getTime(), seoulMoment(day).getTime())
    const to = Math.min(endsAt.getTime(), seoulMoment(day, '24:00').getTime())
    found.push(Math.round((to - from) / 60_000))
  }
  return found
}

/**
 * The whole hours that the school record (NEIS) takes over: of each activity whole hours, of each day eight at most. What a school counts in the
 * end is its own decision.
 */
export function schoolHours(records: readonly Pick<VolunteerRecord, 'doneOn' | 'minutes'>[]): number {
  const ofDay = new Map<string, number>()
  for (const { doneOn, minutes } of records) ofDay.set(doneOn, (ofDay.get(doneOn) ?? 0) + Math.floor(minutes / 60))
  return [...ofDay.values()].reduce((sum, hours) => sum + Math.min(hours, MOST_MINUTES_A_DAY / 60), 0)
}
