/** The exact forms of what a sentence can hold: the border schema for slots wherever they are kept or sent. */
import { z } from 'zod'
import { CATEGORIES } from '../../domain/category.js'

const day = z.iso.date()
const time = z.string().regex(/^(?:[01]\d:[0-5]\d|2[0-3]:[0-5]\d|24:00)$/)

/** Monday first, as weeks are counted here. */
export const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const
export type Weekday = (typeof WEEKDAYS)[number]

const dateRange = z.strictObject({ from: day, to: day }).refine(range => range.from <= range.to, 'from is after to')
const timeRange = z.strictObject({ from: time.optional(), to: time.optional() })
const region = z.union([
  z.strictObject({ sido: z.string(), sigungu: z.string().optional() }),
  z.strictObject({ sigungu: z.string().optional(), sidos: z.array(z.string()).min(2) }),
])
const minutesBound = z.enum(['least', 'most', 'about'])

const named = {
  dates: dateRange.optional(),
  times: timeRange.optional(),
  weekdays: z.array(z.enum(WEEKDAYS)).min(1).optional(),
  openEnd: z.literal(true).optional(),
  endsBy: z.literal(true).optional(),
  region: region.optional(),
  regions: z.array(region).min(2).optional(),
  category: z.enum(CATEGORIES).optional(),
  people: z.int().positive().optional(),
  minutes: z.int().positive().optional(),
  minutesBound: minutesBound.optional(),
  career: z.string().optional(),
  kind: z.literal('talent').optional(),
  year: z.int().optional(),
}

/** What a sentence says. `not` is what the person took back, `corrects` that they did so. */
export const slotsSchema = z.strictObject({
  ...named,
  corrects: z.literal(true).optional(),
  not: z.strictObject(named).optional(),
  impossible: z.array(z.string().min(1)).min(1).optional(),
  past: dateRange.optional(),
})

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
export type MinutesBound = z.infer<typeof minutesBound>

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
