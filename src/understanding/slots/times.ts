/** Times of day: 오후 2시, 14:30, 두 시 반, 10시부터 12시까지, 저녁. */
import type { TimeRange } from './forms.js'
import { SINO_FROM_TEN, toNumber } from './numbers.js'
import type { Mention, Qualified, Scan } from './scan.js'

/** Hours in which each part of the day lies; 낮 is not told apart from 오후. */
const PARTS: Readonly<Record<string, readonly [number, number]>> = {
  새벽: [0, 6],
  아침: [6, 9],
  오전: [6, 12],
  점심: [11, 14],
  낮: [12, 18],
  오후: [12, 18],
  저녁: [18, 21],
  밤: [21, 24],
}

const PART = '(?:(?<part>새벽|아침|오전|점심|정오|대낮|한낮|낮|오후|저녁|자정|밤|[aApP][mM])(?:에|때)?\\s?)?'
const HOURS = `\\d{1,2}|(?<![가-힣])(?:열한|열두|열|한|두|세|네|다섯|여섯|일곱|여덟|아홉)|십[삼사오육칠팔구]|이십[일이삼사]`
/** After a number, 시 is an hour unless it starts another word: 시간, or after a number word also 시작, 시설 … */
const HOUR = `(?<hour>${HOURS})\\s?시(?!간)(?:(?<=\\d\\s?시)|(?=$|[^가-힣]|[에부까쯤경반이전정로은는도요인나만면라랑하와사넘지출집모봉활]))`
const MINUTE = `(?:\\s?(?:(?<minute>\\d{1,2}|${SINO_FROM_TEN}|오)\\s?분|(?<half>반)(?![가-힣](?<![에부까쯤이전정로은는도요인나만]))))?`

const CLOCK = new RegExp(`${PART}(?:(?<clock>\\d{1,2}:\\d{2})(?!\\d)|${HOUR}${MINUTE})`, 'g')
/** "2~5시": the first hour goes without 시. */
const BARE_START = new RegExp(
  `${PART}(?<![\\d:.])(?<hour>\\d{1,2})(?=\\s?[~-]\\s?(?:오전|오후)?\\s?\\d{1,2}\\s?시(?!간))`,
  'g',
)
const MEAL =
  '(?!\\s?(?:은|도|을|이|까지|식사)?\\s?(?:안\\s?)?(?:주[나는시세]|제공|먹|나오|나와|식사|값|챙|싸|사\\s|밥|도시락|메뉴))'
const PART_ALONE = new RegExp(
  `(?<alone>새벽|아침|점심|저녁)${MEAL}|(?<sure>오전|오후|대낮|한낮)|(?<![가-힣])(?<short>낮(?=에|\\s|$|시간|부터|까지|쯤|만|도\\s)|밤(?=에|늦|\\s|$|시간|쯤|부터|까지|만|마다)(?!\\s?(?:줍|따|까|나무|송이|농)))`,
  'g',
)
const FIXED = /정오|자정/g

interface Spoken {
  part?: string
  /** Minutes since midnight as said, before the part of the day is known; absent when only a part was said. */
  minutes?: number
}

const MIDNIGHT = 1440

const asMinutes = (spoken: Spoken): number | undefined => {
  const { minutes, part } = spoken
  if (minutes === undefined) return undefined
  const hour = Math.floor(minutes / 60)
  const afternoon = minutes + 720
  if (hour > 12 || hour === 0) return minutes
  if (part === '새벽' || part === '오전' || part === '아침' || /^am$/i.test(part ?? '')) return minutes % 720
  // Midnight is the end of the day that was named.
  if (part === '밤' || part === '자정') return hour >= 6 ? Math.min(afternoon, MIDNIGHT) : minutes
  if (part === '점심' || part === '정오' || part?.endsWith('낮')) return hour >= 9 ? minutes : afternoon
  if (part) return hour === 12 ? minutes : afternoon
  return hour <= 7 ? afternoon : minutes
}

const format = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

function readClock({ part, clock, hour, minute, half }: Record<string, string | undefined>): Spoken | undefined {
  const [hours, rest] = clock
    ? (clock.split(':').map(Number) as [number, number])
    : [toNumber(hour ?? ''), half ? 30 : minute ? toNumber(minute) : 0]
  if (!(hours <= 24 && rest < 60) || hours * 60 + rest > MIDNIGHT) return undefined
  // Written with a colon and no part of the day, a time is on the 24-hour clock.
  const spoken = clock && !part ? { part: '오전', minutes: hours * 60 + rest } : { minutes: hours * 60 + rest }
  if (clock && !part && hours === 12) return { part: '오후', minutes: spoken.minutes }
  return part ? { ...spoken, part } : spoken
}

function partRange(part: string): readonly [number, number] {
  const [from, to] = PARTS[part.endsWith('낮') ? '낮' : part] ?? [0, 24]
  return [from * 60, to * 60]
}

