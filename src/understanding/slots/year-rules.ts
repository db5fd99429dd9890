/** Date grammar, parts of the year and of the month by name: 연말, 연초, 내년 초, 월초, 겨울방학. */
import { addDays } from '../../platform/clock.js'
import { monthOf, wholeMonth, yearOf } from './calendar.js'
import { type DateRule, type Groups, nearestYear, type Resolve, saidYear, YEAR } from './date-rule.js'
import type { DateRange } from './forms.js'

type Occurrence = (year: number) => DateRange

const january: Occurrence = year => wholeMonth(year, 1)
/** As 말 of a month is from its 21st on. */
const lastDays: Occurrence = year => ({ from: `${year}-12-21`, to: `${year}-12-31` })
const turnOfYear: Occurrence = year => ({ from: `${year}-12-21`, to: `${year + 1}-01-10` })
/** What all schools have off in common; the first and the last days differ from school to school. */
const WINTER: Occurrence = year => ({ from: `${year}-01-01`, to: wholeMonth(year, 2).to })
const SUMMER: Occurrence = year => ({ from: `${year}-07-21`, to: `${year}-08-15` })

const yearly =
  (occurrenceOf: (groups: Groups) => Occurrence) =>
  (groups: Groups, today: string): Resolve => {
    const occurrence = occurrenceOf(groups)
    const year = saidYear(groups, today)
    return around => (year === undefined ? nearestYear(occurrence, around) : occurrence(year))
  }

/** The first ten days of this month, or of the next one when they are over. */
const startOfMonth: Resolve = ({ today, leaning }) => {
  const on = leaning === 'ahead' && Number(today.slice(8)) > 10 ? 1 : 0
  const { from } = wholeMonth(yearOf(today), monthOf(today) + on)
  return { from, to: addDays(from, 9) }
}

const vacation: Resolve = around => {
  const [winter, summer] = [nearestYear(WINTER, around), nearestYear(SUMMER, around)]
  if (!winter || !summer) return undefined
  return winter.from < summer.from === (around.leaning !== 'back') ? winter : summer
}

export const yearRules: DateRule[] = [
  { pattern: /(?<![가-힣])연말\s?연시/g, read: yearly(() => turnOfYear) },
  { pattern: new RegExp(`(?<![가-힣])${YEAR}연말(?!\\s?정산|고|구)`, 'g'), read: yearly(() => lastDays) },
  {
    pattern: new RegExp(`(?<![가-힣])${YEAR}(?:연초|새해(?=에\\s|에$|\\s?초))(?!록)`, 'g'),
    read: yearly(() => january),
  },
  {
    pattern:
      /(?<relativeYear>재작년|작년|지난해|올해|금년|내년|내후년)의?\s?(?:(?<start>초(?!등|보|대|과|청|반|중))|말(?!고|씀|로|구|아))/g,
    read: yearly(({ start }) => (start ? january : lastDays)),
  },
  { pattern: /(?<![가-힣])월초/g, read: () => startOfMonth },
  { pattern: new RegExp(`${YEAR}겨울\\s?방학`, 'g'), read: yearly(() => WINTER) },
  { pattern: new RegExp(`${YEAR}여름\\s?방학`, 'g'), read: yearly(() => SUMMER) },
  { pattern: /(?<![가-힣])방학\s?(?:때|동안|중에|기간)/g, read: () => vacation },
]
