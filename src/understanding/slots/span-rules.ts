/** Date grammar, stretches of days: months and their parts, weeks, weekends, weekdays, "within two weeks". */
import { addDays } from '../../platform/clock.js'
import {
  earlierOf,
  holds,
  mondayOf,
  monthOf,
  weekdayFrom,
  weekdayUntil,
  wholeMonth,
  wholeYear,
  yearOf,
} from './calendar.js'
import {
  type DateRule,
  type Groups,
  moveBySpan,
  nearestYear,
  oneDay,
  type Resolve,
  SPAN,
  type Surroundings,
  saidYear,
  YEAR,
} from './date-rule.js'
import { MONTH, monthNumber, WEEKDAY_LETTERS } from './day-rules.js'
import type { DateRange } from './forms.js'

const PART = '(?:\\s?의?\\s?(?<part>초순|초(?!등|보|대|과|청)|중순|중반|하순|말(?!고|씀|로|구|아)))?'

/** 초 1–10, 중순 11–20, 말 21–end. */
function partOfMonth({ from, to }: DateRange, part: string | undefined): DateRange {
  if (!part) return { from, to }
  if (part.startsWith('초')) return { from, to: addDays(from, 9) }
  return part.startsWith('중') ? { from: addDays(from, 10), to: addDays(from, 19) } : { from: addDays(from, 20), to }
}

const OFFSETS: readonly (readonly [RegExp, number])[] = [
  [/^(?:다다음|다음\s?다음|담담|다담)/, 2],
  [/^(?:지지난|저저번)/, -2],
  [/^(?:다음|담|차|내)/, 1],
  [/^(?:지난|저번)/, -1],
]
const offsetOf = (word: string) => OFFSETS.find(([pattern]) => pattern.test(word))?.[1] ?? 0

function month(groups: Groups, today: string): Resolve | undefined {
  const number = monthNumber(groups.month ?? '')
  if (!(number >= 1 && number <= 12)) return undefined
  const year = saidYear(groups, today)
  const occurrence = (of: number) => partOfMonth(wholeMonth(of, number), groups.part)
  return around => (year === undefined ? nearestYear(occurrence, around) : occurrence(year))
}

const NTH =
  '(?<nth>첫째|첫번째|첫\\s?번째|첫|둘째|두\\s?번째|셋째|세\\s?번째|넷째|네\\s?번째|다섯째|마지막|[1-5](?=\\s?주차?))'
const NTH_LETTERS = '첫둘셋넷다'

/** The n-th seven days of the month before it: what "둘째 주 토요일" means, whatever weekday the month starts on. */
function nthWeek(nth: string, { relation, previous }: Surroundings): DateRange | undefined {
  if (relation !== 'inside' || !previous) return undefined
  if (nth === '마지막') return { from: addDays(previous.to, -6), to: previous.to }
  const letter = nth.startsWith('두') ? '둘' : nth.startsWith('세') ? '셋' : nth.startsWith('네') ? '넷' : nth[0]!
  const index = /\d/.test(letter) ? Number(letter) - 1 : NTH_LETTERS.indexOf(letter)
  const from = addDays(previous.from, 7 * index)
  const to = addDays(from, 6)
  return from > previous.to ? undefined : { from, to: earlierOf(to, previous.to) }
}

function weekend(offset: number): Resolve {
  return ({ today }) => {
    const saturday = addDays(mondayOf(today), 5 + 7 * offset)
    const sunday = addDays(saturday, 1)
    return { from: offset === 0 && today === sunday ? today : saturday, to: sunday }
  }
}

const bareWeekend: Resolve = around => {
  const { today, leaning, relation, previous } = around
  if (previous && relation === 'inside') {
    const saturday = weekdayFrom(previous.from, 5)
    const sunday = addDays(saturday, 1)
    return { from: saturday, to: sunday }
  }
  return weekend(leaning === 'back' && today < addDays(mondayOf(today), 5) ? -1 : 0)(around)
}

