/** The tables of people and activities as TypeORM knows them. */
import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm'
import type { Application } from '../domain/application.js'
import type { Program } from '../domain/program.js'
import type { VolunteerRecord } from '../domain/record.js'

const nullable = { nullable: true } as const
const uuid = (options: Partial<EntitySchemaColumnOptions> = {}): EntitySchemaColumnOptions => ({
  type: 'uuid',
  ...options,
})
const text = (options: Partial<EntitySchemaColumnOptions> = {}): EntitySchemaColumnOptions => ({
  type: 'text',
  ...options,
})
const bytes = (options: Partial<EntitySchemaColumnOptions> = {}): EntitySchemaColumnOptions => ({
  type: 'bytea',
  ...options,
})
const json = (): EntitySchemaColumnOptions => ({ type: 'jsonb' })
const flag = (): EntitySchemaColumnOptions => ({ type: 'boolean', default: false })
const count = (type: 'integer' | 'smallint' = 'integer'): EntitySchemaColumnOptions => ({ type })
const moment = (name: string, options: Partial<EntitySchemaColumnOptions> = {}): EntitySchemaColumnOptions => ({
  type: 'timestamptz',
  name,
  ...options,
})
const id = (): EntitySchemaColumnOptions => uuid({ primary: true, generated: 'uuid' })
const serial = (): EntitySchemaColumnOptions => ({
  type: 'bigint',
  primary: true,
  generated: 'increment',
})

export interface VolunteerRow {
  id: string
  nameSealed: Buffer
  birthSealed: Buffer
  phoneSealed: Buffer
  identityHash: Buffer
  phoneHash: Buffer
  createdAt: Date
}
export const volunteers = new EntitySchema<VolunteerRow>({
  name: 'volunteers',
  columns: {
    id: id(),
    nameSealed: bytes({ name: 'name_sealed' }),
    birthSealed: bytes({ name: 'birth_sealed' }),
    phoneSealed: bytes({ name: 'phone_sealed' }),
    identityHash: bytes({ name: 'identity_hash' }),
    phoneHash: bytes({ name: 'phone_hash' }),
    createdAt: moment('created_at'),
  },
})

export interface AccountRow {
  id: string
  messenger: 'kakao' | 'talktalk'
  userKey: string
  volunteerId: string | null
  linkedAt: Date | null
  session: object
  createdAt: Date
  seenAt: Date
  under14: boolean
}
export const messengerAccounts = new EntitySchema<AccountRow>({
  name: 'messenger_accounts',
  columns: {
    id: id(),
    messenger: text(),
    userKey: text({ name: 'user_key' }),
    volunteerId: uuid({ name: 'volunteer_id', ...nullable }),
    linkedAt: moment('linked_at', nullable),
    session: json(),
    createdAt: moment('created_at'),
    seenAt: moment('seen_at'),
    under14: { type: 'boolean', name: 'under_14', default: false },
  },
})

export interface TokenRow {
  hash: Buffer
  kind: 'entry' | 'link' | 'visit'
  purpose: string
  volunteerId: string | null
  accountId: string | null
  /** Of one that a chat may show again. */
  nonce: Buffer | null
  createdAt: Date
  expiresAt: Date
  spentAt: Date | null
}
export const tokens = new EntitySchema<TokenRow>({
  name: 'tokens',
  columns: {
    hash: bytes({ primary: true }),
    kind: text(),
    purpose: text(),
    volunteerId: uuid({ name: 'volunteer_id', ...nullable }),
    accountId: uuid({ name: 'account_id', ...nullable }),
    nonce: bytes(nullable),
    createdAt: moment('created_at'),
    expiresAt: moment('expires_at'),
    spentAt: moment('spent_at', nullable),
  },
})

export const allowances = new EntitySchema<{ bucket: Buffer; startsAt: Date; used: number }>({
  name: 'allowances',
  columns: {
    bucket: bytes({ primary: true }),
    startsAt: moment('starts_at', { primary: true }),
    used: count(),
  },
})

