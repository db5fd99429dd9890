/** A walk over the whole house: one person after the other says and presses what chance draws, and every move is judged. */
import type { Words } from '../../src/conversation/messages.js'
import type { Program } from '../../src/domain/program.js'
import type { Choice } from '../../src/messengers/messenger.js'
import { createTalk, type Planted, type TestTalk } from '../support/talk.js'
import { pressable, textOf } from '../talks/judge.js'
import { build, readWorld } from '../talks/world.js'
import { INVARIANTS, type InvariantName, WITHIN_LIMITS } from './invariants.js'
import { type Message, type Move, nextMove } from './moves.js'
import { changesOf, type Observed, type Said, type Standing, standingOf } from './observed.js'
import { arrive, leave, type Walker } from './walker.js'

export interface WalkOptions {
  readonly seed: number
  /** At least so many: the last person ends as they would. */
  readonly turns: number
  /** The number of the first person: a walk from there goes as it did. */
  readonly from?: number
  /** Ends the walk as soon as that is broken. */
  readonly until?: InvariantName
  /** Told of each as it happens. */
  readonly tell?: (broken: Broken) => void
  /** Faults put in on purpose. */
  readonly planted?: Planted
}
export interface Broken {
  readonly invariant: InvariantName
  readonly message: string
  readonly person: number
  /** The last moves and what was answered. */
  readonly transcript: readonly string[]
}
export interface Walked {
  readonly seed: number
  readonly turns: number
  readonly people: number
  /** Applications made, withdrawn and undone. */
  readonly deeds: number
  readonly notUnderstood: number
  readonly broken: readonly Broken[]
}

const WORLD = new URL('../talks/world.tsv', import.meta.url)
/** Of one person, at most. */
const MOST_MOVES = 50
const MOST_KEPT = 6
const MOST_OLDER = 12
/** Few seats, so that others can take the last one. */
const SCARCE = 3

interface Walking {
  readonly tell: WalkOptions['tell']
  readonly house: TestTalk
  readonly world: readonly Program[]
  readonly said: Said[]
  turns: number
  deeds: number
  notUnderstood: number
  readonly broken: Broken[]
}

export async function walk({ seed, turns, from = 0, until, tell, planted }: WalkOptions): Promise<Walked> {
  const said: Said[] = []
  const house = await createTalk({ ...planted, words: words => recorded(words, one => said.push(one)) })
  try {
    const planned = readWorld(WORLD.pathname).map((one, at) =>
      at % 4 === 1 && one.organisationId !== null ? { ...one, taken: SCARCE - 2, capacity: SCARCE } : one,
    )
    const world = await build(house, planned)
    const walking: Walking = { house, world, said, turns: 0, deeds: 0, notUnderstood: 0, broken: [], tell }
    let people = 0
    const isOver = () => walking.turns >= turns || walking.broken.some(({ invariant }) => invariant === until)
    while (!isOver()) await live(walking, await arrive(house, world, seed, from + people++))
    const { deeds, notUnderstood, broken } = walking
    return { seed, turns: walking.turns, people, deeds, notUnderstood, broken }
  } finally {
    await house.close()
  }
}

/** The words, each use of which is told. */
function recorded(words: Words, tell: (said: Said) => void): Words {
  const note = (flow: string, block: string, variables: object = {}) =>
    tell({ flow, block, variables: variables as Said['variables'] })
  return {
    ...words,
    reply(flow, block, variables, extra) {
      note(flow, block, variables)
      return words.reply(flow, block, variables, extra)
    },
    label(flow, block, variables) {
      note(flow, block, variables)
      return words.label(flow, block, variables)
    },
  }
}

/** One person from their first word to their last. */
async function live(walking: Walking, walker: Walker): Promise<void> {
  const { random } = walker
  const past: Observed[] = []
  const transcript: string[] = []
  const most = 5 + random.below(MOST_MOVES)
  let before = await standingOf(walking.house, walker.accountId, walker.volunteers)
  for (let move = 0; before && move < most; move++) {
    const buttons = past.map(({ spoken }) => choicesOf(spoken.at(-1)))
    const seen: Observed | 'gone' | undefined = await happen(walking, walker, { before, buttons, transcript })
    if (seen === 'gone') break
    if (!seen) {
      before = await standingOf(walking.house, walker.accountId, walker.volunteers)
      continue
    }
    judge(walking, walker, seen, past, transcript)
    past.push(seen)
    before = seen.after
  }
  await leave(walking.house, walker)
}

