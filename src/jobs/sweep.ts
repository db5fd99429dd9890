/** Removes once an hour what has expired: tokens with their codes, and the counts of spent allowances. */
import type { Log } from '../platform/log.js'
import type { Services } from '../services/index.js'

const PAUSE_MS = 60 * 60 * 1000

/** Returns what ends it. Several processes may sweep at once. */
export function startSweeping({ transactions, entry }: Pick<Services, 'transactions' | 'entry'>, log: Log): () => void {
  const sweep = () =>
    transactions.run(tx => entry.sweep(tx)).catch((error: unknown) => log.error({ err: error }, 'sweeping failed'))
  const timer = setInterval(sweep, PAUSE_MS)
  return () => clearInterval(timer)
}
