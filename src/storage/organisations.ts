/** Organisations, the answers they were given to repeatable requests, and the applications of a program as they see them. */

import { EntitySchema } from 'typeorm'
import type { Application } from '../domain/application.js'
import type { OwnProgram } from '../domain/program.js'
import type { VolunteerRecord } from '../domain/record.js'
import { bytes, count, id, json, moment, nullable, text, uuid } from './columns.js'
import type { Tx } from './transaction.js'

export interface OrganisationRow {
  id: string
  name: string
  scope: 'read' | 'manage'
  keyHash: Buffer | null
  createdAt: Date
}
export const organisations = new EntitySchema<OrganisationRow>({
  name: 'organisations',
  columns: {
    id: id(),
    name: text(),
    scope: text(),
    keyHash: bytes({ name: 'key_hash', ...nullable }),
    createdAt: moment('created_at'),
  },
})

export interface IdempotentAnswerRow {
  organisationId: string
  key: string
  requestHash: Buffer
  status: number
  answer: object
  createdAt: Date
}
export const idempotentAnswers = new EntitySchema<IdempotentAnswerRow>({
  name: 'idempotent_answers',
  columns: {
    organisationId: uuid({ name: 'organisation_id', primary: true }),
    key: text({ primary: true }),
    requestHash: bytes({ name: 'request_hash' }),
    status: count('smallint'),
    answer: json(),
    createdAt: moment('created_at'),
  },
})

export type Organisation = Pick<OrganisationRow, 'id' | 'name' | 'scope'>
export type GivenAnswer = Pick<IdempotentAnswerRow, 'requestHash' | 'status' | 'answer'>
export type AnswerKey = Pick<IdempotentAnswerRow, 'organisationId' | 'key'>

export interface ApplicationOfProgram
  extends Pick<Application, 'id' | 'volunteerId' | 'state' | 'people' | 'appliedAt' | 'offerUntil'> {
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
  readonly programs: readonly (Pick<
    OwnProgram,
    'title' | 'place' | 'startsAt' | 'endsAt' | 'capacity' | 'seatsTaken'
  > & {
    readonly undecided: number
  })[]
}

const APPLICATIONS = `
  SELECT a.id, a.volunteer_id AS "volunteerId", a.state, a.people, a.applied_at AS "appliedAt", a.offer_until AS "offerUntil",
         v.name_sealed AS "nameSealed",
         CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.id, 'minutes', r.minutes, 'state', r.state) END AS record
    FROM applications a JOIN volunteers v ON v.id = a.volunteer_id LEFT JOIN records r ON r.application_id = a.id
   WHERE a.program_id = $1 ORDER BY a.position`

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

export function overviewOfOrganisations(tx: Tx, now: Date): Promise<OrganisationOverview[]> {
  return tx.query(OVERVIEW, [now])
}

export async function programsOfOrganisation(
  tx: Tx,
  id: string,
  now: Date,
  limit: number,
): Promise<OrganisationPrograms | undefined> {
  const found = await tx.getRepository(organisations).findOneBy({ id })
  return found ? { name: found.name, programs: await tx.query(PROGRAMS, [id, now, limit]) } : undefined
}

export async function addOrganisation(
  tx: Tx,
  organisation: Omit<OrganisationRow, 'id' | 'createdAt'>,
  createdAt: Date,
): Promise<Organisation> {
  const { identifiers } = await tx.getRepository(organisations).insert({ ...organisation, createdAt })
  return { id: (identifiers[0] as { id: string }).id, name: organisation.name, scope: organisation.scope }
}

export function organisationExists(tx: Tx, id: string): Promise<boolean> {
  return tx.getRepository(organisations).existsBy({ id })
}

export async function findOrganisationByKey(tx: Tx, keyHash: Buffer): Promise<Organisation | undefined> {
  const found = await tx.getRepository(organisations).findOneBy({ keyHash })
  return found ? { id: found.id, name: found.name, scope: found.scope } : undefined
}

/**
 * Claims a key for this transaction, or returns the answer given under it. Waits while another transaction that claimed it is open;
 * the claim goes when this one rolls back.
 */
export async function claimAnswer(
  tx: Tx,
  { organisationId, key }: AnswerKey,
  requestHash: Buffer,
  now: Date,
): Promise<GivenAnswer | undefined> {
  const claimed: unknown[] = await tx.query(
    `INSERT INTO idempotent_answers (organisation_id, key, request_hash, status, answer, created_at)
         VALUES ($1, $2, $3, 0, '{}', $4) ON CONFLICT DO NOTHING RETURNING key`,
    [organisationId, key, requestHash, now],
  )
  if (claimed.length > 0) return undefined
  return tx.getRepository(idempotentAnswers).findOneByOrFail({ organisationId, key })
}

export async function keepAnswer(tx: Tx, key: AnswerKey, status: number, answer: object): Promise<void> {
  await tx.getRepository(idempotentAnswers).update(key, { status, answer })
}

/** How many wait for each of the programs; those nobody waits for are left out. */
export async function countWaiting(tx: Tx, programIds: readonly string[]): Promise<Map<string, number>> {
  const rows: { programId: string; waiting: number }[] = await tx.query(
    `SELECT program_id AS "programId", count(*)::int AS waiting FROM applications
          WHERE program_id = ANY($1) AND state = 'waiting' GROUP BY program_id`,
    [programIds],
  )
  return new Map(rows.map(row => [row.programId, row.waiting]))
}

/** In order of application. */
export function applicantsOfProgram(tx: Tx, programId: string): Promise<ApplicationOfProgram[]> {
  return tx.query(APPLICATIONS, [programId])
}
