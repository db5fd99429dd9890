/** How many turns are worked on at once, and who is asked to come again: waiting helps nobody whose messenger hangs up meanwhile. */
import { AppError } from '../platform/errors.js'

export interface Admission {
  /** Rejects with `too-many` when the work was not begun. */
  run<T>(work: () => Promise<T>): Promise<T>
}

/** `no-hope`: as many wait as can be served in time; `waited`: their time came and nobody was free. */
export const SHED_REASONS = ['no-hope', 'waited'] as const
export type ShedReason = (typeof SHED_REASONS)[number]

export interface AdmissionParts {
  /** Enough to keep every connection to the database busy; more would only make each turn slower. */
  readonly mostRunning?: number
  /** How long a crowd that comes all at once may wait: with a turn after it, that is within a messenger's five seconds. */
  readonly burstMs?: number
  /** How long anybody waits while more come than can be served: those who are asked to come again need not wait for it. */
  readonly crowdedMs?: number
  readonly onShed?: (reason: ShedReason) => void
}

/** Who comes when somebody has been waiting for so long is in no crowd that came all at once. */
const BURST_LASTS_MS = 1000
/** What a turn is taken to need before one was seen. */
const FIRST_GUESS_MS = 4
const WEIGHT_OF_NEW = 0.1
const LONGEST_GAP_MS = 250

interface State {
  running: number
  readonly waiting: Set<() => void>
  /** Since when somebody has waited all the time. */
  crowdedSince: number
  /** The mean time from one turn's end to the next while there is enough to do. */
  gapMs: number
  endedAt: number
}

export function createAdmission(parts: AdmissionParts = {}): Admission {
  const { mostRunning = 20, burstMs = 2500, crowdedMs = 700, onShed = () => undefined } = parts
  const state: State = { running: 0, waiting: new Set(), crowdedSince: 0, gapMs: FIRST_GUESS_MS, endedAt: 0 }
  const patience = () =>
    state.waiting.size > 0 && performance.now() - state.crowdedSince > BURST_LASTS_MS ? crowdedMs : burstMs
  const refuse = (reason: ShedReason) => {
    onShed(reason)
    return new AppError('too-many', 'More turns than can be served in time')
  }
  const wait = () =>
    new Promise<void>((resolve, reject) => {
      const mostMs = patience()
      if (state.waiting.size * state.gapMs > mostMs) return reject(refuse('no-hope'))
      if (state.waiting.size === 0) state.crowdedSince = performance.now()
      const enter = () => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => state.waiting.delete(enter) && reject(refuse('waited')), mostMs)
      state.waiting.add(enter)
    })
  return {
    async run(work) {
      if (state.running >= mostRunning) await wait()
      else state.running += 1
      try {
        return await work()
      } finally {
        leave(state)
      }
    },
  }
}

/** The place goes to who has waited longest. */
function leave(state: State): void {
  const now = performance.now()
  const [next] = state.waiting
  if (!next) {
    state.running -= 1
    state.endedAt = 0
    return
  }
  if (state.endedAt) {
    const gap = Math.min(now - state.endedAt, LONGEST_GAP_MS)
    state.gapMs += (gap - state.gapMs) * WEIGHT_OF_NEW
  }
  state.endedAt = now
  state.waiting.delete(next)
  next()
}
