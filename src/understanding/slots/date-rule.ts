/** What a rule of the date grammar is: a pattern, and how what it matched becomes days beside its neighbours. */
import { addDays } from '../../platform/clock.js'
import { addMonths, yearOf } from './calendar.js'
import type { DateRange } from './forms.js'
import { NUMBER, toNumber } from './numbers.js'

/**
 * Where a day without a year lies: `ahead` the next one, `this-year` whether past or not, `back` the last one (what was done).
 */
export type Leaning = 'ahead' | 'this-year' | 'back'

/** How an expression stands to the one before it: within it (다음 주 → 화요일), the end of a range, or merely near. */
export type Relation = 'alone' | 'inside' | 'after' | 'beside'

export interface Surroundings {
  today: string
  leaning: Leaning
  relation: Relation
  previous?: DateRange
}

export type Resolve = (around: Surroundings) => DateRange | undefined

export type Groups = Readonly<Record<string, string | undefined>>

export interface DateRule {
  pattern: RegExp
  /** `impossible` for what is said as a day but stands in no calendar (31 November). */
  read(groups: Groups, today: string, leaning: Leaning): Resolve | 'impossible' | undefined
  /** Whether it comes once a year: this year's may be what was meant, though it is over. */
  yearly?: true
  /** False for a bare weekday: the next one does not tell which week is being talked about. */
  pins?: boolean
}

export const YEAR =
  '(?:(?:(?<year>\\d{4}|\\d{2})\\s?년도?|(?<relativeYear>재작년|작년|지난해|올해|금년|내년|내후년))(?:의|에)?\\s?)?'

const RELATIVE_YEARS: Readonly<Record<string, number>> = { 재작년: -2, 작년: -1, 지난해: -1, 내년: 1, 내후년: 2 }

/** The year said with `YEAR`, if one was. */
export function saidYear({ year, relativeYear }: Groups, today: string): number | undefined {
  if (year) return year.length === 2 ? 2000 + Number(year) : Number(year)
  return relativeYear ? yearOf(today) + (RELATIVE_YEARS[relativeYear] ?? 0) : undefined
}

/** The occurrence that is meant of something that comes once a year. */
export function nearestYear(
  occurrence: (year: number) => DateRange | undefined,
  { today, leaning, relation, previous }: Surroundings,
): DateRange | undefined {
  const year = yearOf(today)
  const first = (years: number[], fits: (range: DateRange) => boolean) =>
    years.map(occurrence).find(range => range !== undefined && fits(range))
  if (relation === 'after' && previous) {
    const from = yearOf(previous.from)
    return first([from, from + 1], range => range.to >= previous.from)
  }
  if (leaning === 'this-year') return occurrence(year)
  // Four years either way, so that 29 February is found.
  if (leaning === 'back')
    return first(
      [0, 1, 2, 3, 4].map(ago => year - ago),
      range => range.from <= today,
    )
  return first(
    [0, 1, 2, 3, 4].map(on => year + on),
    range => range.to >= today,
  )
}

const DAY_COUNTS: Readonly<Record<string, number>> = {
  하루: 1,
  이틀: 2,
  사흘: 3,
  나흘: 4,
  닷새: 5,
  엿새: 6,
  이레: 7,
  여드레: 8,
  아흐레: 9,
  열흘: 10,
  보름: 15,
}

/** 3일, 이 주, 한 달, 사흘: a length of time in days or more. */
export const SPAN = `(?:(?<count>${NUMBER})\\s?(?<unit>일|주일|주|달|개월|년)|(?<days>${Object.keys(DAY_COUNTS).join('|')}))`

/** `day` moved by what `SPAN` matched, `direction` 1 or −1; `undefined` beyond any plan (over ten years). */
export function moveBySpan(day: string, { count, unit, days }: Groups, direction: 1 | -1): string | undefined {
  if (days) return addDays(day, direction * (DAY_COUNTS[days] ?? 0))
  const number = direction * toNumber(count ?? '')
  if (!(Math.abs(number) <= 366)) return undefined
  if (unit === '일') return addDays(day, number)
  if (unit === '주' || unit === '주일') return addDays(day, 7 * number)
  if (unit === '년') return Math.abs(number) <= 10 ? addMonths(day, 12 * number) : undefined
  return Math.abs(number) <= 120 ? addMonths(day, number) : undefined
}

export function oneDay(day: string | undefined): DateRange | undefined {
  return day ? { from: day, to: day } : undefined
}
