/** What has to hold of every move, whatever is said: each says what is wrong, or nothing. */
import { spell } from '../../dialogs/conditions.js'
import type { Answer } from '../../src/messengers/messenger.js'
import { normalise } from '../../src/understanding/korean.js'
import { readYesNo } from '../../src/understanding/yes-no.js'
import { namesIn, pressable, textOf } from '../talks/judge.js'
import { nameOf } from '../talks/world.js'
import type { Message } from './moves.js'
import { type Change, changesOf, type Observed, type Said, type Way } from './observed.js'

/** `past`: what was seen of this person before, the latest last. */
export type Invariant = (seen: Observed, past: readonly Observed[]) => string | undefined

export const INVARIANTS = {
  'nothing is done without a yes to exactly that': doneByYes,
  'no condition goes without a word': conditionsStay,
  'never the same reply three times running': neverThrice,
  'there is always a way on': wayOn,
  'what is told is what is in the database': toldIsDone,
  'no flow fails': nothingFails,
} as const satisfies Record<string, Invariant>
/** Every reply passes both messengers' schemas: held where it is formatted. */
export const WITHIN_LIMITS = 'every reply is within the messengers’ limits'
export type InvariantName = keyof typeof INVARIANTS | typeof WITHIN_LIMITS

/** A question is forgotten after that. */
const LATE_MINUTES = 30
const MOST_TIMES = 3
const FOUND: ReadonlySet<string> = new Set(['found', 'found-more', 'none', 'none-but', 'no-more'])
const LISTING: ReadonlySet<string> = new Set(['search', 'recommend', 'apply'])
const ACTS = { 'apply ask': 'apply', 'cancel ask': 'cancel', 'cancel ask-late': 'cancel', 'plan ask': 'plan' } as const
type Act = (typeof ACTS)[keyof typeof ACTS]

function doneByYes(seen: Observed, past: readonly Observed[]): string | undefined {
  const changes = changesOf(seen)
  if (changes.length === 0) return undefined
  const names = changes.map(({ program }) => nameOf(program, seen.world))
  if (seen.said.some(isOf('undo', '')))
    return isUndo(seen) ? undefined : `${names.join(', ')} was undone, which nobody asked for`
  const last = past.at(-1)
  const isBoth = seen.messages.length > 1
  const questions = [...(last ? [last] : []), ...(isBoth ? [seen] : [])]
  const act = questions.map(questionOf).find(asked => asked !== undefined)
  if (!act) return `${names.join(', ')}: nothing was asked`
  if (!isBoth && seen.minutes > LATE_MINUTES) return `${names.join(', ')}: it was asked ${seen.minutes} minutes ago`
  if (!seen.messages.some(message => isYes(message, act)))
    return `${names.join(', ')}: “${seen.messages[0]?.text}” is no yes`
  const asked = questions.flatMap(askedAbout)
  const missing = changes.filter(({ program }) => !isAmong(asked, nameOf(program, seen.world), past))
  if (missing.length > 0)
    return `${missing.map(({ program }) => nameOf(program, seen.world)).join(', ')} was not asked about, but ${asked.join(', ')}`
  const others = asked.filter(name => !names.some(one => one === name || one.split(' @')[0] === name))
  return others.length > 0 && act !== 'plan' && !isBoth
    ? `${names.join(', ')}: ${others.join(', ')} was asked about, too`
    : undefined
}

/** What the last bubble names that names anything: what was told before the question is not asked about. */
function askedAbout({ spoken, world }: Observed): string[] {
  const named = spoken.flatMap(({ answer }) =>
    answer.replies.map(reply => namesIn({ answer: { replies: [reply], choices: [] }, world })),
  )
  return named.findLast(names => names.length > 0) ?? []
}

/** A title alone means the one of its days that was named last. */
function isAmong(asked: readonly string[], name: string, past: readonly Observed[]): boolean {
  if (asked.includes(name)) return true
  const [title] = name.split(' @')
  if (!asked.includes(title!)) return false
  const named = past.flatMap(({ spoken, world }) => spoken.flatMap(({ answer }) => namesIn({ answer, world })))
  return named.filter(one => one.startsWith(`${title} @`)).at(-1) === name
}

function questionOf({ said }: Observed): Act | undefined {
  const blocks = said.map(({ flow, block }) => `${flow} ${block}`)
  const asked = blocks.findLast(block => block in ACTS)
  return asked === undefined ? undefined : ACTS[asked as keyof typeof ACTS]
}

function isYes({ text, means }: Message, act: Act): boolean {
  if (means === 'yes' || means === act) return true
  return (
    readYesNo(normalise(text), undefined) === 'yes' ||
    ['신청', '취소', '진행'].some(verb => readYesNo(normalise(text), verb) === 'yes')
  )
}

function isUndo({ messages, spoken }: Observed): boolean {
  return messages.some(({ means }) => means === 'undo') || spoken.some(({ rule }) => rule === 'undo')
}

const isOf =
  (flow: string, block: string) =>
  (said: Said): boolean =>
    said.flow === flow && said.block.startsWith(block)

