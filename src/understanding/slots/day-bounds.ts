/** What follows days and bounds them: 까지, 이후, 전에, 부터; and days that are over though something is looked for. */
import { addDays } from '../../platform/clock.js'
import { addMonths, earlierOf, wholeMonth, yearOf } from './calendar.js'
import { type Leaning, moveBySpan, SPAN } from './date-rule.js'
import type { DateRange, SlotValues } from './forms.js'

export interface Bounded {
  value: DateRange
  /** How much of what follows belongs to it. */
  length: number
  more?: Pick<SlotValues, 'openEnd'>
}

interface Asked {
  today: string
  leaning: Leaning
  /** Whether a start and an end were said already. */
  spans: boolean
}

const DURATION = new RegExp(`^\\s?부터\\s?(?:${SPAN})`)
const PASSED = /^\s?(?:이?\s?(?:지나서|지나고|지난\s?(?:뒤|후|다음)|넘어서))/
const SINCE = /^\s?(?:이후|부터)/
const UP_TO = /^\s?(?:이전|전(?:에는|에|까지|으로|엔)?(?![가-힣]))/
const DEADLINE = /^\s?(?:까지|안에|안으로|이내|내로|중으로)/
/** Nobody plans further ahead than this. */
const OPEN_MONTHS = 12

/** Undefined when nothing that can be told is left of the days: what was done until Friday may have begun at any time. */
export function boundedBy(value: DateRange, rest: string, { today, leaning, spans }: Asked): Bounded | undefined {
  const whole: Bounded = { value, length: 0 }
  const lasting = lastingFrom(value.from, rest)
  if (lasting) return lasting
  if (spans) return whole
  if (leaning !== 'ahead') return lookingBack(whole, rest, today, leaning)
  if (PASSED.test(rest)) return openFrom(addDays(value.to, 1))
  if (SINCE.test(rest)) return openFrom(value.from)
  // 이전 takes a single day along, 전 never does.
  const upTo = UP_TO.exec(rest)?.[0]
  const last = upTo?.includes('이전') && value.from === value.to ? value.to : addDays(value.from, -1)
  if (upTo) return last >= today ? { ...whole, value: { from: today, to: last } } : undefined
  if (DEADLINE.test(rest) && value.to >= today) return { ...whole, value: { from: today, to: value.to } }
  return whole
}

/** "오늘부터 일주일" has its end. */
function lastingFrom(from: string, rest: string): Bounded | undefined {
  const duration = DURATION.exec(rest)
  const beyond = duration?.groups && moveBySpan(from, duration.groups, 1)
  const to = beyond && addDays(beyond, -1)
  return duration && to && to >= from ? { value: { from, to }, length: duration[0].length } : undefined
}

function lookingBack(whole: Bounded, rest: string, today: string, leaning: Leaning): Bounded | undefined {
  const { from, to } = whole.value
  if (leaning === 'back' && /^\s?부터/.test(rest) && from <= today) return { ...whole, value: { from, to: today } }
  if (!DEADLINE.test(rest)) return whole
  if (leaning === 'back') return undefined
  return to >= today ? { ...whole, value: { from: today, to } } : whole
}

function openFrom(from: string): Bounded {
  return { value: { from, to: addDays(addMonths(from, OPEN_MONTHS), -1) }, length: 0, more: { openEnd: true } }
}

/** Within this many days after its last occurrence, a day of the year may be meant as that one. */
const LATELY_DAYS = 60

/** The days that are over, when the days looked for are, or when this year's of them are only little ago. */
export function pastOf(value: DateRange, today: string, yearly: boolean): DateRange | undefined {
  if (value.to < today) return value
  if (!yearly || value.from <= today) return undefined
  const last = { from: addMonths(value.from, -12), to: addMonths(value.to, -12) }
  const isLately = last.to < today && last.to >= addDays(today, -LATELY_DAYS)
  return isLately && yearOf(last.to) === yearOf(today) ? last : undefined
}

/** In its last week, a month that is asked for begins today. */
export function fromToday(value: DateRange, today: string): DateRange {
  const month = wholeMonth(yearOf(today), Number(today.slice(5, 7)))
  const isThisMonth = value.from === month.from && value.to === month.to
  return isThisMonth && earlierOf(addDays(month.to, -6), today) !== today ? { from: today, to: value.to } : value
}
