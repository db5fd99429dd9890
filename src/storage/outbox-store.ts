/** The outbox: rows written with the fact they tell, claimed with a lease, settled after sending. */
import { type OutboxRow, outbox } from './tables-of-talk.js'
import type { Tx } from './transaction.js'

export type Outgoing = OutboxRow
export type NewOutgoing = Pick<
  OutboxRow,
  'kind' | 'channel' | 'onceKey' | 'volunteerId' | 'accountId' | 'payloadSealed' | 'runAt'
>

export interface OutboxStore {
  /** A row with a known `onceKey` is not written again: told once. */
  add(tx: Tx, outgoing: NewOutgoing, now: Date): Promise<void>
  /**
   * Takes up to `most` rows of the channel that are due, for `leaseMs`. Of one messenger account only the oldest unsent row is taken,
   * so that what is said stays in order.
   */
  claim(tx: Tx, channel: string, most: number, leaseMs: number, now: Date): Promise<Outgoing[]>
  markSent(tx: Tx, id: string, vendorMessageId: string | null, now: Date): Promise<void>
  markPartSent(tx: Tx, id: string, sentParts: number): Promise<void>
  /** Tries again at `runAt`, or gives up when there is none. */
  markFailed(tx: Tx, id: string, failure: string, runAt: Date | undefined, now: Date): Promise<void>
}

const CLAIM = `
  UPDATE outbox SET leased_until = $3, attempts = attempts + 1
   WHERE id IN (
     SELECT o.id FROM outbox o
      WHERE o.state = 'due' AND o.channel = $1 AND o.run_at <= $2 AND (o.leased_until IS NULL OR o.leased_until < $2)
        AND NOT EXISTS (SELECT FROM outbox earlier WHERE earlier.account_id = o.account_id AND earlier.state = 'due'
          AND earlier.channel = o.channel AND (earlier.created_at, earlier.id) < (o.created_at, o.id))
      ORDER BY o.run_at LIMIT $4 FOR UPDATE SKIP LOCKED)
  RETURNING id, kind, channel, once_key AS "onceKey", volunteer_id AS "volunteerId", account_id AS "accountId",
    payload_sealed AS "payloadSealed", run_at AS "runAt", attempts, leased_until AS "leasedUntil", sent_parts AS "sentParts", state,
    vendor_message_id AS "vendorMessageId", failure, created_at AS "createdAt", settled_at AS "settledAt"`

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
      const [rows] = await tx.query(CLAIM, [channel, now, new Date(now.getTime() + leaseMs), most])
      return rows
    },
    async markSent(tx, id, vendorMessageId, settledAt) {
      await update(tx, id, { state: 'sent', vendorMessageId, settledAt, leasedUntil: null, failure: null })
    },
    async markPartSent(tx, id, sentParts) {
      await update(tx, id, { sentParts })
    },
    async markFailed(tx, id, failure, runAt, now) {
      await update(
        tx,
        id,
        runAt ? { failure, runAt, leasedUntil: null } : { failure, state: 'failed', settledAt: now, leasedUntil: null },
      )
    },
  }
}
