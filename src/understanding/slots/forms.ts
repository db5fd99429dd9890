/** The exact forms of what a sentence can hold. */
import type { CATEGORIES } from '../../domain/category.js'

/** Monday first, as weeks are counted here. */
export const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** Inclusive days, `YYYY-MM-DD`. */
export interface DateRange {
  from: string
  to: string
}

/** `HH:MM`, up to `24:00`; one end may be open. A `to` before the `from` is on the next day (22:00–02:00). */
export interface TimeRange {
  from?: string
  to?: string
}

/** A place by today's official names; a name that several 시도 have; or, without a 시군구, several 시도 that go by one name (수도권). */
export type Region = { sido: string; sigungu?: string } | { sigungu?: string; sidos: string[] }

/** How a length was meant: at least, at most or about so long; absent when just so. */
export type MinutesBound = 'least' | 'most' | 'about'

export interface SlotValues {
  dates?: DateRange
  /** The days go on without an end (15일 이후, 다음 주부터): `dates.to` is only as far as anybody plans, a year on. */
  openEnd?: true
  times?: TimeRange
  /** `times.to` is when it has to be over (5시 전에 끝나는), not a bound of when it starts. */
  endsBy?: true
  weekdays?: Weekday[]
  region?: Region
  /** All places in the order said, when they are several: `region` is the first of them. */
  regions?: Region[]
  category?: (typeof CATEGORIES)[number]
  people?: number
  minutes?: number
  minutesBound?: MinutesBound
  career?: string
  kind?: 'talent'
  year?: number
}

export interface Slots extends SlotValues {
  corrects?: true
  not?: SlotValues
  /** Days that no calendar has, as they were said (11월 31일): never moved to another day. */
  impossible?: string[]
  /**
   * Days that are over, though something is looked for: `dates` when they were said so (어제), or this year's occurrence of a day or
   * month that ended within 60 days, while `dates` is next year's.
   */
  past?: DateRange
}
