/** How a flow is written: named steps in the order they happen; each asks something and takes the answer. */
import type { Intent } from '../understanding/intents.js'
import type { Outcome, Turn } from './turn.js'

/** What happens after a step has asked or taken. */
export type Next =
  | { readonly kind: 'wait'; readonly outcome: Outcome }
  | { readonly kind: 'go'; readonly step: string }
  | { readonly kind: 'begin'; readonly flow: string; readonly data: object }
  | { readonly kind: 'end'; readonly outcome: Outcome }
  | { readonly kind: 'pass' }

/** The question has been asked; the next message is its answer. */
export const wait = (outcome: Outcome = 'asked'): Next => ({ kind: 'wait', outcome })
/** Ask the other step now. */
export const go = (step: string): Next => ({ kind: 'go', step })
/** Leave this flow for another one. */
export const begin = (flow: string, data: object = {}): Next => ({ kind: 'begin', flow, data })
/** Link the account first; then that flow begins with that data. */
export const identify = (flow: string, data: object): Next => begin('login', { resume: { flow, data } })
export const done = (): Next => ({ kind: 'end', outcome: 'done' })
export const refused = (why: string): Next => ({ kind: 'end', outcome: `refused:${why}` })
export const ended = (outcome: Outcome): Next => ({ kind: 'end', outcome })
/** What was said is no answer to this step: the router looks what else it may be. */
export const pass = (): Next => ({ kind: 'pass' })

type Result = Next | Promise<Next>

export interface Step<D> {
  /** Says the question. It is asked again when the talk comes back to it. */
  ask(turn: Turn, data: D): Result
  /** Takes the answer; `turn.choice` is what was chosen of the things shown. */
  take?(turn: Turn, data: D): Result
  /** Intents that are an answer here and no change of subject. */
  readonly answers?: readonly Intent[]
  /** Any text is an answer here, whatever it means elsewhere. */
  readonly free?: boolean
}

export interface Flow {
  readonly name: string
  readonly start: string
  /** Answered in between: the flow under it goes on afterwards. */
  readonly aside: boolean
  readonly steps: Readonly<Record<string, Step<object>>>
}

/** A flow; its state `D` is plain JSON that can be printed. Without `start` it begins at its first step. */
export function flow<D extends object>(definition: {
  name: string
  start?: string
  aside?: boolean
  steps: Record<string, Step<D>>
}): Flow {
  const { name, steps, aside = false } = definition
  const start = definition.start ?? Object.keys(steps)[0]
  if (!start || !steps[start]) throw new Error(`The flow ${name} has no step to begin with`)
  return { name, start, aside, steps: steps as Record<string, Step<object>> }
}
