/** The tables of talk, outbox and staff as TypeORM knows them. */
import { EntitySchema } from 'typeorm'
import type { Actor } from '../domain/access.js'
import type { Grasp } from '../domain/grasp.js'

const optional = (name?: string) => ({ nullable: true, ...(name ? { name } : {}) })

export interface TurnRow {
  id: string
  accountId: string
  messenger: 'kakao' | 'talktalk'
  requestKey: string | null
  at: Date
  utterance: string
  utteranceSealed: Buffer | null
  intent: string | null
  confidence: number | null
  band: string | null
  slots: object
  flow: string | null
  step: string | null
  outcome: string
  grasp: Grasp
  reply: object
  answerSealed: Buffer | null
  ms: number
  /** 0: written before everything personal was masked. */
  masking: number
}
export const turns = new EntitySchema<TurnRow & { searchLetters?: string }>({
  name: 'turns',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    accountId: { type: 'uuid', name: 'account_id' },
    messenger: { type: 'text' },
    requestKey: { type: 'text', ...optional('request_key') },
    at: { type: 'timestamptz' },
    utterance: { type: 'text' },
    utteranceSealed: { type: 'bytea', ...optional('utterance_sealed') },
    intent: { type: 'text', ...optional() },
    confidence: { type: 'real', ...optional() },
    band: { type: 'text', ...optional() },
    slots: { type: 'jsonb' },
    flow: { type: 'text', ...optional() },
    step: { type: 'text', ...optional() },
    outcome: { type: 'text' },
    grasp: { type: 'text', default: 'clear' },
    /** Worked out by the database from the utterance. */
    searchLetters: { type: 'text', name: 'search_letters', select: false, insert: false },
    reply: { type: 'jsonb' },
    answerSealed: { type: 'bytea', ...optional('answer_sealed') },
    ms: { type: 'integer' },
    masking: { type: 'smallint', default: 1 },
  },
})

export interface AgentRequestRow {
  id: string
  accountId: string
  topic: string
  topicSealed: Buffer
  state: 'open' | 'done'
  createdAt: Date
  doneAt: Date | null
  doneBy: string | null
  /** 0: written before everything personal was masked. */
  masking: number
}
export const agentRequests = new EntitySchema<AgentRequestRow>({
  name: 'agent_requests',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    accountId: { type: 'uuid', name: 'account_id' },
    topic: { type: 'text' },
    topicSealed: { type: 'bytea', name: 'topic_sealed' },
    state: { type: 'text', default: 'open' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    doneAt: { type: 'timestamptz', ...optional('done_at') },
    doneBy: { type: 'uuid', ...optional('done_by') },
    masking: { type: 'smallint', default: 1 },
  },
})

export interface OutboxRow {
  id: string
  kind: string
  channel: string
  onceKey: string
  volunteerId: string | null
  accountId: string | null
  payloadSealed: Buffer
  runAt: Date
  attempts: number
  leasedUntil: Date | null
  sentParts: number
  state: 'due' | 'sent' | 'failed'
  vendorMessageId: string | null
  failure: string | null
  createdAt: Date
  settledAt: Date | null
}
export const outbox = new EntitySchema<OutboxRow>({
  name: 'outbox',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    kind: { type: 'text' },
    channel: { type: 'text' },
    onceKey: { type: 'text', name: 'once_key' },
    volunteerId: { type: 'uuid', ...optional('volunteer_id') },
    accountId: { type: 'uuid', ...optional('account_id') },
    payloadSealed: { type: 'bytea', name: 'payload_sealed' },
    runAt: { type: 'timestamptz', name: 'run_at' },
    attempts: { type: 'smallint', default: 0 },
    leasedUntil: { type: 'timestamptz', ...optional('leased_until') },
    sentParts: { type: 'smallint', name: 'sent_parts', default: 0 },
    state: { type: 'text', default: 'due' },
    vendorMessageId: { type: 'text', ...optional('vendor_message_id') },
    failure: { type: 'text', ...optional() },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    settledAt: { type: 'timestamptz', ...optional('settled_at') },
  },
})

export interface StaffRow {
  id: string
  email: string
  role: 'viewer' | 'reviewer' | 'manager' | 'admin'
  organisationId: string | null
  passwordHash: string | null
  inviteHash: Buffer | null
  inviteExpiresAt: Date | null
  createdAt: Date
  disabledAt: Date | null
  signedInAt: Date | null
}
export const staff = new EntitySchema<StaffRow>({
  name: 'staff',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    email: { type: 'text' },
    role: { type: 'text' },
    organisationId: { type: 'uuid', ...optional('organisation_id') },
    passwordHash: { type: 'text', ...optional('password_hash') },
    inviteHash: { type: 'bytea', ...optional('invite_hash') },
    inviteExpiresAt: { type: 'timestamptz', ...optional('invite_expires_at') },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    disabledAt: { type: 'timestamptz', ...optional('disabled_at') },
    signedInAt: { type: 'timestamptz', ...optional('signed_in_at') },
  },
})

export interface StaffSessionRow {
  hash: Buffer
  staffId: string
  csrf: string
  createdAt: Date
  expiresAt: Date
}
export const staffSessions = new EntitySchema<StaffSessionRow>({
  name: 'staff_sessions',
  columns: {
    hash: { type: 'bytea', primary: true },
    staffId: { type: 'uuid', name: 'staff_id' },
    csrf: { type: 'text' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
  },
})

export interface StaffDeviceRow {
  hash: Buffer
  staffId: string
  seenAt: Date
}
export const staffDevices = new EntitySchema<StaffDeviceRow>({
  name: 'staff_devices',
  columns: {
    hash: { type: 'bytea', primary: true },
    staffId: { type: 'uuid', name: 'staff_id' },
    seenAt: { type: 'timestamptz', name: 'seen_at' },
  },
})

export interface AccessRow {
  id: string
  at: Date
  actor: Actor
  actorId: string | null
  address: string
  action: string
  volunteerIds: string[]
  accountIds: string[]
  details: object
}
export const accessLog = new EntitySchema<AccessRow>({
  name: 'access_log',
  columns: {
    id: { type: 'uuid', primary: true },
    at: { type: 'timestamptz', primary: true },
    actor: { type: 'text' },
    actorId: { type: 'uuid', ...optional('actor_id') },
    address: { type: 'text' },
    action: { type: 'text' },
    volunteerIds: { type: 'uuid', name: 'volunteer_ids', array: true },
    accountIds: { type: 'uuid', name: 'account_ids', array: true },
    details: { type: 'jsonb' },
  },
})

export interface AccessWordsRow {
  accessId: string
  at: Date
  wordsSealed: Buffer
}
export const accessWords = new EntitySchema<AccessWordsRow>({
  name: 'access_words',
  columns: {
    accessId: { type: 'uuid', name: 'access_id', primary: true },
    at: { type: 'timestamptz' },
    wordsSealed: { type: 'bytea', name: 'words_sealed' },
  },
})

export interface DataKeyRow {
  id: string
  checkHash: Buffer
  since: Date
}
export const dataKeys = new EntitySchema<DataKeyRow>({
  name: 'data_keys',
  columns: {
    id: { type: 'text', primary: true },
    checkHash: { type: 'bytea', name: 'check_hash' },
    since: { type: 'timestamptz' },
  },
})
