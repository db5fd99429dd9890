/**
 * The outbox: rows written with the fact they tell, claimed with a lease, settled after sending. When a row is due is a rule and goes by
 * the service's clock; leases and pauses are real time, for the desk may set its clock while something is on its way.
 */

import { EntitySchema } from 'typeorm'
import type { Place } from '../platform/cipher.js'
import { optional } from './columns.js'
import type { Tx } from './transaction.js'

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

export type Outgoing = OutboxRow
export type NewOutgoing = Pick<
  OutboxRow,
  'id' | 'kind' | 'channel' | 'onceKey' | 'volunteerId' | 'accountId' | 'payloadSealed' | 'runAt'
>
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

const update = (tx: Tx, id: string, changes: Partial<OutboxRow>) => tx.getRepository(outbox).update(id, changes)

/** A row with a known `onceKey` is not written again: told once. */
export async function addOutgoing(tx: Tx, outgoing: NewOutgoing, createdAt: Date): Promise<void> {
  await tx
    .getRepository(outbox)
    .createQueryBuilder()
    .insert()
    .values({ ...outgoing, createdAt })
    .orIgnore()
    .updateEntity(false)
    .execute()
}

/**
 * Takes up to `most` rows of the channel that are due, for `leaseMs`, oldest first. Of one messenger account only the oldest unsent
 * row is taken, so that what is said stays in order.
 */
export async function claimOutgoing(
  tx: Tx,
  channel: string,
  most: number,
  leaseMs: number,
  now: Date,
): Promise<Outgoing[]> {
  const [rows]: [Outgoing[]] = await tx.query(CLAIM, [channel, now, leaseMs, most])
  return rows.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
}

export async function markSent(tx: Tx, id: string, vendorMessageId: string | null, settledAt: Date): Promise<void> {
  await update(tx, id, { state: 'sent', vendorMessageId, settledAt, leasedUntil: null, failure: null })
}

/** The lease begins anew. */
export async function markPartSent(tx: Tx, id: string, sentParts: number, leaseMs: number): Promise<void> {
  await tx.query(`${HOLD}, sent_parts = $3 WHERE id = $1`, [id, leaseMs, sentParts])
}

/** Can be taken again after `pauseMs`. */
export async function postponeOutgoing(tx: Tx, id: string, failure: string, pauseMs: number): Promise<void> {
  await tx.query(`${HOLD}, failure = $3 WHERE id = $1`, [id, pauseMs, failure])
}

export async function giveUpOutgoing(tx: Tx, id: string, failure: string, settledAt: Date): Promise<void> {
  await update(tx, id, { state: 'failed', failure, settledAt, leasedUntil: null })
}

export function placeOfPayload(id: string): Place {
  return { table: 'outbox', column: 'payload_sealed', row: id }
}
