/** Where a message goes: the first rule of one ordered table that knows it decides. */
import type { AnyStep, Flow } from './flow.js'
import type { Shown } from './session.js'
import type { Incoming, Turn } from './turn.js'

export type Route =
  /** The running step takes it, as what it is named. */
  | { readonly kind: 'take'; readonly as: string; readonly meant: unknown }
  /** Another flow takes it: over the running one, which goes on afterwards, or instead of it. */
  | { readonly kind: 'begin'; readonly flow: string; readonly data: object }
  /** The rest of the last answer. */
  | { readonly kind: 'more' }
  /** The question is asked again, with that word before it. */
  | { readonly kind: 'again'; readonly word: string }
  /** The question is dropped; the rules that follow decide. */
  | { readonly kind: 'drop' }

/** The step that waits for an answer. */
export interface Active {
  readonly flow: Flow
  readonly step: AnyStep
  readonly data: object
}

/** What a rule may look at. */
export interface Situation {
  /** What was said and chosen, by whom, and what the conversation was about; words are those of the running flow. */
  readonly turn: Turn
  readonly incoming: Incoming
  readonly active: Active | undefined
  /** The things on the screen that can be chosen; where there are none, those listed last. */
  readonly items: readonly Shown[]
  readonly hasFlow: (name: string) => boolean
  /** So long ago was the last turn that nobody remembers what was asked. */
  readonly isLate: boolean
  /** How often in a row nothing was understood. */
  readonly misses: number
  /** Part of the last answer has not been shown yet. */
  readonly hasRest: boolean
}

export interface Rule {
  /** Tells in transcripts and tests which rule decided. */
  readonly name: string
  decide(situation: Situation): Route | undefined | Promise<Route | undefined>
}

export interface Decided {
  readonly route: Route
  /** Where in the table the rule stands that decided. */
  readonly at: number
}

/** The first rule that decides, from a place in the table on. Throws when none does: the last one has to. */
export async function route(rules: readonly Rule[], situation: Situation, from = 0): Promise<Decided> {
  for (let at = from; at < rules.length; at++) {
    const decided = await rules[at]!.decide(situation)
    if (decided) return { route: decided, at }
  }
  throw new Error('No rule says where the message goes')
}

/** A choice that begins a flow wherever it is pressed: `begin:<flow>` or `begin:<flow>:<subject>`. */
export const beginning = (flow: string, subject?: string): string => `begin:${flow}${subject ? `:${subject}` : ''}`
const BEGINNING = /^begin:([a-z_-]+)(?::([0-9a-f-]{36}))?$/

/** What `beginning` has made; undefined for any other choice. */
export function readBeginning(choice: string): { readonly flow: string; readonly subject?: string } | undefined {
  const [, flow, subject] = BEGINNING.exec(choice) ?? []
  return flow === undefined ? undefined : { flow, subject }
}

/** The choice that shows the rest of an answer. */
export const MORE = 'more'
