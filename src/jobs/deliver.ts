/** The worker that sends what is due, on its own pace and whenever it is woken. */
import { MESSENGERS } from '../messengers/messenger.js'
import type { Log } from '../platform/log.js'
import type { Services } from '../services/index.js'

export interface Worker {
  /** Something became due just now. */
  wake(): void
  /** Ends after what is being sent. */
  stop(): Promise<void>
}

/** How often it is looked for work without being woken: another process may have written to it. */
const PAUSE_MS = 1_000
const PAUSE_AFTER_FAILURE_MS = 5_000

export function startDelivering({ replies, phone }: Pick<Services, 'phone' | 'replies'>, log: Log): Worker {
  const loops = [
    ...MESSENGERS.map(messenger => startLoop(messenger, () => replies.deliver(messenger), log)),
    startLoop('phone', phone.deliver, log),
  ]
  return {
    wake: () => {
      for (const loop of loops) loop.wake()
    },
    stop: async () => {
      await Promise.all(loops.map(loop => loop.stop()))
    },
  }
}

function startLoop(channel: string, deliver: () => Promise<number>, log: Log): Worker {
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
        if ((await deliver()) > 0) continue
      } catch (error) {
        log.error({ err: error, channel }, 'delivering failed')
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
