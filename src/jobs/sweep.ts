/** Once an hour, and when the service has started: removes what has been kept long enough, masks what an earlier version left readable, and makes the months to come of the access log and of turns. */
import type { Log } from '../platform/log.js'
import type { Services } from '../services/index.js'

const PAUSE_MS = 60 * 60 * 1000

type Swept = Pick<Services, 'transactions' | 'entry' | 'accessLog' | 'retention' | 'remasking' | 'turnMonths'>

/** Returns what ends it, after what is being swept. Several processes may sweep at once; what fails keeps nothing else from it. */
export function startSweeping(
  { transactions, entry, accessLog, retention, remasking, turnMonths }: Swept,
  log: Log,
): () => Promise<void> {
  const parts: readonly (() => Promise<unknown>)[] = [
    () => transactions.run(tx => entry.sweep(tx)),
    () => transactions.run(tx => accessLog.sweep(tx)),
    turnMonths.prepare,
    turnMonths.drop,
    () => remasking.sweep(),
    () => retention.sweep(),
  ]
  const sweep = async () => {
    for (const part of parts) {
      await part().catch((error: unknown) => log.error({ err: error }, 'sweeping failed'))
    }
  }
  let running = sweep()
  const timer = setInterval(() => {
    running = running.then(sweep)
  }, PAUSE_MS)
  return () => {
    clearInterval(timer)
    return running
  }
}
