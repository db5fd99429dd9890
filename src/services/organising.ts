/** What an organisation does: make programs, change its own, and decide about those who applied. */
import type { AccessAction, Look } from '../domain/access.js'
import type { Application } from '../domain/application.js'
import { maskName } from '../domain/person.js'
import { DEFAULT_CANCEL_LEAD_MS, type OwnProgram, type Program } from '../domain/program.js'
import { type Fault, faultsOf } from '../domain/program-rules.js'
import type { Region, Regions } from '../domain/region.js'
import type { Refusals } from '../domain/transitions.js'
import type { Cipher } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import { findApplication } from '../storage/applications.js'
import {
  type ApplicationOfProgram,
  applicantsOfProgram,
  countWaiting,
  type Organisation,
} from '../storage/organisations.js'
import { addProgram, findProgram, lockOwnProgram, type NewOwnProgram, updateProgram } from '../storage/programs.js'
import { findRecord, findRecordOf } from '../storage/records.js'
import type { Tx } from '../storage/transaction.js'
import { placeOfPerson, type VolunteerStore } from '../storage/volunteers.js'
import type { AccessLog } from './access-log.js'
import type { Applications, LaterAct, Said } from './applications.js'
import { type CalledOff, callOff } from './calling-off.js'
import { askIfMoved } from './moving.js'
import type { Notices } from './notices.js'
import { type Conflict, conflictOfMove, conflictOfSeats } from './relied-on.js'
import type { Seats } from './seats.js'

type Ours = 'organisationId' | 'organisationName' | 'origins' | 'demo'
/** What an organisation says of a program. Recruiting ends at the start and cancelling a day before, unless it says otherwise. */
export type ProgramDraft = Omit<NewOwnProgram, Ours | 'recruitUntil' | 'cancelUntil'> &
  Partial<Pick<NewOwnProgram, 'recruitUntil' | 'cancelUntil'>>
/** A deadline that is `null` is put back to where it is unless something else is said. */
export type ProgramChanges = Partial<Omit<ProgramDraft, keyof Deadlines> & { [K in keyof Deadlines]: Date | null }>

export interface CountedProgram {
  readonly program: Program
  readonly waiting: number
}
export interface ListedApplication extends Pick<Application, 'id' | 'state' | 'people' | 'appliedAt'> {
  /** Place in the queue, from 1, of those who wait. */
  readonly waitingNumber?: number
  /** Until when a free seat is kept for them, of those who were offered one. */
  readonly offerUntil?: Date
  /** The name is masked. */
  readonly volunteer: { readonly id: string; readonly name: string }
  readonly record?: NonNullable<ApplicationOfProgram['record']>
}

export type Made =
  | ({ readonly ok: true } & CountedProgram)
  | { readonly ok: false; readonly refused: 'invalid'; readonly faults: Fault[] }
export type Changed =
  | Made
  | { readonly ok: false; readonly refused: 'not-found' }
  | {
      readonly ok: false
      readonly refused: 'conflict'
      readonly program: OwnProgram
      readonly because: Conflict | { readonly why: 'cancelled' }
    }
/** What an organisation does with one application. */
export type OrganisationAct = Extract<
  LaterAct,
  'approve' | 'reject' | 'grant-cancellation' | 'keep-place' | 'attend' | 'miss' | 'approve-record'
>
export type Decision =
  | { readonly ok: true; readonly application: ListedApplication }
  | { readonly ok: false; readonly refused: 'not-found' }
  | {
      readonly ok: false
      readonly refused: Exclude<Refusals[OrganisationAct], 'not-found'>
      readonly application: Application
      readonly program: OwnProgram
    }

/** Which organisation calls, from where. */
export interface Caller {
  readonly organisation: Organisation
  readonly address: string
}

