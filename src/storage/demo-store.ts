/** Demo data in bulk: many rows a statement, none of them twice. */
import type { EntityTarget, ObjectLiteral } from 'typeorm'
import type { Application } from '../domain/application.js'
import type { VolunteerRecord } from '../domain/record.js'
import { type NewProgram, searchable } from './program-store.js'
import { applicationEvents, applications, organisations, programs, records } from './tables-of-activity.js'
import type { Tx } from './transaction.js'

export type DemoProgram = NewProgram & { readonly externalId: string; readonly seatsTaken: number }
export type DemoApplication = Pick<Application, 'programId' | 'volunteerId' | 'state'>

export interface DemoStore {
  /** Others who want to add demo data wait until this transaction ends. */
  lock(tx: Tx): Promise<void>
  addOrganisations(tx: Tx, rows: readonly { id: string; name: string }[], now: Date): Promise<void>
  /** Returns only those that were not there: portal and external id tell. */
  addPrograms(tx: Tx, rows: readonly DemoProgram[], now: Date): Promise<{ id: string; externalId: string | null }[]>
  addApplications(tx: Tx, rows: readonly DemoApplication[], now: Date): Promise<void>
  /** A record with a known external id of this volunteer stays as it is. */
  addRecords(tx: Tx, rows: readonly (Omit<VolunteerRecord, 'id'> & { externalId: string })[], now: Date): Promise<void>
}

const ADDING_DEMO = 7_201_003

export function createDemoStore(): DemoStore {
  return {
    async lock(tx) {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [ADDING_DEMO])
    },
    async addOrganisations(tx, rows, createdAt) {
      await insertNew(
        tx,
        organisations,
        rows.map(({ id, name }) => ({ id, name, scope: 'manage', keyHash: null, createdAt })),
      )
    },
    addPrograms: (tx, rows, createdAt) =>
      insertNew(
        tx,
        programs,
        rows.map(row => ({
          ...row,
          demo: true,
          state: 'open',
          searchJamo: searchable(row),
          createdAt,
        })),
        ['id', 'external_id AS "externalId"'],
      ),
    async addApplications(tx, rows, at) {
      const added = await insertNew<{ id: string; state: string }>(
        tx,
        applications,
        rows.map(row => ({ ...row, people: 1, appliedAt: at, changedAt: at })),
        ['id', 'state'],
      )
      const noted = added.map(({ id, state }) => ({ applicationId: id, toState: state, actor: 'volunteer', at }))
      await insertNew(tx, applicationEvents, noted)
    },
    async addRecords(tx, rows, now) {
      await insertNew(
        tx,
        records,
        rows.map(row => ({ ...row, fetchedAt: row.portal === 'own' ? null : now, createdAt: now })),
      )
    },
  }
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
