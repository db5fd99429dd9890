/** The exact forms of what a sentence can hold, as a schema that every reading has to fit. */
import { z } from 'zod'
import { CATEGORIES } from '../../src/domain/category.js'
import { WEEKDAYS } from '../../src/understanding/slots/forms.js'

const day = z.iso.date()
const time = z.string().regex(/^(?:[01]\d:[0-5]\d|2[0-3]:[0-5]\d|24:00)$/)

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
