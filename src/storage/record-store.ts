/** Records of time given. */
import { Between, type FindOptionsWhere } from 'typeorm'
import type { VolunteerRecord } from '../domain/record.js'
import { type RecordRow, records } from './tables-of-activity.js'
import type { Tx } from './transaction.js'

export interface RecordStore {
  add(tx: Tx, record: Omit<VolunteerRecord, 'id'> & { externalId?: string }, now: Date): Promise<void>
  /** Of one person, newest first; of days in the range when one is given. */
  ofVolunteer(tx: Tx, volunteerId: string, days?: { from: string; to: string }): Promise<VolunteerRecord[]>
}

export function createRecordStore(): RecordStore {
  return {
    async add(tx, record, now) {
      await tx
        .getRepository(records)
        .insert({ ...record, createdAt: now, fetchedAt: record.portal === 'own' ? null : now })
    },
    ofVolunteer(tx, volunteerId, days) {
      const where: FindOptionsWhere<RecordRow> = {
        volunteerId,
        ...(days ? { doneOn: Between(days.from, days.to) } : {}),
      }
      return tx.getRepository(records).find({ where, order: { doneOn: 'DESC', id: 'ASC' } })
    },
  }
}
