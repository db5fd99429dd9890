/** Finds workers that are alive and yet of no use: their loop is blocked, so that they cannot even say so. */
import { cpuMsOf } from './cpu-time.js'
import type { WorkerFault } from './link.js'
import type { WorkerProcess } from './worker-process.js'

const CHECK_MS = 50
/** Two beats were missed. */
const SILENT_MS = 250
/**
 * A loop that has worked for so long without coming round is blocked. Processor time counts, not the clock: who is not run, as on a
 * crowded machine, has done nothing wrong. The longest collections of garbage take a third of it.
 */
const SPUN_MS = 500
/** Blocked without working (a disk that hangs), or on a system that does not tell processor times. */
const LONG_SILENT_MS = 5000
/** This process itself was not run (a suspended machine): nobody is judged by that time. */
const OWN_DELAY_MS = 400
/** The first start of all makes a database and trains a model. */
const START_LIMIT_MS = 90_000

/** Calls `found` for each worker that has to go; returns how to stop watching. */
export function startWatchdog(
  workers: ReadonlySet<WorkerProcess>,
  found: (worker: WorkerProcess, fault: WorkerFault) => void,
): () => void {
  /** Processor time of those that have fallen silent, when that was noticed. */
  const silent = new Map<WorkerProcess, number | undefined>()
  const isBlocked = (worker: WorkerProcess, now: number) => {
    const silentMs = now - worker.heardAt
    if (silentMs < SILENT_MS) silent.delete(worker)
    else if (!silent.has(worker)) silent.set(worker, cpuMsOf(worker.pid))
    else return silentMs > LONG_SILENT_MS || (cpuMsOf(worker.pid) ?? 0) - (silent.get(worker) ?? 0) > SPUN_MS
    return false
  }
  let checkedAt = performance.now()
  const check = () => {
    const now = performance.now()
    const wasDelayed = now - checkedAt - CHECK_MS > OWN_DELAY_MS
    checkedAt = now
    for (const worker of silent.keys()) if (!workers.has(worker)) silent.delete(worker)
    for (const worker of workers) {
      if (wasDelayed) worker.heardAt = now
      if (worker.state === 'starting' && now - worker.startedAt > START_LIMIT_MS) found(worker, 'start-too-slow')
      if (isJudged(worker) && isBlocked(worker, now)) found(worker, 'stalled')
    }
  }
  const timer = setInterval(check, CHECK_MS)
  return () => clearInterval(timer)
}

function isJudged({ state }: WorkerProcess): boolean {
  return state === 'serving' || state === 'spare'
}