export interface Organising {
  add(tx: Tx, organisation: Organisation, draft: ProgramDraft): Promise<Made>
  /** Whatever is listed can be read by who may list it. */
  program(tx: Tx, id: string): Promise<CountedProgram | undefined>
  /** Deadlines that are not named move with the start. Nothing is taken from those who applied; who is moved is asked. */
  change(tx: Tx, organisation: Organisation, id: string, changes: ProgramChanges): Promise<Changed>
  /** Takes the place of everybody who was still to come, and tells them why. Only before it begins. */
  callOff(tx: Tx, organisation: Organisation, id: string, reason: string): Promise<CalledOff>
  /** How many wait for each of the programs. */
  counted(tx: Tx, programs: readonly Program[]): Promise<readonly CountedProgram[]>
  /** In order of application; undefined when the program is not this organisation's. Writes who looked at whom. */
  applications(tx: Tx, caller: Caller, programId: string): Promise<readonly ListedApplication[] | undefined>
  /** Does what the table of transitions allows, and writes that the applicant was shown. */
  decide(tx: Tx, caller: Caller, applicationId: string, act: OrganisationAct, said?: Said): Promise<Decision>
  /** The application that one of this organisation's records came of. */
  applicationOfRecord(tx: Tx, caller: Caller, recordId: string): Promise<string | undefined>
  /** Writes that an applicant is shown once more, with what was done before; false when the application was forgotten meanwhile. */
  seeAgain(tx: Tx, caller: Caller, applicationId: string, act: OrganisationAct): Promise<boolean>
}

export interface OrganisingParts {
  readonly volunteerStore: VolunteerStore
  readonly applications: Applications
  readonly notices: Notices
  readonly seats: Seats
  readonly accessLog: AccessLog
  readonly regions: Regions
  readonly cipher: Cipher
  readonly clock: Clock
}

export function createOrganising(parts: OrganisingParts): Organising {
  const { regions, clock } = parts
  const counted = async (tx: Tx, programs: readonly Program[]): Promise<CountedProgram[]> => {
    const ids = programs.map(({ id }) => id)
    const waiting = await countWaiting(tx, ids)
    return programs.map(program => ({ program, waiting: waiting.get(program.id) ?? 0 }))
  }
  return {
    async add(tx, organisation, draft) {
      const { program, faults } = placed(regions, withDeadlines(draft))
      faults.push(...faultsOf(program, Object.keys(program), clock.now()))
      if (faults.length > 0) return { ok: false, refused: 'invalid', faults }
      const owner = { organisationId: organisation.id, organisationName: organisation.name, origins: [] }
      return {
        ok: true,
        program: await addProgram(tx, { ...program, ...owner }, clock.now()),
        waiting: 0,
      }
    },
    async program(tx, id) {
      const program = await findProgram(tx, id)
      return program && (await counted(tx, [program]))[0]
    },
    async change(tx, organisation, id, changes) {
      const found = await lockOwnProgram(tx, id)
      if (found?.organisationId !== organisation.id) return { ok: false, refused: 'not-found' }
      const conflict = { ok: false, refused: 'conflict', program: found } as const
      if (found.state === 'cancelled') return { ...conflict, because: { why: 'cancelled' } }
      const merged = withChanges(found, changes)
      const { program, faults } =
        'sido' in changes || 'sigungu' in changes ? placed(regions, merged) : { program: merged, faults: [] }
      const ofMove = await conflictOfMove(parts, tx, found, program)
      if (ofMove) return { ...conflict, because: ofMove }
      faults.push(...faultsOf(program, changedIn(found, program), clock.now()))
      if (faults.length > 0) return { ok: false, refused: 'invalid', faults }
      const ofSeats = await conflictOfSeats(parts, tx, found, program)
      if (ofSeats) return { ...conflict, because: ofSeats }
      const written = await askIfMoved(parts, tx, found, program)
      const { id: _id, seatsTaken: _counted, origins: _elsewhere, ...columns } = written
      await updateProgram(tx, id, columns)
      if (written.capacity > found.capacity) await parts.seats.fill(tx, id)
      return { ok: true, ...(await counted(tx, [(await findProgram(tx, id))!]))[0]! }
    },
    callOff: (tx, organisation, id, reason) => callOff(parts, tx, organisation, id, reason),
    counted,
    async applications(tx, caller, programId) {
      const program = await findProgram(tx, programId)
      if (program?.organisationId !== caller.organisation.id) return undefined
      const applications = listed(parts.cipher, await applicantsOfProgram(tx, programId))
      await parts.accessLog.note(tx, lookAt('applicants', caller, idsIn(applications), { program: programId }))
      return applications
    },
    decide: (tx, caller, id, act, said) => decide(parts, tx, caller, id, act, said),
    async applicationOfRecord(tx, caller, recordId) {
      const id = (await findRecord(tx, recordId))?.applicationId
      const application = id ? await findApplication(tx, id) : undefined
      const program = application && (await findProgram(tx, application.programId))
      return program?.organisationId === caller.organisation.id ? application?.id : undefined
    },
    async seeAgain(tx, caller, id, act) {
      const found = await findApplication(tx, id)
      const details = { application: id, decision: act }
      if (found) await parts.accessLog.note(tx, lookAt('applicant', caller, [found.volunteerId], details))
      return found !== undefined
    },
  }
}

