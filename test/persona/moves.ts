/** What somebody does next: says a sentence, presses something new or old, sends a picture, lets time go by. */
import { fileURLToPath } from 'node:url'
import type { Program } from '../../src/domain/program.js'
import type { Choice } from '../../src/messengers/messenger.js'
import { type Intent, loadUtterances } from '../../src/understanding/intents.js'
import { shippedFiles } from '../talks/figures.js'
import { readTalks } from '../talks/script.js'
import type { Random } from './random.js'

/** What a condition of a search is kept as. */
export type Slot = 'dates' | 'region' | 'times' | 'category'
export type Means = 'yes' | 'no' | 'apply' | 'cancel' | 'undo' | 'search' | 'refine' | 'other'
export type Event = 'opened' | 'linked' | 'image' | 'sticker'

/** A message; what is pressed carries its choice. */
export interface Message {
  readonly does: 'say'
  readonly text: string
  readonly means: Means
  /** Conditions that are in the words. */
  readonly says?: readonly Slot[]
  readonly pressed?: Choice
  /** It stands on the last answer. */
  readonly isNewest?: boolean
  /** The words alone are sent. */
  readonly isTyped?: boolean
}
export type Move =
  | Message
  | { readonly does: 'both'; readonly messages: readonly [Message, Message] }
  | { readonly does: 'event'; readonly event: Event }
  | { readonly does: 'wait'; readonly minutes: number }
  /** Somebody else takes a seat or leaves one. */
  | { readonly does: 'others' }

/** What there is to press, and who presses. */
export interface Seen {
  readonly random: Random
  readonly world: readonly Program[]
  readonly newest: readonly Choice[]
  readonly older: readonly Choice[]
  readonly isLinked: boolean
  /** The last answer asks to link. */
  readonly mayLink: boolean
}

const utterances = loadUtterances(fileURLToPath(new URL('../../intents', import.meta.url)))
const TALKED = shippedFiles().flatMap(path =>
  readTalks(path).talks.flatMap(({ lines }) => lines.flatMap(({ said }) => (said.does === 'say' ? [said.text] : []))),
)
const FILLERS = [
  'ㅋㅋㅋ',
  '음...',
  '아하',
  '잠깐만요',
  '고마워요',
  '헐',
  '오',
  '?',
  '안녕하세요',
  '아 그렇구나',
  '죄송해요',
  '👍',
  '흠 글쎄',
]
const WORDS: Readonly<Record<Slot, readonly string[]>> = {
  dates: ['이번 주말', '토요일', '일요일', '11월 28일', '다음 주', '12월 5일', '내일', '다음 주말'],
  region: ['수원', '성남', '서울', '인천', '부산 해운대', '용인', '경기도'],
  times: ['오전', '오후', '저녁'],
  category: ['환경', '동물', '온라인', '교육'],
}
const SLOTS = ['dates', 'region', 'times', 'category'] as const
const CORRECTIONS = ['아니 토요일 말고 일요일', '일요일 말고 토요일로', '아니 다음 주', '토요일이 아니라 일요일이요']
const UNDOING = ['되돌려 줘', '방금 거 취소해 줘', '아 실수야 되돌려줘']
/** Leaves for good, or is about somebody else's safety: said more rarely than other things. */
const RARE: ReadonlySet<Intent> = new Set(['logout', 'care', 'profile'])
const COMMON = [...utterances.keys()].filter(intent => !RARE.has(intent))

const say = (text: string, means: Means, says?: readonly Slot[]): Message => ({
  does: 'say',
  text,
  means,
  ...(says ? { says } : {}),
})

/** The next move of somebody who sees that. */
export function nextMove(seen: Seen): Move {
  const { random, mayLink } = seen
  const kind = random.weighted([
    [92, () => message(seen)],
    [3, (): Move => ({ does: 'event', event: random.of(['opened', 'image', 'sticker'] as const) })],
    [mayLink ? 15 : 0, (): Move => ({ does: 'event', event: 'linked' })],
    [2, (): Move => ({ does: 'wait', minutes: random.of([5, 20, 45, 600, 1440]) })],
    [2, (): Move => ({ does: 'others' })],
    [1, (): Move => ({ does: 'both', messages: [message(seen), message(seen)] })],
  ])
  return kind()
}

function message(seen: Seen): Message {
  const { random, newest, older, world } = seen
  const yes = newest.find(({ value }) => value === 'yes')
  const utter = (intent: Intent, means: Means) => say(random.of(utterances.get(intent)!), means)
  const kind = random.weighted<() => Message>([
    [newest.length > 0 ? 22 : 0, () => press(random, random.of(newest), true)],
    [older.length > 0 ? 5 : 0, () => press(random, random.of(older), false)],
    [yes ? 12 : 0, () => press(random, yes!, true)],
    [yes ? 10 : 2, () => utter('affirm', 'yes')],
    [4, () => utter('deny', 'no')],
    [12, () => composed(random)],
    [9, () => refined(random)],
    [3, () => say(random.of(CORRECTIONS), 'refine', ['dates'])],
    [10, () => named(random, random.of(world))],
    [3, () => utter('cancel', 'cancel')],
    [2, () => utter('apply', 'apply')],
    [2, () => say(random.of(UNDOING), 'undo')],
    [4, () => say(random.of(FILLERS), 'other')],
    [9, () => ofIntent(random, random.of(COMMON))],
    [1, () => ofIntent(random, random.of([...RARE]))],
    [5, () => say(random.of(TALKED), 'other')],
  ])
  return kind()
}

function ofIntent(random: Random, intent: Intent): Message {
  const means = { affirm: 'yes', deny: 'no', apply: 'apply', cancel: 'cancel' } as const
  return say(random.of(utterances.get(intent)!), intent in means ? means[intent as keyof typeof means] : 'other')
}

/** What is pressed is sent with what it carries, or typed as it stands there. */
function press(random: Random, pressed: Choice, isNewest: boolean): Message {
  const { value, say: text } = pressed
  const means = value === 'yes' ? 'yes' : value?.startsWith('begin:undo') ? 'undo' : 'other'
  return { does: 'say', text, means, pressed, isNewest, isTyped: random.chance(0.4) }
}

function composed(random: Random): Message {
  const says = SLOTS.filter(() => random.chance(0.45))
  const words = says.map(slot => random.of(WORDS[slot]))
  return say([...words, random.of(['봉사 찾아줘', '봉사 뭐 있어', '활동 보여줘'])].join(' '), 'search', says)
}

function refined(random: Random): Message {
  const slot = random.of(SLOTS)
  return say(`${random.of(WORDS[slot])}${random.of(['은?', '', '만', '으로'])}`, 'refine', [slot])
}

function named(random: Random, { title }: Program): Message {
  const part = random.chance(0.3) ? title.split(' ').at(-1)! : title
  return random.weighted([
    [4, say(part, 'other')],
    [5, say(`${part} 신청할래`, 'apply')],
    [3, say(`${part} 취소해줘`, 'cancel')],
    [1, say(`${part} 준비물 뭐야?`, 'other')],
    [1, say(`${part} 언제 해?`, 'other')],
  ])
}