function conditionsStay(seen: Observed, past: readonly Observed[]): string | undefined {
  const { after, before, messages, said } = seen
  const [message] = messages
  if (messages.length !== 1 || !message) return undefined
  const wasListed = past.at(-1)?.said.some(isListed)
  const listed = said.findLast(isListed)
  if (!listed) return wasListed ? leftBy(seen, message) : undefined
  const { usual = '', conditions = '' } = listed.variables
  const heading = `${usual} ${conditions}`
  const shown = listed.block.startsWith('none') ? after.conditions : (after.wider ?? after.conditions)
  const unsaid = spell(shown).filter(what => !heading.includes(what))
  if (unsaid.length > 0) return `${unsaid.join(', ')} is not in the heading “${heading}”`
  const unheard = (message.says ?? []).filter(slot => !has(after.conditions, slot))
  if (message.says && !isTold(seen) && unheard.length > 0) return `${unheard.join(', ')} was said and is no condition`
  if (message.means !== 'refine' || !wasListed || isTold(seen)) return undefined
  const lost = conditionsOf(before).filter(name => !has(after.conditions, name) && !replaces(message, name))
  return lost.length > 0 ? `${lost.join(', ')} was a condition and is none any more` : undefined
}

/** What was asked for; where somebody usually looks was not. */
function conditionsOf({ conditions }: Observed['before']): string[] {
  const { isUsual, ...asked } = conditions as { isUsual?: boolean; region?: unknown }
  if (isUsual) delete asked.region
  return Object.keys(asked)
}

/** A condition that is said of a list is none of another subject; what is not understood changes nothing. */
function leftBy({ spoken, after, before }: Observed, { means, text }: Message): string | undefined {
  const [flow] = (spoken[0]?.trace ?? '').split('/')
  const isKept = JSON.stringify(after.conditions) === JSON.stringify(before.conditions)
  if (means !== 'refine' || LISTING.has(flow!) || (isKept && flow !== 'restart')) return undefined
  return `“${text}” was said of a list and taken for ${flow}`
}

function isListed({ flow, block }: Said): boolean {
  return LISTING.has(flow) && FOUND.has(block)
}

/** Recurring weekdays are days, too; a field may be kept as a word of titles. */
function has(conditions: Readonly<Record<string, unknown>>, slot: string): boolean {
  const alike: Readonly<Record<string, string>> = { dates: 'weekdays', weekdays: 'dates', category: 'word' }
  return slot in conditions || (alike[slot] ?? '') in conditions
}

function replaces({ says = [] }: Message, name: string): boolean {
  const beside: Readonly<Record<string, string>> = {
    openEnd: 'dates',
    endsBy: 'times',
    regions: 'region',
    word: 'category',
    except: 'dates',
  }
  return says.some(slot => slot === name || slot === beside[name])
}

function isTold({ said }: Observed): boolean {
  return said.some(({ block }) => ['past', 'impossible', 'which-region'].includes(block))
}

/** Who says the same again and again is told the same, unless it was not understood. */
function neverThrice(seen: Observed, past: readonly Observed[]): string | undefined {
  const last = [...past, seen].slice(-MOST_TIMES)
  const replies = last.map(({ spoken }) => JSON.stringify(spoken.map(({ answer }) => seenOf(answer))))
  if (last.length < MOST_TIMES || new Set(replies).size > 1) return undefined
  const words = new Set(last.map(({ messages }) => messages.map(sameWords).join()))
  const isUnderstood = seen.messages.length > 0 && !seen.spoken.some(({ trace }) => DEAD.test(trace))
  // Many words ask for the same list.
  return (words.size === 1 || seen.said.some(isListed)) && isUnderstood
    ? undefined
    : 'the same was answered three times'
}

/** Yes is yes and no is no, in whatever words. */
function sameWords({ means, text }: Message): string {
  return means === 'yes' || means === 'no' ? means : text
}

function seenOf(answer: Answer): unknown {
  return [textOf({ answer }), pressable(answer).map(({ label }) => label)]
}

/** That neither was meant is understood. */
const DEAD = /(?<!^unsure\/ask\/)(?:unsure|rejected|refused:lost|error)$/

function wayOn({ spoken, messages, world }: Observed): string | undefined {
  const answer = spoken.at(-1)?.answer
  if (!answer) return undefined
  if (answer.replies.length === 0) return 'nothing was answered'
  if (pressable(answer).length === 0 && !textOf({ answer }).includes('?'))
    return 'there is nothing to press and no question'
  const [message, ...others] = messages
  if (!message?.pressed || !message.isNewest || others.length > 0) return undefined
  const trace = spoken[0]!.trace
  const how = message.isTyped ? 'typed as it stands there' : 'pressed'
  if (DEAD.test(trace)) return `“${message.pressed.label}” was ${how} and is not understood: ${trace}`
  const subject = /^begin:apply:(.+)$/.exec(message.pressed.value ?? '')?.[1]
  const program = world.find(({ id }) => id === subject)
  return program && !textOf({ answer }).includes(program.title)
    ? `“${message.pressed.label}” was ${how} and is not shown`
    : undefined
}

function toldIsDone(seen: Observed): string | undefined {
  const told = seen.said.flatMap(toldBy).sort()
  const done = changesOf(seen)
    .map(({ program, way }: Change) => `${program.title}: ${way}`)
    .sort()
  return told.join('; ') === done.join('; ') ? undefined : `told “${told.join('; ')}”, done “${done.join('; ')}”`
}

const TOLD: Readonly<Record<string, Way>> = {
  'apply applied': 'on',
  'cancel cancelled': 'off',
  'cancel requested': 'requested',
  'undo applied-again': 'on',
  'undo cancelled-again': 'off',
  'plan done-applied': 'on',
  'plan done-approved': 'on',
  'plan done-cancelled': 'off',
  'plan done-cancel-requested': 'requested',
}

function toldBy({ flow, block, variables }: Said): string[] {
  const way = TOLD[`${flow} ${block}`]
  return way ? [`${variables.title}: ${way}`] : []
}

function nothingFails({ spoken }: Observed): string | undefined {
  const failed = spoken.find(({ trace }) => trace.endsWith('/error'))
  return failed && `a flow failed: ${failed.trace}`
}
