/** The tables of notices as TypeORM knows them. */
import { EntitySchema } from 'typeorm'

const optional = (name?: string) => ({ nullable: true, ...(name ? { name } : {}) })

/** A fact to tell: to whom, due when, worth telling until when. */
export interface NoticeRow {
  id: string
  kind: string
  onceKey: string
  volunteerId: string | null
  accountId: string | null
  /** What it is about: of an application its id. */
  subject: string | null
  factsSealed: Buffer
  due: Date
  notAfter: Date
  state: 'waiting' | 'sent' | 'refused' | 'expired'
  /** Why it is still waiting, or why it was given up: a code, never a person's words. */
  reason: string | null
  tries: number
  /** Not before that, after something went wrong. `…Real`: see `storage/notices.ts`. */
  nextAt: Date | null
  nextReal: Date | null
  /** Since when it may be the one for which a whole call is refused. */
  suspectSince: Date | null
  claim: string | null
  claimedUntil: Date | null
  claimedReal: Date | null
  createdAt: Date
  settledAt: Date | null
}
export const notices = new EntitySchema<NoticeRow>({
  name: 'notices',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    kind: { type: 'text' },
    onceKey: { type: 'text', name: 'once_key' },
    volunteerId: { type: 'uuid', ...optional('volunteer_id') },
    accountId: { type: 'uuid', ...optional('account_id') },
    subject: { type: 'uuid', ...optional() },
    factsSealed: { type: 'bytea', name: 'facts_sealed' },
    due: { type: 'timestamptz' },
    notAfter: { type: 'timestamptz', name: 'not_after' },
    state: { type: 'text', default: 'waiting' },
    reason: { type: 'text', ...optional() },
    tries: { type: 'integer', default: 0 },
    nextAt: { type: 'timestamptz', ...optional('next_at') },
    nextReal: { type: 'timestamptz', ...optional('next_real') },
    suspectSince: { type: 'timestamptz', ...optional('suspect_since') },
    claim: { type: 'uuid', ...optional() },
    claimedUntil: { type: 'timestamptz', ...optional('claimed_until') },
    claimedReal: { type: 'timestamptz', ...optional('claimed_real') },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    settledAt: { type: 'timestamptz', ...optional('settled_at') },
  },
})

/** One try of telling a notice on one channel. It is written before the vendor is asked to send, and open until it is known. */
export interface AttemptRow {
  id: string
  noticeId: string
  channel: string
  vendor: string
  groupId: string
  messageId: string | null
  outcome: 'open' | 'sent' | 'refused' | 'withdrawn' | 'unknown'
  reason: string | null
  begunAt: Date
  settledAt: Date | null
}
export const attempts = new EntitySchema<AttemptRow>({
  name: 'attempts',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    noticeId: { type: 'uuid', name: 'notice_id' },
    channel: { type: 'text' },
    vendor: { type: 'text' },
    groupId: { type: 'text', name: 'group_id' },
    messageId: { type: 'text', ...optional('message_id') },
    outcome: { type: 'text', default: 'open' },
    reason: { type: 'text', ...optional() },
    begunAt: { type: 'timestamptz', name: 'begun_at' },
    settledAt: { type: 'timestamptz', ...optional('settled_at') },
  },
})

/** How a channel fares, for all processes: `strikes` failures in a row, resting until `pausedUntil`. */
export interface ChannelRow {
  name: string
  strikes: number
  reason: string | null
  pausedUntil: Date | null
  pausedReal: Date | null
  acceptedAt: Date | null
}
export const channels = new EntitySchema<ChannelRow>({
  name: 'channels',
  columns: {
    name: { type: 'text', primary: true },
    strikes: { type: 'integer', default: 0 },
    reason: { type: 'text', ...optional() },
    pausedUntil: { type: 'timestamptz', ...optional('paused_until') },
    pausedReal: { type: 'timestamptz', ...optional('paused_real') },
    acceptedAt: { type: 'timestamptz', ...optional('accepted_at') },
  },
})
