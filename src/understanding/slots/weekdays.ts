/** Weekdays of something that comes again: 매주 토요일, 주말마다, 평일, 12월 토요일. */
import { WEEKDAYS, type Weekday } from './forms.js'
import type { Mention, Scan } from './scan.js'

const LETTERS = '월화수목금토일'
const DAY = `(?<![\\d십]\\s?)[${LETTERS}](?:요일|욜)?`
const DAYS = `${DAY}(?:\\s?(?:(?:,|·|/|와|과|하고|이랑|랑|이나|나)\\s?)?${DAY}){0,6}(?![가-힣](?<![에은도만오아저밤낮날마로]))`
const GROUP = `(?:(?<group>주말|평일|주중)|(?<run>(?<first>[${LETTERS}])(?:요일)?\\s?~\\s?(?<last>[${LETTERS}])(?:요일)?)|(?<days>${DAYS}))`

const PATTERNS = [
  `(?:매주|격주|매번)(?:에|의)?\\s?${GROUP}(?:\\s?마다)?`,
  // The part of the day in "토요일 아침마다" is left for the times.
  `${GROUP}(?:날?\\s?마다|(?=\\s?(?:아침|오전|점심|오후|저녁|밤|새벽)\\s?마다))`,
  `매[달월]\\s?(?:(?:첫|둘|셋|넷)째|마지막|[1-4]째)\\s?(?:주\\s?)?(?<days>${DAY})`,
  // "다음 주 평일" are days of that week, left for the dates.
  '(?<![주쥬]\\s?)(?<group>평일|주중)',
  // Neighbours such as 토·일 are one weekend; others are days that come again.
  `(?<![가-힣])(?!토\\s?[,·/]\\s?일|금\\s?[,·/]\\s?토)(?<days>[${LETTERS}](?:\\s?[,·/]\\s?[${LETTERS}]){1,6})(?:요일)?(?![가-힣](?<![에은도만]))`,
  // Within a month, a weekday is each of them; "첫째 토요일" is one day.
  `(?<=(?:\\d|[일이삼사오유육칠팔구시십])월(?:에|의)?\\s?|달(?:[에의]\\s?|\\s))(?:(?<group>주말)|(?<days>[${LETTERS}](?:요일|욜)))`,
  '(?<![가-힣])(?<days>월수금|화목토|화목(?=에|요일|\\s?(?:오전|오후|저녁))|월수(?=에|요일))(?:요일)?',
  '(?<group>매일)(?!\\s?(?:알림|카톡|문자|메시지))',
].map(source => new RegExp(source, 'g'))

function weekdaysOf({ group, first, last, days }: Record<string, string | undefined>): Weekday[] | undefined {
  if (group === '주말') return ['SAT', 'SUN']
  if (group === '매일') return [...WEEKDAYS]
  if (group) return WEEKDAYS.slice(0, 5)
  if (first && last) {
    const run = WEEKDAYS.slice(LETTERS.indexOf(first), LETTERS.indexOf(last) + 1)
    return run.length > 0 ? run : undefined
  }
  // 요일 holds the letter of Sunday.
  const letters = (days ?? '').replaceAll(/요일|욜/g, '')
  return WEEKDAYS.filter((_, index) => letters.includes(LETTERS[index]!))
}

/** Has to run before the dates: what is left of weekdays afterwards names one day. */
export function readWeekdays(scan: Scan): Mention<Weekday[]>[] {
  return PATTERNS.flatMap(pattern => scan.take(pattern, match => weekdaysOf(match.groups ?? {})))
}
