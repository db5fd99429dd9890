/** Whether messages may be sent to phones now: refused as a whole, the channel rests in every process and is tried again with one message. */
import type { SolapiRefusal } from '../messengers/solapi/response.js'
import type { Alert } from '../platform/alert.js'
import type { Clock } from '../platform/clock.js'
import type { Log } from '../platform/log.js'
import { type ChannelRow, lockChannel, openChannel, pauseChannel } from '../storage/channels.js'
import type { Transactions, Tx } from '../storage/transaction.js'
import type { NoticeCounts } from './notice-counts.js'
import { jittered } from './retries.js'

export const PHONE = 'phone'

export interface ChannelParts {
  readonly transactions: Transactions
  readonly clock: Clock
  readonly log: Log
  readonly alert: Alert
  readonly counts: Pick<NoticeCounts, 'refused'>
}

/** For how long whoever tries a channel that rested is the only one. */
const PROBE_MS = 15_000
/** `refused` needs somebody to put it right, `down` passes by itself. Each rest is longer than the one before. */
const PAUSES = {
  refused: { firstMs: 5_000, longestMs: 2 * 60_000 },
  down: { firstMs: 1_000, longestMs: 20_000 },
}
const MOST_ASKED_FOR_MS = 10 * 60_000
/** So many failures in a row without an answer raise an alert: they take some minutes. */
const DOWN_STRIKES = 8

/**
 * Claims by `claim` unless the channel rests. After a failure of the whole channel `probing` is true: then one message is tried, by one
 * process; nothing claimed, nothing tried.
 */
export async function claimOpen<T>(
  clock: Clock,
  tx: Tx,
  claim: (channel: ChannelRow, probing: boolean) => Promise<T | undefined>,
): Promise<T | undefined> {
  const now = clock.now()
  const channel = await lockChannel(tx, PHONE, now)
  if (channel.isPaused) return undefined
  const probing = channel.strikes > 0
  const claimed = await claim(channel, probing)
  if (claimed && probing) await pauseChannel(tx, PHONE, { ...channel, now, until: new Date(now.getTime() + PROBE_MS) })
  return claimed
}

/** The vendor took something: whatever waits may go. */
export async function noteAccepted({ transactions, clock, log }: ChannelParts): Promise<void> {
  const strikes = await transactions.run(async tx => {
    const channel = await lockChannel(tx, PHONE, clock.now())
    await openChannel(tx, PHONE, clock.now())
    return channel.strikes
  })
  if (strikes > 0) log.info({ channel: PHONE, strikes }, 'the channel is open again')
}

/** Nothing can be sent for now: the channel rests, longer every time. */
export async function noteTrouble(parts: ChannelParts, refusal: SolapiRefusal): Promise<void> {
  const { transactions, clock, log, alert, counts } = parts
  const { code, reach, retryAfterMs = 0 } = refusal
  const isDown = reach === 'passing'
  const strikes = await transactions.run(async tx => {
    const now = clock.now()
    const channel = await lockChannel(tx, PHONE, now)
    const { firstMs, longestMs } = PAUSES[isDown ? 'down' : 'refused']
    const pauseMs = jittered(Math.min(longestMs, firstMs * 2 ** Math.min(channel.strikes, 20)))
    const until = new Date(now.getTime() + Math.max(pauseMs, Math.min(retryAfterMs, MOST_ASKED_FOR_MS)))
    await pauseChannel(tx, PHONE, { strikes: channel.strikes + 1, reason: code, now, until })
    return channel.strikes + 1
  })
  counts.refused(reach)
  log.warn({ channel: PHONE, code, reach, strikes }, 'the channel rests')
  if (!isDown) alert.raise('phone-refused', `SOLAPI refuses what we send (${code}); notices wait until it is put right`)
  else if (strikes >= DOWN_STRIKES)
    alert.raise('phone-down', `SOLAPI has not answered ${strikes} times (${code}); notices wait`)
}
