/** What any messenger can do: the neutral form of an incoming message and of an answer. Each wire translates from and to it. */
export const MESSENGERS = ['kakao', 'talktalk'] as const
export type MessengerName = (typeof MESSENGERS)[number]

/**
 * Something a person can press. `label` is what stands on it (already short: see LABEL_LENGTH); pressing it says `say`, which alone
 * is enough to understand the choice when it is typed. `value` travels along where the wire can carry it and only helps.
 */
export interface Choice {
  readonly label: string
  readonly say: string
  readonly value?: string
}
export interface LinkButton {
  readonly label: string
  readonly url: string
}
/** Calls that number: digits, as they are dialled. */
export interface PhoneButton {
  readonly label: string
  readonly phone: string
}
/** Hands the chat to a person, where the wire has a button for that. */
export interface OperatorButton {
  readonly label: string
  readonly operator: true
}
export type Button = Choice | LinkButton | PhoneButton | OperatorButton

export interface Fact {
  readonly label: string
  readonly value: string
}
export interface TextReply {
  readonly kind: 'text'
  readonly text: string
}
/** One thing shown at large: a program, an application, a question with buttons. */
export interface CardReply {
  readonly kind: 'card'
  readonly title: string
  readonly text?: string
  readonly facts?: readonly Fact[]
  readonly image?: { readonly url: string; readonly alt: string }
  readonly buttons?: readonly Button[]
}
/** Several things to choose from; each item can be pressed. */
export interface ListReply {
  readonly kind: 'list'
  readonly title: string
  readonly items: readonly { readonly title: string; readonly text: string; readonly choice: Choice }[]
  readonly buttons?: readonly Button[]
}
export type Reply = TextReply | CardReply | ListReply

/** The whole answer to one turn: at most `MOST_REPLIES` bubbles, then quick choices under the last one. */
export interface Answer {
  readonly replies: readonly Reply[]
  readonly choices: readonly Choice[]
}

/** Both messengers show at least this much; the conversation pages what is more ("더 보기"). */
export const MOST_REPLIES = 3
export const MOST_ITEMS = 5
export const MOST_CHOICES = 10
/** Characters on a pressable thing that both messengers show whole (TalkTalk quick reply title ≤ 10, Kakao label ≤ 14). */
export const LABEL_LENGTH = 10
