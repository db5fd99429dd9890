/** Applying and what may follow: each act is looked up in the table of transitions and writes state, history, record and notice as one fact. */
import { type Actor, type Application, type ApplicationState, holdsSeat, isComing } from '../domain/application.js'
import type { OwnProgram, Program } from '../domain/program.js'
import { type Act, type Case, type Refusals, transition, UNDO_MS, UNDOING } from '../domain/transitions.js'
import type { Clock } from '../platform/clock.js'
import {
  type ApplicationWithProgram,
  addApplication,
  agreeToMove,
  applicationsOfVolunteer,
  changeApplication,
  findApplication,
  findLiveApplication,
  lastChangedBy,
  lastEventOf,
  lockApplication,
  overlappingProgram,
  pastApplicationsOfVolunteer,
  usualPlaceOf,
} from '../storage/applications.js'
import { countWaiting } from '../storage/organisations.js'
import { findOwnProgram, findProgram, lockOwnProgram } from '../storage/programs.js'
import { findRecordOf } from '../storage/records.js'
import type { Tx } from '../storage/transaction.js'
import { rememberWish, removeWish, wishesOf } from '../storage/wishes.js'
import { RECORD_APPROVED, recordAct } from './attendance.js'
import { caseOf, isCancellable, type OwnApplication, pastOf, withActs } from './own-application.js'
import type { Seats } from './seats.js'
import { type Telling, tellOf } from './telling.js'

/** What is done with one application that there is. */
export type LaterAct = Exclude<Act, 'apply' | 'wait' | 'call-off'>

/** What is said beside an act. */
export interface Said {
  readonly reason?: string | undefined
  /** Of the record: whole minutes. */
  readonly minutes?: number | undefined
  /** Whoever acts tells the person what came of it. */
  readonly isToldElsewhere?: boolean
}

export type Refused<R extends string> = { readonly ok: false; readonly refused: R } & Partial<ApplicationWithProgram>
export type Acted<A extends LaterAct = LaterAct> =
  | ({ readonly ok: true } & ApplicationWithProgram)
  | Refused<Refusals[A] | 'not-found'>
export type Reviewed<A extends LaterAct = LaterAct> =
  | ({ readonly ok: true; readonly to: ApplicationState } & ApplicationWithProgram)
  | Refused<Refusals[A] | 'not-found'>
interface NotApplied {
  readonly ok: false
  readonly refused: Refusals['apply'] | 'not-found'
  readonly program?: Program
  readonly application?: Application | undefined
}
export type Applied = ({ readonly ok: true } & ApplicationWithProgram) | NotApplied
export type ReviewedToApply =
  | { readonly ok: true; readonly to: ApplicationState; readonly program: OwnProgram }
  | NotApplied

export interface Applications {
  /** Gives this person a seat, or says why not. A program that is applied for on its portal is remembered and refused as `external`. */
  apply(tx: Tx, volunteerId: string, programId: string): Promise<Applied>
  /** Like `apply`; where only the seats are missing, the person waits for one. */
  wait(tx: Tx, volunteerId: string, programId: string): Promise<Applied>
  /** How many wait for a place in the program. */
  waiting(tx: Tx, programId: string): Promise<number>
  /** What `apply` would say, without applying. */
  reviewToApply(tx: Tx, volunteerId: string, programId: string): Promise<ReviewedToApply>
  /** Does what the table of transitions allows. Whose application or program it is not, finds none. */
  act<A extends LaterAct>(tx: Tx, who: Actor, applicationId: string, act: A, said?: Said): Promise<Acted<A>>
  /** What `act` would come to, without doing it. */
  review<A extends LaterAct>(tx: Tx, who: Actor, applicationId: string, act: A): Promise<Reviewed<A>>
  /** The application that this person changed last, within the time to undo. */
  lastChanged(tx: Tx, volunteerId: string): Promise<string | undefined>
  /** One's own application, whatever its state. */
  one(tx: Tx, volunteerId: string, applicationId: string): Promise<OwnApplication | undefined>
  /** Where the person is still meant to come, by start. */
  coming(tx: Tx, volunteerId: string): Promise<readonly ApplicationWithProgram[]>
  /** What the person may withdraw, or ask to, by start. */
  cancellable(tx: Tx, volunteerId: string): Promise<readonly ApplicationWithProgram[]>
  /** All of one's applications whose program has not ended, by start. */
  mine(tx: Tx, volunteerId: string): Promise<readonly OwnApplication[]>
  /** Where the person had a seat and that is over, the last first. */
  past(tx: Tx, volunteerId: string, limit: number): Promise<readonly OwnApplication[]>
  /** What this person is meant to come to while that program is, the first of them. */
  overlapping(tx: Tx, volunteerId: string, program: OwnProgram): Promise<OwnProgram | undefined>
  /** Where most of what this person ever applied for is; undefined when there is nothing. */
  usualPlace(tx: Tx, volunteerId: string): Promise<Pick<Program, 'sido' | 'sigungu'> | undefined>
  /** Programs of other portals that the person wanted and that are not over, by start. */
  wishes(tx: Tx, volunteerId: string): Promise<readonly Program[]>
  forgetWish(tx: Tx, volunteerId: string, programId: string): Promise<void>
}

