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
  z.strictObject({ sigungu: z.string(), sidos: z.array(z.string()).min(2) }),
])

const named = {
  dates: dateRange.optional(),
  times: timeRange.optional(),
  weekdays: z.array(z.enum(WEEKDAYS)).min(1).optional(),
  region: region.optional(),
  category: z.enum(CATEGORIES).optional(),
  people: z.int().positive().optional(),
  minutes: z.int().positive().optional(),
  career: z.string().optional(),
  kind: z.literal('talent').optional(),
  year: z.int().optional(),
}

/** What a sentence says. `not` is what the person took back, `corrects` that they did so. */
export const slotsSchema = z.strictObject({
  ...named,
  corrects: z.literal(true).optional(),
  not: z.strictObject(named).optional(),
})

/** Inclusive days, `YYYY-MM-DD`. */
export interface DateRange {
  from: string
  to: string
}

/** `HH:MM`, up to `24:00`; one end may be open. */
export interface TimeRange {
  from?: string
  to?: string
}

/** A place by today's official names, or a name that several 시도 have. */
export type Region = { sido: string; sigungu?: string } | { sigungu: string; sidos: string[] }

export interface SlotValues {
  dates?: DateRange
  times?: TimeRange
  weekdays?: Weekday[]
  region?: Region
  category?: (typeof CATEGORIES)[number]
  people?: number
  minutes?: number
  career?: string
  kind?: 'talent'
  year?: number
}

export interface Slots extends SlotValues {
  corrects?: true
  not?: SlotValues
}
