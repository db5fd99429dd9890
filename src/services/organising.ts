/** What an organisation does: make programs, change its own, and decide about those who applied. */
import type { AccessAction, Look } from '../domain/access.js'
import type { Application } from '../domain/application.js'
import { maskName } from '../domain/person.js'
import { DEFAULT_CANCEL_LEAD_MS, type Program } from '../domain/program.js'
import type { Cipher } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import type { ApplicationStore } from '../storage/application-store.js'
import type { ApplicationOfProgram, Organisation, OrganisationStore } from '../storage/organisation-store.js'
import type { NewProgram, ProgramStore } from '../storage/program-store.js'
import type { Tx } from '../storage/transaction.js'
import { placeOfPerson, type VolunteerStore } from '../storage/volunteer-store.js'
import type { AccessLog } from './access-log.js'
import type { Applications } from './applications.js'

type Ours = 'portal' | 'externalId' | 'organisationId' | 'organisationName' | 'url' | 'demo'
/** What an organisation says of a program. Recruiting ends at the start and cancelling a day before, unless it says otherwise. */
export type ProgramDraft = Omit<NewProgram, Ours | 'recruitUntil' | 'cancelUntil'> &
  Partial<Pick<NewProgram, 'recruitUntil' | 'cancelUntil'>>
export type ProgramChanges = Partial<ProgramDraft>

