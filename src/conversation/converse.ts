/** One turn of a conversation: owns its transaction and its time budget, keeps turns of one person in order, and always answers. */
import { randomUUID } from 'node:crypto'
import { type Clock, seoulDay } from '../platform/clock.js'
import { AppError } from '../platform/errors.js'
import type { Log } from '../platform/log.js'
import type { Services } from '../services/index.js'
import type { LockedAccount } from '../storage/accounts.js'
import { REQUEST_ANSWERED } from '../storage/request-answers.js'
import { brokenConstraint, isCutOff, type Tx, withinSavepoint } from '../storage/transaction.js'
import type { TurnRow } from '../storage/turns.js'
import { type Heard, unread } from '../understanding/heard.js'
import type { UnderstandingInForce } from '../understanding/in-force.js'
import type { Understand } from '../understanding/understand.js'
import { type Admission, createAdmission } from './admission.js'
import { type ApologyBlock, apology, waiting } from './apology.js'
import type { Bot } from './botkit.js'
import { chosen } from './choices.js'
import { createEntrance } from './entrance.js'
import type { Words } from './messages.js'
import { createKeyedMutex } from './mutex.js'
import { firstScreen } from './paging.js'
import { beginning, MORE } from './route.js'
import { readSession, type Session, toShown } from './session.js'
import { createTimekeeper, type Later, type TurnTime } from './time.js'
import type { Afterwards, Incoming, Spoken, TurnState } from './turn.js'

export interface Conversation {
  /** Answers within the budget, whatever is broken behind it; that the answer comes later is an answer, too. Never rejects. */
  turn(incoming: Incoming, ways?: Ways): Promise<Spoken>
  /** A turn that leaves nothing behind, so that the first person need not wait for code that has never run. Never rejects. */
  rehearse(): Promise<void>
}

export interface Ways {
  readonly afterwards?: Afterwards
  /** Unset: an answer that is late for its call cannot be said. */
  readonly later?: Later | undefined
}

export interface ConversationParts {
  readonly services: Services
  readonly bot: Bot
  readonly understanding: Pick<UnderstandingInForce, 'current'>
  readonly words: Words
  readonly clock: Clock
  readonly log: Log
  readonly budgetMs: number
  readonly admission?: Admission
}

/** What is said when a turn did not come to its end, by the error's code; otherwise it is `apology`. */
const EXCUSES: Readonly<Record<string, ApologyBlock>> = { unclear: 'unclear', 'too-many': 'busy' }

/** A timer may ring so much before its time. */
const TIMER_GRAIN_MS = 1
/** Letters of a message that are read and that flows get; the transcript has all of them. */
const MOST_HEARD = 1_000

export function createConversation(parts: ConversationParts): Conversation {
  const { log, words, budgetMs, admission = createAdmission() } = parts
  const inOrder = createKeyedMutex()
  const timekeeper = createTimekeeper(budgetMs)
  return {
    async turn(incoming, { afterwards, later } = {}) {
      // The messenger has waited since the call came, not since somebody had time to read it.
      const { since = performance.now() } = incoming
      const time = timekeeper.begin(since, later)
      const running = inOrder(`${incoming.messenger}:${incoming.user}`, () =>
        admission.run(() => attempt(parts, incoming, time, { afterwards, later })),
      ).catch((error: unknown) => {
        const code = error instanceof AppError ? error.code : 'internal'
        // That the database is away is logged once, where it is seen, and a crowd is counted.
        if (code === 'unavailable' && time.leftMs() < TIMER_GRAIN_MS)
          log.warn({ messenger: incoming.messenger }, 'a turn was cut off: its time was over')
        if (code !== 'unavailable' && code !== 'too-many')
          log.error({ err: error, messenger: incoming.messenger }, 'a turn failed')
        return apology(words, EXCUSES[code] ?? 'apology', incoming)
      })
      running.then(time.end).catch(error => log.warn({ err: error }, 'what was promised is said when its time is over'))
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<Spoken>(resolve => {
        timer = setTimeout(() => resolve(apology(words, 'unclear', incoming)), since + budgetMs - performance.now())
      })
      const promised = time.promised.then(() => waiting(words))
      return Promise.race([running, promised, late]).finally(() => clearTimeout(timer))
    },
    async rehearse() {
      const incoming = {
        messenger: 'kakao' as const,
        user: randomUUID(),
        text: parts.words.label('common', 'choice-find'),
      }
      const undone = new Error('only a rehearsal')
      const afterwards = () => Promise.reject(undone)
      await attempt(parts, incoming, timekeeper.begin(performance.now()), { afterwards }).catch((error: unknown) => {
        if (error !== undone) log.warn({ err: error }, 'the rehearsal of a turn failed')
      })
    },
  }
}

