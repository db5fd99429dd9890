/** What may be expected of an answer, each as a check that says what is wrong. */
import type { Program } from '../../src/domain/program.js'
import { spellDay } from '../../src/domain/spelling.js'
import type { Answer, Button, Choice, Reply } from '../../src/messengers/messenger.js'
import { seoulDay } from '../../src/platform/clock.js'
import { nameOf } from './world.js'

/** An answer as it is judged. */
export interface Heard {
  readonly answer: Answer
  /** Whether an application changed by it. */
  readonly changed: boolean
  readonly world: readonly Program[]
}
interface Check {
  /** What is named after it: activities, or words (several ways of saying it parted by `|`). */
  readonly of: 'programs' | 'words' | 'nothing'
  /** What is wrong; nothing when it is as it should be. */
  fault(heard: Heard, wanted: readonly string[]): string | undefined
}

export const CHECKS = {
  asks: { of: 'programs', fault: (heard, wanted) => exactly(heard, wanted) ?? question(heard) },
  shows: { of: 'programs', fault: exactly },
  lists: { of: 'programs', fault: (heard, wanted) => missing(wanted, isNamed(heard), 'is not there') },
  'lists no': { of: 'programs', fault: (heard, wanted) => missing(wanted, not(isNamed(heard)), 'is there') },
  reads: { of: 'words', fault: (heard, wanted) => missing(wanted, isIn(textOf(heard)), 'is not said') },
  'reads no': { of: 'words', fault: (heard, wanted) => missing(wanted, not(isIn(textOf(heard))), 'is said') },
  heading: { of: 'words', fault: (heard, wanted) => missing(wanted, isIn(headingOf(heard)), 'is not in the heading') },
  'heading no': { of: 'words', fault: (heard, wanted) => missing(wanted, not(isIn(headingOf(heard))), 'is there') },
  buttons: { of: 'words', fault: (heard, wanted) => missing(wanted, isIn(buttonsOf(heard)), 'cannot be pressed') },
  'buttons no': { of: 'words', fault: (heard, wanted) => missing(wanted, not(isIn(buttonsOf(heard))), 'is a button') },
  nothing: { of: 'nothing', fault: ({ changed }) => (changed ? 'something was applied for or withdrawn' : undefined) },
} as const satisfies Record<string, Check>
export type CheckName = keyof typeof CHECKS

type Test = (wanted: string) => boolean
const not =
  (test: Test): Test =>
  wanted =>
    !test(wanted)

function missing(wanted: readonly string[], test: Test, what: string): string | undefined {
  const failing = wanted.filter(one => !test(one))
  return failing.length > 0 ? `${failing.join('; ')}: ${what}` : undefined
}

function isIn(text: string): Test {
  return wanted => wanted.split('|').some(way => text.includes(way.trim()))
}

function isNamed(heard: Heard): Test {
  const named = namesIn(heard)
  return wanted => named.some(name => name === wanted || titleOf(name) === wanted)
}

/** These and no others. */
function exactly(heard: Heard, wanted: readonly string[]): string | undefined {
  const others = namesIn(heard).filter(name => !wanted.includes(name) && !wanted.includes(titleOf(name)))
  return missing(wanted, isNamed(heard), 'is not there') ?? missing(others, () => false, 'is there too')
}

function question(heard: Heard): string | undefined {
  return textOf(heard).includes('?') ? undefined : 'nothing is asked'
}

const titleOf = (name: string) => name.split(' @')[0]!

/** The activities named, bubble by bubble and row by row; one of several of that title by its day. */
export function namesIn({ answer, world }: Pick<Heard, 'answer' | 'world'>): string[] {
  const pieces = answer.replies.flatMap(piecesOf)
  const whole = pieces.join('\n')
  return [...new Set(pieces.flatMap(piece => namesInPiece(piece, whole, world)))]
}

function namesInPiece(piece: string, whole: string, world: readonly Program[]): string[] {
  const titles = [...new Set(world.map(({ title }) => title))].sort((one, other) => other.length - one.length)
  let rest = piece
  return titles.flatMap(title => {
    if (!rest.includes(title)) return []
    rest = rest.replaceAll(title, '\n')
    const alike = world.filter(program => program.title === title)
    const inPiece = alike.filter(program => saysDay(piece, program))
    const meant = inPiece.length > 0 ? inPiece : alike.filter(program => saysDay(whole, program))
    return alike.length > 1 && meant.length === 0
      ? [title]
      : (alike.length > 1 ? meant : alike).map(one => nameOf(one, world))
  })
}

function saysDay(text: string, { startsAt }: Program): boolean {
  return startsAt !== null && text.includes(spellDay(seoulDay(startsAt)).split('(')[0]!)
}

function piecesOf(reply: Reply): string[] {
  if (reply.kind === 'text') return [reply.text]
  if (reply.kind === 'list') return [reply.title, ...reply.items.map(({ title, text }) => `${title}\n${text}`)]
  const facts = (reply.facts ?? []).map(({ label, value }) => `${label}: ${value}`)
  return [[reply.title, ...facts, reply.text ?? ''].join('\n')]
}

/** All that is read, what can be pressed apart. */
export function textOf({ answer }: Pick<Heard, 'answer'>): string {
  return answer.replies.flatMap(piecesOf).join('\n')
}

/** What is read but the rows of a list. */
function headingOf({ answer }: Heard): string {
  return answer.replies.map(reply => (reply.kind === 'list' ? reply.title : piecesOf(reply).join('\n'))).join('\n')
}

/** Labels, and where a button leads or whom it calls. */
function buttonsOf({ answer }: Heard): string {
  return pressable(answer)
    .flatMap(button => Object.entries(button))
    .filter(([name, value]) => name !== 'value' && typeof value === 'string')
    .map(([, value]) => value)
    .join('\n')
}

/** Everything that can be pressed, rows of a list included. */
export function pressable({ replies, choices }: Answer): readonly Button[] {
  const onReplies = replies.flatMap((reply): readonly Button[] => {
    if (reply.kind === 'text') return []
    const rows: readonly Choice[] = reply.kind === 'list' ? reply.items.map(({ choice }) => choice) : []
    return [...rows, ...(reply.buttons ?? [])]
  })
  return [...onReplies, ...choices]
}
