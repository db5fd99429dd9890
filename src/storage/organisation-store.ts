/** Organisations, the answers they were given to repeatable requests, and the applications of a program as they see them. */
import type { Application } from '../domain/application.js'
import type { Program } from '../domain/program.js'
import type { VolunteerRecord } from '../domain/record.js'
import {
  type IdempotentAnswerRow,
  idempotentAnswers,
  type OrganisationRow,
  organisations,
} from './tables-of-activity.js'
import type { Tx } from './transaction.js'

export type Organisation = Pick<OrganisationRow, 'id' | 'name' | 'scope'>
export type GivenAnswer = Pick<IdempotentAnswerRow, 'requestHash' | 'status' | 'answer'>
export type AnswerKey = Pick<IdempotentAnswerRow, 'organisationId' | 'key'>

export interface ApplicationOfProgram
  extends Pick<Application, 'id' | 'volunteerId' | 'state' | 'people' | 'appliedAt'> {
  readonly nameSealed: Buffer
  readonly record: Pick<VolunteerRecord, 'id' | 'minutes' | 'state'> | null
}

/** How much an organisation has to do; `undecided` are applications that wait for its decision. */
export interface OrganisationOverview extends Pick<OrganisationRow, 'name' | 'scope' | 'createdAt'> {
  readonly programs: number
  readonly undecided: number
}
export interface OrganisationPrograms {
  readonly name: string
  readonly programs: readonly (Pick<Program, 'title' | 'place' | 'startsAt' | 'endsAt' | 'capacity' | 'seatsTaken'> & {
    readonly undecided: number
  })[]
}

export interface OrganisationStore {
  overview(tx: Tx, now: Date): Promise<OrganisationOverview[]>
  programsOf(tx: Tx, id: string, now: Date, limit: number): Promise<OrganisationPrograms | undefined>
  add(tx: Tx, organisation: Omit<OrganisationRow, 'id' | 'createdAt'>, now: Date): Promise<Organisation>
  exists(tx: Tx, id: string): Promise<boolean>
  findByKey(tx: Tx, keyHash: Buffer): Promise<Organisation | undefined>
  /**
   * Claims a key for this transaction, or returns the answer given under it. Waits while another transaction that claimed it is open;
   * the claim goes when this one rolls back.
   */
  claimAnswer(tx: Tx, key: AnswerKey, requestHash: Buffer, now: Date): Promise<GivenAnswer | undefined>
  keepAnswer(tx: Tx, key: AnswerKey, status: number, answer: object): Promise<void>
  /** How many wait for each of the programs; those nobody waits for are left out. */
  countWaiting(tx: Tx, programIds: readonly string[]): Promise<Map<string, number>>
  /** In order of application. */
  applicationsOf(tx: Tx, programId: string): Promise<ApplicationOfProgram[]>
}

const APPLICATIONS = `
  SELECT a.id, a.volunteer_id AS "volunteerId", a.state, a.people, a.applied_at AS "appliedAt", v.name_sealed AS "nameSealed",
         CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.id, 'minutes', r.minutes, 'state', r.state) END AS record
    FROM applications a JOIN volunteers v ON v.id = a.volunteer_id LEFT JOIN records r ON r.application_id = a.id
   WHERE a.program_id = $1 ORDER BY a.applied_at, a.id`

const UNDECIDED = `(SELECT count(*)::int FROM applications a WHERE a.program_id = p.id AND a.state IN ('applied', 'cancel-requested'))`

const OVERVIEW = `
  SELECT o.name, o.scope, o.created_at AS "createdAt", coalesce(count(p.id), 0)::int AS programs,
         coalesce(sum(${UNDECIDED}), 0)::int AS undecided
    FROM organisations o LEFT JOIN programs p ON p.organisation_id = o.id AND p.state = 'open' AND p.ends_at > $1
   GROUP BY o.id ORDER BY o.name, o.id`

const PROGRAMS = `
  SELECT p.title, p.place, p.starts_at AS "startsAt", p.ends_at AS "endsAt", p.capacity, p.seats_taken AS "seatsTaken",
         ${UNDECIDED} AS undecided
    FROM programs p WHERE p.organisation_id = $1 AND p.state = 'open' AND p.ends_at > $2 ORDER BY p.starts_at, p.id LIMIT $3`

export function createOrganisationStore(): OrganisationStore {
  return {
    overview: (tx, now) => tx.query(OVERVIEW, [now]),
    async programsOf(tx, id, now, limit) {
      const found = await tx.getRepository(organisations).findOneBy({ id })
      return found ? { name: found.name, programs: await tx.query(PROGRAMS, [id, now, limit]) } : undefined
    },
    async add(tx, organisation, createdAt) {
      const { identifiers } = await tx.getRepository(organisations).insert({ ...organisation, createdAt })
      return { id: (identifiers[0] as { id: string }).id, name: organisation.name, scope: organisation.scope }
    },
    exists: (tx, id) => tx.getRepository(organisations).existsBy({ id }),
    async findByKey(tx, keyHash) {
      const found = await tx.getRepository(organisations).findOneBy({ keyHash })
      return found ? { id: found.id, name: found.name, scope: found.scope } : undefined
    },
    async claimAnswer(tx, { organisationId, key }, requestHash, now) {
      const claimed: unknown[] = await tx.query(
        `INSERT INTO idempotent_answers (organisation_id, key, request_hash, status, answer, created_at)
         VALUES ($1, $2, $3, 0, '{}', $4) ON CONFLICT DO NOTHING RETURNING key`,
        [organisationId, key, requestHash, now],
      )
      if (claimed.length > 0) return undefined
      return tx.getRepository(idempotentAnswers).findOneByOrFail({ organisationId, key })
    },
    async keepAnswer(tx, key, status, answer) {
      await tx.getRepository(idempotentAnswers).update(key, { status, answer })
    },
    async countWaiting(tx, programIds) {
      const rows: { programId: string; waiting: number }[] = await tx.query(
        `SELECT program_id AS "programId", count(*)::int AS waiting FROM applications
          WHERE program_id = ANY($1) AND state = 'waiting' GROUP BY program_id`,
        [programIds],
      )
      return new Map(rows.map(row => [row.programId, row.waiting]))
    },
    applicationsOf: (tx, programId) => tx.query(APPLICATIONS, [programId]),
  }
}
