/** How the channels fare: one row each, so that a channel that is refused rests in every process. */
import { EntitySchema } from 'typeorm'
import { optional } from './columns.js'
import type { Tx } from './transaction.js'

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

/** The channel, held until the transaction ends, and whether it rests: by the service's clock, and no longer in real time either. */
export async function lockChannel(tx: Tx, name: string, now: Date): Promise<ChannelRow & { isPaused: boolean }> {
  const [row] = await tx.query(
    `SELECT name, strikes, reason, accepted_at AS "acceptedAt", paused_until AS "pausedUntil", paused_real AS "pausedReal",
            coalesce(paused_until > $2 AND paused_real > clock_timestamp(), false) AS "isPaused"
       FROM channels WHERE name = $1 FOR UPDATE`,
    [name, now],
  )
  return row
}

export function allChannels(tx: Tx): Promise<ChannelRow[]> {
  return tx.getRepository(channels).find({ order: { name: 'ASC' } })
}

export interface Pause {
  readonly strikes: number
  readonly reason: string | null
  readonly now: Date
  readonly until: Date
}

export async function pauseChannel(tx: Tx, name: string, { strikes, reason, now, until }: Pause): Promise<void> {
  await tx.query(
    `UPDATE channels SET strikes = $2, reason = $3, paused_until = $5,
            paused_real = clock_timestamp() + ($5::timestamptz - $4::timestamptz) WHERE name = $1`,
    [name, strikes, reason, now, until],
  )
}

export async function openChannel(tx: Tx, name: string, acceptedAt: Date): Promise<void> {
  const changes = { strikes: 0, reason: null, pausedUntil: null, pausedReal: null, acceptedAt }
  await tx.getRepository(channels).update(name, changes)
}
