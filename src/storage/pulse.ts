/** Whether the database is there: a breaker that needs no failing calls to open, and closes by itself. */
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../platform/errors.js'
import type { Log } from '../platform/log.js'

export interface Pulse {
  /**
   * Waits for `work`, a statement or a connection, no longer than the database is there. While it is away this rejects at once with
   * `unavailable`; what is already waiting when it goes rejects then.
   */
  during<T>(work: () => Promise<T>): Promise<T>
  /** A connection was lost: the database is looked at without waiting for a silence. */
  doubt(): void
  isAway(): boolean
  /** How often it has been away. A connection that was opened before it last went is not to be trusted. */
  absences(): number
  /** Calls `listener` each time it is back. */
  onReturn(listener: () => void): void
  stop(): void
}

export interface PulseParts {
  /** Opens a connection of its own and asks something of it. */
  readonly probe: () => Promise<unknown>
  readonly log: Log
}

/** Of a database that is not watched: commands wait as long as it takes. */
export const steadyPulse: Pulse = {
  during: work => work(),
  doubt: () => undefined,
  isAway: () => false,
  absences: () => 0,
  onReturn: () => undefined,
  stop: () => undefined,
}

/** With the time that a probe is given so much less than a second and a half that a busy machine keeps to that: so long nobody knows. */
const SILENCE_MS = 250
const PROBE_MS = 850
const PAUSE_MS = 500
const BUSY_MS = 100
/** What a busy process takes to read, and a database on the same busy machine to answer. */
const ONCE_MORE_MS = 250

/** No word on any connection while somebody waits for one, then none to a probe either: only that is taken for being away. */
export function createPulse({ probe, log }: PulseParts): Pulse {
  const waiting = new Set<(error: Error) => void>()
  const listeners: (() => void)[] = []
  /** Since when the silence is counted: the last answer, or the first call after nobody had asked. */
  let heardAt = performance.now()
  let answeredAt = Number.NEGATIVE_INFINITY
  let absences = 0
  let isAway = false
  let probing: { readonly began: number } | undefined
  let isStopped = false

  const hear = () => {
    heardAt = performance.now()
  }
  const hearAnswer = () => {
    hear()
    answeredAt = heardAt
  }
  const leave = (cause: unknown) => {
    if (isAway) return
    isAway = true
    absences += 1
    log.error({ err: cause }, 'the database does not answer')
    for (const reject of waiting) reject(unavailable(cause))
    waiting.clear()
  }
  const comeBack = () => {
    hear()
    if (!isAway) return
    isAway = false
    log.info('the database answers again')
    for (const listener of listeners) listener()
  }
  const look = async () => {
    // A probe that began before the last answer can no longer tell anything: silence is counted from there, and so is the next probe.
    if (isStopped || (probing && answeredAt <= probing.began)) return
    const mine = { began: performance.now() }
    probing = mine
    await within(PROBE_MS, probe()).then(comeBack, error => {
      if (isAnswer(error)) comeBack()
      // Others were answered while the probe was not: it is slow, not away.
      else if (answeredAt <= mine.began) leave(error)
      else if (isAway) comeBack()
    })
    if (probing === mine) probing = undefined
    if (isAway) setTimeout(look, PAUSE_MS).unref()
  }
  /** One timer for all who wait. It outlives them, so that it is not set for every statement, and ends where it finds nobody. */
  let isWatched = false
  const watch = (afterMs: number) => {
    isWatched = true
    setTimeout(check, afterMs).unref()
  }
  /** Looks as soon as it has been silent for too long, as long as somebody waits. */
  const check = () => {
    isWatched = false
    if (waiting.size === 0) return
    const left = SILENCE_MS - (performance.now() - heardAt)
    if (left <= 0) void look()
    watch(left > 0 ? left + 1 : SILENCE_MS)
  }
  return {
    during(work) {
      if (isAway) return Promise.reject(unavailable())
      if (waiting.size === 0) hear()
      if (!isWatched) watch(SILENCE_MS)
      return new Promise((resolve, reject) => {
        waiting.add(reject)
        // What is answered only after it was given up is told to nobody.
        work().then(
          result => {
            if (!waiting.delete(reject)) return
            hearAnswer()
            resolve(result)
          },
          error => {
            if (!waiting.delete(reject)) return
            if (isAnswer(error)) hearAnswer()
            else void look()
            reject(error)
          },
        )
      })
    },
    doubt: () => void look(),
    isAway: () => isAway,
    absences: () => absences,
    onReturn: listener => void listeners.push(listener),
    stop: () => {
      isStopped = true
    },
  }
}

function unavailable(cause?: unknown): AppError {
  return new AppError('unavailable', 'The database does not answer', undefined, { cause })
}

/** A process that was too busy to read what arrived takes the time to read it: being late says nothing about the database. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const late = Symbol('late')
  for (let mostMs = ms; ; mostMs = ONCE_MORE_MS) {
    const began = performance.now()
    const first = await Promise.race([work, sleep(mostMs, late, { ref: false })])
    if (first !== late) return
    if (performance.now() - began < mostMs + BUSY_MS) throw new Error(`The database did not answer within ${ms} ms`)
  }
}

/** Going down, or not up yet: 57P01 to 57P03; 08: the connection. */
const LEAVING = /^(?:57P0[1-3]|08.{3})$/

/** Whether the server itself said so, and is not about to leave. TypeORM wraps what the driver throws. */
function isAnswer(error: unknown): boolean {
  const { driverError } = error as { driverError?: unknown }
  const { severity, code } = (driverError ?? error ?? {}) as { severity?: unknown; code?: unknown }
  return typeof severity === 'string' && typeof code === 'string' && !LEAVING.test(code)
}
