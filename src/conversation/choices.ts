/** Which of the things shown is meant: by pressing, its number, its name (also a bit wrong), yes and no. */
import { toJamo } from '../domain/jamo.js'
import { createEndings } from '../understanding/endings.js'
import type { Heard } from '../understanding/heard.js'
import { bears, exactlyNamed, namesIn } from '../understanding/names.js'
import { meansEarlier } from '../understanding/references.js'
import { similarity } from '../understanding/similarity.js'
import { itemsOf, type Session, type Shown } from './session.js'

/** Says by itself what it is for: see `route.ts`. */
const BEGINNING = 'begin:'

const ORDINALS = ['첫', '두', '세', '네', '다섯', '여섯', '일곱', '여덟', '아홉', '열']
const NUMERALS = ['하나', '둘', '셋', '넷', '다섯', '여섯', '일곱', '여덟', '아홉', '열']
/** Which of a list: a pattern for the beginning, and the place that it tells. */
const PLACES: readonly (readonly [RegExp, (said: string, length: number) => number])[] = [
  [/^(?:맨 ?)?(?:마지막|끝|아래|밑)에?/, (_said, length) => length - 1],
  [/^(?:(?:맨|제일) ?)?(?:위|처음|앞)에?/, () => 0],
  [/^(\d{1,2}) ?(?:번째?)?/, said => Number(said) - 1],
  [new RegExp(`^(${ORDINALS.join('|')}) ?번 ?째?`), said => ORDINALS.indexOf(said)],
  [/^([일이삼사오]) ?번/, said => '일이삼사오'.indexOf(said)],
]
/** What may follow the number: "1번 거로 신청할게요", "두 번째가 낫겠다". */
const tail = createEndings(
  '거 것 걸 걸로 꺼 껄 껄로 로 으로 이 가 이요 요 제일 더 할게 할게요 할래 할래요 볼래 볼래요 보기 자세히 에있는 있는 활동 봉사 ㄱㄱ 고고'.split(
    ' ',
  ),
  '신청 보여 취소 낫 나을 좋 괜찮 끌리 끌려 땡기 땡겨 바꿔 바꿀 해줘 해주 해야 하자 갈래 갈게 가자 부탁'.split(' '),
)
/** What may follow a name. */
const afterName = createEndings('신청 취소 해주세요 이요 으로 로 요'.split(' '), [
  '하고싶',
  '할래',
  '할게',
  '해줘',
  '보여',
])

export interface Chosen {
  readonly value: string
  /** What was said beside it: nothing where it was pressed or typed as it stands there. */
  readonly beside: string
}

/**
 * What was chosen, or undefined. `pressed` is what a button carried along; the text alone is enough. Numbers and names look at the last
 * list when nothing on the screen is numbered, and at what is wanted in the place of what was refused.
 */
export function chosen(
  heard: Pick<Heard, 'text' | 'names' | 'repair' | 'answering' | 'fact' | 'meansIt'>,
  pressed: string | undefined,
  session: Pick<Session, 'shown' | 'listed'>,
): Chosen | undefined {
  const { text, repair } = heard
  const { shown, listed } = session
  const all = [...shown, ...listed]
  const said = squeeze(text)
  const exact = all.filter(({ words }) => words.some(word => squeeze(word) === said))
  // A button of an earlier question answers "yes" to this one only when it also says what this one offers.
  const pressable = pressed?.startsWith(BEGINNING) ? all : exact
  if (pressed && pressable.some(({ value }) => value === pressed)) return { value: pressed, beside: '' }
  if (exact[0]) return { value: exact[0].value, beside: '' }
  const items = itemsOf(session)
  const titled = byTitle(repair.wanted, items)
  if (titled) return { value: titled.value, beside: withoutTitle(text, titled) }
  const value =
    byNumber(repair.wanted, items, heard.fact !== undefined) ??
    byYesNo(heard, shown) ??
    (heard.names.length > 0 ? byName(squeeze(repair.wanted), items) : undefined) ??
    byLiking(heard, items)
  return value === undefined ? undefined : { value, beside: text }
}

/** A title may hold words of doing ("신청 취소 안내 돕기"), which nobody has said then. */
function withoutTitle(text: string, { words }: Shown): string {
  return words.reduce((rest, word) => rest.replace(word, ' '), text)
}

function squeeze(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** "2", "2번", "두 번째 거", "마지막 거", "맨 위에 거"; with a question behind it where something is asked. */
function byNumber(text: string, items: readonly Shown[], isAsked: boolean): string | undefined {
  const said = text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<![.!~?])[.!~?]+$/, '')
  for (const [pattern, placeOf] of PLACES) {
    const match = pattern.exec(said)
    // "2번 준비물 뭐야" asks about the second; "2시에 시작해?" names none.
    const asks = isAsked && match?.[0].includes('번')
    if (!match || !(asks || said.slice(match[0].length).split(' ').every(tail.make))) continue
    return items[placeOf(match[1] ?? '', items.length)]?.value
  }
  return items[NUMERALS.indexOf(said)]?.value
}

function byYesNo(heard: Pick<Heard, 'text' | 'answering' | 'meansIt'>, shown: readonly Shown[]): string | undefined {
  const answer = heard.answering()
  const points = answer === 'yes' || (heard.meansIt && !meansEarlier(heard.text))
  const [only, ...others] = shown.filter(({ item }) => item)
  return shown.find(({ value }) => value === answer)?.value ?? (points && others.length === 0 ? only?.value : undefined)
}

/** The one item whose title the words hold to the letter. */
function byTitle(text: string, items: readonly Shown[]): Shown | undefined {
  const said = { text, names: namesIn({ text, slots: {} }) }
  const named = exactlyNamed(said, items, ({ words }) => words.at(-1) ?? '')
  return named.length === 1 ? named[0] : undefined
}

/** Longer sentences tell more than which one is liked. */
const LONGEST_LIKING = 16

/** The one item whose title bears what is named: "헐 고양이 대박". */
function byLiking({ text, names }: Pick<Heard, 'text' | 'names'>, items: readonly Shown[]): string | undefined {
  if (text.trim().length > LONGEST_LIKING) return undefined
  const liked = items.filter(({ words }) => bears(words.at(-1) ?? '', names))
  return liked.length === 1 ? liked[0]!.value : undefined
}

const SHORTEST_NAME = 4
const LEAST_SIMILARITY = 0.6

/** The one item whose name holds these words, or is clearly the likest to them. */
function byName(said: string, items: readonly Shown[]): string | undefined {
  const name = toJamo(said.slice(0, afterName.startIn(said)))
  if (name.length < SHORTEST_NAME) return undefined
  const ranked = items
    .map(item => ({ item, similarity: Math.max(...item.words.map(word => similarity(name, toJamo(word)))) }))
    .sort((a, b) => b.similarity - a.similarity)
  const [best, second] = ranked
  if (!best || best.similarity < LEAST_SIMILARITY) return undefined
  return second && best.similarity - second.similarity < 0.1 ? undefined : best.item.value
}
