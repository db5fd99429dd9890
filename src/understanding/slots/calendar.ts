/** Civil-day arithmetic on `YYYY-MM-DD`: weeks start on Monday, months are 1–12. */
import { addDays } from '../../platform/clock.js'
import type { DateRange } from './forms.js'

/** The day, or `undefined` when the calendar has none such (30 February). */
export function civilDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined
}

export function yearOf(day: string): number {
  return Number(day.slice(0, 4))
}

export function monthOf(day: string): number {
  return Number(day.slice(5, 7))
}

/** 0 for Monday … 6 for Sunday. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
}

export function mondayOf(day: string): string {
  return addDays(day, -weekdayOf(day))
}

/** The first day with that weekday, `day` itself included. */
export function weekdayFrom(day: string, weekday: number): string {
  return addDays(day, (weekday - weekdayOf(day) + 7) % 7)
}

/** The last day with that weekday, `day` itself included. */
export function weekdayUntil(day: string, weekday: number): string {
  return addDays(day, -((weekdayOf(day) - weekday + 7) % 7))
}

/** `month` may run below 1 or over 12. */
export function wholeMonth(year: number, month: number): DateRange {
  const iso = (day: number, next: number) => new Date(Date.UTC(year, month - 1 + next, day)).toISOString().slice(0, 10)
  return { from: iso(1, 0), to: iso(0, 1) }
}

/** The same day some months on; the month's last day when it is shorter. */
export function addMonths(day: string, months: number): string {
  const { from, to } = wholeMonth(yearOf(day), monthOf(day) + months)
  const same = addDays(from, Number(day.slice(8)) - 1)
  return earlierOf(same, to)
}

export function wholeYear(year: number): DateRange {
  return { from: `${year}-01-01`, to: `${year}-12-31` }
}

export function earlierOf(one: string, other: string): string {
  return [one, other].sort()[0]!
}

/** The shortest stretch that holds both. */
export function hull(first: DateRange, second: DateRange): DateRange {
  const ends = [first.to, second.to].sort()
  return { from: earlierOf(first.from, second.from), to: ends[1]! }
}

export function holds(outer: DateRange, inner: DateRange): boolean {
  return outer.from <= inner.from && inner.to <= outer.to
}
