/** An application (신청): its states and what may happen to it. */
import type { Program } from './program.js'

export const APPLICATION_STATES = [
  'applied',
  'waiting',
  'offered',
  'approved',
  'rejected',
  'cancel-requested',
  'cancelled',
  'expired',
  'program-cancelled',
  'attended',
  'absent',
] as const
export type ApplicationState = (typeof APPLICATION_STATES)[number]
export type Actor = 'volunteer' | 'organisation' | 'service'

export interface Application {
  readonly id: string
  readonly programId: string
  readonly volunteerId: string
  readonly state: ApplicationState
  readonly people: number
  readonly appliedAt: Date
  readonly changedAt: Date
}

/** States in which the person is still meant to come. */
export const COMING: readonly ApplicationState[] = ['applied', 'waiting', 'offered', 'approved', 'cancel-requested']

/** How long an application or a cancellation can be undone. */
export const UNDO_MS = 10 * 60 * 1000

export type CancelRefusal = 'not-found' | 'already-cancelled' | 'already-requested' | 'over'

/**
 * Until `cancelUntil` an application is simply withdrawn, also an approved one; later it becomes a request to the organisation.
 * A waiting or not yet decided application holds nobody up and can be withdrawn until the start.
 */
export function cancellation(
  application: Pick<Application, 'state'>,
  program: Pick<Program, 'cancelUntil' | 'startsAt'>,
  now: Date,
): 'cancelled' | 'cancel-requested' | CancelRefusal {
  if (application.state === 'cancelled') return 'already-cancelled'
  if (application.state === 'cancel-requested') return 'already-requested'
  if (!COMING.includes(application.state) || now >= program.startsAt) return 'over'
  if (application.state === 'waiting') return 'cancelled'
  return now < program.cancelUntil ? 'cancelled' : 'cancel-requested'
}

/** What an organisation's decision makes of an application; undefined when its state does not allow it. */
export function decided(state: ApplicationState, decision: 'approve' | 'reject'): ApplicationState | undefined {
  if (decision === 'approve') return state === 'applied' ? 'approved' : undefined
  if (state === 'cancel-requested') return 'cancelled'
  return state === 'applied' || state === 'waiting' || state === 'approved' ? 'rejected' : undefined
}
