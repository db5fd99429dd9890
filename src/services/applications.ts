/** Applying, cancelling, undoing and deciding: each writes the fact, its history and its notice in the caller's transaction. */
import { type Application, type CancelRefusal, COMING, cancellation, decided, UNDO_MS } from '../domain/application.js'
import { type ApplyRefusal, isExternal, isFull, type Program, refusalToApply } from '../domain/program.js'
import type { Clock } from '../platform/clock.js'
import {
  type ApplicationWithProgram,
  addApplication,
  applicationsOfProgram,
  applicationsOfVolunteer,
  changeApplication,
  findApplication,
  findLiveApplication,
  lastChangedBy,
  lastEventOf,
  lockApplication,
  rememberWish,
  removeWish,
  wishesOf,
} from '../storage/applications.js'
import { findProgram, lockProgram } from '../storage/programs.js'
import type { Tx } from '../storage/transaction.js'
import type { VolunteerStore } from '../storage/volunteers.js'
import type { Notices } from './notices.js'

export type Outcome<T, R extends string> =
  | ({ readonly ok: true } & T)
  | ({ readonly ok: false; readonly refused: R } & Partial<T>)

type Changed = { readonly application: Application; readonly program: Program }
export type Applied = Outcome<Changed, ApplyRefusal | 'not-found' | 'already-applied' | 'external'>
export type Reviewed = { readonly ok: true; readonly program: Program } | Extract<Applied, { ok: false }>
export type Cancelled = Outcome<Changed, CancelRefusal>
export type Undone = Outcome<Changed, 'not-found' | 'too-late' | 'full' | 'nothing'>
export type Decided = Outcome<Changed, 'not-found' | 'state' | 'full'>

export interface Applications {
  /** Gives this person a seat, or says why not. Programs of another portal are remembered and refused as `external`. */
  apply(tx: Tx, volunteerId: string, programId: string): Promise<Applied>
  /** What `apply` would say, without applying. */
  review(tx: Tx, volunteerId: string, programId: string): Promise<Reviewed>
  /** Withdraws, or asks the organisation when the deadline has passed: see the state of the returned application. */
  cancel(tx: Tx, volunteerId: string, applicationId: string): Promise<Cancelled>
  /** Takes back the person's own last change within `UNDO_MS`. */
  undo(tx: Tx, volunteerId: string, applicationId: string): Promise<Undone>
  /** The application that this person changed last, within the time to undo. */
  lastChanged(tx: Tx, volunteerId: string): Promise<string | undefined>
  decide(tx: Tx, applicationId: string, decision: 'approve' | 'reject', reason?: string): Promise<Decided>
  /** One's own application, whatever its state. */
  one(tx: Tx, volunteerId: string, applicationId: string): Promise<ApplicationWithProgram | undefined>
  /** Where the person is still meant to come, by start. */
  coming(tx: Tx, volunteerId: string): Promise<readonly ApplicationWithProgram[]>
  /** All of one's applications whose program has not ended, by start. */
  mine(tx: Tx, volunteerId: string): Promise<readonly ApplicationWithProgram[]>
  ofProgram(tx: Tx, programId: string): Promise<readonly Application[]>
  /** Programs of other portals that the person wanted and that are not over, by start. */
  wishes(tx: Tx, volunteerId: string): Promise<readonly Program[]>
  forgetWish(tx: Tx, volunteerId: string, programId: string): Promise<void>
}

export interface ApplicationParts {
  readonly volunteerStore: VolunteerStore
  readonly notices: Notices
  readonly clock: Clock
}

export function createApplications(parts: ApplicationParts): Applications {
  const { clock } = parts
  const own = async (tx: Tx, volunteerId: string, applicationId: string): Promise<Changed | undefined> => {
    const application = await lockApplication(tx, applicationId)
    if (application?.volunteerId !== volunteerId) return undefined
    const program = await lockProgram(tx, application.programId)
    return program && { application, program }
  }
  return {
    apply: (tx, volunteerId, programId) => apply(parts, tx, volunteerId, programId),
    review: (tx, volunteerId, programId) => review(parts, tx, volunteerId, programId),
    lastChanged: (tx, volunteerId) => lastChangedBy(tx, volunteerId, new Date(clock.now().getTime() - UNDO_MS)),
    async cancel(tx, volunteerId, applicationId) {
      const found = await own(tx, volunteerId, applicationId)
      return found ? cancel(parts, tx, found) : { ok: false, refused: 'not-found' }
    },
    async undo(tx, volunteerId, applicationId) {
      const found = await own(tx, volunteerId, applicationId)
      return found ? undo(parts, tx, found) : { ok: false, refused: 'not-found' }
    },
    decide: (tx, applicationId, decision, reason) => decide(parts, tx, applicationId, decision, reason),
    async one(tx, volunteerId, applicationId) {
      const application = await findApplication(tx, applicationId)
      if (application?.volunteerId !== volunteerId) return undefined
      return { application, program: (await findProgram(tx, application.programId))! }
    },
    async coming(tx, volunteerId) {
      const all = await applicationsOfVolunteer(tx, volunteerId, clock.now())
      return all.filter(({ application }) => COMING.includes(application.state))
    },
    mine: (tx, volunteerId) => applicationsOfVolunteer(tx, volunteerId, clock.now()),
    wishes: (tx, volunteerId) => wishesOf(tx, volunteerId, clock.now()),
    forgetWish: (tx, volunteerId, programId) => removeWish(tx, volunteerId, programId),
    ofProgram: (tx, programId) => applicationsOfProgram(tx, programId),
  }
}

