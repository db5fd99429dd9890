/** Public holidays by the names people use, from the official almanac; a year that it lacks is left open, not guessed. */
import * as almanac from '@hyunbinseo/holidays-kr/all'
import { addDays } from '../../platform/clock.js'
import { weekdayOf, yearOf } from './calendar.js'
import { type DateRule, nearestYear, oneDay, type Resolve, saidYear, YEAR } from './date-rule.js'
import type { DateRange } from './forms.js'

const DAYS = new Map<string, readonly string[]>(Object.values(almanac).flatMap(year => Object.entries(year)))

/** What people say → the almanac's name, or the day of the year when the day is fixed and no public holiday. */
const NAMES: readonly (readonly [said: string, name: string])[] = [
  ['크리스마스\\s?이브', '12-24'],
  ['크리스마스|성탄절|크리스마쓰', '기독탄신일'],
  ['설날|(?<![가-힣])구정|(?<![가-힣])설(?=\\s?(?:연휴|명절|때|에(?![가-힣])))', '설날'],
  ['추석|한가위', '추석'],
  ['한글날', '한글날'],
  ['개천절', '개천절'],
  ['광복절', '광복절'],
  ['제헌절', '제헌절'],
  ['현충일', '현충일'],
  ['어린이날', '어린이날'],
  ['삼일절|3\\s?[.·ㆍ]?\\s?1\\s?절', '3ㆍ1절'],
  ['부처님\\s?오신\\s?날|석가\\s?탄신일|초파일', '부처님 오신 날'],
  ['근로자의\\s?날|노동절', '노동절'],
  ['신정(?!동|네)|새해\\s?첫\\s?날', '1월 1일'],
  ['어버이날', '05-08'],
  ['스승의\\s?날', '05-15'],
  ['식목일', '04-05'],
  ['지구의\\s?날', '04-22'],
  ['자원봉사자의\\s?날', '12-05'],
]

const isFree = (day: string) => DAYS.has(day) || weekdayOf(day) >= 5

/** The unbroken run of free days around a holiday: what 연휴 is. */
function runAround(day: string): DateRange {
  let [from, to] = [day, day]
  while (isFree(addDays(from, -1))) from = addDays(from, -1)
  while (isFree(addDays(to, 1))) to = addDays(to, 1)
  return { from, to }
}

function holidayIn(year: number, name: string): string | undefined {
  if (/^\d\d-\d\d$/.test(name)) return `${year}-${name}`
  return [...DAYS].find(([day, names]) => yearOf(day) === year && names.includes(name))?.[0]
}

const nextHoliday =
  (word: string | undefined): Resolve =>
  ({ today, leaning }) => {
    const days = [...DAYS.keys()].sort()
    if (word === '지난' || (leaning === 'back' && word !== '다음')) return oneDay(days.findLast(day => day < today))
    return oneDay(days.find(day => (word === '다음' ? day > today : day >= today)))
  }

export const holidayRules: DateRule[] = [
  ...NAMES.map(
    ([said, name]): DateRule => ({
      pattern: new RegExp(`${YEAR}(?:(?<which>다음|이번|지난|저번)\\s?)?(?:${said})(?:\\s?(?<run>연휴))?`, 'g'),
      read: (groups, today) => {
        const occurrence = (year: number) => {
          const day = holidayIn(year, name)
          return day && groups.run ? runAround(day) : oneDay(day)
        }
        const year = saidYear(groups, today)
        if (year !== undefined) return () => occurrence(year)
        const leaning = /^(?:지난|저번)/.test(groups.which ?? '') ? 'back' : undefined
        return around => nearestYear(occurrence, leaning ? { ...around, leaning } : around)
      },
    }),
  ),
  { pattern: /(?:(?<which>다음|이번|지난|오는)\s?)?(?:공휴일|빨간\s?날)/g, read: ({ which }) => nextHoliday(which) },
]
