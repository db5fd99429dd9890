/** Date grammar, the few English words that people here mix in: this weekend, next week, tomorrow, next saturday. */
import { addDays } from '../../platform/clock.js'
import { mondayOf, weekdayFrom } from './calendar.js'
import { type DateRule, oneDay, type Resolve } from './date-rule.js'

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

const day =
  (offset: number): Resolve =>
  ({ today }) =>
    oneDay(addDays(today, offset))

const weekend =
  (offset: number): Resolve =>
  ({ today }) => {
    const saturday = addDays(mondayOf(today), 5 + 7 * offset)
    const sunday = addDays(saturday, 1)
    return { from: offset === 0 && today === sunday ? today : saturday, to: sunday }
  }

const week =
  (offset: number): Resolve =>
  ({ today }) => {
    const from = addDays(mondayOf(today), 7 * offset)
    return { from, to: addDays(from, 6) }
  }

const weekday =
  (index: number, next: boolean): Resolve =>
  ({ today }) =>
    oneDay(next ? addDays(mondayOf(today), 7 + index) : weekdayFrom(today, index))

const isNext = (which: string | undefined) => /next/i.test(which ?? '')

export const englishDayRules: DateRule[] = [
  { pattern: /\b(?<which>this|next) ?weekend\b/gi, read: ({ which }) => weekend(isNext(which) ? 1 : 0) },
  { pattern: /\bweekend\b/gi, read: () => weekend(0) },
  { pattern: /\b(?<which>this|next) ?week\b/gi, read: ({ which }) => week(isNext(which) ? 1 : 0) },
  { pattern: /\btoday\b/gi, read: () => day(0) },
  { pattern: /\btomorrow\b/gi, read: () => day(1) },
  {
    pattern: new RegExp(`\\b(?:(?<which>this|next) ?)?(?<day>${WEEKDAYS.join('|')})\\b`, 'gi'),
    read: ({ which, day: name }) => weekday(WEEKDAYS.indexOf((name ?? '').toLowerCase()), isNext(which)),
  },
]