async function decide(
  { volunteerStore, applications, accessLog }: OrganisingParts,
  tx: Tx,
  caller: Caller,
  applicationId: string,
  act: OrganisationAct,
  said: Said | undefined,
): Promise<Decision> {
  const who = { kind: 'organisation', id: caller.organisation.id } as const
  const decided = await applications.act(tx, who, applicationId, act, said)
  const { application, program } = decided
  const volunteer = application && (await volunteerStore.find(tx, application.volunteerId))
  if (!application || !program || !volunteer) return { ok: false, refused: 'not-found' }
  if (!decided.ok)
    return decided.refused === 'not-found'
      ? { ok: false, refused: 'not-found' }
      : { ok: false, refused: decided.refused, application, program }
  const { id, state, people, appliedAt } = application
  const person = { id: volunteer.id, name: maskName(volunteer.name) }
  const found = await findRecordOf(tx, id)
  const record = found && { id: found.id, minutes: found.minutes, state: found.state }
  const shown: ListedApplication = { id, state, people, appliedAt, volunteer: person, ...(record && { record }) }
  await accessLog.note(tx, lookAt('applicant', caller, idsIn([shown]), { application: id, decision: act }))
  return { ok: true, application: shown }
}

function idsIn(applications: readonly ListedApplication[]): string[] {
  return [...new Set(applications.map(({ volunteer }) => volunteer.id))]
}

export function lookAt(
  action: AccessAction,
  { organisation, address }: Caller,
  volunteerIds: readonly string[],
  details: NonNullable<Look['details']>,
): Look {
  return { actor: 'organisation', actorId: organisation.id, address, action, volunteerIds, details }
}

function listed(cipher: Cipher, rows: readonly ApplicationOfProgram[]): ListedApplication[] {
  const queue = rows.filter(row => row.state === 'waiting')
  return rows.map(({ volunteerId, nameSealed, record, offerUntil, ...application }) => {
    const place = queue.findIndex(({ id }) => id === application.id) + 1
    return {
      ...application,
      waitingNumber: place > 0 ? place : undefined,
      offerUntil: application.state === 'offered' ? (offerUntil ?? undefined) : undefined,
      volunteer: { id: volunteerId, name: maskName(cipher.open(nameSealed, placeOfPerson('name', volunteerId))) },
      record: record ?? undefined,
    }
  })
}

type Deadlines = Pick<OwnProgram, 'recruitUntil' | 'cancelUntil'>

function withDeadlines<T extends { startsAt: Date } & Partial<Deadlines>>(draft: T): T & Deadlines {
  const cancelUntil = new Date(draft.startsAt.getTime() - DEFAULT_CANCEL_LEAD_MS)
  return { ...draft, recruitUntil: draft.recruitUntil ?? draft.startsAt, cancelUntil: draft.cancelUntil ?? cancelUntil }
}

/** Deadlines that are not named move with the start. */
function withChanges(program: OwnProgram, { recruitUntil, cancelUntil, ...changes }: ProgramChanges): OwnProgram {
  const { startsAt = program.startsAt } = changes
  const usual = withDeadlines({ startsAt })
  const moved = (moment: Date) => new Date(moment.getTime() + startsAt.getTime() - program.startsAt.getTime())
  const deadline = (name: keyof Deadlines, named: Date | null | undefined) =>
    named === undefined ? moved(program[name]) : (named ?? usual[name])
  const deadlines = {
    recruitUntil: deadline('recruitUntil', recruitUntil),
    cancelUntil: deadline('cancelUntil', cancelUntil),
  }
  return { ...program, ...changes, ...deadlines }
}

/** Said again as it is, nothing of a program that has begun is refused. */
function changedIn(before: OwnProgram, after: OwnProgram): string[] {
  const names = Object.keys(after) as (keyof OwnProgram)[]
  return names.filter(name => String(before[name]) !== String(after[name]))
}

/** With the official names of its place, or with what is wrong with them. */
function placed<T extends { sido: string; sigungu: string | null }>(
  regions: Regions,
  program: T,
): { program: T; faults: Fault[] } {
  const { sido, sigungu } = program
  const read = regions.read({ sido, sigungu: sigungu ?? undefined })
  if (!read.ok) return { program, faults: [{ field: `region.${read.field}`, message: read.why }] }
  const region = read.region as Region
  return { program: { ...program, sido: region.sido, sigungu: region.sigungu ?? null }, faults: [] }
}
