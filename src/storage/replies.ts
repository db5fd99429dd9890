/**
 * What is said later in a chat: written with the turn it answers, claimed with a lease, settled after it was said. Leases and pauses are
 * real time, for the desk may set its clock while something is on its way.
 */
import { EntitySchema } from 'typeorm'
import type { Place } from '../platform/cipher.js'
import { id, moment, nullable, text, uuid } from './columns.js'
import type { Tx } from './transaction.js'

export interface ReplyRow {
  id: string
  accountId: string
  /** Null once it is settled: what was said stands in the transcript. */
  answerSealed: Buffer | null
  /** How many of its messages were said. */
  sentParts: number
  attempts: number
  leasedUntil: Date | null
  state: 'due' | 'sent' | 'failed'
  failure: string | null
  createdAt: Date
  settledAt: Date | null
}
export const replies = new EntitySchema<ReplyRow>({
  name: 'replies',
  columns: {
    id: id(),
    accountId: uuid({ name: 'account_id' }),
    answerSealed: { type: 'bytea', name: 'answer_sealed', ...nullable },
    sentParts: { type: 'smallint', name: 'sent_parts', default: 0 },
    attempts: { type: 'smallint', default: 0 },
    leasedUntil: moment('leased_until', nullable),
    state: text({ default: 'due' }),
    failure: text(nullable),
    createdAt: moment('created_at'),
    settledAt: moment('settled_at', nullable),
  },
})

export interface ClaimedReply extends Pick<ReplyRow, 'id' | 'sentParts' | 'attempts' | 'createdAt'> {
  readonly answerSealed: Buffer
  /** Who the messenger calls the person of the account. */
  readonly userKey: string
}

const CLAIM = `
  UPDATE replies r SET leased_until = clock_timestamp() + $2 * interval '1 millisecond', attempts = r.attempts + 1
    FROM messenger_accounts a
   WHERE a.id = r.account_id AND r.id IN (
     SELECT due.id FROM replies due JOIN messenger_accounts m ON m.id = due.account_id
      WHERE due.state = 'due' AND m.messenger = $1 AND (due.leased_until IS NULL OR due.leased_until < clock_timestamp())
        AND NOT EXISTS (SELECT FROM replies earlier WHERE earlier.account_id = due.account_id AND earlier.state = 'due'
          AND (earlier.created_at, earlier.id) < (due.created_at, due.id))
      ORDER BY due.created_at LIMIT $3 FOR UPDATE OF due SKIP LOCKED)
  RETURNING r.id, r.answer_sealed AS "answerSealed", r.sent_parts AS "sentParts", r.attempts, r.created_at AS "createdAt",
    a.user_key AS "userKey"`

const HOLD = `UPDATE replies SET leased_until = clock_timestamp() + $2 * interval '1 millisecond'`

export async function addReply(
  tx: Tx,
  reply: Pick<ReplyRow, 'id' | 'accountId' | 'answerSealed' | 'createdAt'>,
): Promise<void> {
  await tx.getRepository(replies).insert(reply)
}

/** Takes up to `most` for `leaseMs`, oldest first; of one account only the oldest unsaid one, so that what is said stays in order. */
export async function claimReplies(tx: Tx, messenger: string, most: number, leaseMs: number): Promise<ClaimedReply[]> {
  const [rows]: [ClaimedReply[]] = await tx.query(CLAIM, [messenger, leaseMs, most])
  return rows.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
}

/** The lease begins anew. */
export async function markPartSent(tx: Tx, id: string, sentParts: number, leaseMs: number): Promise<void> {
  await tx.query(`${HOLD}, sent_parts = $3 WHERE id = $1`, [id, leaseMs, sentParts])
}

/** Can be taken again after `pauseMs`. */
export async function postponeReply(tx: Tx, id: string, failure: string, pauseMs: number): Promise<void> {
  await tx.query(`${HOLD}, failure = $3 WHERE id = $1`, [id, pauseMs, failure])
}

/** Said, or given up because of `failure`. */
export async function settleReply(tx: Tx, id: string, failure: string | null, settledAt: Date): Promise<void> {
  const state = failure === null ? 'sent' : 'failed'
  await tx.getRepository(replies).update(id, { state, failure, settledAt, leasedUntil: null, answerSealed: null })
}

export function placeOfReply(id: string): Place {
  return { table: 'replies', column: 'answer_sealed', row: id }
}

/** Where what waited when migration 0040 moved it was sealed. */
export function formerPlaceOfReply(id: string): Place {
  return { table: 'outbox', column: 'payload_sealed', row: id }
}
