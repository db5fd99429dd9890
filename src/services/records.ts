/** What a person has done: the sum and the list. */
import type { VolunteerRecord } from '../domain/record.js'
import { recordsOfVolunteer } from '../storage/records.js'
import type { Tx } from '../storage/transaction.js'

export interface Hours {
  readonly approvedMinutes: number
  /** Entered by the organisation, not yet approved: these do not count yet. */
  readonly pendingMinutes: number
  readonly records: readonly VolunteerRecord[]
}

/** Newest first; only of the days in the range when one is given. */
export async function ofVolunteer(tx: Tx, volunteerId: string, days?: { from: string; to: string }): Promise<Hours> {
  const records = await recordsOfVolunteer(tx, volunteerId, days)
  return { approvedMinutes: sum(records, 'approved'), pendingMinutes: sum(records, 'entered'), records }
}

function sum(records: readonly VolunteerRecord[], state: VolunteerRecord['state']): number {
  return records.filter(record => record.state === state).reduce((minutes, record) => minutes + record.minutes, 0)
}