/** A field and what is wrong with it. */
export interface Fault {
  readonly field: string
  readonly message: string
}
export interface CountedProgram {
  readonly program: Program
  readonly waiting: number
}
export interface ListedApplication extends Pick<Application, 'id' | 'state' | 'people' | 'appliedAt'> {
  /** Place in the queue, from 1, of those who wait. */
  readonly waitingNumber?: number
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
  | { readonly ok: false; readonly refused: 'cancelled' | 'seats-taken'; readonly program: Program }
export type Decision =
  | { readonly ok: true; readonly application: ListedApplication }
  | { readonly ok: false; readonly refused: 'not-found' }
  | { readonly ok: false; readonly refused: 'state' | 'full'; readonly state: Application['state'] }

/** Which organisation calls, from where. */
export interface Caller {
  readonly organisation: Organisation
  readonly address: string
}

export interface Organising {
  add(tx: Tx, organisation: Organisation, draft: ProgramDraft): Promise<Made>
  /** An own or an external program; another organisation's is unknown here. */
  program(tx: Tx, organisation: Organisation, id: string): Promise<CountedProgram | undefined>
  /** Deadlines that are not named move with the start. */
  change(tx: Tx, organisation: Organisation, id: string, changes: ProgramChanges): Promise<Changed>
  /** How many wait for each of the programs. */
  counted(tx: Tx, programs: readonly Program[]): Promise<readonly CountedProgram[]>
  /** In order of application; undefined when the program is not this organisation's. Writes who looked at whom. */
  applications(tx: Tx, caller: Caller, programId: string): Promise<readonly ListedApplication[] | undefined>
  decide(
    tx: Tx,
    caller: Caller,
    applicationId: string,
    decision: 'approve' | 'reject',
    reason?: string,
  ): Promise<Decision>
}

export interface OrganisingParts {
  readonly organisationStore: OrganisationStore
  readonly programStore: ProgramStore
  readonly applicationStore: ApplicationStore
  readonly volunteerStore: VolunteerStore
  readonly applications: Applications
  readonly accessLog: AccessLog
  readonly cipher: Cipher
  readonly clock: Clock
}

export function createOrganising(parts: OrganisingParts): Organising {
  const { organisationStore, programStore, clock } = parts
  const counted = async (tx: Tx, programs: readonly Program[]): Promise<CountedProgram[]> => {
    const ids = programs.map(({ id }) => id)
    const waiting = await organisationStore.countWaiting(tx, ids)
    return programs.map(program => ({ program, waiting: waiting.get(program.id) ?? 0 }))
  }
  return {
    async add(tx, organisation, draft) {
      const program = withDeadlines(draft)
      const faults = faultsOf(program)
      if (faults.length > 0) return { ok: false, refused: 'invalid', faults }
      const origin = { portal: 'own' as const, externalId: null, url: null }
      const owner = { organisationId: organisation.id, organisationName: organisation.name }
      return {
        ok: true,
        program: await programStore.add(tx, { ...program, ...origin, ...owner }, clock.now()),
        waiting: 0,
      }
    },
    async program(tx, organisation, id) {
      const program = await programStore.find(tx, id)
      if (!program || (program.organisationId ?? organisation.id) !== organisation.id) return undefined
      return (await counted(tx, [program]))[0]
    },
    async change(tx, organisation, id, changes) {
      const program = await programStore.lock(tx, id)
      if (program?.organisationId !== organisation.id) return { ok: false, refused: 'not-found' }
      if (program.state === 'cancelled') return { ok: false, refused: 'cancelled', program }
      const changed: Program = { ...program, ...movedDeadlines(program, changes), ...changes }
      const faults = faultsOf(changed)
      if (faults.length > 0) return { ok: false, refused: 'invalid', faults }
      if (changed.capacity < program.seatsTaken) return { ok: false, refused: 'seats-taken', program }
      const { id: _id, seatsTaken: _counted, ...columns } = changed
      await programStore.update(tx, id, columns)
      return { ok: true, ...(await counted(tx, [changed]))[0]! }
    },
    counted,
    async applications(tx, caller, programId) {
      const program = await programStore.find(tx, programId)
      if (program?.organisationId !== caller.organisation.id) return undefined
      const applications = listed(parts.cipher, await organisationStore.applicationsOf(tx, programId))
      await parts.accessLog.note(tx, lookAt('applicants', caller, applications, { program: programId }))
      return applications
    },
    decide: (tx, caller, id, decision, reason) => decide(parts, tx, caller, id, decision, reason),
  }
}

async function decide(
  { applicationStore, programStore, volunteerStore, applications, accessLog }: OrganisingParts,
  tx: Tx,
  caller: Caller,
  applicationId: string,
  decision: 'approve' | 'reject',
  reason: string | undefined,
): Promise<Decision> {
  const found = await applicationStore.find(tx, applicationId)
  const program = found && (await programStore.find(tx, found.programId))
  if (program?.organisationId !== caller.organisation.id) return { ok: false, refused: 'not-found' }
  const decided = await applications.decide(tx, applicationId, decision, reason)
  const { application } = decided
  const volunteer = application && (await volunteerStore.find(tx, application.volunteerId))
  if (!application || !volunteer) return { ok: false, refused: 'not-found' }
  if (!decided.ok)
    return { ok: false, refused: decided.refused === 'full' ? 'full' : 'state', state: application.state }
  const { id, state, people, appliedAt } = application
  const person = { id: volunteer.id, name: maskName(volunteer.name) }
  const shown: ListedApplication = { id, state, people, appliedAt, volunteer: person }
  await accessLog.note(tx, lookAt('applicant', caller, [shown], { application: id, decision }))
  return { ok: true, application: shown }
}

function lookAt(
  action: AccessAction,
  { organisation, address }: Caller,
  seen: readonly ListedApplication[],
  details: NonNullable<Look['details']>,
): Look {
  const volunteerIds = [...new Set(seen.map(({ volunteer }) => volunteer.id))]
  return { actor: 'organisation', actorId: organisation.id, address, action, volunteerIds, details }
}

function listed(cipher: Cipher, rows: readonly ApplicationOfProgram[]): ListedApplication[] {
  const queue = rows.filter(row => row.state === 'waiting')
  return rows.map(({ volunteerId, nameSealed, record, ...application }) => {
    const place = queue.findIndex(({ id }) => id === application.id) + 1
    return {
      ...application,
      ...(place > 0 ? { waitingNumber: place } : {}),
      volunteer: { id: volunteerId, name: maskName(cipher.open(nameSealed, placeOfPerson('name', volunteerId))) },
      ...(record ? { record } : {}),
    }
  })
}

type Deadlines = Pick<Program, 'recruitUntil' | 'cancelUntil'>

function withDeadlines<T extends { startsAt: Date } & Partial<Deadlines>>(draft: T): T & Deadlines {
  const cancelUntil = new Date(draft.startsAt.getTime() - DEFAULT_CANCEL_LEAD_MS)
  return { ...draft, recruitUntil: draft.recruitUntil ?? draft.startsAt, cancelUntil: draft.cancelUntil ?? cancelUntil }
}

function movedDeadlines(program: Program, { startsAt = program.startsAt }: ProgramChanges): Deadlines {
  const moved = (moment: Date) => new Date(moment.getTime() + startsAt.getTime() - program.startsAt.getTime())
  return { recruitUntil: moved(program.recruitUntil), cancelUntil: moved(program.cancelUntil) }
}

function faultsOf(program: Deadlines & Pick<Program, 'startsAt' | 'endsAt' | 'minAge' | 'maxAge'>): Fault[] {
  const { startsAt, endsAt, recruitUntil, cancelUntil, minAge, maxAge } = program
  const rules: [boolean, Fault][] = [
    [endsAt > startsAt, { field: 'endsAt', message: 'must be after startsAt' }],
    [recruitUntil <= startsAt, { field: 'recruitUntil', message: 'must not be after startsAt' }],
    [cancelUntil <= startsAt, { field: 'cancelUntil', message: 'must not be after startsAt' }],
    [maxAge >= minAge, { field: 'maxAge', message: 'must not be below minAge' }],
  ]
  return rules.filter(([kept]) => !kept).map(([, fault]) => fault)
}
