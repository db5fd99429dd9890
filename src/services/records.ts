/** What a person has done: the sum and the list. */
import { schoolHours, type VolunteerRecord } from '../domain/record.js'
import { recordsOfApplications, recordsOfVolunteer } from '../storage/records.js'
import type { Tx } from '../storage/transaction.js'

export interface Minutes {
  readonly approvedMinutes: number
  /** Entered by the organisation, not yet approved: these do not count yet. */
  readonly pendingMinutes: number
}
export interface Hours extends Minutes {
  /** What the school record takes over of what counts. */
  readonly schoolHours: number
  readonly records: readonly VolunteerRecord[]
}

/** Newest first; only of the days in the range when one is given. */
export async function ofVolunteer(tx: Tx, volunteerId: string, days?: { from: string; to: string }): Promise<Hours> {
  const records = await recordsOfVolunteer(tx, volunteerId, days)
  const counting = records.filter(({ state }) => state === 'approved')
  return { ...minutesOf(records), schoolHours: schoolHours(counting), records }
}

/** What came of each of these applications, by its id; of none where nothing was entered yet. */
export async function ofApplications(tx: Tx, applicationIds: readonly string[]): Promise<ReadonlyMap<string, Minutes>> {
  const records = await recordsOfApplications(tx, applicationIds)
  const entered = new Set(records.map(({ applicationId }) => applicationId!))
  return new Map([...entered].map(id => [id, minutesOf(records.filter(({ applicationId }) => applicationId === id))]))
}

function minutesOf(records: readonly VolunteerRecord[]): Minutes {
  return { approvedMinutes: sum(records, 'approved'), pendingMinutes: sum(records, 'entered') }
}

function sum(records: readonly VolunteerRecord[], state: VolunteerRecord['state']): number {
  return records.filter(record => record.state === state).reduce((minutes, record) => minutes + record.minutes, 0)
}
