/** Applications and their history. Seats are counted by the database (migration 0081). */
import { EntitySchema } from 'typeorm'
import {
  type Actor,
  type ActorKind,
  APPLICATION_STATES,
  type Application,
  type ApplicationEvent,
  type ApplicationState,
  isComing,
  LIVE_STATES,
  SEAT_STATES,
} from '../domain/application.js'
import type { OwnProgram, Program } from '../domain/program.js'
import { count, id, moment, nullable, serial, text, uuid } from './columns.js'
import { findPrograms, PROGRAM } from './programs.js'
import { columnsOf } from './select.js'
import { prepared } from './statements.js'
import type { Tx } from './transaction.js'

/** `position` is their place in line, in the order in which they applied; given by the database. */
export const applications = new EntitySchema<Application & { position: string }>({
  name: 'applications',
  columns: {
    id: id(),
    programId: uuid({ name: 'program_id' }),
    volunteerId: uuid({ name: 'volunteer_id' }),
    state: text(),
    people: count(),
    appliedAt: moment('applied_at'),
    changedAt: moment('changed_at'),
    offerUntil: moment('offer_until', nullable),
    position: { type: 'bigint', select: false, insert: false, update: false },
    agreedMove: { type: 'integer', name: 'agreed_move', default: 0 },
  },
})

export interface ApplicationEventRow {
  id: string
  applicationId: string
  fromState: ApplicationState | null
  toState: ApplicationState
  actor: ActorKind
  /** The volunteer, the organisation or the staff account. */
  actorId: string | null
  reason: string | null
  /** Of the record that came of it, as it stood then. */
  minutes: number | null
  at: Date
}
export const applicationEvents = new EntitySchema<ApplicationEventRow>({
  name: 'application_events',
  columns: {
    id: serial(),
    applicationId: uuid({ name: 'application_id' }),
    fromState: text({ name: 'from_state', ...nullable }),
    toState: text({ name: 'to_state' }),
    actor: text(),
    actorId: uuid({ name: 'actor_id', ...nullable }),
    reason: text(nullable),
    minutes: { type: 'integer', ...nullable },
    at: moment('at'),
  },
})

export interface Change {
  readonly to: ApplicationState
  readonly by: Actor
  readonly reason?: string | undefined
  readonly minutes?: number | undefined
  readonly at: Date
  /** Unset: as it is. */
  readonly offerUntil?: Date | null
}
export interface ApplicationWithProgram {
  readonly application: Application
  readonly program: OwnProgram
}

const rows = (tx: Tx) => tx.getRepository(applications)

const note = (tx: Tx, applicationId: string, fromState: ApplicationState | null, change: Change) => {
  const { to, by, reason = null, minutes = null, at } = change
  const event = { applicationId, fromState, toState: to, actor: by.kind, actorId: by.id, reason, minutes, at }
  return tx.getRepository(applicationEvents).insert(event)
}

export async function addApplication(tx: Tx, application: Omit<Application, 'id'>, by: Actor): Promise<Application> {
  const { identifiers } = await rows(tx).insert(application)
  const id = (identifiers[0] as { id: string }).id
  await note(tx, id, null, { to: application.state, by, at: application.appliedAt })
  return { ...application, id }
}

export const APPLICATION = columnsOf(applications, 'a')
const FIND = prepared('find_application', `SELECT ${APPLICATION} FROM applications a WHERE a.id = $1`)
const LOCK = prepared('lock_application', `${FIND} FOR NO KEY UPDATE`)
const quoted = (states: readonly ApplicationState[]) => states.map(state => `'${state}'`).join(', ')
const FIND_LIVE = prepared(
  'find_live_application',
  `SELECT ${APPLICATION} FROM applications a WHERE a.program_id = $1 AND a.volunteer_id = $2
      AND a.state IN (${quoted(LIVE_STATES)})`,
)
const OF_VOLUNTEER = prepared(
  'applications_of_volunteer',
  `SELECT ${APPLICATION} FROM applications a JOIN programs p ON p.id = a.program_id
    WHERE a.volunteer_id = $1 AND p.ends_at > $2 ORDER BY p.starts_at, a.applied_at`,
)
const PAST_OF_VOLUNTEER = prepared(
  'past_applications_of_volunteer',
  `SELECT ${APPLICATION} FROM applications a JOIN programs p ON p.id = a.program_id
    WHERE a.volunteer_id = $1 AND p.ends_at <= $2 AND a.state IN (${quoted(SEAT_STATES)})
    ORDER BY p.ends_at DESC, a.id LIMIT $3`,
)
const PROGRAMS_OF_VOLUNTEER = prepared(
  'programs_of_volunteer',
  `SELECT ${PROGRAM} FROM programs p
    WHERE p.id IN (SELECT program_id FROM applications WHERE volunteer_id = $1) AND p.ends_at > $2`,
)

const OVERLAPPING = prepared(
  'overlapping_programs',
  `SELECT ${PROGRAM} FROM applications a JOIN programs p ON p.id = a.program_id
    WHERE a.volunteer_id = $1 AND p.id <> $2 AND p.starts_at < $4 AND p.ends_at > $3
      AND a.state IN (${APPLICATION_STATES.filter(isComing)
        .map(state => `'${state}'`)
        .join(', ')})
    ORDER BY p.starts_at LIMIT 1`,
)

/** The first program that the person is meant to come to while the other one is. */
export async function overlappingProgram(
  tx: Tx,
  volunteerId: string,
  { id, startsAt, endsAt }: Pick<OwnProgram, 'id' | 'startsAt' | 'endsAt'>,
): Promise<OwnProgram | undefined> {
  const [row]: OwnProgram[] = await tx.query(OVERLAPPING, [volunteerId, id, startsAt, endsAt])
  return row
}

