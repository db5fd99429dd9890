/** A dispute (이의): somebody says that what was recorded of their part in an activity is wrong. */
import { type Application, disputableUntil } from './application.js'
import type { OwnProgram } from './program.js'

/** What is said to be wrong: that they were absent, how long they were there, or that nothing is recorded at all. */
export const DISPUTED_MATTERS = ['absence', 'minutes', 'missing'] as const
export type DisputedMatter = (typeof DISPUTED_MATTERS)[number]
/** The record is corrected, or stays as it is. */
export const DISPUTE_RESULTS = ['corrected', 'kept'] as const
export type DisputeResult = (typeof DISPUTE_RESULTS)[number]

/** How long the organisation has to answer. */
const ANSWER_MS = 7 * 24 * 60 * 60 * 1000

/** What can be said to be wrong with an application in this state, once the activity is over or something was recorded. */
export function disputedIn({ state }: Pick<Application, 'state'>): DisputedMatter | undefined {
  if (state === 'absent') return 'absence'
  if (state === 'attended') return 'minutes'
  return state === 'approved' || state === 'applied' || state === 'cancel-requested' ? 'missing' : undefined
}

/** Why nothing can be disputed: there is nothing yet, or it was too long ago. */
export function refusalToDispute(
  application: Pick<Application, 'state' | 'changedAt'>,
  program: Pick<OwnProgram, 'endsAt'>,
  now: Date,
): 'nothing' | 'too-late' | undefined {
  const matter = disputedIn(application)
  if (!matter || (matter === 'missing' && now < program.endsAt)) return 'nothing'
  return now > disputableUntil(program, application) ? 'too-late' : undefined
}

/** Until when the organisation is to answer what was said at that moment. */
export function answerDue(createdAt: Date): Date {
  return new Date(createdAt.getTime() + ANSWER_MS)
}

/** A correction of minutes has to name them; nothing else has to. */
export function needsMinutes(matter: DisputedMatter, result: DisputeResult, state: Application['state']): boolean {
  return result === 'corrected' && matter === 'minutes' && state === 'attended'
}
