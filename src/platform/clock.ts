/** The one clock of the service: rules ask it, never SQL `now()`. Day boundaries are those of Asia/Seoul. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

const SEOUL_OFFSET_MS = 9 * 60 * 60 * 1000

/** Civil date in Seoul, `YYYY-MM-DD`. Korea has had no daylight saving since 1988. */
export function seoulDay(moment: Date): string {
  return new Date(moment.getTime() + SEOUL_OFFSET_MS).toISOString().slice(0, 10)
}

/** Wall time in Seoul, `HH:mm`. */
export function seoulTime(moment: Date): string {
  return new Date(moment.getTime() + SEOUL_OFFSET_MS).toISOString().slice(11, 16)
}

/** The moment at which it is `day` (`YYYY-MM-DD`) `time` (`HH:mm`, `24:00` allowed) in Seoul. */
export function seoulMoment(day: string, time = '00:00'): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return new Date(Date.parse(`${day}T00:00:00Z`) + (hours * 60 + minutes) * 60_000 - SEOUL_OFFSET_MS)
}

/** `day` moved by `days`, both `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The moment moved by calendar months, those of UTC; what a shorter month lacks is the beginning of the next. */
export function monthsAfter(moment: Date, months: number): Date {
  const moved = new Date(moment)
  moved.setUTCMonth(moved.getUTCMonth() + months)
  return moved
}

/** ISO 8601 with Seoul's offset, as every JSON answer carries it. */
export function seoulIso(moment: Date): string {
  return `${new Date(moment.getTime() + SEOUL_OFFSET_MS).toISOString().slice(0, 19)}+09:00`
}
