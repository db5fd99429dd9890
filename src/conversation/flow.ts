/** How a flow is written: named steps in the order they happen; each asks something and says what it takes for an answer. */
import type { Awaited } from '../understanding/awaited.js'
import type { Intent } from '../understanding/intents.js'
import type { Outcome, Turn } from './turn.js'

/** What happens after a step has asked. */
export type Asked =
  | { readonly kind: 'wait'; readonly outcome: Outcome }
  | { readonly kind: 'go'; readonly step: string }
  | { readonly kind: 'begin'; readonly flow: string; readonly data: object }
  | { readonly kind: 'end'; readonly outcome: Outcome }
/** What happens after a step has taken something. */
export type Next = Asked | { readonly kind: 'pass' }

/** The question has been asked; the next message is its answer. */
export const wait = (outcome: Outcome = 'asked'): Asked => ({ kind: 'wait', outcome })
/** Ask the other step now. */
export const go = (step: string): Asked => ({ kind: 'go', step })
/** Leave this flow for another one. */
export const begin = (flow: string, data: object = {}): Asked => ({ kind: 'begin', flow, data })
/** Link the account first; then that flow begins with that data. */
export const identify = (flow: string, data: object): Asked => begin('login', { resume: { flow, data } })
export const done = (): Asked => ({ kind: 'end', outcome: 'done' })
export const refused = (why: string): Asked => ({ kind: 'end', outcome: `refused:${why}` })
export const ended = (outcome: Outcome): Asked => ({ kind: 'end', outcome })
/** It is no answer to this step after all: the rules after the one that gave it look what else it may be. */
export const pass = (): Next => ({ kind: 'pass' })

type Result<R> = R | Promise<R>

/** A step of a flow with state `D`; `M` names what may be meant by a message, and what a step gets of it. */
export interface Step<D, M> {
  /** Says the question. */
  ask(turn: Turn, data: D): Result<Asked>
  /** Says it again in short when the conversation comes back to it; where it is not given, as at first. */
  again?(turn: Turn, data: D): Result<Asked>
  /** What is taken for an answer. The rules say in which order it is looked for. */
  readonly takes?: { readonly [Name in keyof M]?: (turn: Turn, data: D, meant: M[Name]) => Result<Next> }
  /** Intents that are an answer here and no change of subject. */
  readonly answers?: readonly Intent[]
  /** The block of the verb that is asked about; `act` unless given. */
  readonly act?: string
  /** What somebody awaits is given by a yes here, so that asking for it is one. */
  readonly grants?: Awaited
}

/** A step as the conversation runs it: whatever its rules found is what the step takes by that name. */
export interface AnyStep {
  ask(turn: Turn, data: object): Result<Asked>
  again?(turn: Turn, data: object): Result<Asked>
  readonly takes?: Readonly<Record<string, (turn: Turn, data: object, meant: unknown) => Result<Next>>>
  readonly answers?: readonly Intent[]
  readonly act?: string
  readonly grants?: Awaited
}

export interface Flow {
  readonly name: string
  readonly start: string
  /** Answered in between: the flow under it goes on afterwards. */
  readonly aside: boolean
  readonly steps: Readonly<Record<string, AnyStep>>
}

export interface FlowDefinition<D, M> {
  readonly name: string
  /** The step to begin with; the first one unless given. */
  readonly start?: string
  readonly aside?: boolean
  readonly steps: Readonly<Record<string, Step<D, M>>>
}

/** A flow; its state `D` is plain JSON that can be printed. */
export function createFlow<D extends object, M>(definition: FlowDefinition<D, M>): Flow {
  const { name, steps, aside = false } = definition
  const start = definition.start ?? Object.keys(steps)[0]
  if (!start || !steps[start]) throw new Error(`The flow ${name} has no step to begin with`)
  return { name, start, aside, steps: steps as Readonly<Record<string, AnyStep>> }
}
