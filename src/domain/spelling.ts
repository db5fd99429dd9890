/** Moments and lengths of time in words, as chat, notices and pages print them. */
import { seoulDay, seoulTime } from '../platform/clock.js'

const WEEKDAYS = ['일', '월', '화', '수', '목', '금', '토'] as const

/** `2026-11-28` → `11월 28일(토)`. */
export function spellDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  return `${date.getUTCMonth() + 1}월 ${date.getUTCDate()}일(${WEEKDAYS[date.getUTCDay()]})`
}

/** One day, `11월 28일(토)~29일(일)`, or `11월 28일(토)~12월 1일(화)`. */
export function spellDays(from: string, to: string): string {
  if (from === to) return spellDay(from)
  const end = from.slice(0, 7) === to.slice(0, 7) ? spellDay(to).replace(/^\d+월 /, '') : spellDay(to)
  return `${spellDay(from)}~${end}`
}

/** ISO weekdays (Monday is 1) as `매주 토·일`. */
export function spellWeekdays(weekdays: readonly number[]): string {
  return `매주 ${weekdays.map(day => WEEKDAYS[day % 7]).join('·')}`
}

/** `11월 28일(토) 14:00`, with the end as `~17:00`, or as a whole moment when it is on another day. */
export function spellMoment(from: Date, to?: Date): string {
  const start = `${spellDay(seoulDay(from))} ${seoulTime(from)}`
  if (!to) return start
  const end = seoulDay(to) === seoulDay(from) ? seoulTime(to) : ` ${spellDay(seoulDay(to))} ${seoulTime(to)}`
  return `${start}~${end}`
}

/** The same of what may not be known: nothing where there is no start. */
export function spellWhen({ startsAt, endsAt }: { startsAt: Date | null; endsAt: Date | null }): string {
  return startsAt ? spellMoment(startsAt, endsAt ?? undefined) : ''
}

/** Days without an end, `11월 28일(토)부터`. */
export function spellDaysFrom(from: string): string {
  return `${spellDay(from)}부터`
}

/** Hours of a day, `14:00~17:00`, either end open. */
export function spellTimes({ from = '', to = '' }: { from?: string; to?: string }, endsBy = false): string {
  return endsBy && !from ? `${to} 전에 끝나는` : `${from}~${to}`
}

const BOUNDS = { least: ' 이상', most: ' 이하', about: '쯤' } as const

/** A length with its bound, `3시간 이상`. */
export function spellLength(minutes: number, bound?: keyof typeof BOUNDS): string {
  return `${spellMinutes(minutes)}${bound ? BOUNDS[bound] : ''}`
}

export function spellPeople(people: number): string {
  return `${people}명`
}

/** 150 → `2시간 30분`. */
export function spellMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  return [hours > 0 ? `${hours}시간` : '', rest > 0 || hours === 0 ? `${rest}분` : ''].filter(Boolean).join(' ')
}
