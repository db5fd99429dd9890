/** The fields of the partner API's forms: what each may hold, and what is refused by name. */
import { z } from 'zod'
import { CATEGORIES } from '../domain/category.js'
import { clean, cleanLine, cleanList, faultIn } from '../platform/clean.js'

function readable(most: number, read: (text: string) => string) {
  const checked = z.string().max(most).check(refuseFaults)
  return checked.transform(read)
}

function refuseFaults({ value, issues }: z.core.ParsePayload<string>): void {
  const fault = faultIn(value)
  if (fault) issues.push({ code: 'custom', message: fault, input: value })
}

const seen = (text: string) => text !== ''
const NOTHING_SEEN = 'must have something that can be seen'

/** A name or a title: one line, in which something can be seen. Line ends and invisible characters are folded away. */
export const line = (most: number) => readable(most, cleanLine).refine(seen, NOTHING_SEEN)
/** Like `line`, a comma where a line ended; may be empty. */
export const list = (most: number) => readable(most, cleanList)
/** The same, but not empty. */
export const someList = (most: number) => list(most).refine(seen, NOTHING_SEEN)
/** Several lines, or none. */
export const text = (most: number) => readable(most, clean)

/** `null` and nothing alike mean `fallback`. */
export function optional<T extends z.ZodType>(field: T, fallback: z.output<T>) {
  const given = field.nullable().optional()
  return given.transform(value => value ?? fallback).meta({ default: fallback })
}

const WHOLE_MINUTE = /T\d\d:\d\d(?::00(?:\.0+)?)?(?:Z|[+-])/
/** From 12 hours before to 14 hours after UTC: the offsets there are. */
const REAL_OFFSET = /(?:Z|-(?:0\d|1[01]):[0-5]\d|-12:00|\+(?:0\d|1[0-3]):[0-5]\d|\+14:00)$/

/** A whole minute with Z or an offset. */
export const moment = z.iso
  .datetime({ offset: true, abort: true })
  .refine(written => WHOLE_MINUTE.test(written), 'must be a whole minute')
  .refine(written => REAL_OFFSET.test(written), 'must have an offset that there is')
  .transform(written => new Date(written))
  .describe('A whole minute, ISO 8601 with Z or an offset.')

/** A day of Seoul in this century. */
export const day = z.iso.date({ abort: true }).refine(written => /^20/.test(written), 'must be in this century')

/** The middle dot has several code points that look alike. */
export const category = z
  .string()
  .meta({ enum: [...CATEGORIES] })
  .transform(name => name.normalize('NFC').replace(/[·‧∙•・･]/g, 'ㆍ'))
  .pipe(z.enum(CATEGORIES))

export const age = z.int().min(0).max(120)

/** A length of time that counts; how long it may be is decided by the program. */
export const minutes = z.int().min(1)
