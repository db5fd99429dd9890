/** What a person has done: the sum and the list. */
import type { VolunteerRecord } from '../domain/record.js'
import type { RecordStore } from '../storage/record-store.js'
import type { Tx } from '../storage/transaction.js'

export interface Hours {
  readonly approvedMinutes: number
  /** Entered by the organisation, not yet approved: these do not count yet. */
  readonly pendingMinutes: number
  readonly records: readonly VolunteerRecord[]
}

export interface Records {
  /** Newest first; only of the days in the range when one is given. */
  ofVolunteer(tx: Tx, volunteerId: string, days?: { from: string; to: string }): Promise<Hours>
}

export function createRecords({ recordStore }: { recordStore: RecordStore }): Records {
  const sum = (records: readonly VolunteerRecord[], state: VolunteerRecord['state']) =>
    records.filter(record => record.state === state).reduce((minutes, record) => minutes + record.minutes, 0)
  return {
    async ofVolunteer(tx, volunteerId, days) {
      const records = await recordStore.ofVolunteer(tx, volunteerId, days)
      return { approvedMinutes: sum(records, 'approved'), pendingMinutes: sum(records, 'entered'), records }
    },
  }
}
