/** One message whose pattern never ends, planted in a real service: others are answered again within two seconds. */
import { setTimeout as sleep } from 'node:timers/promises'
import { count, say, withService } from './kit.js'
import type { Outcome } from './outcome.js'

const PLANTED = new URL('../test/support/planted.mjs', import.meta.url).href
const PROMISED_MS = 2000
/** Until a second process waits to take the place of the first. */
const SPARE_MS = 8000
const PEOPLE = 20
const EVERY_MS = 50

export function run(): Promise<Outcome> {
  return withService({ NODE_OPTIONS: `--import ${PLANTED}` }, async ({ url }) => {
    await Promise.all(Array.from({ length: 30 }, () => say(url, '안녕').seen))
    await sleep(SPARE_MS)
    const lost = say(url, '심은심은').seen
    await sleep(EVERY_MS)
    const began = performance.now()
    const calls = []
    for (let one = 0; one < PEOPLE; one++) {
      calls.push(say(url, '안녕').seen.then(seen => ({ ...seen, at: performance.now() - began })))
      await sleep(EVERY_MS)
    }
    const all = await Promise.all(calls)
    const firstMs = Math.round(Math.min(...all.filter(({ how }) => how === 'answered').map(({ at }) => at)))
    const seen = count(all)
    return {
      kept: seen.answered === PEOPLE && firstMs <= PROMISED_MS,
      seen: { ...seen, firstAnswerMs: firstMs, message: (await lost).how },
    }
  })
}
