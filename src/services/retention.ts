/** Keeping no longer than is said: conversations, originals of what was masked, answers kept for repeats, what was told, sessions, invitations. */
import type { Clock } from '../platform/clock.js'
import { type Kept, removeKept } from '../storage/retention.js'
import type { Transactions } from '../storage/transaction.js'

/** For how long each is kept. */
export interface Keep {
  readonly turnsDays: number
  readonly originalsDays: number
  readonly answersHours: number
  /** Of what was told or given up, from then on. */
  readonly noticesDays: number
}

export const USUAL_KEEP: Keep = { turnsDays: 180, originalsDays: 30, answersHours: 24, noticesDays: 90 }

export interface Retention {
  readonly keep: Keep
  /** Removes what is old enough, in batches with a transaction each. Returns how many rows went or lost something. */
  sweep(): Promise<number>
}

export interface RetentionParts {
  readonly transactions: Transactions
  readonly clock: Clock
  readonly keep: Keep
}

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
const BATCH = 500

export function createRetention({ transactions, clock, keep }: RetentionParts): Retention {
  const ages: Readonly<Record<Kept, number>> = {
    turns: keep.turnsDays * DAY_MS,
    conversations: keep.turnsDays * DAY_MS,
    agentRequests: keep.turnsDays * DAY_MS,
    disputes: keep.turnsDays * DAY_MS,
    originals: keep.originalsDays * DAY_MS,
    answers: keep.answersHours * HOUR_MS,
    idempotentAnswers: keep.answersHours * HOUR_MS,
    notices: keep.noticesDays * DAY_MS,
    replies: keep.noticesDays * DAY_MS,
    staffSessions: 0,
    staffInvites: 0,
  }
  const removeAll = async (kept: Kept, before: Date) => {
    let all = 0
    for (;;) {
      const removed = await transactions.run(tx => removeKept(tx, kept, before, BATCH))
      all += removed
      if (removed < BATCH) return all
    }
  }
  return {
    keep,
    async sweep() {
      const now = clock.now().getTime()
      let all = 0
      for (const [kept, age] of Object.entries(ages) as [Kept, number][])
        all += await removeAll(kept, new Date(now - age))
      return all
    },
  }
}