const RANGE = /^\s?쯤?\s?(?:부터|에서|이후(?:부터|에)?|[~\-–])\s?(?:다음\s?날\s?)?$/
const LIST = /^\s?(?:이나|나|이랑|랑|하고|와|과|또는|혹은|아니면|[,/·]|)\s?$/
const UNTIL = /^\s?(?:까지|이전|전(?!화|체|부))/
/** "5시 전에 끝나는" bounds the end; "4시에 끝나고" tells from when on. */
const ENDS =
  /^\s?(?:까지는?|이전에?는?|전에?는?|에는?|쯤에?)?\s?(?:다\s?)?(?:끝나(?:는(?!데)|야|면\s?좋)|끝내(?:는(?!데)|야)|끝날|마치(?:는(?!데)|면\s?좋)|마쳐야|마무리되?는(?!데)|종료되?는(?!데))/
const SINCE = /^\s?(?:이후|지나|넘어)/

/** The end of a range takes the half of the day that its start was in, or the next one that makes it later. */
function rangeEnd(start: number, first: Spoken, second: Spoken): number | undefined {
  if (second.minutes === undefined) return second.part ? partRange(second.part)[1] : undefined
  const candidates = second.part
    ? [asMinutes(second)]
    : [first.part && asMinutes({ ...second, part: first.part }), asMinutes(second), second.minutes + 720]
  const sameDay = candidates.find((end): end is number => typeof end === 'number' && end > start && end <= MIDNIGHT)
  return sameDay ?? endNextDay(start, second)
}

/** "밤 10시부터 새벽 2시까지" ends on the next morning, before the time at which it began. */
function endNextDay(start: number, { part, minutes = 0 }: Spoken): number | undefined {
  const isEvening = start >= EVENING || part === '새벽'
  return isEvening && minutes <= 720 && !/오후|저녁|밤|pm/i.test(part ?? '') ? minutes % 720 : undefined
}
const EVENING = 18 * 60

function rangeOf(first: Spoken): TimeRange {
  const start = asMinutes(first)
  if (start !== undefined) return { from: format(start) }
  const [from, to] = partRange(first.part ?? '')
  return { from: format(from), to: format(to) }
}

function spanning(first: Spoken, second: Spoken): TimeRange | undefined {
  const start = asMinutes(first) ?? partRange(first.part ?? '')[0]
  const end = rangeEnd(start, first, second)
  return end === undefined ? undefined : { from: format(start), to: format(end) }
}

/** Two parts of the day said as a choice: 오전이나 오후. */
function either(first: Spoken, second: Spoken): TimeRange | undefined {
  if (first.minutes !== undefined || second.minutes !== undefined) return undefined
  const [one, other] = [partRange(first.part ?? ''), partRange(second.part ?? '')]
  return { from: format(Math.min(one[0], other[0])), to: format(Math.max(one[1], other[1])) }
}

/** Reads every time or stretch of the day that the scan still holds. */
export function readTimes(scan: Scan): Qualified<TimeRange>[] {
  const found = [
    ...scan.take(BARE_START, match => readClock(match.groups ?? {})),
    ...scan.take(CLOCK, match => readClock(match.groups ?? {})),
    ...scan.take(FIXED, ([word]): Spoken => ({ part: '오후', minutes: word === '정오' ? 720 : MIDNIGHT })),
    ...scan.take(PART_ALONE, ([word]): Spoken => ({ part: word })),
  ].sort((one, other) => one.start - other.start)

  const mentions: Qualified<TimeRange>[] = []
  let before: Mention<Spoken> | undefined
  for (const next of found) {
    // "2시에서 4시로 바꿔 주세요" moves, it does not span.
    const moves = /^\s?로/.test(scan.text.slice(next.end))
    const gap = before ? scan.text.slice(before.end, next.start) : undefined
    const joined =
      before && gap !== undefined
        ? RANGE.test(gap) && !(moves && gap.includes('에서'))
          ? spanning(before.value, next.value)
          : LIST.test(gap)
            ? either(before.value, next.value)
            : undefined
        : undefined
    if (joined) mentions.splice(-1, 1, { value: joined, start: before!.start, end: next.end })
    else mentions.push(single(next, before, scan.text))
    before = next
  }
  return mentions
}

/** "5시까지" has an end only; "오전 10시 말고 11시" stays in the morning. */
function single(next: Mention<Spoken>, before: Mention<Spoken> | undefined, text: string): Qualified<TimeRange> {
  const sameHalf = next.value.part === undefined && before?.value.part !== undefined
  const spoken = sameHalf ? { ...next.value, part: before.value.part! } : next.value
  const minutes = asMinutes(spoken)
  const rest = text.slice(next.end)
  if (minutes !== undefined && ENDS.test(rest))
    return { ...next, value: { to: format(minutes) }, more: { endsBy: true } }
  if (minutes !== undefined && UNTIL.test(rest)) return { ...next, value: { to: format(minutes) } }
  return { ...next, value: minutes === undefined && SINCE.test(rest) ? afterPart(spoken) : rangeOf(spoken) }
}

/** After noon and before it a part of the day has to be over; whoever says 저녁 이후 means the evening too. */
function afterPart({ part = '' }: Spoken): TimeRange {
  const [from, to] = partRange(part)
  return { from: format(/저녁|밤|오후/.test(part) ? from : to) }
}
