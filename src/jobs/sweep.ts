/** Once an hour, and when the service has started: removes what has been kept long enough, and makes the months of the access log to come. */
import type { Log } from '../platform/log.js'
import type { Services } from '../services/index.js'

const PAUSE_MS = 60 * 60 * 1000

type Swept = Pick<Services, 'transactions' | 'entry' | 'accessLog'>

/** Returns what ends it, after what is being swept. Several processes may sweep at once; what fails keeps nothing else from it. */
export function startSweeping({ transactions, entry, accessLog }: Swept, log: Log): () => Promise<void> {
  const parts = [entry, accessLog]
  const sweep = async () => {
    for (const part of parts) {
      const swept = transactions.run(async tx => void (await part.sweep(tx)))
      await swept.catch((error: unknown) => log.error({ err: error }, 'sweeping failed'))
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
