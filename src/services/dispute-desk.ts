/** Disputes as the organisation works through them: read masked, answered once, corrected in the same transaction, told to the person. */
import { type DisputedMatter, type DisputeResult, needsMinutes } from '../domain/dispute.js'
import { maskName } from '../domain/person.js'
import type { VolunteerRecord } from '../domain/record.js'
import type { Masker } from '../domain/transcript.js'
import type { Cipher } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import { findApplication } from '../storage/applications.js'
import {
  answerDispute,
  type DisputeRow,
  disputesOfOrganisation,
  findDispute,
  placeInDispute,
} from '../storage/disputes.js'
import { findOwnProgram } from '../storage/programs.js'
import { findRecordOf } from '../storage/records.js'
import type { Tx } from '../storage/transaction.js'
import type { Volunteer, VolunteerStore } from '../storage/volunteers.js'
import type { AccessLog } from './access-log.js'
import type { Applications, ApplicationWithProgram } from './applications.js'
import type { Notices } from './notices.js'
import { type Caller, lookAt } from './organising.js'

/** The reason noted beside what a dispute corrected. */
export const DISPUTED = 'dispute'
const MOST_LISTED = 100

export interface ListedDispute extends Pick<DisputeRow, 'id' | 'state' | 'createdAt' | 'answerUntil'> {
  readonly matter: DisputedMatter
  /** Masked. */
  readonly words: string
  readonly result: DisputeResult | null
  readonly message: string | null
  readonly answeredAt: Date | null
  readonly application: Pick<ApplicationWithProgram['application'], 'id' | 'state'>
  readonly program: Pick<ApplicationWithProgram['program'], 'id' | 'title'>
  /** The name is masked. */
  readonly volunteer: { readonly id: string; readonly name: string }
  readonly record: Pick<VolunteerRecord, 'id' | 'minutes' | 'state'> | undefined
}

export interface DisputeAnswerGiven {
  readonly result: DisputeResult
  /** Of the corrected record; those that were planned where nothing was recorded. */
  readonly minutes?: number | undefined
  /** Told to the person. */
  readonly message: string
}
export type Answered =
  | { readonly ok: true; readonly dispute: ListedDispute }
  | { readonly ok: false; readonly refused: 'not-found' }
  | { readonly ok: false; readonly refused: 'answered' }
  | { readonly ok: false; readonly refused: 'no-minutes' }
  | ({ readonly ok: false; readonly refused: 'state' | 'early' | 'too-long' } & ApplicationWithProgram)

export interface DisputeDesk {
  /** Of this organisation, a hundred at most: open ones by when they are due, answered ones with the latest first. Writes who looked at whom. */
  list(tx: Tx, caller: Caller, state: DisputeRow['state']): Promise<readonly ListedDispute[]>
  /** A refusal may come after something was written: the transaction is to be taken back. */
  answer(tx: Tx, caller: Caller, id: string, given: DisputeAnswerGiven): Promise<Answered>
  /** Writes that a dispute is shown once more; false when it was forgotten meanwhile. */
  seeAgain(tx: Tx, caller: Caller, id: string): Promise<boolean>
}

export interface DisputeDeskParts {
  readonly volunteerStore: VolunteerStore
  readonly applications: Applications
  readonly notices: Notices
  readonly accessLog: AccessLog
  readonly cipher: Cipher
  readonly masker: Masker
  readonly clock: Clock
}

interface Found extends ApplicationWithProgram {
  readonly dispute: DisputeRow
  readonly volunteer: Volunteer
  readonly record: VolunteerRecord | undefined
}

