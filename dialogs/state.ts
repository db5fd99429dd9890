/** How far an application is, in words. */
import type { Turn } from '../src/conversation/turn.js'
import type { Application } from '../src/domain/application.js'
import { spellMinutes } from '../src/domain/spelling.js'
import type { Minutes } from '../src/services/records.js'

export function stateOf(turn: Turn, state: string): string {
  return turn.label(`state-${state}`)
}

/** What came of it once it is over: minutes that count, minutes that wait for a yes, or nothing entered yet. */
export function outcomeOf(turn: Turn, { state }: Application, minutes: Minutes | undefined): string {
  if (minutes?.approvedMinutes) return turn.label('outcome-counts', { time: spellMinutes(minutes.approvedMinutes) })
  if (minutes?.pendingMinutes) return turn.label('outcome-waits', { time: spellMinutes(minutes.pendingMinutes) })
  if (state === 'attended') return turn.label('outcome-attended')
  if (state === 'applied' || state === 'offered') return turn.label('outcome-unanswered')
  return state === 'approved' || state === 'cancel-requested' ? turn.label('outcome-open') : stateOf(turn, state)
}
