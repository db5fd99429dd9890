/** The worker that sends what is due, on its own pace and whenever it is woken. */
import { MESSENGERS } from '../messengers/messenger.js'
import type { Log } from '../platform/log.js'
import type { Services } from '../services/index.js'
import { startLoop, type Worker } from './loop.js'

export function startDelivering({ replies, phone }: Pick<Services, 'phone' | 'replies'>, log: Log): Worker {
  const loops = [
    ...MESSENGERS.map(messenger => startLoop(`saying on ${messenger}`, () => replies.deliver(messenger), log)),
    startLoop('telling by phone', phone.deliver, log),
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
