/** What attendance leaves: a record of the time that was given, entered and then approved, or none where somebody was absent. */
import type { Application } from '../domain/application.js'
import type { OwnProgram } from '../domain/program.js'
import { plannedMinutes, type VolunteerRecord } from '../domain/record.js'
import { seoulDay } from '../platform/clock.js'
import { findRecordOf, putRecord, removeRecordOf } from '../storage/records.js'
import type { Tx } from '../storage/transaction.js'

/** The reason noted beside the approval of a record. */
export const RECORD_APPROVED = 'record-approved'

const STATES: Readonly<Record<string, VolunteerRecord['state']>> = { attend: 'entered', 'approve-record': 'approved' }

/** Writes the record that an act leaves and returns its minutes: those named, those entered before, else those that were planned. */
export async function recordAct(
  tx: Tx,
  act: string,
  { application, program }: { application: Application; program: OwnProgram },
  named: number | undefined,
  now: Date,
): Promise<number | undefined> {
  if (act === 'miss') await removeRecordOf(tx, application.id)
  const state = STATES[act]
  if (!state) return undefined
  const entered = state === 'approved' ? await findRecordOf(tx, application.id) : undefined
  const minutes = named ?? entered?.minutes ?? plannedMinutes(program)
  const { title, organisationName } = program
  const whose = { volunteerId: application.volunteerId, applicationId: application.id, portal: 'own' as const }
  const record = { ...whose, title, organisationName, doneOn: seoulDay(program.startsAt), minutes, state }
  await putRecord(tx, record, now)
  return minutes
}
