/**
 * The outbox: rows written with the fact they tell, claimed with a lease, settled after sending. When a row is due is a rule and goes by
 * the service's clock; leases and pauses are real time, for the desk may set its clock while something is on its way.
 */
import type { Place } from '../platform/cipher.js'
import { type OutboxRow, outbox } from './tables-of-talk.js'
import type { Tx } from './transaction.js'

export type Outgoing = OutboxRow
export type NewOutgoing = Pick<
  OutboxRow,
  'id' | 'kind' | 'channel' | 'onceKey' | 'volunteerId' | 'accountId' | 'payloadSealed' | 'runAt'
>

export interface OutboxStore {
  /** A row with a known `onceKey` is not written again: told once. */
  add(tx: Tx, outgoing: NewOutgoing, now: Date): Promise<void>
  /**
   * Takes up to `most` rows of the channel that are due, for `leaseMs`, oldest first. Of one messenger account only the oldest unsent
   * row is taken, so that what is said stays in order.
   */
  claim(tx: Tx, channel: string, most: number, leaseMs: number, now: Date): Promise<Outgoing[]>
  markSent(tx: Tx, id: string, vendorMessageId: string | null, now: Date): Promise<void>
  /** The lease begins anew. */
  markPartSent(tx: Tx, id: string, sentParts: number, leaseMs: number): Promise<void>
  /** Can be taken again after `pauseMs`. */
  postpone(tx: Tx, id: string, failure: string, pauseMs: number): Promise<void>
  giveUp(tx: Tx, id: string, failure: string, now: Date): Promise<void>
}

const CLAIM = `
  UPDATE outbox SET leased_until = clock_timestamp() + $3 * interval '1 millisecond', attempts = attempts + 1
   WHERE id IN (
     SELECT o.id FROM outbox o
      WHERE o.state = 'due' AND o.channel = $1 AND (o.run_at <= $2 OR o.run_at <= o.created_at)
        AND (o.leased_until IS NULL OR o.leased_until < clock_timestamp())
        AND NOT EXISTS (SELECT FROM outbox earlier WHERE o.channel = 'talktalk' AND earlier.account_id = o.account_id AND earlier.state = 'due'
          AND earlier.channel = o.channel AND (earlier.created_at, earlier.id) < (o.created_at, o.id))
      ORDER BY o.run_at LIMIT $4 FOR UPDATE SKIP LOCKED)
  RETURNING id, kind, channel, once_key AS "onceKey", volunteer_id AS "volunteerId", account_id AS "accountId",
    payload_sealed AS "payloadSealed", run_at AS "runAt", attempts, leased_until AS "leasedUntil", sent_parts AS "sentParts", state,
    vendor_message_id AS "vendorMessageId", failure, created_at AS "createdAt", settled_at AS "settledAt"`

const HOLD = `UPDATE outbox SET leased_until = clock_timestamp() + $2 * interval '1 millisecond'`

export function createOutboxStore(): OutboxStore {
  const update = (tx: Tx, id: string, changes: Partial<OutboxRow>) => tx.getRepository(outbox).update(id, changes)
  return {
    async add(tx, outgoing, createdAt) {
      await tx
        .getRepository(outbox)
        .createQueryBuilder()
        .insert()
        .values({ ...outgoing, createdAt })
        .orIgnore()
        .updateEntity(false)
        .execute()
    },
    async claim(tx, channel, most, leaseMs, now) {
      const [rows]: [Outgoing[]] = await tx.query(CLAIM, [channel, now, leaseMs, most])
      return rows.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
    },
    async markSent(tx, id, vendorMessageId, settledAt) {
      await update(tx, id, { state: 'sent', vendorMessageId, settledAt, leasedUntil: null, failure: null })
    },
    async markPartSent(tx, id, sentParts, leaseMs) {
      await tx.query(`${HOLD}, sent_parts = $3 WHERE id = $1`, [id, leaseMs, sentParts])
    },
    async postpone(tx, id, failure, pauseMs) {
      await tx.query(`${HOLD}, failure = $3 WHERE id = $1`, [id, pauseMs, failure])
    },
    async giveUp(tx, id, failure, settledAt) {
      await update(tx, id, { state: 'failed', failure, settledAt, leasedUntil: null })
    },
  }
}

export function placeOfPayload(id: string): Place {
  return { table: 'outbox', column: 'payload_sealed', row: id }
}
