/** Turns lie by the month: months are there before they begin, and go whole once everything in them was kept long enough. */
import { type Clock, monthsAfter } from '../platform/clock.js'
import type { Transactions } from '../storage/transaction.js'
import { dropTurnMonths, makeTurnMonths } from '../storage/turn-months.js'
import type { Keep } from './retention.js'

export interface TurnMonths {
  /** Makes the running month and those to come that are missing; turns that were said before theirs was made are moved. Returns how many. */
  prepare(): Promise<number>
  /** Drops the months that ended longer ago than conversations are kept. Returns how many. */
  drop(): Promise<number>
}

export interface TurnMonthsParts {
  readonly transactions: Transactions
  readonly clock: Clock
  readonly keep: Pick<Keep, 'turnsDays'>
}

/** How many months are made ahead of the one that is running. */
const AHEAD = 3
const DAY_MS = 24 * 60 * 60 * 1000

/** Both fail, and are to be tried later, when turns keep the table busy for half a second. Several processes may do them at once. */
export function createTurnMonths({ transactions, clock, keep }: TurnMonthsParts): TurnMonths {
  return {
    prepare() {
      const now = clock.now()
      return transactions.run(tx => makeTurnMonths(tx, now, monthsAfter(now, AHEAD)))
    },
    drop() {
      const before = new Date(clock.now().getTime() - keep.turnsDays * DAY_MS)
      return transactions.run(tx => dropTurnMonths(tx, before))
    },
  }
}
