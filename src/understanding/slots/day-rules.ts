/** Date grammar, single days: 2026-11-28, 11월 28일, 11/28, 28일, 내일, 사흘 뒤. */
import { addDays } from '../../platform/clock.js'
import { civilDay, holds, mondayOf, monthOf, wholeMonth, yearOf } from './calendar.js'
import {
  type DateRule,
  type Groups,
  type Leaning,
  moveBySpan,
  nearestYear,
  oneDay,
  type Resolve,
  SPAN,
  type Surroundings,
  saidYear,
  YEAR,
} from './date-rule.js'
import { NUMBER, SINO, toNumber } from './numbers.js'
import { BLANK } from './scan.js'

export const WEEKDAY_LETTERS = '월화수목금토일'
/** 11, 십일, 유, 시: what stands before 월. */
export const MONTH = '(?<month>\\d{1,2}|(?<![가-힣])(?:십[일이]?|[일이삼사오유육칠팔구시]))\\s?월'
const WEEKDAY_TAIL = '(?:\\s?\\(\\s?[월화수목금토일](?:요일|욜)?\\s?\\)|\\s?[월화수목금토일](?:요일|욜))?'
const NOT_A_DAY = '(?!\\s?(?:간|동안|차|째|정도|이내|안에|뒤|후|전|만에|이상|치|씩|마다|최대|체험|당|\\d+시간|정))'
/** "12월 5일 전에" can only be before that day. */
const NOT_OF_A_MONTH = '(?!\\s?(?:간|동안|차|째|만에|치|씩|마다|당))'

export function monthNumber(word: string): number {
  if (word === '유') return 6
  return word === '시' ? 10 : toNumber(word)
}

function monthDay(groups: Groups, today: string, leaning: Leaning): Resolve | 'impossible' | undefined {
  const month = monthNumber(groups.month ?? '')
  const day = toNumber(groups.day ?? '')
  const year = saidYear(groups, today)
  // 2024 is a leap year: what it lacks no year has. Whoever looks ahead to 29 February means the next February.
  const inYear = leaning === 'ahead' ? (year ?? yearOf(today) + (monthOf(today) > month ? 1 : 0)) : (year ?? 2024)
  if (!civilDay(inYear, month, day)) return day <= 31 || groups.sure ? 'impossible' : () => undefined
  const occurrence = (of: number) => oneDay(civilDay(of, month, day))
  return around => (year === undefined ? nearestYear(occurrence, around) : occurrence(year))
}

/** Two numbers with a sign between them are a day only when they can be: 13/2 is not, 11/31 is meant as one. */
function inParts(groups: Groups, today: string, leaning: Leaning): Resolve | 'impossible' | undefined {
  const [month, day] = [Number(groups.month), Number(groups.day)]
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? monthDay(groups, today, leaning) : () => undefined
}

function dayOfMonth(day: number): Resolve {
  const inMonth = (of: string, offset: number) => {
    const { from } = wholeMonth(yearOf(of), monthOf(of) + offset)
    return oneDay(civilDay(yearOf(from), monthOf(from), day))
  }
  return ({ today, leaning, relation, previous }: Surroundings) => {
    if (previous && relation === 'inside') {
      const within = inMonth(previous.from, 0)
      return within && holds(previous, within) ? within : undefined
    }
    if (previous && relation === 'after')
      return [0, 1, 2].map(on => inMonth(previous.from, on)).find(range => range && range.from >= previous.from)
    const same = previous && inMonth(previous.from, 0)
    if (same && (leaning !== 'ahead' || same.from >= today)) return same
    if (leaning === 'this-year') return inMonth(today, 0)
    if (leaning === 'back') return [0, -1, -2].map(on => inMonth(today, on)).find(range => range && range.from <= today)
    return [0, 1, 2].map(on => inMonth(today, on)).find(range => range && range.from >= today)
  }
}

const readDayOfMonth = ({ day }: Groups): Resolve | undefined => {
  const number = toNumber(day ?? '')
  return number >= 1 && number <= 31 ? dayOfMonth(number) : undefined
}

const RELATIVE_DAYS: Readonly<Record<string, number>> = {
  '내일\\s?모레': 2,
  '낼\\s?모[레래]': 2,
  그글피: 4,
  글피: 3,
  모레: 2,
  내일: 1,
  명일: 1,
  익일: 1,
  오늘: 0,
  금일: 0,
  그끄저께: -3,
  엊그제: -2,
  그저께: -2,
  그제: -2,
  어저께: -1,
  어제: -1,
}

const relativeDay =
  (offset: number): Resolve =>
  ({ today }) =>
    oneDay(addDays(today, offset))