export interface ConsentRow {
  id: string
  volunteerId: string
  kind: string
  version: string
  givenAt: Date
  withdrawnAt: Date | null
}
export const consents = new EntitySchema<ConsentRow>({
  name: 'consents',
  columns: {
    id: id(),
    volunteerId: uuid({ name: 'volunteer_id' }),
    kind: text(),
    version: text(),
    givenAt: moment('given_at'),
    withdrawnAt: moment('withdrawn_at', nullable),
  },
})

export interface OrganisationRow {
  id: string
  name: string
  scope: 'read' | 'manage'
  keyHash: Buffer | null
  createdAt: Date
}
export const organisations = new EntitySchema<OrganisationRow>({
  name: 'organisations',
  columns: {
    id: id(),
    name: text(),
    scope: text(),
    keyHash: bytes({ name: 'key_hash', ...nullable }),
    createdAt: moment('created_at'),
  },
})

export interface IdempotentAnswerRow {
  organisationId: string
  key: string
  requestHash: Buffer
  status: number
  answer: object
  createdAt: Date
}
export const idempotentAnswers = new EntitySchema<IdempotentAnswerRow>({
  name: 'idempotent_answers',
  columns: {
    organisationId: uuid({ name: 'organisation_id', primary: true }),
    key: text({ primary: true }),
    requestHash: bytes({ name: 'request_hash' }),
    status: count('smallint'),
    answer: json(),
    createdAt: moment('created_at'),
  },
})

/** Worked out by the database, so that its planner knows how rare a weekday or an hour is: ISO weekday and minute of the day in Seoul. */
const derived = (name: string): EntitySchemaColumnOptions => ({ type: 'smallint', name, select: false, insert: false })

type Derived = Partial<Record<'startWeekday' | 'startMinute', number>>
export type ProgramRow = Program & Derived & { searchJamo: string; demo: boolean; createdAt: Date }
export const programs = new EntitySchema<ProgramRow>({
  name: 'programs',
  columns: {
    id: id(),
    portal: text(),
    externalId: text({ name: 'external_id', ...nullable }),
    organisationId: uuid({ name: 'organisation_id', ...nullable }),
    organisationName: text({ name: 'organisation_name' }),
    title: text(),
    description: text(),
    kind: text(),
    club: flag(),
    category: text(),
    sido: text(),
    sigungu: text(nullable),
    place: text(),
    online: flag(),
    startsAt: moment('starts_at'),
    startWeekday: derived('start_weekday'),
    startMinute: derived('start_minute'),
    endsAt: moment('ends_at'),
    capacity: count(),
    seatsTaken: { type: 'integer', name: 'seats_taken', default: 0 },
    approval: text(),
    minAge: { type: 'smallint', name: 'min_age' },
    maxAge: { type: 'smallint', name: 'max_age' },
    recruitUntil: moment('recruit_until'),
    cancelUntil: moment('cancel_until'),
    preparation: text(),
    contact: text(),
    careers: { type: 'text', array: true },
    certificate: text(),
    state: text(),
    url: text(nullable),
    searchJamo: text({ name: 'search_jamo' }),
    demo: flag(),
    createdAt: moment('created_at'),
  },
})

export const applications = new EntitySchema<Application>({
  name: 'applications',
  columns: {
    id: id(),
    programId: uuid({ name: 'program_id' }),
    volunteerId: uuid({ name: 'volunteer_id' }),
    state: text(),
    people: count(),
    appliedAt: moment('applied_at'),
    changedAt: moment('changed_at'),
  },
})

export interface ApplicationEventRow {
  id: string
  applicationId: string
  fromState: string | null
  toState: string
  actor: string
  reason: string | null
  at: Date
}
export const applicationEvents = new EntitySchema<ApplicationEventRow>({
  name: 'application_events',
  columns: {
    id: serial(),
    applicationId: uuid({ name: 'application_id' }),
    fromState: text({ name: 'from_state', ...nullable }),
    toState: text({ name: 'to_state' }),
    actor: text(),
    reason: text(nullable),
    at: moment('at'),
  },
})

export const intentions = new EntitySchema<{ volunteerId: string; programId: string; createdAt: Date }>({
  name: 'intentions',
  columns: {
    volunteerId: uuid({ name: 'volunteer_id', primary: true }),
    programId: uuid({ name: 'program_id', primary: true }),
    createdAt: moment('created_at'),
  },
})

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
