/** The one table of what each act makes of an application. */
import {
  type ActorKind,
  APPLICATION_STATES,
  type ApplicationEvent,
  type ApplicationState,
  holdsSeat,
  isComing,
} from './application.js'
import { type ApplyRefusal, isFull, type OwnProgram, type Program, refusalToApply } from './program.js'
import { mostMinutes, type VolunteerRecord } from './record.js'

/** How long an application or a cancellation can be undone. */
export const UNDO_MS = 10 * 60 * 1000
/** The reason noted beside a change that took another one back. */
export const UNDOING = 'undo'

/** Why each act does nothing. */
export interface Refusals {
  readonly apply: ApplyRefusal | 'already-applied'
  readonly wait: ApplyRefusal | 'already-applied'
  readonly offer: 'state'
  readonly assign: 'state'
  readonly accept: 'offer-over' | 'has-seat' | 'not-offered'
  readonly expire: 'state'
  readonly cancel: 'already-cancelled' | 'already-requested' | 'called-off' | 'over'
  readonly undo: 'too-late' | 'full' | 'called-off' | 'nothing'
  readonly approve: 'state'
  readonly reject: 'state' | 'no-reason'
  readonly 'grant-cancellation': 'state'
  readonly 'keep-place': 'state'
  readonly attend: 'state' | 'early' | 'too-long'
  readonly miss: 'state' | 'early'
  readonly 'approve-record': 'state' | 'too-long'
  readonly 'call-off': 'state'
  readonly confirm: 'not-asked' | 'already-requested' | 'already-cancelled' | 'called-off' | 'over'
}

export type Act = keyof Refusals

/** What the table looks at. */
export interface Case<A extends Act = Act> {
  /** Whoever applied did so for one of ours. */
  readonly program: A extends 'apply' | 'wait' ? Program : OwnProgram
  readonly now: Date
  /** Of who applies. */
  readonly birth?: string
  /** The last change of this application. */
  readonly last?: ApplicationEvent
  /** The person has another live application for the program. */
  readonly hasAnother?: boolean
  /** Of the application, where it has one. */
  readonly offerUntil?: Date | null
  readonly agreedMove?: number
  /** What is said with the act. */
  readonly reason?: string | undefined
  /** The minutes that are named for the record. */
  readonly minutes?: number | undefined
  /** The record's state, where there is one. */
  readonly record?: VolunteerRecord['state'] | undefined
}

export type Verdict<A extends Act = Act> = { readonly to: ApplicationState } | { readonly refused: Refusals[A] }

type Outcome<A extends Act> = ApplicationState | { readonly refused: Refusals[A] }
type From = ApplicationState | 'none'
interface Rule<A extends Act> {
  readonly by: readonly ActorKind[]
  readonly from: Partial<Record<From, Outcome<A> | ((given: Case<A>, state: From) => Outcome<A>)>>
  /** From any other state. */
  readonly otherwise: Refusals[A]
}

const refuse = <R extends string>(refused: R) => ({ refused })

const eachOf = <T>(states: readonly ApplicationState[], outcome: T) =>
  Object.fromEntries(states.map(state => [state, outcome])) as Partial<Record<ApplicationState, T>>

const ORGANISERS: readonly ActorKind[] = ['organisation', 'staff']

const TRANSITIONS: { readonly [A in Act]: Rule<A> } = {
  apply: { by: ['volunteer'], from: { none: given => applied(given) }, otherwise: 'already-applied' },
  wait: {
    by: ['volunteer'],
    // Whoever finds a place after all has it.
    from: { none: given => applied(given, 'waiting') },
    otherwise: 'already-applied',
  },
  offer: { by: ['service'], from: { waiting: 'offered' }, otherwise: 'state' },
  assign: { by: ['service'], from: { waiting: ({ program }) => placed(program) }, otherwise: 'state' },
  accept: {
    by: ['volunteer'],
    from: {
      offered: ({ program, now, offerUntil }) =>
        offerUntil && now < offerUntil ? placed(program) : refuse('offer-over'),
      expired: refuse('offer-over'),
      ...eachOf(['applied', 'approved'], refuse('has-seat')),
    },
    otherwise: 'not-offered',
  },
  expire: { by: ['service'], from: { offered: 'expired' }, otherwise: 'state' },
  cancel: {
    by: ['volunteer'],
    from: {
      applied: withdrawn,
      approved: withdrawn,
      // Nobody counts on who waits or has not answered.
      offered: leftLine,
      waiting: leftLine,
      'cancel-requested': given => (isAsked(given) ? withdrawn(given) : refuse('already-requested')),
      cancelled: refuse('already-cancelled'),
      'program-cancelled': refuse('called-off'),
    },
    otherwise: 'over',
  },
  undo: {
    by: ['volunteer'],
    from: {
      applied: takenBack,
      waiting: takenBack,
      offered: takenBack,
      approved: takenBack,
      'cancel-requested': takenBack,
      cancelled: takenBack,
      'program-cancelled': refuse('called-off'),
    },
    otherwise: 'nothing',
  },
  approve: { by: ORGANISERS, from: { applied: 'approved' }, otherwise: 'state' },
  reject: {
    by: ORGANISERS,
    from: {
      applied: 'rejected',
      waiting: 'rejected',
      offered: 'rejected',
      approved: takenAway,
      'cancel-requested': 'cancelled',
    },
    otherwise: 'state',
  },
  'grant-cancellation': { by: ORGANISERS, from: { 'cancel-requested': 'cancelled' }, otherwise: 'state' },
  'keep-place': {
    by: ORGANISERS,
    // As it was before the person asked to be let off.
    from: { 'cancel-requested': ({ last }) => last?.fromState ?? 'approved' },
    otherwise: 'state',
  },
  attend: {
    by: ORGANISERS,
    // Who came was there, also when nobody had decided about them.
    from: {
      applied: came,
      approved: came,
      'cancel-requested': came,
      absent: came,
      attended: given => (given.minutes === undefined ? refuse('state') : came(given)),
    },
    otherwise: 'state',
  },
  miss: {
    by: ORGANISERS,
    // Nobody was waiting for who was never approved.
    from: { approved: stayedAway, 'cancel-requested': stayedAway, attended: stayedAway },
    otherwise: 'state',
  },
  'approve-record': {
    by: ORGANISERS,
    from: { attended: counted },
    otherwise: 'state',
  },
  confirm: {
    by: ['volunteer'],
    from: {
      ...eachOf(['applied', 'waiting', 'offered', 'approved'], confirmed),
      'cancel-requested': refuse('already-requested'),
      cancelled: refuse('already-cancelled'),
      'program-cancelled': refuse('called-off'),
    },
    otherwise: 'over',
  },
  'call-off': {
    by: ORGANISERS,
    from: eachOf(APPLICATION_STATES.filter(isComing), 'program-cancelled'),
    otherwise: 'state',
  },
}