export function createDisputeDesk(parts: DisputeDeskParts): DisputeDesk {
  const { accessLog } = parts
  return {
    async list(tx, caller, state) {
      const rows = await disputesOfOrganisation(tx, caller.organisation.id, state, MOST_LISTED)
      const found = await Promise.all(rows.map(row => find(parts, tx, caller, row)))
      const listed = found.flatMap(one => (one ? [show(parts, one)] : []))
      const ids = [...new Set(listed.map(({ volunteer }) => volunteer.id))]
      await accessLog.note(tx, lookAt('applicants', caller, ids, { disputes: state }))
      return listed
    },
    answer: (tx, caller, id, given) => answer(parts, tx, caller, id, given),
    async seeAgain(tx, caller, id) {
      const found = await find(parts, tx, caller, await findDispute(tx, id))
      if (found) await accessLog.note(tx, lookAt('applicant', caller, [found.volunteer.id], { dispute: id }))
      return found !== undefined
    },
  }
}

async function answer(
  parts: DisputeDeskParts,
  tx: Tx,
  caller: Caller,
  id: string,
  { result, minutes, message }: DisputeAnswerGiven,
): Promise<Answered> {
  const { applications, notices, accessLog, cipher, clock } = parts
  const found = await find(parts, tx, caller, await findDispute(tx, id))
  if (!found) return { ok: false, refused: 'not-found' }
  const { dispute, application, record } = found
  if (dispute.state === 'answered') return { ok: false, refused: 'answered' }
  if (minutes === undefined && needsMinutes(dispute.matter, result, application.state))
    return { ok: false, refused: 'no-minutes' }
  // What was corrected meanwhile needs no second correction. The program is held before the dispute, as by everybody who needs both.
  if (result === 'corrected' && (application.state !== 'attended' || minutes !== undefined)) {
    const who = { kind: 'organisation', id: caller.organisation.id } as const
    const act = record?.state === 'approved' ? 'approve-record' : 'attend'
    const acted = await applications.act(tx, who, application.id, act, {
      minutes,
      reason: DISPUTED,
      isToldElsewhere: true,
    })
    if (!acted.ok) return acted.refused === 'not-found' ? { ok: false, refused: 'not-found' } : { ...found, ...acted }
  }
  const messageSealed = cipher.seal(message, placeInDispute('message_sealed', id))
  if (!(await answerDispute(tx, id, { result, messageSealed, answeredAt: clock.now() })))
    return { ok: false, refused: 'answered' }
  const after = (await find(parts, tx, caller, await findDispute(tx, id)))!
  await notices.tell(tx, 'dispute-answered', {
    ...after,
    result,
    minutes: after.record?.minutes,
    message,
    at: clock.now(),
  })
  await accessLog.note(tx, lookAt('applicant', caller, [after.volunteer.id], { dispute: id, result }))
  return { ok: true, dispute: show(parts, after) }
}

/** With all that it is about, where it is of this organisation. */
async function find(
  { volunteerStore }: DisputeDeskParts,
  tx: Tx,
  { organisation }: Caller,
  dispute: DisputeRow | undefined,
): Promise<Found | undefined> {
  const application = dispute && (await findApplication(tx, dispute.applicationId))
  const program = application && (await findOwnProgram(tx, application.programId))
  if (!dispute || !program || program.organisationId !== organisation.id) return undefined
  const volunteer = await volunteerStore.find(tx, application.volunteerId)
  const record = await findRecordOf(tx, application.id)
  return volunteer && { dispute, application, program, volunteer, record }
}

function show(
  { cipher, masker }: DisputeDeskParts,
  { dispute, application, program, volunteer, record }: Found,
): ListedDispute {
  const { id, state, matter, createdAt, answerUntil, result, answeredAt, messageSealed } = dispute
  const words = cipher.open(dispute.wordsSealed, placeInDispute('words_sealed', id))
  return {
    ...{ id, state, matter, createdAt, answerUntil, result, answeredAt },
    words: masker.mask(words, [volunteer.name]).text,
    message: messageSealed && cipher.open(messageSealed, placeInDispute('message_sealed', id)),
    application: { id: application.id, state: application.state },
    program: { id: program.id, title: program.title },
    volunteer: { id: volunteer.id, name: maskName(volunteer.name) },
    record: record && { id: record.id, minutes: record.minutes, state: record.state },
  }
}