export interface ApplicationParts extends Telling {
  readonly seats: Seats
  readonly clock: Clock
}

export const volunteer = (id: string): Actor => ({ kind: 'volunteer', id })

export function createApplications(parts: ApplicationParts): Applications {
  const { clock } = parts
  const allWithActs = (tx: Tx, found: readonly ApplicationWithProgram[]) =>
    Promise.all(found.map(one => withActs(tx, one, clock.now())))
  const notEnded = (tx: Tx, volunteerId: string) => applicationsOfVolunteer(tx, volunteerId, clock.now())
  return {
    apply: (tx, volunteerId, programId) => apply(parts, tx, 'apply', volunteerId, programId),
    wait: (tx, volunteerId, programId) => apply(parts, tx, 'wait', volunteerId, programId),
    waiting: async (tx, programId) => (await countWaiting(tx, [programId])).get(programId) ?? 0,
    reviewToApply: (tx, volunteerId, programId) => reviewToApply(parts, tx, 'apply', volunteerId, programId),
    act: (tx, who, applicationId, act, said) => actOn(parts, tx, who, applicationId, act, said),
    review: async (tx, who, applicationId, act) =>
      judge(tx, { who, act, now: clock.now() }, await find(tx, applicationId)),
    lastChanged: (tx, volunteerId) => lastChangedBy(tx, volunteerId, new Date(clock.now().getTime() - UNDO_MS)),
    async one(tx, volunteerId, applicationId) {
      const found = await find(tx, applicationId)
      return found && isOf(volunteer(volunteerId), found) ? withActs(tx, found, clock.now()) : undefined
    },
    coming: async (tx, volunteerId) =>
      (await notEnded(tx, volunteerId)).filter(({ application }) => isComing(application.state)),
    cancellable: async (tx, volunteerId) =>
      (await notEnded(tx, volunteerId)).filter(one => isCancellable(one, clock.now())),
    mine: async (tx, volunteerId) => allWithActs(tx, await notEnded(tx, volunteerId)),
    past: async (tx, volunteerId, limit) =>
      allWithActs(tx, await pastApplicationsOfVolunteer(tx, volunteerId, clock.now(), limit)),
    overlapping: (tx, volunteerId, program) => overlappingProgram(tx, volunteerId, program),
    usualPlace: (tx, volunteerId) => usualPlaceOf(tx, volunteerId),
    wishes: (tx, volunteerId) => wishesOf(tx, volunteerId, clock.now()),
    forgetWish: (tx, volunteerId, programId) => removeWish(tx, volunteerId, programId),
  }
}

async function reviewToApply(
  { volunteerStore, clock }: ApplicationParts,
  tx: Tx,
  act: 'apply' | 'wait',
  volunteerId: string,
  programId: string,
): Promise<ReviewedToApply> {
  const [program, person, application] = await Promise.all([
    findProgram(tx, programId),
    volunteerStore.find(tx, volunteerId),
    findLiveApplication(tx, programId, volunteerId),
  ])
  if (!program || !person) return { ok: false, refused: 'not-found' }
  const given = { program, now: clock.now(), birth: person.birth }
  const verdict = transition(act, 'volunteer', application?.state ?? 'none', given)
  if ('refused' in verdict) return { ok: false, ...verdict, program, application }
  // The table lets nobody apply for what is not ours.
  return { ok: true, ...verdict, program: program as OwnProgram }
}