/** Whether it was moved, and the person has still to say if they can come. */
export function isAsked({
  program: { moves },
  agreedMove = moves,
}: Pick<Case<'cancel'>, 'program' | 'agreedMove'>): boolean {
  return agreedMove < moves
}

/** What `act` of such an actor makes of an application in this state, `none` before there is one; or why it makes nothing. */
export function transition<A extends Act>(act: A, by: ActorKind, state: From, given: Case<A>): Verdict<A> {
  const { by: allowed, from, otherwise }: Rule<A> = TRANSITIONS[act]
  const found = allowed.includes(by) ? from[state] : undefined
  const outcome = typeof found === 'function' ? found(given, state) : found
  if (outcome === undefined) return { refused: otherwise }
  return typeof outcome === 'string' ? { to: outcome } : outcome
}

/** @param whenFull what comes of it where only the seats are missing; unset: it is refused. */
function applied({ program, birth = '', now }: Case<'apply' | 'wait'>, whenFull?: 'waiting'): Outcome<'apply'> {
  const refused = refusalToApply(program, birth, now)
  if (refused === 'full' && whenFull) return whenFull
  return refused ? refuse(refused) : placed(program)
}

function placed({ approval }: Pick<Program, 'approval'>): 'approved' | 'applied' {
  return approval === 'automatic' ? 'approved' : 'applied'
}

function leftLine({ program, now }: Case<'cancel'>): Outcome<'cancel'> {
  return now < program.startsAt ? 'cancelled' : refuse('over')
}

/** Who was told that they may come is owed a reason. */
function takenAway({ reason }: Case<'reject'>): Outcome<'reject'> {
  return reason ? 'rejected' : refuse('no-reason')
}

/**
 * Until `cancelUntil` a place is simply given back, also an approved one, and one that was assigned until the start; later the organisation
 * is asked, unless it has moved it.
 */
function withdrawn(given: Case<'cancel'>): Outcome<'cancel'> {
  const { program, now, offerUntil } = given
  if (now >= program.startsAt) return refuse('over')
  const isFree = now < program.cancelUntil || (offerUntil && now < offerUntil) || isAsked(given)
  return isFree ? 'cancelled' : 'cancel-requested'
}

/** Who can come to where and when it was moved stays what they are. */
function confirmed(given: Case<'confirm'>, state: From): Outcome<'confirm'> {
  if (given.now >= given.program.startsAt || state === 'none') return refuse('over')
  return isAsked(given) ? state : refuse('not-asked')
}

function came({ program, now, minutes = 0 }: Case<'attend'>): Outcome<'attend'> {
  if (now < program.startsAt) return refuse('early')
  return minutes > mostMinutes(program) ? refuse('too-long') : 'attended'
}

function stayedAway({ program, now }: Case<'miss'>): Outcome<'miss'> {
  return now < program.startsAt ? refuse('early') : 'absent'
}

/** What was approved is approved again only to correct its minutes. */
function counted({ program, record, minutes }: Case<'approve-record'>): Outcome<'approve-record'> {
  if (record !== 'entered' && minutes === undefined) return refuse('state')
  return (minutes ?? 0) > mostMinutes(program) ? refuse('too-long') : 'attended'
}

/** Only the person's own last change, and that not twice: pressing the button once more must not cancel. */
function takenBack({ program, now, last, hasAnother, offerUntil }: Case<'undo'>, state: From): Outcome<'undo'> {
  if (last?.actor !== 'volunteer' || last.toState !== state) return refuse('nothing')
  if (program.state === 'cancelled') return refuse('called-off')
  if (now.getTime() - last.at.getTime() > UNDO_MS || now >= program.startsAt) return refuse('too-late')
  if (last.reason === UNDOING || hasAnother) return refuse('nothing')
  const to = last.fromState ?? 'cancelled'
  // A seat that was taken is given back by cancelling; one that was turned down waits for its time only.
  if (to === 'offered' && state !== 'cancelled') return refuse('nothing')
  if (to === 'offered' && !(offerUntil && now < offerUntil)) return refuse('too-late')
  return holdsSeat(to) && !holdsSeat(last.toState) && isFull(program) ? refuse('full') : to
}
