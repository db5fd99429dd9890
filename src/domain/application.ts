/** An application (신청): its states, and what is kept of one. */
import type { OwnProgram } from './program.js'

interface Traits {
  /** Counts among the seats taken. The database counts the same states (migration 0081, `count_seats`). */
  readonly holdsSeat: boolean
  /** Of these a person has at most one for a program (`applications_never_twice`). */
  readonly isLive: boolean
  /** The person is still meant to come. */
  readonly isComing: boolean
}

const COMING: Traits = { holdsSeat: true, isLive: true, isComing: true }
const IN_LINE: Traits = { holdsSeat: false, isLive: true, isComing: true }
const TAKEN_PART: Traits = { holdsSeat: true, isLive: true, isComing: false }
const CALLED_OFF: Traits = { holdsSeat: false, isLive: false, isComing: false }

const STATES = {
  applied: COMING,
  waiting: IN_LINE,
  offered: COMING,
  approved: COMING,
  rejected: CALLED_OFF,
  'cancel-requested': COMING,
  cancelled: CALLED_OFF,
  expired: CALLED_OFF,
  'program-cancelled': CALLED_OFF,
  attended: TAKEN_PART,
  absent: TAKEN_PART,
} as const satisfies Record<string, Traits>

export type ApplicationState = keyof typeof STATES
export const APPLICATION_STATES = Object.keys(STATES) as [ApplicationState, ...ApplicationState[]]
export const LIVE_STATES = APPLICATION_STATES.filter(state => STATES[state].isLive)
export const SEAT_STATES = APPLICATION_STATES.filter(state => STATES[state].holdsSeat)

export const holdsSeat = (state: ApplicationState): boolean => STATES[state].holdsSeat
export const isLive = (state: ApplicationState): boolean => STATES[state].isLive
export const isComing = (state: ApplicationState): boolean => STATES[state].isComing

export interface Application {
  readonly id: string
  readonly programId: string
  readonly volunteerId: string
  readonly state: ApplicationState
  readonly people: number
  readonly appliedAt: Date
  readonly changedAt: Date
  /** Until when a seat that became free can be taken; of one that was assigned, until when it can be given back without asking. */
  readonly offerUntil: Date | null
  /** The last move of the program that the person knew of when they applied, or has agreed to since. */
  readonly agreedMove: number
}

/** Who acts. An organisation by its key; its managers and the service's own people by their staff account. */
export type ActorKind = 'volunteer' | 'organisation' | 'staff' | 'service'
export type Actor =
  | { readonly kind: Exclude<ActorKind, 'service'>; readonly id: string }
  | { readonly kind: 'service'; readonly id: null }

/** A change as the history keeps it. */
export interface ApplicationEvent {
  readonly fromState: ApplicationState | null
  readonly toState: ApplicationState
  readonly actor: ActorKind
  readonly reason: string | null
  readonly at: Date
}

/** How long it can be said that attendance or its record is wrong. */
const DISPUTE_MS = 7 * 24 * 60 * 60 * 1000

/** Seven days after the activity, or after what was recorded of it later. */
export function disputableUntil(
  { endsAt }: Pick<OwnProgram, 'endsAt'>,
  { changedAt }: Pick<Application, 'changedAt'>,
): Date {
  return new Date(Math.max(endsAt.getTime(), changedAt.getTime()) + DISPUTE_MS)
}
