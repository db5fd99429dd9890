/** Where one conversation of a messenger account ends and the next one begins, and what came of it. */
import type { Grasp } from './grasp.js'

/** Who says nothing for longer than this begins another conversation. */
export const SILENCE_MS = 30 * 60 * 1000

/**
 * What came of the last turn that was more than a greeting, thanks or a goodbye:
 * - `done`: it was answered or carried out;
 * - `refused`: it could not be, was declined, or is none of this service's matters;
 * - `handed-over`: a person took over;
 * - `left`: a question was asked and not answered any more;
 * - `missed`: it was asked back or given up for not being understood;
 * - `failed`: it was answered with an apology.
 */
export const CONVERSATION_OUTCOMES = ['done', 'refused', 'handed-over', 'left', 'missed', 'failed'] as const
export type ConversationOutcome = (typeof CONVERSATION_OUTCOMES)[number]

/** Flows that are courtesy: they change nothing of what had come of a conversation. */
const COURTESIES: readonly (string | null)[] = ['greet', 'thanks', 'bye']
/** Flows that end a conversation once they are done. */
const FAREWELLS: readonly (string | null)[] = ['bye', 'logout']

/** What is known of a turn when it is written down. */
export interface TurnEnd {
  readonly flow: string | null
  readonly outcome: string
  readonly grasp: Grasp
}

/** Undefined where the turn changes nothing of what had come of the conversation. */
export function outcomeAfter({ flow, outcome, grasp }: TurnEnd): ConversationOutcome | undefined {
  if (outcome === 'error') return 'failed'
  if (outcome === 'handed-over') return 'handed-over'
  if (outcome === 'unsure' || outcome === 'refused:lost') return 'missed'
  if (outcome === 'rejected') return grasp === 'outside' ? 'refused' : 'missed'
  if (outcome === 'asked') return 'left'
  if (outcome !== 'done') return 'refused'
  return COURTESIES.includes(flow) ? undefined : 'done'
}

/** Whether whatever is said next begins another conversation. */
export function isFarewell({ flow, outcome }: TurnEnd): boolean {
  return outcome === 'done' && FAREWELLS.includes(flow)
}