function weekday(index: number): Resolve {
  return ({ today, leaning, relation, previous }) => {
    if (previous && relation === 'inside') {
      const day = oneDay(weekdayFrom(previous.from, index))
      return day && holds(previous, day) ? day : undefined
    }
    if (previous && relation === 'after') return oneDay(weekdayFrom(addDays(previous.from, 1), index))
    const sameWeek = previous && addDays(mondayOf(previous.from), index)
    if (sameWeek && (leaning === 'back' ? sameWeek <= today : sameWeek >= today)) return oneDay(sameWeek)
    return oneDay(leaning === 'back' ? weekdayUntil(today, index) : weekdayFrom(today, index))
  }
}

function relativeWeekday(word: string, index: number): Resolve {
  return ({ today }) => {
    const inWeek = addDays(mondayOf(today), 7 * offsetOf(word) + index)
    if (offsetOf(word) < 0) return oneDay(weekdayUntil(addDays(today, -1), index))
    return oneDay(inWeek < today || /^(?:오|돌)/.test(word) ? weekdayFrom(today, index) : inWeek)
  }
}

/** 토일, 금~일: from the first to the last letter, wherever the first lies. */
function weekdayRun(letters: string): Resolve {
  const [first, last] = [letters[0]!, letters.at(-1)!].map(letter => WEEKDAY_LETTERS.indexOf(letter)) as [
    number,
    number,
  ]
  return around => {
    const start = weekday(first)(around)
    return start && { from: start.from, to: weekdayFrom(start.from, last) }
  }
}

const WEEK =
  '(?<week>다다음|다음\\s?다음|담담|다담|다음|담|이번|요번|지지난|저저번|지난|저번|(?<![가-힣])[차금])\\s?[주쥬]'
const RELATIVE_MONTH =
  '(?<week>다다음|다음\\s?다음|담담|다담|다음|담|이번|요번|지지난|저저번|지난|저번|(?<![가-힣])[내이])\\s?달(?!라|력|리|성|팽)'

export const monthRules: DateRule[] = [
  {
    pattern: new RegExp(`${YEAR}(?<half>상|하)반기`, 'g'),
    read: (groups, today) => {
      const [from, to] = groups.half === '상' ? ['01-01', '06-30'] : ['07-01', '12-31']
      const year = saidYear(groups, today)
      const occurrence = (of: number) => ({ from: `${of}-${from}`, to: `${of}-${to}` })
      return around => (year === undefined ? nearestYear(occurrence, around) : occurrence(year))
    },
  },
  { pattern: new RegExp(`${YEAR}${MONTH}(?!요|동|급|곡|성|정|계|드|세|되|생)${PART}`, 'g'), read: month, yearly: true },
  {
    pattern: new RegExp(`(?:${RELATIVE_MONTH}|(?<![가-힣])월(?=말))${PART}`, 'g'),
    read:
      ({ week, part }) =>
      ({ today }) =>
        partOfMonth(wholeMonth(yearOf(today), monthOf(today) + offsetOf(week ?? '')), part),
  },
  {
    pattern: new RegExp(`${NTH}\\s?주(?:차|간)?(?!말)`, 'g'),
    read:
      ({ nth }) =>
      around =>
        nthWeek(nth ?? '', around),
  },
  {
    pattern: new RegExp(`${NTH}\\s?(?:(?<day>[월화수목금토일])(?:요일|욜)|주말)`, 'g'),
    read:
      ({ nth, day }) =>
      around => {
        const week = nthWeek(nth ?? '', around)
        const resolve = day ? weekday(WEEKDAY_LETTERS.indexOf(day)) : bareWeekend
        return week && resolve({ ...around, relation: 'inside', previous: week })
      },
  },
]

