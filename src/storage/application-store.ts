/** Applications and their history. Seats are counted by the database (migration 0002). */
import { In } from 'typeorm'
import type { Actor, Application, ApplicationState } from '../domain/application.js'
import type { Program } from '../domain/program.js'
import { applicationEvents, applications, intentions, programs } from './tables-of-activity.js'
import type { Tx } from './transaction.js'

export interface ApplicationEvent {
  readonly fromState: string | null
  readonly toState: string
  readonly actor: string
  readonly reason: string | null
  readonly at: Date
}
export interface Change {
  readonly to: ApplicationState
  readonly actor: Actor
  readonly reason?: string
  readonly at: Date
}
export interface ApplicationWithProgram {
  readonly application: Application
  readonly program: Program
}

export interface ApplicationStore {
  add(tx: Tx, application: Omit<Application, 'id'>, actor: Actor): Promise<Application>
  find(tx: Tx, id: string): Promise<Application | undefined>
  lock(tx: Tx, id: string): Promise<Application | undefined>
  /** The application by which this person holds or awaits a place, if any. */
  findLive(tx: Tx, programId: string, volunteerId: string): Promise<Application | undefined>
  change(tx: Tx, application: Application, change: Change): Promise<Application>
  /** The application that the person's own last act after `since` was about. */
  lastChangedBy(tx: Tx, volunteerId: string, since: Date): Promise<string | undefined>
  lastEvent(tx: Tx, applicationId: string): Promise<ApplicationEvent | undefined>
  /** Of one person, with their programs, those that end after `endingAfter` by start. */
  ofVolunteer(tx: Tx, volunteerId: string, endingAfter: Date): Promise<ApplicationWithProgram[]>
  ofProgram(tx: Tx, programId: string): Promise<Application[]>
  remember(tx: Tx, volunteerId: string, programId: string, now: Date): Promise<void>
  /** Programs of other portals that the person wanted and that are not over, by start. */
  wishes(tx: Tx, volunteerId: string, now: Date): Promise<readonly Program[]>
  forgetWish(tx: Tx, volunteerId: string, programId: string): Promise<void>
}

const LIVE: ApplicationState[] = ['applied', 'waiting', 'offered', 'approved', 'cancel-requested', 'attended', 'absent']

export function createApplicationStore(): ApplicationStore {
  const rows = (tx: Tx) => tx.getRepository(applications)
  const note = (tx: Tx, applicationId: string, fromState: string | null, { to, actor, reason, at }: Change) =>
    tx
      .getRepository(applicationEvents)
      .insert({ applicationId, fromState, toState: to, actor, reason: reason ?? null, at })
  return {
    async add(tx, application, actor) {
      const { identifiers } = await rows(tx).insert(application)
      const id = (identifiers[0] as { id: string }).id
      await note(tx, id, null, { to: application.state, actor, at: application.appliedAt })
      return { ...application, id }
    },
    async find(tx, id) {
      return (await rows(tx).findOneBy({ id })) ?? undefined
    },
    async lock(tx, id) {
      return (
        (await rows(tx).createQueryBuilder('a').where('a.id = :id', { id }).setLock('for_no_key_update').getOne()) ??
        undefined
      )
    },
    async findLive(tx, programId, volunteerId) {
      return (await rows(tx).findOneBy({ programId, volunteerId, state: In(LIVE) })) ?? undefined
    },
    async change(tx, application, change) {
      await rows(tx).update(application.id, { state: change.to, changedAt: change.at })
      await note(tx, application.id, application.state, change)
      return { ...application, state: change.to, changedAt: change.at }
    },
    async lastChangedBy(tx, volunteerId, since) {
      const [row] = await tx.query(
        `SELECT e.application_id AS id FROM application_events e JOIN applications a ON a.id = e.application_id
          WHERE a.volunteer_id = $1 AND e.actor = 'volunteer' AND e.at > $2 ORDER BY e.id DESC LIMIT 1`,
        [volunteerId, since],
      )
      return row?.id
    },
    async lastEvent(tx, applicationId) {
      return (
        (await tx.getRepository(applicationEvents).findOne({ where: { applicationId }, order: { id: 'DESC' } })) ??
        undefined
      )
    },
    async ofVolunteer(tx, volunteerId, endingAfter) {
      const found = await rows(tx)
        .createQueryBuilder('a')
        .innerJoinAndMapOne('a.program', 'programs', 'p', 'p.id = a.program_id')
        .where('a.volunteer_id = :volunteerId AND p.ends_at > :endingAfter', { volunteerId, endingAfter })
        .orderBy('p.starts_at')
        .addOrderBy('a.applied_at')
        .getMany()
      return (found as (Application & { program: Program })[]).map(({ program, ...application }) => ({
        application,
        program,
      }))
    },
    ofProgram: (tx, programId) => rows(tx).find({ where: { programId }, order: { appliedAt: 'ASC', id: 'ASC' } }),
    async wishes(tx, volunteerId, now) {
      return tx
        .getRepository(programs)
        .createQueryBuilder('p')
        .innerJoin('intentions', 'i', 'i.program_id = p.id AND i.volunteer_id = :volunteerId', { volunteerId })
        .where('p.ends_at > :now', { now })
        .orderBy('p.starts_at')
        .addOrderBy('p.id')
        .getMany()
    },
    async forgetWish(tx, volunteerId, programId) {
      await tx.getRepository(intentions).delete({ volunteerId, programId })
    },
    async remember(tx, volunteerId, programId, createdAt) {
      await tx
        .getRepository(intentions)
        .createQueryBuilder()
        .insert()
        .values([{ volunteerId, programId, createdAt }])
        .orIgnore()
        .execute()
    },
  }
}
