/** Work in the background that is looked for again and again, and at once when somebody says that there is some. */
import type { Log } from '../platform/log.js'

export interface Worker {
  /** Something became due just now. */
  wake(): void
  /** Ends after what is being sent. */
  stop(): Promise<void>
}

/** How often it is looked for work without being woken: another process may have written to it. */
const PAUSE_MS = 1_000
const PAUSE_AFTER_FAILURE_MS = 5_000

/** @param what is done is named in the log; it returns how much there was to do, and is called again at once when there was some. */
export function startLoop(what: string, work: () => Promise<number>, log: Log): Worker {
  let stopped = false
  let woken = false
  let rouse = () => {}
  const rest = (ms: number) =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms)
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const run = async () => {
    while (!stopped) {
      woken = false
      let pause = PAUSE_MS
      try {
        if ((await work()) > 0) continue
      } catch (error) {
        log.error({ err: error, work: what }, 'work in the background failed')
        pause = PAUSE_AFTER_FAILURE_MS
      }
      if (!woken && !stopped) await rest(pause)
    }
  }
  const running = run()
  return {
    wake: () => {
      woken = true
      rouse()
    },
    stop: () => {
      stopped = true
      rouse()
      return running
    },
  }
}
