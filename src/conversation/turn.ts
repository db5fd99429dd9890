/** One turn of a conversation, as a flow sees it: what was said and by whom, and how to answer. */
import type { Answer, Button, Choice, MessengerName, Reply } from '../messengers/messenger.js'
import { cleanLine } from '../platform/clean.js'
import { present } from '../platform/present.js'
import type { Tx } from '../storage/transaction.js'
import type { Heard } from '../understanding/heard.js'
import type { Answering } from '../understanding/yes-no.js'
import type { CardExtra, Words } from './messages.js'
import { type Memory, type Session, type Shown, toShown } from './session.js'

/** How a turn ended, as the transcript and the `x-turn` header tell it. */
export type Outcome = 'asked' | 'done' | `refused:${string}` | 'unsure' | 'rejected' | 'handed-over' | 'error'

export interface Incoming {
  readonly messenger: MessengerName
  /** The messenger's own id of the person. */
  readonly user: string
  readonly text: string
  /** What a pressed button carried along. */
  readonly value?: string
  /** What the messenger says of the person's age, where it says anything. */
  readonly under14?: boolean
  /** An entry token found in the call. */
  readonly token?: string
  /** Two calls with the same key are one: the second gets the first answer. */
  readonly key?: string
  /** When the call came, by `performance.now()`: its time runs from there. */
  readonly since?: number
  /** Something that is not said: the chat was opened, the account was linked, a picture, a sticker or a phone number was sent. */
  readonly event?: 'opened' | 'linked' | 'image' | 'sticker' | 'phone'
}

/** What came of a turn. */
export interface Spoken {
  readonly answer: Answer
  /** `<flow>/<step>/<outcome>`. */
  readonly trace: string
  /** The rule that said where the message goes; unset where it came to no rule. */
  readonly rule?: string
  /** A person takes over: TalkTalk has to be told. */
  readonly handedOver: boolean
  /** Whether it was written down, with what has to go out because of it. */
  readonly kept: boolean
  /** The call was told that the answer comes later, by the way that it named for that. */
  readonly later: boolean
}

/** Runs in the turn's transaction once the answer is known: what has to go out because of it becomes a row. */
export type Afterwards = (tx: Tx, spoken: Spoken, accountId: string) => Promise<void>

/** One thing of a list that can be chosen. */
export interface Item {
  readonly value: string
  readonly title: string
  readonly text: string
}

export interface Turn {
  readonly tx: Tx
  readonly messenger: MessengerName
  readonly accountId: string
  readonly said: Heard
  readonly now: Date
  /** `YYYY-MM-DD` in Seoul. */
  readonly today: string
  /** What was chosen of the things shown. */
  readonly choice: string | undefined
  /** What was said beside what was chosen; all of it where nothing was. */
  readonly beside: string
  /** Yes or no to what the running step asks about. */
  readonly answer: Answering
  /** Who speaks, when that is known here. */
  readonly volunteerId: string | undefined
  /** Their age in full years today, when the account is linked. */
  readonly age: number | undefined
  /** The messenger says that they are under 14. */
  readonly under14: boolean
  /** What the conversation was about last; flows read and set it. */
  readonly memory: Memory
  /** Says a block of this flow's words; one that begins with `# ` is a card. */
  say(block: string, variables?: object, extra?: CardExtra): void
  /** Shows things to choose from under a heading. */
  list(block: string, variables: object, items: readonly Item[], buttons?: readonly Button[]): void
  /** Quick choices under the answer: the block `choice-<name>` is what they are called, `value` what choosing them means. */
  offer(name: string, value?: string, variables?: object): void
  /** A choice called as that flow is, by the block `name` of its words. */
  offerFlow(flow: string, value: string): void
  /** Something that may be said next, understood by its words alone. */
  suggest(name: string): void
  /** A choice to be put on a card. */
  choiceButton(name: string, value?: string, variables?: object): Choice
  label(block: string, variables?: object): string
  /** What this answer holds that only this person may know: the transcript has it masked. */
  hide(...secrets: string[]): void
  /** A person takes over from here. */
  handOver(): void
  /** Everything of this person and this account is removed once this turn has answered, the turn itself included. */
  forgetMe(): void
}