/** The turn's one transaction. A repeated delivery gets the first answer, also one that was given while this one waited. */
async function attempt(parts: ConversationParts, incoming: Incoming, time: TurnTime, ways: Ways): Promise<Spoken> {
  const { transactions, transcripts } = parts.services
  const beginsAt = performance.now()
  // Who is told that it did not work must not find it done: what is not finished by then is cut off.
  const limits = () => ({ withinMs: time.leftMs(), moreMs: time.leftMs })
  if (beginsAt > time.endsAt()) throw new AppError('unavailable', 'The turns before this one took too long')
  try {
    return await transactions.run(tx => speak(parts, tx, incoming, { beginsAt, time, ways }), limits())
  } catch (error) {
    if (brokenConstraint(error) !== REQUEST_ANSWERED || !incoming.key) throw error
    const { messenger, user, key } = incoming
    const earlier = await transactions.run(tx => transcripts.earlierAnswer(tx, messenger, user, key), limits())
    if (!earlier) throw error
    time.repeats()
    return earlier as Spoken
  }
}

async function speak(
  parts: ConversationParts,
  tx: Tx,
  incoming: Incoming,
  { beginsAt, time, ways }: { beginsAt: number; time: TurnTime; ways: Ways },
): Promise<Spoken> {
  const { services } = parts
  const { messenger, user: userKey, key } = incoming
  const account = await services.accounts.lock(tx, { messenger, userKey }, key)
  const { earlierAnswer: answerSealed, earlierAt: at } = account
  if (answerSealed && at) return services.transcripts.open({ accountId: account.id, at, answerSealed }) as Spoken
  const { under14 = account.under14 } = incoming
  if (under14 !== account.under14) await services.accounts.setUnder14(tx, account.id, under14)
  const state = openTurn(parts, tx, incoming, account)
  await runFlows(parts, state)
  const later = await time.isLater()
  const spoken = { ...closeTurn(parts, state), later }
  if (state.forgets) {
    // What was promised would be forgotten with the rest.
    if (later) throw new AppError('unavailable', 'Who is forgotten is told at once or not at all')
    const { volunteerId } = state
    await services.ownData.forget(tx, { volunteerId, accountId: account.id, from: messenger })
    return { ...spoken, kept: false }
  }
  await writeDown(parts, state, { account, spoken, beginsAt })
  await (later ? ways.later?.keep : ways.afterwards)?.(tx, spoken, account.id)
  return spoken
}

function writeDown(
  { services, clock, words }: ConversationParts,
  state: TurnState,
  { account, spoken, beginsAt }: { account: LockedAccount; spoken: Spoken; beginsAt: number },
): Promise<void> {
  const { incoming, said } = state
  const { intent, confidence, band, slots, alternatives } = said
  const heard = incoming.event
    ? { intent: null, confidence: null, band: null, alternatives: null, modelVersion: null }
    : { intent, confidence, band, alternatives, modelVersion: state.modelVersion }
  return services.transcripts.write(
    state.tx,
    {
      accountId: state.accountId,
      messenger: incoming.messenger,
      requestKey: incoming.key ?? null,
      at: clock.now(),
      utterance: incoming.text,
      ...heard,
      input: inputOf(incoming),
      wordsVersion: words.version,
      slots,
      flow: state.trace?.flow ?? null,
      step: state.trace?.step ?? null,
      outcome: state.trace?.outcome ?? 'error',
      chosen: state.choice !== undefined,
      askedAgain: state.askedAgain,
      answer: spoken.answer,
      secrets: state.secrets,
      spoken,
      speaker: { ...account, guestId: state.session.guest?.volunteerId },
      ms: Math.round(performance.now() - beginsAt),
    },
    state.session,
  )
}

/** What a button carries along cannot be typed. */
function inputOf({ event, value }: Incoming): TurnRow['input'] {
  if (event) return 'event'
  return value === undefined ? 'typed' : 'pressed'
}