/** Most explicit first: what one rule takes, the later ones do not see. */
export const explicitDayRules: DateRule[] = [
  {
    pattern: new RegExp(
      `(?<year>20\\d{2})\\s?[-./년]\\s?(?<month>\\d{1,2})\\s?[-./월]\\s?(?<day>\\d{1,2})(?!\\d)(?:\\s?일|\\.)?${WEEKDAY_TAIL}`,
      'g',
    ),
    read: monthDay,
  },
  { pattern: /(?<!\d)(?<year>20\d{2})(?<month>\d{2})(?<day>\d{2})(?!\d)/g, read: inParts },
  { pattern: /(?<!\d)(?<year>2\d)[./-]\s?(?<month>\d{1,2})[./-]\s?(?<day>\d{1,2})(?!\d)/g, read: inParts },
  {
    pattern: new RegExp(
      `${YEAR}${MONTH}\\s?(?<day>\\d{1,2}|${SINO})(?:\\s?(?<sure>일)${NOT_OF_A_MONTH}|(?<=\\d)(?!\\d|\\s?(?:일|시|명|분|개|번|월|:|주|째|건|회)))${WEEKDAY_TAIL}`,
      'g',
    ),
    read: monthDay,
    yearly: true,
  },
  {
    pattern: new RegExp(
      `(?<![\\d./-])(?<month>\\d{1,2})\\s?[/.]\\s?(?<day>\\d{1,2})(?!\\d|\\s?(?:시간|명|점|배|%|만|천|개|번|kg|km)|[./]\\d)${WEEKDAY_TAIL}`,
      'g',
    ),
    read: inParts,
    yearly: true,
  },
  {
    pattern: /(?<![\d./-])(?<month>\d{2})-(?<day>\d{2})(?![\d-]|\s?(?:시|명|분|개|번|살|세|학년|만))/g,
    read: inParts,
    yearly: true,
  },
]

export const movedDayRules: DateRule[] = [
  {
    pattern: new RegExp(
      `(?<count>${NUMBER})\\s?주(?:일)?\\s?(?:뒤|후)\\s?(?<day>[${WEEKDAY_LETTERS}])(?:요일|욜)`,
      'g',
    ),
    read: ({ count, day }) => {
      const weeks = toNumber(count ?? '')
      return ({ today }) =>
        weeks <= 52 ? oneDay(addDays(mondayOf(today), 7 * weeks + WEEKDAY_LETTERS.indexOf(day ?? ''))) : undefined
    },
  },
  {
    pattern: new RegExp(`${SPAN}\\s?(?:뒤|후(?!반)|있다가|이따가?|(?<!\\d\\d일\\s?)지나서)`, 'g'),
    read:
      groups =>
      ({ today }) =>
        oneDay(moveBySpan(today, groups, 1)),
  },
  {
    // Only with something done then: "3일 전까지 취소" tells a rule, not a day.
    pattern: new RegExp(`${SPAN}\\s?전에?(?=\\s?(?:한|했|하고|신청한|신청했|갔|간\\s|다녀|봉사|참여|활동))`, 'g'),
    read:
      groups =>
      ({ today }) =>
        oneDay(moveBySpan(today, groups, -1)),
  },
]

export const plainDayRules: DateRule[] = [
  ...Object.entries(RELATIVE_DAYS).map(
    ([word, offset]): DateRule => ({
      pattern: new RegExp(`(?<![입송출현])${word}(?!동)`, 'g'),
      read: () => relativeDay(offset),
    }),
  ),
  {
    pattern: /(?<![가-힣])낼(?!\s?(?:게|께|수|지|래|려|건|걸|거예|거에|거야))(?!까\s?(?:요|봐|말|$))/g,
    read: () => relativeDay(1),
  },
  {
    pattern: /(?<![가-힣])모래(?!\s(?:위|속|밭|성|놀이|주머니))(?=\s|$|에|는|도|부터|까지|오전|오후|아침|저녁|쯤)/g,
    read: () => relativeDay(2),
  },
  {
    pattern: /(?:지금|현재)(?=\s?까지)/g,
    read:
      () =>
      ({ today, relation }) =>
        relation === 'after' ? oneDay(today) : undefined,
  },
  {
    pattern: new RegExp(`(?<![\\d.])(?<day>\\d{1,2})\\s?일(?!요)${NOT_A_DAY}${WEEKDAY_TAIL}`, 'g'),
    read: readDayOfMonth,
  },
  {
    pattern: new RegExp(
      `(?<![가-힣])(?<day>이?십[일이삼사오육칠팔구]?|삼십일?)\\s?일(?!요)${NOT_A_DAY}${WEEKDAY_TAIL}`,
      'g',
    ),
    read: readDayOfMonth,
  },
  {
    pattern: new RegExp(`(?<![\\d.])(?<day>\\d{1,2})(?=\\s?[~,-]\\s?${BLANK})`, 'g'),
    read: readDayOfMonth,
  },
  {
    pattern: new RegExp(`(?<=${BLANK}\\s?[~-]\\s?)(?<day>\\d{1,2})(?!\\s?[시:명분개\\d])`, 'g'),
    read: groups => {
      const resolve = readDayOfMonth(groups)
      return resolve && (around => (around.relation === 'after' ? resolve(around) : undefined))
    },
  },
]
