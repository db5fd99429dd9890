/** "아니 토요일 말고 일요일": which of the things said were taken back, and which stand. */
import type { DateRange, SlotValues } from './forms.js'
import { matchesOf, type Qualified } from './scan.js'

/** One thing said, under the slot it fills. */
export type Said = {
  [Name in SaidSlot]: Qualified<NonNullable<SlotValues[Name]>> & { slot: Name; within?: Within; past?: DateRange }
}[SaidSlot]

/** Slots with words of their own; the others come along with one of these. */
type SaidSlot = Exclude<keyof SlotValues, 'regions' | 'openEnd' | 'endsBy' | 'minutesBound'>

/** The longer stretch in which days were named (이번 주말 → 토요일), and what stood between the two. */
export interface Within {
  range: DateRange
  gap: string
}

interface Turn {
  pattern: RegExp
  /** `drops`: what stands before is refused, even with nothing in its place; `restarts`: only when something replaces it. */
  kind: 'drops' | 'swaps' | 'restarts'
}

const END = '(?=[\\s,.!~?…□]|$)'
const NEGATION = '(?:아니[요야에]?|아뇨|아냐|아니에요|아니예요|아닌데요?|아니다|아님|아닙니다|노노)'

const TURNS: readonly Turn[] = [
  {
    kind: 'drops',
    pattern: /(?:은|는|이|가|을|를|로)?\s?(?:말고|말구|말고요|말구요|빼고|빼구|제외하고|제외|싫고|싫어요?|별로)/g,
  },
  { kind: 'drops', pattern: /(?:이|가|은|는)?\s?(?:아니라|아니고|아니구|아닌)(?:요)?(?=[\s,]|$)/g },
  {
    kind: 'swaps',
    pattern:
      /(?:에는|엔|에|은|는|이|가)?\s?(?:안\s?(?:되|돼|될)|못\s?(?:가|해|하)|힘들|어려|곤란|불가|멀|바빠|바쁘)[가-힣]*/g,
  },
  { kind: 'swaps', pattern: /\s?대신에?/g },
  { kind: 'restarts', pattern: new RegExp(`(?:이|가|은|는)?\\s?${NEGATION}${END}`, 'g') },
  { kind: 'restarts', pattern: /(?<![가-힣])(?:앗|아차|아\s?참|아\s?맞다|어머|헉|엇|잠깐만?요?|참)(?=[\s,.!~…])/g },
  {
    kind: 'restarts',
    pattern:
      /(?:잘못|실수로?|틀리게)\s?(?:말|눌|썼|적|입력|골|선택|했)[가-힣]*|실수(?:예요|였어요|요)?|오타(?:예요|요)?|틀렸[가-힣]*/g,
  },
  {
    kind: 'restarts',
    pattern:
      /정정(?:할게요|합니다|이요|해)?|수정할게요|(?<![가-힣])(?:차라리|아무래도)|다시\s?(?:생각|보니|말)[가-힣]*|생각해\s?보니/g,
  },
  { kind: 'restarts', pattern: /(?:이?라고|인\s?줄)\s?(?:했는데|말했는데|했지만|알았는데|적었는데)/g },
]
/** The wish stands before these: "B로 바꿔 주세요", "B라니까요". */
const INSISTS =
  /^\s?(?:으로|로)\s?(?:다시\s?)?(?:바꿔|바꾸|바꿀|변경|수정|옮겨|옮기|고쳐|정정)|^\s?이?라(?:니까|고요|구요|고!|고$)/
/** How far the refusal may stand from what it refuses: "토요일에 하는 거 말고". */
const REACH = 12

export interface Verdict {
  wanted: Said[]
  refused: Said[]
}

const latestOf = (said: readonly Said[], slot: Said['slot']) => said.findLast(one => one.slot === slot)
/** "평일은 안 되고 토요일": days that come again and one day answer the same question. */
const WHEN: Partial<Record<Said['slot'], Said['slot']>> = { dates: 'weekdays', weekdays: 'dates' }

/** What one turn of phrase refuses among what was said before it. */
function refusedBy(
  kind: Turn['kind'],
  before: readonly Said[],
  after: readonly Said[],
  start: number,
  rest: string,
): Said[] {
  const replaced = [...new Set(after.map(({ slot }) => slot))].flatMap(
    slot => latestOf(before, slot) ?? latestOf(before, WHEN[slot] ?? slot) ?? [],
  )
  if (replaced.length > 0) return replaced
  const nearest = before.at(-1)
  const near = nearest !== undefined && start - nearest.end <= REACH
  const other = /^\s?(?:다른|딴)\s?(?:날|데|곳|시간|지역|거|요일|분야|활동)/.test(rest)
  return near && (kind === 'drops' || (kind === 'swaps' && other)) ? [nearest] : []
}

/** Tells taken-back mentions from standing ones; `undefined` when the sentence corrects nothing. */
export function readCorrection(text: string, said: readonly Said[]): Verdict | undefined {
  if (said.length === 0) return undefined
  const refused = new Set<Said>()
  let turned = false
  const turns = TURNS.flatMap(({ kind, pattern }) =>
    matchesOf(pattern, text).map(match => ({ kind, start: match.index, end: match.index + match[0].length })),
  ).sort((one, other) => one.start - other.start)
  let from = 0
  for (const { kind, start, end } of turns) {
    const before = said.filter(one => one.start >= from && one.start < start && !refused.has(one))
    const after = said.filter(one => one.start >= end)
    const dropped = refusedBy(kind, before, after, start, text.slice(end))
    for (const one of dropped) refused.add(one)
    const opens = kind !== 'swaps' && before.length === 0 && after.length > 0
    if (dropped.length > 0 || opens) turned = true
    if (dropped.length > 0) from = end
  }
  for (const wish of said.filter(one => INSISTS.test(text.slice(one.end)))) {
    turned = true
    const earlier = latestOf(
      said.filter(one => one.end <= wish.start && !refused.has(one)),
      wish.slot,
    )
    if (earlier) refused.add(earlier)
  }
  return turned ? { wanted: said.filter(one => !refused.has(one)), refused: [...refused] } : undefined
}
