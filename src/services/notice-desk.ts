/** What waits to be told and what was given up, for those who run the service, and giving it another chance. */
import { type Clock, seoulIso } from '../platform/clock.js'
import { allChannels } from '../storage/channels.js'
import { countNotices, requeueNotices, waitingNotices } from '../storage/notice-counts.js'
import type { Tx } from '../storage/transaction.js'
import { type NoticeKind, URGENT_KINDS } from './notice-catalogue.js'

export interface ChannelState {
  readonly channel: string
  readonly state: 'open' | 'resting'
  /** Failures in a row of the channel as a whole, and the last of them. */
  readonly failures: number
  readonly reason: string | null
  readonly restsUntil: string | null
  readonly lastAcceptedAt: string | null
}

export interface WaitingOrGivenUp {
  readonly kind: string
  readonly state: 'waiting' | 'refused' | 'expired'
  readonly reason: string | null
  readonly count: number
  /** When the first of them became due, and the last was given up. */
  readonly oldestDue: string
  readonly lastGivenUpAt: string | null
}

export interface NoticeList {
  readonly channels: readonly ChannelState[]
  readonly notices: readonly WaitingOrGivenUp[]
}

export interface NoticeFilter {
  readonly kind?: NoticeKind | undefined
  /** Given up at this moment or later. */
  readonly since?: Date | undefined
}

export interface NoticeDesk {
  /** What waits or was given up, by kind, state and reason. */
  list(tx: Tx, filter?: NoticeFilter): Promise<NoticeList>
  /**
   * What was given up waits again; what has become pointless is told within a day all the same. What is urgent is given another chance only
   * when it is asked for by kind. What is not true any more is not told. Returns how many.
   */
  requeue(tx: Tx, filter: NoticeFilter): Promise<number>
  /** How many are due and wait, for how long the first of them, and how many channels rest. */
  waiting(tx: Tx): Promise<{ readonly count: number; readonly seconds: number; readonly resting: number }>
}

const ANOTHER_DAY_MS = 24 * 60 * 60_000

export function createNoticeDesk({ clock }: { clock: Clock }): NoticeDesk {
  return {
    async list(tx, filter = {}) {
      const channels = await allChannels(tx)
      const counts = await countNotices(tx, filter)
      return {
        channels: channels.map(({ name, strikes, reason, pausedUntil, acceptedAt }) => ({
          channel: name,
          state: strikes > 0 ? 'resting' : 'open',
          failures: strikes,
          reason,
          restsUntil: pausedUntil && seoulIso(pausedUntil),
          lastAcceptedAt: acceptedAt && seoulIso(acceptedAt),
        })),
        notices: counts.map(({ oldestDue, lastGivenUpAt, ...counted }) => ({
          ...counted,
          oldestDue: seoulIso(oldestDue),
          lastGivenUpAt: lastGivenUpAt && seoulIso(lastGivenUpAt),
        })),
      }
    },
    requeue(tx, filter) {
      const now = clock.now()
      return requeueNotices(tx, { ...filter, butNot: URGENT_KINDS }, now, new Date(now.getTime() + ANOTHER_DAY_MS))
    },
    async waiting(tx) {
      const now = clock.now()
      const { count, oldestDue } = await waitingNotices(tx, now)
      const seconds = oldestDue ? (now.getTime() - oldestDue.getTime()) / 1000 : 0
      return { count, seconds, resting: (await allChannels(tx)).filter(({ strikes }) => strikes > 0).length }
    },
  }
}
