/** SIGTERM while 500 people wait for their answer: all of them get it, and the service ends by itself. */
import { count, say, withService } from './kit.js'
import type { Outcome } from './outcome.js'

const PEOPLE = 500
const PROMISED_MS = 12_000

export function run(): Promise<Outcome> {
  return withService({}, async service => {
    // A service that has just started has never run most of its code: this is about ending, not about beginning.
    for (let round = 0; round < 10; round++)
      await Promise.all(Array.from({ length: 30 }, () => say(service.url, '안녕').seen))
    const calls = Array.from({ length: PEOPLE }, () => say(service.url, '안녕'))
    await Promise.all(calls.map(call => call.sent))
    const began = performance.now()
    process.kill(service.pid, 'SIGTERM')
    const [all, { code, signal }] = await Promise.all([Promise.all(calls.map(call => call.seen)), service.ended])
    const endedMs = Math.round(performance.now() - began)
    const seen = count(all)
    return {
      kept: seen.failed === 0 && seen.cut === 0 && code === 0 && endedMs <= PROMISED_MS,
      seen: { ...seen, endedMs, code, signal },
    }
  })
}