function openTurn(parts: ConversationParts, tx: Tx, incoming: Incoming, account: LockedAccount): TurnState {
  const now = parts.clock.now()
  const today = seoulDay(now)
  const session = readSession(account.session)
  const heard = firstOf(incoming.text, MOST_HEARD)
  const understanding = parts.understanding.current()
  const said = understood(understanding, parts.log, heard, today)
  const choice = chosen(said, incoming.value, session)
  return {
    tx,
    incoming,
    accountId: account.id,
    under14: incoming.under14 ?? account.under14,
    volunteerId: account.volunteerId ?? undefined,
    age: () => parts.services.accounts.ageOf(account, today),
    session,
    said,
    modelVersion: understanding.version,
    now,
    today,
    choice: choice?.value,
    beside: choice?.beside ?? heard,
    replies: [],
    choices: [],
    shown: [],
    secrets: [],
    listed: undefined,
    handedOver: false,
    forgets: false,
    askedAgain: false,
    rule: undefined,
    trace: undefined,
  }
}

/** The first letters of a text, none of them cut in half. */
function firstOf(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')
}

/** What cannot be understood at all is said to be so; the turn goes on and is written down. */
function understood(understanding: Understand, log: Log, text: string, today: string): Heard {
  try {
    return understanding.understand(text, today)
  } catch (error) {
    log.error({ err: error }, 'an utterance could not be read')
    return unread(text)
  }
}

/** A failing flow undoes what it wrote; transcript and answer stay. The conversation begins anew, so that nobody is stuck in a broken step. */
async function runFlows({ bot, services, words, log }: ConversationParts, state: TurnState): Promise<void> {
  try {
    await withinSavepoint(state.tx, async () => {
      await createEntrance(services).arrive(state)
      await bot.turn(state)
    })
  } catch (error) {
    // Why is told once, by the turn: what a flow says that went on meanwhile only follows from it.
    if (isCutOff(state.tx)) throw error
    log.error({ err: error, messenger: state.incoming.messenger }, 'a flow failed')
    const nothing = { choices: [], shown: [], handedOver: false, forgets: false }
    Object.assign(state, { ...nothing, replies: [words.reply('common', 'apology', {})] })
    Object.assign(state.session, { bot: {}, guest: undefined })
    state.trace = { flow: state.trace?.flow ?? 'common', step: state.trace?.step ?? 'apology', outcome: 'error' }
  }
}

/** Puts the ways on under the answer, cuts it to one screen and remembers what can be chosen. */
function closeTurn({ words }: ConversationParts, state: TurnState): Omit<Spoken, 'later'> {
  const { session, trace } = state
  offerLinking(state, words)
  const home = {
    label: words.label('common', 'choice-home'),
    say: words.label('common', 'choice-home'),
    value: beginning('restart'),
  }
  const choices = state.choices.some(({ value }) => value === home.value) ? state.choices : [...state.choices, home]
  const more = { label: words.label('common', 'choice-more'), say: words.label('common', 'choice-more'), value: MORE }
  const { answer, rest, restChoices } = firstScreen(state.replies, choices, more)
  // Who was lost is counted on only while a question waits: asked a third time, it would be one too many.
  const lost = trace?.outcome === 'refused:lost' && state.askedAgain
  const missed = lost || trace?.outcome === 'unsure' || trace?.outcome === 'rejected'
  Object.assign(session, {
    shown: [...state.shown, ...answer.choices.map(toShown)],
    listed: state.listed ?? session.listed,
    rest: [...rest],
    restChoices: [...restChoices],
    misses: missed ? session.misses + 1 : 0,
    heardAt: state.now.getTime(),
  } satisfies Partial<Session>)
  return {
    answer,
    trace: trace ? `${trace.flow}/${trace.step}/${trace.outcome}` : 'none/none/error',
    rule: state.rule,
    handedOver: state.handedOver,
    kept: true,
  }
}

/** Who came by a token and did the one thing it was for is asked whether to stay. */
function offerLinking(state: TurnState, words: Words): void {
  const { session, trace, volunteerId } = state
  if (!session.guest || volunteerId || trace?.outcome === 'asked') return
  state.replies.push(words.reply('common', 'link-offer', {}))
  const label = words.label('common', 'choice-link')
  state.choices.push({ label, say: label, value: beginning('login') })
}