async function review(
  { volunteerStore, clock }: ApplicationParts,
  tx: Tx,
  volunteerId: string,
  programId: string,
): Promise<Reviewed> {
  const program = await findProgram(tx, programId)
  const volunteer = await volunteerStore.find(tx, volunteerId)
  if (!program || !volunteer) return { ok: false, refused: 'not-found' }
  if (isExternal(program)) return { ok: false, refused: 'external', program }
  const live = await findLiveApplication(tx, programId, volunteerId)
  if (live) return { ok: false, refused: 'already-applied', program, application: live }
  const refused = refusalToApply(program, volunteer.birth, clock.now())
  return refused ? { ok: false, refused, program } : { ok: true, program }
}

async function apply(parts: ApplicationParts, tx: Tx, volunteerId: string, programId: string): Promise<Applied> {
  const { volunteerStore, notices, clock } = parts
  // Seats are given in the order in which the program's row is held.
  await lockProgram(tx, programId)
  const reviewed = await review(parts, tx, volunteerId, programId)
  const now = clock.now()
  if (!reviewed.ok) {
    if (reviewed.refused === 'external') await rememberWish(tx, volunteerId, programId, now)
    return reviewed
  }
  const { program } = reviewed
  const state = program.approval === 'automatic' ? 'approved' : 'applied'
  const application = await addApplication(
    tx,
    { programId, volunteerId, state, people: 1, appliedAt: now, changedAt: now },
    'volunteer',
  )
  const volunteer = await volunteerStore.find(tx, volunteerId)
  if (volunteer) await notices.tell(tx, 'applied', volunteer, { application, program })
  return { ok: true, application, program }
}

async function cancel(parts: ApplicationParts, tx: Tx, { application, program }: Changed): Promise<Cancelled> {
  const { volunteerStore, notices, clock } = parts
  const now = clock.now()
  const to = cancellation(application, program, now)
  if (to !== 'cancelled' && to !== 'cancel-requested') return { ok: false, refused: to, application, program }
  const changed = await changeApplication(tx, application, { to, actor: 'volunteer', at: now })
  const volunteer = await volunteerStore.find(tx, application.volunteerId)
  if (to === 'cancelled' && volunteer) await notices.tell(tx, 'cancelled', volunteer, { application: changed, program })
  return { ok: true, application: changed, program }
}

/** The reason noted beside a change that took another one back. */
const UNDOING = 'undo'

async function undo(parts: ApplicationParts, tx: Tx, { application, program }: Changed): Promise<Undone> {
  const { volunteerStore, notices, clock } = parts
  const now = clock.now()
  const last = await lastEventOf(tx, application.id)
  if (last?.actor !== 'volunteer' || last.toState !== application.state || program.state === 'cancelled') {
    return { ok: false, refused: 'nothing', program }
  }
  if (now.getTime() - last.at.getTime() > UNDO_MS || now >= program.startsAt)
    return { ok: false, refused: 'too-late', program }
  // Asked for twice, it is not undone itself: pressing the button once more must not cancel.
  if (last.reason === UNDOING) return { ok: false, refused: 'nothing', program }
  if (application.state === 'cancelled') {
    // Who has applied anew since holds a place already.
    const anew = await findLiveApplication(tx, program.id, application.volunteerId)
    if (anew) return { ok: false, refused: 'nothing', program }
    if (isFull(program)) return { ok: false, refused: 'full', program }
  }
  const to = (last.fromState ?? 'cancelled') as Application['state']
  const changed = await changeApplication(tx, application, { to, actor: 'volunteer', reason: UNDOING, at: now })
  const volunteer = await volunteerStore.find(tx, application.volunteerId)
  const kind = to === 'cancelled' ? 'cancelled' : 'applied'
  if (volunteer) await notices.tell(tx, kind, volunteer, { application: changed, program })
  return { ok: true, application: changed, program }
}

async function decide(
  { clock }: ApplicationParts,
  tx: Tx,
  applicationId: string,
  decision: 'approve' | 'reject',
  reason: string | undefined,
): Promise<Decided> {
  const application = await lockApplication(tx, applicationId)
  const program = application && (await lockProgram(tx, application.programId))
  if (!application || !program) return { ok: false, refused: 'not-found' }
  const to = decided(application.state, decision)
  if (!to) return { ok: false, refused: 'state', application, program }
  const change = { to, actor: 'organisation' as const, at: clock.now(), ...(reason ? { reason } : {}) }
  return { ok: true, application: await changeApplication(tx, application, change), program }
}

export type { ApplicationWithProgram } from '../storage/applications.js'
