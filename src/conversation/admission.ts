/** How many turns are worked on at once, and who is asked to come again: waiting helps nobody whose messenger hangs up meanwhile. */
import { AppError } from '../platform/errors.js'
import { POOL_SIZE } from '../storage/database.js'
import { createPace } from './pace.js'

export interface Admission {
  /** Rejects with `too-many` when the work was not begun. */
  run<T>(work: () => Promise<T>): Promise<T>
}

/** `no-hope`: as many wait as can be served in time; `waited`: their time came and nobody was free. */
export const SHED_REASONS = ['no-hope', 'waited'] as const
export type ShedReason = (typeof SHED_REASONS)[number]

export interface AdmissionParts {
  /** Unset: one for every connection to the database; more would only make each turn slower. */
  readonly mostRunning?: number
  /** How long a crowd that comes all at once may wait: with a turn after it, that is within a messenger's five seconds. */
  readonly burstMs?: number
  /** How long anybody waits while more come than can be served: those who are asked to come again need not wait for it. */
  readonly crowdedMs?: number
  readonly onShed?: (reason: ShedReason) => void
  /** How long those whose turn it is now have waited. */
  readonly onWaited?: (ms: number) => void
}

/** Who comes when somebody has been waiting for so long is in no crowd that came all at once. */
const BURST_LASTS_MS = 1000
/** The pace is seen only while turns end, so those who wait are looked at again: who cannot be served in time any more is told at once. */
const LOOK_AGAIN_MS = 50
/** Who has waited for so long is not sent away for a prospect that changed: they are next before it could be told to them soon. */
const COMMITTED_MS = 700
/** A prospect is no promise: so much longer than it said may be waited. */
const GRACE = 1.2

interface Waiting {
  readonly since: number
  readonly mostMs: number
  readonly enter: () => void
  readonly sendAway: (reason: ShedReason) => void
}

interface Queue {
  /** Resolves when it is one's turn, rejects when that is not to be hoped for. */
  wait(): Promise<void>
  /** The place goes to who has waited longest. False when nobody waits. */
  callNext(): boolean
}

export function createAdmission(parts: AdmissionParts = {}): Admission {
  const { mostRunning = POOL_SIZE } = parts
  const queue = createQueue(parts)
  let running = 0
  return {
    async run(work) {
      if (running >= mostRunning) await queue.wait()
      else running += 1
      try {
        return await work()
      } finally {
        if (!queue.callNext()) running -= 1
      }
    },
  }
}

function createQueue({ burstMs = 2400, crowdedMs = 550, onShed, onWaited }: AdmissionParts): Queue {
  const pace = createPace()
  let waiting: Waiting[] = []
  let crowdedSince = 0
  let looking: NodeJS.Timeout | undefined
  const lookAgain = () => {
    waiting = waiting.reduce<Waiting[]>((staying, one) => {
      const reason = whyNot(one, staying.length * pace.gapMs())
      if (reason) one.sendAway(reason)
      else staying.push(one)
      return staying
    }, [])
    restWhenEmpty()
  }
  const restWhenEmpty = () => {
    if (waiting.length > 0) return
    clearInterval(looking)
    looking = undefined
  }
  const begin = (now: number) => {
    crowdedSince = now
    pace.begin(now)
    looking ??= setInterval(lookAgain, LOOK_AGAIN_MS)
  }
  return {
    wait: () =>
      new Promise((enter, reject) => {
        const since = performance.now()
        if (waiting.length === 0) begin(since)
        const mostMs = since - crowdedSince > BURST_LASTS_MS ? crowdedMs : burstMs
        const sendAway = (reason: ShedReason) => {
          onShed?.(reason)
          reject(new AppError('too-many', 'More turns than can be served in time'))
        }
        if (waiting.length * pace.gapMs() > mostMs) sendAway('no-hope')
        else waiting.push({ since, mostMs, enter, sendAway })
      }),
    callNext() {
      const next = waiting.shift()
      if (!next) return false
      const now = performance.now()
      pace.end(now)
      onWaited?.(now - next.since)
      restWhenEmpty()
      next.enter()
      return true
    },
  }
}

function whyNot({ since, mostMs }: Waiting, aheadMs: number): ShedReason | undefined {
  const waitedMs = performance.now() - since
  if (waitedMs > mostMs * GRACE) return 'waited'
  return waitedMs < Math.min(COMMITTED_MS, mostMs) && waitedMs + aheadMs > mostMs ? 'no-hope' : undefined
}
