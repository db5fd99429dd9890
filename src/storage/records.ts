/** Records of time given. */
import { Between, EntitySchema, In } from 'typeorm'
import type { VolunteerRecord } from '../domain/record.js'
import { present } from '../platform/present.js'
import { count, id, moment, nullable, text, uuid } from './columns.js'
import type { Tx } from './transaction.js'

export type RecordRow = VolunteerRecord & { externalId: string | null; fetchedAt: Date | null; createdAt: Date }
export const records = new EntitySchema<RecordRow>({
  name: 'records',
  columns: {
    id: id(),
    volunteerId: uuid({ name: 'volunteer_id' }),
    applicationId: uuid({ name: 'application_id', ...nullable }),
    portal: text(),
    externalId: text({ name: 'external_id', ...nullable }),
    title: text(),
    organisationName: text({ name: 'organisation_name' }),
    doneOn: { type: 'date', name: 'done_on' },
    minutes: count(),
    state: text(),
    fetchedAt: moment('fetched_at', nullable),
    createdAt: moment('created_at'),
  },
})

/** What was entered for these applications. */
export function recordsOfApplications(tx: Tx, applicationIds: readonly string[]): Promise<VolunteerRecord[]> {
  return tx.getRepository(records).find({ where: { applicationId: In([...applicationIds]) } })
}

/** Of one person, newest first; of days in the range when one is given. */
export function recordsOfVolunteer(
  tx: Tx,
  volunteerId: string,
  days?: { from: string; to: string },
): Promise<VolunteerRecord[]> {
  const where = present({ volunteerId, doneOn: days && Between(days.from, days.to) })
  return tx.getRepository(records).find({ where, order: { doneOn: 'DESC', id: 'ASC' } })
}

/** What came of an application, if anything was recorded. */
export async function findRecordOf(tx: Tx, applicationId: string): Promise<VolunteerRecord | undefined> {
  return (await tx.getRepository(records).findOneBy({ applicationId })) ?? undefined
}

export async function findRecord(tx: Tx, id: string): Promise<VolunteerRecord | undefined> {
  return (await tx.getRepository(records).findOneBy({ id })) ?? undefined
}

/** An application has one record at most: what was recorded of it before is replaced, its id stays. */
export async function putRecord(tx: Tx, record: Omit<VolunteerRecord, 'id'>, createdAt: Date): Promise<void> {
  await tx.getRepository(records).upsert({ ...record, createdAt }, ['applicationId'])
}

export async function removeRecordOf(tx: Tx, applicationId: string): Promise<void> {
  await tx.getRepository(records).delete({ applicationId })
}