async function apply(
  parts: ApplicationParts,
  tx: Tx,
  act: 'apply' | 'wait',
  volunteerId: string,
  programId: string,
): Promise<Applied> {
  // Seats are given in the order in which the program's row is held.
  await lockOwnProgram(tx, programId)
  const reviewed = await reviewToApply(parts, tx, act, volunteerId, programId)
  const now = parts.clock.now()
  if (!reviewed.ok) {
    if (reviewed.refused === 'external') await rememberWish(tx, volunteerId, programId, now)
    return reviewed
  }
  const { program, to: state } = reviewed
  const fresh = { programId, volunteerId, state, people: 1, appliedAt: now, changedAt: now }
  const terms = { offerUntil: null, agreedMove: program.moves }
  const application = await addApplication(tx, { ...fresh, ...terms }, volunteer(volunteerId))
  await tellOf(parts, tx, act, 'none', { application, program })
  return { ok: true, application, program }
}

async function actOn<A extends LaterAct>(
  parts: ApplicationParts,
  tx: Tx,
  who: Actor,
  applicationId: string,
  act: A,
  said: Said = {},
): Promise<Acted<A>> {
  const now = parts.clock.now()
  const found = await lock(tx, applicationId)
  const verdict = await judge(tx, { who, act, said, now }, found)
  if (!verdict.ok) return verdict
  const { to, application, program } = verdict
  const minutes = await recordAct(tx, act, { application, program }, said.minutes, now)
  const offerUntil = act === 'accept' ? null : application.offerUntil
  const change = { to, by: who, reason: OWN_REASONS[act] ?? said.reason, minutes, at: now, offerUntil }
  const written =
    act === 'confirm'
      ? await agreeToMove(tx, application, program.moves)
      : await changeApplication(tx, application, change)
  const changed = { application: written, program }
  if (!said.isToldElsewhere) await tellOf(parts, tx, act, application.state, { ...changed, reason: said.reason })
  if (holdsSeat(application.state) && !holdsSeat(to)) await parts.seats.fill(tx, program.id)
  return { ok: true, ...changed }
}

/** Noted beside acts that say themselves why. */
const OWN_REASONS: Partial<Record<Act, string>> = { undo: UNDOING, 'approve-record': RECORD_APPROVED }

async function find(tx: Tx, applicationId: string): Promise<ApplicationWithProgram | undefined> {
  const application = await findApplication(tx, applicationId)
  const program = application && (await findOwnProgram(tx, application.programId))
  return program && { application, program }
}

/** Holds the program first, then the application, as everybody does who needs both: nobody waits in a circle. */
async function lock(tx: Tx, applicationId: string): Promise<ApplicationWithProgram | undefined> {
  const known = await findApplication(tx, applicationId)
  const program = known && (await lockOwnProgram(tx, known.programId))
  const application = program && (await lockApplication(tx, applicationId))
  return application && { application, program }
}

interface Attempt<A extends LaterAct> {
  readonly who: Actor
  readonly act: A
  readonly said?: Said
  readonly now: Date
}

async function judge<A extends LaterAct>(
  tx: Tx,
  { who, act, said, now }: Attempt<A>,
  found: ApplicationWithProgram | undefined,
): Promise<Reviewed<A>> {
  if (!found || !isOf(who, found)) return { ok: false, refused: 'not-found' }
  const { application } = found
  const known = await LOOKS_AT[act]?.(tx, application)
  const verdict = transition(act, who.kind, application.state, { ...caseOf(found, now), ...said, ...known })
  return 'to' in verdict ? { ok: true, ...verdict, ...found } : { ok: false, ...verdict, ...found }
}

/** Volunteers act on what is theirs, organisations on their own programs; the service and its staff on all. */
function isOf(who: Actor, { application, program }: ApplicationWithProgram): boolean {
  if (who.kind === 'volunteer') return application.volunteerId === who.id
  return who.kind !== 'organisation' || program.organisationId === who.id
}

/** What the table looks at for one act only. */
type Known = Partial<Pick<Case, 'last' | 'hasAnother' | 'record'>>
const LOOKS_AT: { readonly [A in Act]?: (tx: Tx, application: Application) => Promise<Known> } = {
  undo: pastOf,
  'keep-place': async (tx, { id }) => ({ last: await lastEventOf(tx, id) }),
  'approve-record': async (tx, { id }) => ({ record: (await findRecordOf(tx, id))?.state }),
}

export type { ApplicationWithProgram } from '../storage/applications.js'