/** What a turn has gathered so far, whichever flows it went through. */
export interface TurnState {
  readonly tx: Tx
  readonly incoming: Incoming
  readonly accountId: string
  readonly under14: boolean
  volunteerId: string | undefined
  readonly age: () => number | undefined
  readonly session: Session
  readonly said: Heard
  /** Which understanding read it. */
  readonly modelVersion: string
  readonly now: Date
  readonly today: string
  choice: string | undefined
  readonly beside: string
  replies: Reply[]
  choices: Choice[]
  shown: Shown[]
  secrets: string[]
  listed: Shown[] | undefined
  handedOver: boolean
  forgets: boolean
  /** What was said was answered in between, and the question that was running asked again. */
  askedAgain: boolean
  /** Which rule said where the message goes. */
  rule: string | undefined
  /** Which flow took what was said, and how that ended. */
  trace: { flow: string; step: string; outcome: Outcome } | undefined
}

/** Which flow speaks, what it keeps, and the block of the verb that its step asks about. */
export interface Speaking {
  readonly flow: string
  readonly data?: object | undefined
  readonly act?: string | undefined
}

/** The turn with the words of one flow, for the state it is in. */
export function turnOf(state: TurnState, { flow, data = {}, act = 'act' }: Speaking, words: Words): Turn {
  const showing = (label: string, value: string): Choice => {
    const choice = { label, say: label, value }
    state.shown.push(toShown(choice))
    return choice
  }
  const choiceOf = (name: string, value: string = name, variables: object = {}): Choice =>
    showing(words.label(flow, `choice-${name}`, variables), value)
  return {
    tx: state.tx,
    messenger: state.incoming.messenger,
    accountId: state.accountId,
    said: state.said,
    now: state.now,
    today: state.today,
    get choice() {
      return state.choice
    },
    beside: state.beside,
    get answer() {
      return state.said.answering(words.label(flow, act))
    },
    volunteerId: personIn(state, flow, data),
    get age() {
      return state.age()
    },
    under14: state.under14,
    memory: state.session.memory,
    say: (block, variables = {}, extra) => {
      state.replies.push(words.reply(flow, block, variables, extra))
    },
    list: (block, variables, items, buttons = []) => {
      const lines = items.map(item => ({ ...item, title: cleanLine(item.title) }))
      const choices = lines.map(item => toItemChoice(item, lines))
      state.listed = lines.map((item, at) => ({ value: item.value, words: [choices[at]!.say, item.title], item: true }))
      state.shown.push(...state.listed)
      const rows = lines.map(({ title, text }, at) => ({ title, text, choice: choices[at]! }))
      const title = words.label(flow, block, variables)
      state.replies.push(
        present({ kind: 'list', title, items: rows, buttons: buttons.length > 0 ? buttons : undefined }),
      )
    },
    offer: (name, value, variables) => {
      state.choices.push(choiceOf(name, value, variables))
    },
    offerFlow: (name, value) => {
      state.choices.push(showing(words.label(name, 'name'), value))
    },
    suggest: name => {
      const label = words.label(flow, `choice-${name}`)
      state.choices.push({ label, say: label })
    },
    choiceButton: choiceOf,
    label: (block, variables) => words.label(flow, block, variables),
    hide: (...secrets) => {
      state.secrets.push(...secrets)
    },
    handOver: () => {
      state.handedOver = true
    },
    forgetMe: () => {
      state.forgets = true
      state.volunteerId ??= personIn(state, flow, data)
    },
  }
}

/** Two things of one name are told apart by their number. */
function toItemChoice(item: Item, items: readonly Item[]): Choice {
  const alike = items.filter(({ title }) => title === item.title).length > 1
  const say = alike ? `${items.indexOf(item) + 1}번 ${item.title}` : item.title
  return { label: item.title, say, value: item.value }
}

/** The linked person; or who came by a token, for the one thing it is for, undoing it included. */
function personIn(
  { volunteerId, session, now }: TurnState,
  flow: string,
  { subject }: { subject?: string },
): string | undefined {
  const { guest } = session
  if (volunteerId || !guest || guest.until <= now.getTime()) return volunteerId
  const sameThing = guest.flow === flow && (!guest.subject || guest.subject === subject)
  return sameThing || flow === 'undo' ? guest.volunteerId : undefined
}
