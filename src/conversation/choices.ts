/** Which of the things shown is meant: by pressing, its number, its name (also a bit wrong), yes and no. */
import { toJamo } from '../domain/jamo.js'
import { likeness } from './likeness.js'
import type { Session, Shown } from './session.js'
import { readYesNo } from './yes-no.js'

/** Says by itself what it is for: see `route.ts`. */
const BEGINNING = 'begin:'

const ORDINALS = ['첫', '두', '세', '네', '다섯', '여섯', '일곱', '여덟', '아홉', '열']
const NUMERALS = ['하나', '둘', '셋', '넷', '다섯', '여섯', '일곱', '여덟', '아홉', '열']
const TAIL =
  '(?:\\s*(?:거|것|걸로?|꺼|껄로?|로|으로|이요|요|할게요?|할래요?|신청\\S*|볼래요?|보여\\S*|자세히|에?\\s*있는\\s*거|취소\\S*|활동|봉사))*'

/**
 * The value of what was chosen, or undefined. `pressed` is what a button carried along; the text alone is enough.
 * Numbers and names look at the last list when nothing on the screen is numbered.
 */
export function chosen(
  text: string,
  pressed: string | undefined,
  session: Pick<Session, 'shown' | 'listed'>,
): string | undefined {
  const { shown, listed } = session
  const all = [...shown, ...listed]
  const said = squeeze(text)
  const exact = all.filter(({ words }) => words.some(word => squeeze(word) === said))
  // A button of an earlier question answers "yes" to this one only when it also says what this one offers.
  const pressable = pressed?.startsWith(BEGINNING) ? all : exact
  if (pressed && pressable.some(({ value }) => value === pressed)) return pressed
  if (exact[0]) return exact[0].value
  const items = shown.some(({ item }) => item) ? shown.filter(({ item }) => item) : listed
  const wanted = withoutRefused(text)
  return byNumber(wanted, items) ?? byYesNo(text, shown) ?? byName(squeeze(wanted), items)
}

/** "첫 번째 말고 두 번째" → "두 번째"; "음 두 번째" too. */
function withoutRefused(text: string): string {
  return text
    .trim()
    .replace(/^.*(?:말고|말구|아니라|아니고)\s*/, '')
    .replace(/^(?:그럼|그러면|음+|어|아|저는?|나는?|난|아니|네|응|앗)[\s,.]+/, '')
}

function squeeze(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** "2", "2번", "두 번째 거", "마지막 거", "맨 위에 거". */
function byNumber(text: string, items: readonly Shown[]): string | undefined {
  const said = text.trim().replace(/[.!~?]+$/, '')
  if (new RegExp(`^(?:맨\\s*)?(?:마지막|끝|아래|밑)에?${TAIL}$`).test(said)) return items.at(-1)?.value
  if (new RegExp(`^(?:맨\\s*|제일\\s*)?(?:위|처음|앞)에?${TAIL}$`).test(said)) return items[0]?.value
  const digits = new RegExp(`^(\\d{1,2})\\s*(?:번째?)?${TAIL}$`).exec(said)
  if (digits) return items[Number(digits[1]) - 1]?.value
  const ordinal = new RegExp(`^(${ORDINALS.join('|')})\\s*번\\s*째?${TAIL}$`).exec(said)
  if (ordinal) return items[ORDINALS.indexOf(ordinal[1]!)]?.value
  const sino = new RegExp(`^([일이삼사오])\\s*번${TAIL}$`).exec(said)
  if (sino) return items['일이삼사오'.indexOf(sino[1]!)]?.value
  return items[NUMERALS.indexOf(said)]?.value
}

function byYesNo(text: string, shown: readonly Shown[]): string | undefined {
  const answer = readYesNo(text)
  return shown.find(({ value }) => value === answer)?.value
}

const SHORTEST_NAME = 4
const LEAST_LIKENESS = 0.6

/** The one item whose name holds these words, or is clearly the likest to them. */
function byName(said: string, items: readonly Shown[]): string | undefined {
  const name = toJamo(
    said.replace(/(?:신청|하고싶\S*|할래\S*|할게\S*|해줘\S*|해주세요|보여\S*|취소|이요|으로|로|요)+$/u, ''),
  )
  if (name.length < SHORTEST_NAME) return undefined
  const ranked = items
    .map(item => ({ item, likeness: Math.max(...item.words.map(word => likeness(name, toJamo(word)))) }))
    .sort((a, b) => b.likeness - a.likeness)
  const [best, second] = ranked
  if (!best || best.likeness < LEAST_LIKENESS) return undefined
  return second && best.likeness - second.likeness < 0.1 ? undefined : best.item.value
}
