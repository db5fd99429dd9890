/**
 * What is said later in a chat: written with the turn it answers, claimed with a lease, settled after it was said. Leases and pauses are
 * real time, for the desk may set its clock while something is on its way.
 */
import { EntitySchema } from 'typeorm'
import type { Place } from '../platform/cipher.js'
import type { AccountKey } from './accounts.js'
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
  /** Of the address by which it is said, where that is one of the messenger's call: each is answered once. */
  callbackHash: Buffer | null
  /** Nobody would hear it after that. */
  expiresAt: Date | null
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
    callbackHash: { type: 'bytea', name: 'callback_hash', ...nullable },
    expiresAt: moment('expires_at', nullable),
    createdAt: moment('created_at'),
    settledAt: moment('settled_at', nullable),
  },
})

export interface ClaimedReply extends Pick<ReplyRow, 'id' | 'sentParts' | 'attempts' | 'createdAt'> {
  readonly answerSealed: Buffer
  /** Who the messenger calls the person of the account. */
  readonly userKey: string
  readonly isExpired: boolean
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
    a.user_key AS "userKey", coalesce(r.expires_at < clock_timestamp(), false) AS "isExpired"`

const HOLD = `UPDATE replies SET leased_until = clock_timestamp() + $2 * interval '1 millisecond'`

export async function addReply(
  tx: Tx,
  reply: Pick<ReplyRow, 'id' | 'accountId' | 'answerSealed' | 'createdAt'>,
): Promise<void> {
  await tx.getRepository(replies).insert(reply)
}

const PROMISE = `
  INSERT INTO replies (id, account_id, answer_sealed, callback_hash, leased_until, expires_at, created_at)
  SELECT $1, a.id, $2, $3, clock_timestamp() + $4 * interval '1 millisecond', clock_timestamp() + $5 * interval '1 millisecond', $6
    FROM messenger_accounts a WHERE a.messenger = $7 AND a.user_key = $8
  ON CONFLICT (callback_hash) DO NOTHING RETURNING id`

export interface NewPromise extends AccountKey {
  readonly id: string
  readonly answerSealed: Buffer
  readonly callbackHash: Buffer
  readonly createdAt: Date
}

/** Is not taken before `leaseMs` are over. `already`: by another call for the same address; undefined: such an account is not known. */
export async function addPromise(
  tx: Tx,
  { id, answerSealed, callbackHash, createdAt, messenger, userKey }: NewPromise,
  { leaseMs, lifeMs }: { readonly leaseMs: number; readonly lifeMs: number },
): Promise<'promised' | 'already' | undefined> {
  const row = [id, answerSealed, callbackHash, leaseMs, lifeMs, createdAt, messenger, userKey]
  const added: unknown[] = await tx.query(PROMISE, row)
  if (added.length > 0) return 'promised'
  return (await tx.getRepository(replies).existsBy({ callbackHash })) ? 'already' : undefined
}

/** Something else is said than was promised, and at once. False when somebody has begun to say that. */
export async function keepPromise(tx: Tx, id: string, answerSealed: Buffer): Promise<boolean> {
  const [, kept]: [unknown, number] = await tx.query(
    `UPDATE replies SET answer_sealed = $2, leased_until = NULL WHERE id = $1 AND state = 'due' AND attempts = 0`,
    [id, answerSealed],
  )
  return kept === 1
}

/** What it holds is said at once. */
export async function releasePromise(tx: Tx, id: string): Promise<void> {
  await tx.query(`UPDATE replies SET leased_until = NULL WHERE id = $1 AND state = 'due' AND attempts = 0`, [id])
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