function judge(
  walking: Walking,
  walker: Walker,
  seen: Observed,
  past: readonly Observed[],
  transcript: readonly string[],
): void {
  walking.deeds += changesOf(seen).length
  walking.notUnderstood += seen.spoken.filter(({ trace }) => /\/(?:unsure|rejected)$/.test(trace)).length
  for (const [name, invariant] of Object.entries(INVARIANTS)) {
    const message = invariant(seen, past)
    if (message) breaks(walking, walker, name as InvariantName, message, transcript)
  }
}

function breaks(
  { broken, tell }: Walking,
  { number }: Walker,
  invariant: InvariantName,
  message: string,
  transcript: readonly string[],
): void {
  const one = { invariant, message, person: number, transcript: transcript.slice(-MOST_KEPT) }
  broken.push(one)
  tell?.(one)
}

/** The next move and what came of it; undefined when nothing was answered, `gone` when nothing is left of the account. */
async function happen(
  walking: Walking,
  walker: Walker,
  { before, buttons, transcript }: { before: Standing; buttons: readonly (readonly Choice[])[]; transcript: string[] },
): Promise<Observed | 'gone' | undefined> {
  const { house, world, said } = walking
  const { random } = walker
  const older = buttons.slice(-MOST_OLDER, -1).flat()
  const newest = buttons.at(-1) ?? []
  const isLinked = before.volunteerId !== null
  const move = nextMove({
    random,
    world,
    newest,
    older,
    isLinked,
    mayLink: !isLinked && walker.mayLink && newest.some(({ value }) => value === 'linked'),
  })
  const minutes = walker.pass(move.does === 'wait' ? move.minutes : 0.1 + random.below(20) / 10)
  if (move.does === 'wait') return void transcript.push(`* ${move.minutes} minutes`)
  if (move.does === 'others') return void transcript.push(`* somebody else: ${await walker.others(world)}`)
  said.length = 0
  const messages = messagesOf(move)
  try {
    const spoken = await answered(walker, move, messages)
    walking.turns += spoken.length
    if (spoken.length === 0) return void transcript.push('* linked')
    const after = await standingOf(house, walker.accountId, walker.volunteers)
    transcript.push(
      page(
        move,
        messages,
        spoken.map(one => [textOf(one), labels(one), `${one.trace} by ${one.rule}`].join('\n')),
      ),
    )
    walker.answeredAt()
    if (!after) return 'gone'
    return { move, messages, spoken, said: [...said], before, after, minutes, world }
  } catch (error) {
    transcript.push(page(move, messages, []))
    breaks(walking, walker, WITHIN_LIMITS, String(error).slice(0, 400), transcript)
    return 'gone'
  }
}

async function answered(walker: Walker, move: Move, messages: readonly Message[]) {
  if (move.does !== 'event') return Promise.all(messages.map(message => walker.say(message)))
  if (move.event === 'linked') await walker.link()
  // KakaoTalk does not tell the chat that the account was linked.
  const spoken = await walker.event(move.event)
  return spoken ? [spoken] : []
}

function messagesOf(move: Move): readonly Message[] {
  if (move.does === 'say') return [move]
  return move.does === 'both' ? move.messages : []
}

function choicesOf(spoken: Observed['spoken'][number] | undefined): readonly Choice[] {
  return spoken ? pressable(spoken.answer).filter((button): button is Choice => 'say' in button) : []
}

function labels({ answer }: Observed['spoken'][number]): string {
  return pressable(answer)
    .map(({ label }) => `[${label}]`)
    .join(' ')
}

function page(move: Move, messages: readonly Message[], answers: readonly string[]): string {
  const said = messages.map(({ text, pressed, isTyped }) =>
    pressed ? `> [${text}]${isTyped ? ' typed' : ''}` : `> ${text}`,
  )
  const lines = said.length > 0 ? said : [`* ${move.does === 'event' ? move.event : move.does}`]
  return [...lines, ...answers.flatMap(answer => answer.split('\n').map(line => `    ${line}`))].join('\n')
}
