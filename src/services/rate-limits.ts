/** How often something may be done: counted by keyed hashes in windows of time, all or nothing, also by many at the same moment. */
import type { Cipher } from '../platform/cipher.js'
import { type Clock, seoulDay, seoulMoment } from '../platform/clock.js'
import { giveBackAllowance, takeAllowance, usedAllowance } from '../storage/tokens.js'
import type { Tx } from '../storage/transaction.js'

const HOUR_MS = 60 * 60 * 1000

/** At most so many in this clock hour, or on this day in Seoul, for the value. */
export interface RateLimit {
  /** Keeps counters apart; the same purpose has the same limit everywhere. */
  readonly purpose: string
  readonly value: string
  readonly most: number
  readonly per: 'hour' | 'day'
}

export interface RateLimits {
  /** Takes one of each; when one of them is used up it is returned, and nothing was taken. */
  take<T extends RateLimit>(tx: Tx, wanted: readonly T[]): Promise<T | undefined>
  /** Gives back what `take` took in this transaction. */
  giveBack(tx: Tx, taken: readonly RateLimit[]): Promise<void>
  isUsedUp(tx: Tx, one: RateLimit): Promise<boolean>
}

export function createRateLimits(parts: { cipher: Cipher; clock: Clock }): RateLimits {
  const { cipher, clock } = parts
  const bucketOf = ({ purpose, value, per }: RateLimit): [Buffer, Date] => {
    const now = clock.now()
    const startsAt =
      per === 'hour' ? new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS) : seoulMoment(seoulDay(now), '00:00')
    return [cipher.fingerprint(`allowance ${purpose} a ${per}`, value), startsAt]
  }
  const rateLimits: RateLimits = {
    async take(tx, wanted) {
      for (const [at, one] of wanted.entries()) {
        if (await takeAllowance(tx, ...bucketOf(one), one.most)) continue
        await rateLimits.giveBack(tx, wanted.slice(0, at))
        return one
      }
      return undefined
    },
    async giveBack(tx, taken) {
      for (const one of taken) await giveBackAllowance(tx, ...bucketOf(one))
    },
    async isUsedUp(tx, one) {
      return (await usedAllowance(tx, ...bucketOf(one))) >= one.most
    },
  }
  return rateLimits
}
