/** Carries out withdrawals that were kept while they could not be: at the start, when the database is back, and now and then. */
import type { Log } from '../platform/log.js'
import type { Withdrawals } from '../services/withdrawals.js'

const PAUSE_MS = 60_000

/** @param onReturn calls back whenever the database is back. Returns what ends it. */
export function startWithdrawing(
  withdrawals: Withdrawals,
  onReturn: (listener: () => void) => void,
  log: Log,
): () => Promise<void> {
  let isStopped = false
  let running = Promise.resolve()
  const carryOut = () => {
    if (isStopped) return
    running = running.then(async () => {
      await withdrawals.carryOut().catch((error: unknown) => log.error({ err: error }, 'withdrawals cannot be read'))
    })
  }
  const timer = setInterval(carryOut, PAUSE_MS)
  carryOut()
  onReturn(carryOut)
  return () => {
    isStopped = true
    clearInterval(timer)
    return running
  }
}
