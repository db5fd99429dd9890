/** Demo data in bulk: many rows a statement, none of them twice. */
import type { EntityTarget, ObjectLiteral } from 'typeorm'
import type { Application } from '../domain/application.js'
import type { VolunteerRecord } from '../domain/record.js'
import { applicationEvents, applications } from './applications.js'
import { organisations } from './organisations.js'
import { programOrigins } from './program-origins.js'
import { type NewOwnProgram, type NewPortalProgram, programs, searchable } from './programs.js'
import { records } from './records.js'
import type { Tx } from './transaction.js'

/** The same one has the same key whenever it is planned. */
export type DemoProgram = (NewPortalProgram | (NewOwnProgram & { readonly seatsTaken: 0 })) & {
  readonly demoKey: string
}
export type DemoApplication = Pick<Application, 'programId' | 'volunteerId' | 'state'>
const ADDING_DEMO = 7_201_003

/** Others who want to add demo data wait until this transaction ends. */
export async function lockDemo(tx: Tx): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [ADDING_DEMO])
}

export async function addDemoOrganisations(
  tx: Tx,
  rows: readonly { id: string; name: string }[],
  createdAt: Date,
): Promise<void> {
  await insertNew(
    tx,
    organisations,
    rows.map(({ id, name }) => ({ id, name, scope: 'manage', keyHash: null, createdAt })),
  )
}

/** Returns only those that were not there: their keys tell. */
export async function addDemoPrograms(
  tx: Tx,
  rows: readonly DemoProgram[],
  createdAt: Date,
): Promise<{ id: string; demoKey: string }[]> {
  const added = await insertNew<{ id: string; demoKey: string }>(
    tx,
    programs,
    rows.map(({ origins: _apart, ...row }) => ({
      ...row,
      demo: true,
      state: 'open',
      searchJamo: searchable(row),
      createdAt,
    })),
    ['id', 'demo_key AS "demoKey"'],
  )
  const idOf = new Map(added.map(({ id, demoKey }) => [demoKey, id]))
  const origins = rows
    .filter(({ demoKey }) => idOf.has(demoKey))
    .flatMap(row => row.origins.map(origin => ({ ...origin, programId: idOf.get(row.demoKey), fetchedAt: createdAt })))
  await insertNew(tx, programOrigins, origins)
  return added
}

export async function addDemoApplications(tx: Tx, rows: readonly DemoApplication[], at: Date): Promise<void> {
  const added = await insertNew<{ id: string; state: string; actorId: string }>(
    tx,
    applications,
    rows.map(row => ({ ...row, people: 1, appliedAt: at, changedAt: at })),
    ['id', 'state', 'volunteer_id AS "actorId"'],
  )
  const noted = added.map(({ id, state, actorId }) => ({
    applicationId: id,
    toState: state,
    actor: 'volunteer',
    actorId,
    at,
  }))
  await insertNew(tx, applicationEvents, noted)
}

/** A record with a known external id of this volunteer stays as it is. */
export async function addDemoRecords(
  tx: Tx,
  rows: readonly (Omit<VolunteerRecord, 'id'> & { externalId: string })[],
  now: Date,
): Promise<void> {
  await insertNew(
    tx,
    records,
    rows.map(row => ({ ...row, fetchedAt: row.portal === 'own' ? null : now, createdAt: now })),
  )
}

/** One statement; rows that break a unique constraint are left out. Returns `columns` of those that were added. */
async function insertNew<Added>(
  tx: Tx,
  table: EntityTarget<ObjectLiteral>,
  rows: readonly object[],
  columns: string[] = [],
): Promise<Added[]> {
  if (rows.length === 0) return []
  const insert = tx
    .getRepository(table)
    .createQueryBuilder()
    .insert()
    .values([...rows])
    .orIgnore()
    .updateEntity(false)
  const { raw } = await (columns.length > 0 ? insert.returning(columns.join(', ')) : insert).execute()
  return raw as Added[]
}
