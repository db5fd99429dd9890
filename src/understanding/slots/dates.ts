/** Days a person names: expressions of the date grammar, joined to ranges and narrowed by one another. */

import { addDays } from '../../platform/clock.js'
import { holds, hull } from './calendar.js'
import type { Within } from './corrections.js'
import type { DateRule, Leaning, Relation, Resolve } from './date-rule.js'
import { boundedBy, fromToday, pastOf } from './day-bounds.js'
import { explicitDayRules, movedDayRules, plainDayRules } from './day-rules.js'
import type { DateRange } from './forms.js'
import { holidayRules } from './holidays.js'
import type { Mention, Qualified, Scan } from './scan.js'
import { monthRules, weekdayRules, weekRules, withinRules } from './span-rules.js'
import { yearRules } from './year-rules.js'

const RULES: readonly DateRule[] = [
  ...explicitDayRules,
  ...holidayRules,
  ...withinRules.slice(0, 3),
  ...movedDayRules,
  ...yearRules,
  ...monthRules,
  ...withinRules.slice(3),
  ...weekRules,
  ...weekdayRules,
  ...plainDayRules,
]

interface Expression {
  resolve: Resolve | 'impossible'
  pins: boolean
  yearly: boolean
}
type Possible = Expression & { resolve: Resolve }

/** A mention still being joined: `last` is the day or stretch its final expression names. */
interface Joined extends Mention<DateRange> {
  last: DateRange
  pins: boolean
  yearly: boolean
  within?: Within
  /** Whether it already has a start and an end of its own: then only the end is still narrowed. */
  spans?: true
}

const INSIDE = /^\s?(?:에|의|중에?|,)?\s?\(?\s?$/
const RANGE = /^\s?(?:부터|에서|이후(?:부터|에)?|[~\-–])\s?$/
const LIST = /^\s?(?:이나|나|이랑|랑|하고|이고|와|과|및|또는|혹은|아니면|이든|든|or|[,/·&])\s?$/
/** Farther apart, two expressions have nothing to do with each other. */
const NEAR = 20

function lengthOf({ from, to }: DateRange): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}

function shorter(first: DateRange | undefined, second: DateRange | undefined): DateRange | undefined {
  if (!first || !second) return first ?? second
  return lengthOf(second) < lengthOf(first) ? second : first
}

export interface DatesRead {
  dates: (Qualified<DateRange> & { past?: DateRange; within?: Within })[]
  /** What was said as a day and is none (11월 31일). */
  impossible: string[]
}

/** Reads every day or stretch of days that the scan still holds. */
export function readDates(scan: Scan, today: string, leaning: Leaning): DatesRead {
  const expressions = RULES.flatMap(rule =>
    scan.take(rule.pattern, (match): Expression | undefined => {
      const resolve = rule.read(match.groups ?? {}, today, leaning)
      const { year, relativeYear } = match.groups ?? {}
      return resolve && { resolve, pins: rule.pins ?? true, yearly: rule.yearly === true && !year && !relativeYear }
    }),
  ).sort((one, other) => one.start - other.start)
  const setting = { text: scan.text, today, leaning }
  const joined: Joined[] = []
  for (const next of expressions.filter(isPossible)) {
    const before = joined.at(-1)
    const longer = before && extend(before, next, setting)
    const added = longer ?? alone(next, before, setting)
    if (added) joined.splice(longer ? -1 : joined.length, longer ? 1 : 0, added)
  }
  return {
    dates: joined.map(mention => closed(mention, setting)).filter(mention => mention !== undefined),
    impossible: expressions.filter(one => !isPossible(one)).map(({ start, end }) => scan.text.slice(start, end).trim()),
  }
}

function isPossible(mention: Mention<Expression>): mention is Mention<Possible> {
  return mention.value.resolve !== 'impossible'
}

interface Setting {
  text: string
  today: string
  leaning: Leaning
}

/** What stands before, made longer or narrower by the next expression; `undefined` when the two are separate. */
function extend(before: Joined, next: Mention<Possible>, { text, ...setting }: Setting): Joined | undefined {
  const gap = text.slice(before.end, next.start)
  const resolveAs = (relation: Relation) => next.value.resolve({ ...setting, relation, previous: before.last })
  const pins = before.pins || next.value.pins
  const { start, yearly } = before
  const as = (value: DateRange, last: DateRange): Joined => ({ value, last, start, end: next.end, pins, yearly })

  // "토요일에서 일요일로 바꿔 주세요" moves, it does not span.
  const moves = gap.includes('에서') && /^\s?(?:으로|로)/.test(text.slice(next.end))
  const later = RANGE.test(gap) && !moves ? resolveAs('after') : undefined
  if (later && later.to >= before.value.from)
    return { ...as({ from: before.value.from, to: later.to }, later), spans: true }

  const within = INSIDE.test(gap) ? resolveAs('inside') : undefined
  if (within && holds(before.last, within))
    return before.spans
      ? { ...as({ ...within, from: before.value.from }, within), spans: true }
      : { ...as(within, within), within: { range: before.value, gap } }

  const beside = resolveAs(before.pins ? 'beside' : 'alone')
  if (beside && /^\s?$/.test(gap) && beside.from === addDays(before.value.to, 1))
    return as(hull(before.value, beside), beside)
  if (!LIST.test(gap)) return undefined
  const after = resolveAs('after')
  const both = shorter(beside && hull(before.value, beside), after && hull(before.value, after))
  return both && as(both, beside ?? both)
}

function alone(
  { value, start, end }: Mention<Possible>,
  before: Joined | undefined,
  { text, ...setting }: Setting,
): Joined | undefined {
  const near = before?.pins && start - before.end <= NEAR ? before.last : undefined
  const range = value.resolve({
    ...setting,
    ...(near ? { relation: 'beside', previous: near } : { relation: 'alone' }),
  })
  return range && { value: range, last: range, start, end, pins: value.pins, yearly: value.yearly }
}

/** With what bounds it ("금요일까지", "15일 이후"), and with what of it is over when something is looked for. */
function closed({ value, start, end, ...joined }: Joined, { text, today, leaning }: Setting) {
  const bounded = boundedBy(value, text.slice(end), { today, leaning, spans: joined.spans === true })
  if (!bounded) return undefined
  const ahead = leaning === 'ahead'
  const past = ahead && !bounded.more ? pastOf(bounded.value, today, joined.yearly) : undefined
  return {
    value: ahead ? fromToday(bounded.value, today) : bounded.value,
    start,
    end: end + bounded.length,
    ...(bounded.more && { more: bounded.more }),
    ...(past && { past }),
    ...(joined.within && { within: joined.within }),
  }
}