export const withinRules: DateRule[] = [
  {
    pattern: new RegExp(`${SPAN}\\s?(?:안에|안으로|이내|내에)`, 'g'),
    read:
      groups =>
      ({ today }) =>
        until(today, moveBySpan(today, groups, 1)),
  },
  {
    pattern: new RegExp(`앞으로\\s?${SPAN}(?:\\s?(?:동안|간))?`, 'g'),
    read:
      groups =>
      ({ today }) =>
        until(today, moveBySpan(today, groups, 1)),
  },
  {
    pattern: new RegExp(`(?:최근|지난)\\s?${SPAN}(?:\\s?(?:동안|간))?`, 'g'),
    read:
      groups =>
      ({ today }) => {
        const from = moveBySpan(today, groups, -1)
        return from ? { from, to: today } : undefined
      },
  },
  {
    pattern: /올해\s?(?:안에|안으로|내에|남은|가기\s?전)/g,
    read:
      () =>
      ({ today }) =>
        until(today, wholeYear(yearOf(today)).to),
  },
  {
    pattern: /(?<relativeYear>내년|내후년)/g,
    read: (groups, today) => () => wholeYear(saidYear(groups, today) ?? yearOf(today)),
  },
]

function until(today: string, to: string | undefined): DateRange | undefined {
  return to ? { from: today, to } : undefined
}

export const weekRules: DateRule[] = [
  {
    pattern: new RegExp(`${WEEK}\\s?주말(?!고)`, 'g'),
    read: ({ week }) => weekend(offsetOf(week ?? '')),
  },
  {
    pattern: /(?<week>다다음|다음|담|이번|요번|지지난|저저번|지난|저번|오는|돌아오는)\s?주말(?!고)/g,
    read: ({ week }) => weekend(offsetOf(week ?? '')),
  },
  {
    pattern: new RegExp(`${WEEK}(?!민|제|차장|변|의\\s?깊)`, 'g'),
    read:
      ({ week }) =>
      ({ today }) => {
        const from = addDays(mondayOf(today), 7 * offsetOf(week ?? ''))
        return { from, to: addDays(from, 6) }
      },
  },
  {
    pattern: /(?<![가-힣])이\s?주(?=\s?[월화수목금토일](?:요일|욜))/g,
    read:
      () =>
      ({ today }) => ({ from: mondayOf(today), to: addDays(mondayOf(today), 6) }),
  },
  {
    pattern: /(?<week>다다음|다음|담|이번|요번|지난|저번|오는|돌아오는)\s?(?<day>[월화수목금토일])(?:요일|욜)날?/g,
    read: ({ week, day }) => relativeWeekday(week ?? '', WEEKDAY_LETTERS.indexOf(day ?? '')),
  },
]

export const weekdayRules: DateRule[] = [
  {
    pattern: /평일|주중/g,
    read: () => around =>
      around.relation === 'inside' && around.previous
        ? { from: around.previous.from, to: addDays(around.previous.from, 4) }
        : undefined,
  },
  { pattern: /주말(?!고\s|농장|부부)/g, read: () => bareWeekend, pins: false },
  {
    pattern:
      /(?<![가-힣])(?<first>[월화수목금토일])(?:요일|욜)?\s?~\s?(?<last>[월화수목금토일])(?:요일|욜|(?![가-힣])|(?=에|까지|중|사이))/g,
    read: ({ first, last }) => weekdayRun(`${first}${last}`),
    pins: false,
  },
  {
    pattern:
      /(?<![가-힣])(?<run>금토일|금토|토일|토[,·/&]\s?일|금[,·/&]\s?토|월화|목금)(?:요일|욜|(?![가-힣])|(?=에|은|중|이나|만|도|로|날))/g,
    read: ({ run }) => weekdayRun(run ?? ''),
    pins: false,
  },
  {
    pattern: /(?<day>[월화수목금토일])(?:요일|욜)날?/g,
    read: ({ day }) => weekday(WEEKDAY_LETTERS.indexOf(day ?? '')),
    pins: false,
  },
  {
    // "다음 주 토 10시": a single letter only within a week; 일 would be work.
    pattern: /(?<=□\s?)(?<day>[월화수목금토])(?![가-힣(])(?=\s|$|,|□)/g,
    read:
      ({ day }) =>
      around =>
        around.relation === 'inside' ? weekday(WEEKDAY_LETTERS.indexOf(day ?? ''))(around) : undefined,
    pins: false,
  },
]
