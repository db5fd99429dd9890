/** What may have been meant by something that was not understood. */
import type { Situation } from '../src/conversation/route.js'

/** Nobody who was not understood meant to be asked whether they said yes, and the way to the beginning is always offered. */
export const NEVER_NEAREST: ReadonlySet<string> = new Set([
  'affirm',
  'deny',
  'greet',
  'thanks',
  'bye',
  'restart',
  'care',
  'oos',
])

/** A yes or no that does not answer the question is none to anything else. */
export function isUnanswered({ turn, active }: Situation): boolean {
  return active !== undefined && (turn.said.intent === 'affirm' || turn.said.intent === 'deny')
}

export function nearestOf(at: Situation): string[] {
  if (isUnanswered(at)) return []
  const { said } = at.turn
  return [said.intent, ...said.alternatives.map(({ intent }) => intent)]
    .filter(intent => at.hasFlow(intent) && !NEVER_NEAREST.has(intent))
    .slice(0, 2)
}
