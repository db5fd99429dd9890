/** How long a turn may take. Where its answer can also be said after the call has ended, a slow turn is given more. */
import { AppError } from '../platform/errors.js'
import { PROMISE_LASTS_MS } from '../services/promises.js'
import type { Afterwards, Spoken } from './turn.js'

/** The way by which an answer that is late for its call can be said. */
export interface Later {
  /**
   * Promises an answer, whatever comes of the turn; what is said if nothing does is part of it. `already`: another call has promised
   * that of this one; undefined: it cannot be promised, or not in time.
   */
  promise(withinMs: number): Promise<'promised' | 'already' | undefined>
  /** In the turn's transaction: its answer is what will be said. */
  readonly keep: Afterwards
  /** The turn is over. `needless`: the call was told after all, or it repeats one that was. */
  end(how: 'kept' | 'failed' | 'needless'): Promise<void>
}

export interface TurnTime {
  /** By `performance.now()`; later once an answer was promised. */
  endsAt(): number
  leftMs(): number
  /** Resolves when an answer was promised: the call is told that it comes later. */
  readonly promised: Promise<void>
  /** The turn has come to its answer: whether that is to be said later. Rejects where another call's turn answers. */
  isLater(): Promise<boolean>
  /** The answer is that of another call after all. */
  repeats(): void
  /** To be called once the turn is over. */
  end(spoken: Spoken): Promise<void>
}

export interface Timekeeper {
  /** @param since when the call came, by `performance.now()`. */
  begin(since: number, later?: Later): TurnTime
}

/** What is kept of the budget for finding out what became of a commit that was not answered. */
const RESERVE_MS = 700
const MOST_OF_RESERVE = 0.2
/** For promising, before the turn would be cut off. */
const PROMISING_MS = 500
const MOST_OF_PROMISING = 0.25
/** Each of them holds a connection that others wait for. */
const MOST_LATE = 3

export function createTimekeeper(budgetMs: number, mostLate = MOST_LATE): Timekeeper {
  const reserveMs = Math.min(RESERVE_MS, budgetMs * MOST_OF_RESERVE)
  const promisingMs = Math.min(PROMISING_MS, budgetMs * MOST_OF_PROMISING)
  let late = 0
  return {
    begin(since, later) {
      const inTime = since + budgetMs - reserveMs
      let endsAt = inTime
      let hasAnswer = false
      let isTold = false
      let tell = () => {}
      const promised = new Promise<void>(resolve => {
        tell = resolve
      })
      const promise = async () => {
        const withinMs = inTime - performance.now()
        if (!later || hasAnswer || late >= mostLate || withinMs <= 0) return undefined
        late += 1
        const made = await later.promise(Math.min(promisingMs, withinMs)).catch(() => undefined)
        if (made === 'promised') endsAt = since + PROMISE_LASTS_MS
        else late -= 1
        isTold = made !== undefined
        if (isTold) tell()
        return made
      }
      let promising: ReturnType<typeof promise> = Promise.resolve(undefined)
      const begin = () => {
        promising = promise()
      }
      const timer = later && setTimeout(begin, Math.max(0, inTime - promisingMs - performance.now()))
      return {
        endsAt: () => endsAt,
        leftMs: () => endsAt - performance.now(),
        promised,
        async isLater() {
          hasAnswer = true
          const made = await promising
          if (made === 'already') throw new AppError('unavailable', 'Another call has promised the answer')
          return made === 'promised'
        },
        repeats() {
          hasAnswer = false
        },
        async end({ kept }) {
          clearTimeout(timer)
          const isNeeded = isTold && (hasAnswer || !kept)
          if ((await promising) !== 'promised') return
          late -= 1
          await later?.end(!isNeeded ? 'needless' : kept ? 'kept' : 'failed')
        },
      }
    },
  }
}