/** Where this person applied for most, the latest of equals. */
const USUAL_PLACE = prepared(
  'usual_place',
  `SELECT p.sido, p.sigungu FROM applications a JOIN programs p ON p.id = a.program_id
    WHERE a.volunteer_id = $1 AND NOT p.online
    GROUP BY p.sido, p.sigungu ORDER BY count(*) DESC, max(a.applied_at) DESC LIMIT 1`,
)

export async function usualPlaceOf(
  tx: Tx,
  volunteerId: string,
): Promise<Pick<Program, 'sido' | 'sigungu'> | undefined> {
  const [row] = await tx.query(USUAL_PLACE, [volunteerId])
  return row
}

export async function findApplication(tx: Tx, id: string): Promise<Application | undefined> {
  const [row]: Application[] = await tx.query(FIND, [id])
  return row
}

export async function lockApplication(tx: Tx, id: string): Promise<Application | undefined> {
  const [row]: Application[] = await tx.query(LOCK, [id])
  return row
}

/** The application by which this person holds or awaits a place, if any. */
export async function findLiveApplication(
  tx: Tx,
  programId: string,
  volunteerId: string,
): Promise<Application | undefined> {
  const [row]: Application[] = await tx.query(FIND_LIVE, [programId, volunteerId])
  return row
}

export async function changeApplication(tx: Tx, application: Application, change: Change): Promise<Application> {
  const { to: state, at: changedAt, offerUntil = application.offerUntil } = change
  await rows(tx).update(application.id, { state, changedAt, offerUntil })
  await note(tx, application.id, application.state, change)
  return { ...application, state, changedAt, offerUntil }
}

/** Notes that the person comes to where and when it was moved. */
export async function agreeToMove(tx: Tx, application: Application, agreedMove: number): Promise<Application> {
  await rows(tx).update(application.id, { agreedMove })
  return { ...application, agreedMove }
}

/** All that are live for a program, in order of application. */
export function liveApplications(tx: Tx, programId: string): Promise<Application[]> {
  return tx.query(
    `SELECT ${APPLICATION} FROM applications a WHERE a.program_id = $1 AND a.state IN (${quoted(LIVE_STATES)}) ORDER BY a.applied_at, a.id`,
    [programId],
  )
}

const CHANGE_ALL = `
  WITH chosen AS (
    SELECT id, state FROM applications WHERE program_id = $1 AND state IN (${quoted(LIVE_STATES)}) AND state = ANY ($2) ORDER BY id FOR NO KEY UPDATE),
  noted AS (
    INSERT INTO application_events (application_id, from_state, to_state, actor, actor_id, reason, at)
    SELECT id, state, $3, $4, $5::uuid, $6, $7::timestamptz FROM chosen)
  UPDATE applications a SET state = $3, changed_at = $7 FROM chosen WHERE a.id = chosen.id RETURNING ${APPLICATION}`

/** All live applications for a program that are in one of these states, with their history, in one statement. The program is held. */
export async function changeApplications(
  tx: Tx,
  programId: string,
  from: readonly ApplicationState[],
  { to, by, reason, at }: Change,
): Promise<Application[]> {
  const [changed]: [Application[]] = await tx.query(CHANGE_ALL, [
    programId,
    from,
    to,
    by.kind,
    by.id,
    reason ?? null,
    at,
  ])
  return changed
}

/** The application that the person's own last act after `since` was about. */
export async function lastChangedBy(tx: Tx, volunteerId: string, since: Date): Promise<string | undefined> {
  const [row] = await tx.query(
    `SELECT e.application_id AS id FROM application_events e JOIN applications a ON a.id = e.application_id
          WHERE a.volunteer_id = $1 AND e.actor = 'volunteer' AND e.at > $2 ORDER BY e.id DESC LIMIT 1`,
    [volunteerId, since],
  )
  return row?.id
}

export async function lastEventOf(tx: Tx, applicationId: string): Promise<ApplicationEvent | undefined> {
  return (
    (await tx.getRepository(applicationEvents).findOne({ where: { applicationId }, order: { id: 'DESC' } })) ??
    undefined
  )
}

/** Of one person, with their programs, those that end after `endingAfter` by start. */
export async function applicationsOfVolunteer(
  tx: Tx,
  volunteerId: string,
  endingAfter: Date,
): Promise<ApplicationWithProgram[]> {
  const [found, theirs] = await Promise.all([
    tx.query<Application[]>(OF_VOLUNTEER, [volunteerId, endingAfter]),
    tx.query<OwnProgram[]>(PROGRAMS_OF_VOLUNTEER, [volunteerId, endingAfter]),
  ])
  const byId = new Map(theirs.map(program => [program.id, program]))
  return found.map(application => ({ application, program: byId.get(application.programId)! }))
}

/** Of one person, those with a seat in a program that was over by `endedBy`, with their programs, the last first. */
export async function pastApplicationsOfVolunteer(
  tx: Tx,
  volunteerId: string,
  endedBy: Date,
  limit: number,
): Promise<ApplicationWithProgram[]> {
  const found = await tx.query<Application[]>(PAST_OF_VOLUNTEER, [volunteerId, endedBy, limit])
  const theirs = (await findPrograms(
    tx,
    found.map(({ programId }) => programId),
  )) as OwnProgram[]
  const byId = new Map(theirs.map(program => [program.id, program]))
  return found.map(application => ({ application, program: byId.get(application.programId)! }))
}
