/** The database stops answering and nobody is told, while people go on writing in both messengers; later it is there again. */
import { setTimeout as sleep } from 'node:timers/promises'
import { kakaoPerson, talkTalkPerson } from '../test/support/service.js'
import type { Outcome } from './outcome.js'
import { withScene } from './scene.js'

const EVERY_MS = 25
const BEFORE_MS = 2000
const AWAY_MS = 6000
const AFTER_MS = 4000
const PROMISED_MS = 1500
const PROMISED_RETURN_MS = 2000

interface Seen {
  /** Since the first call. */
  readonly at: number
  readonly ms: number
  /** `answered`: what was asked for; `told`: a valid apology; `failed`: no valid answer. */
  readonly how: 'answered' | 'told' | 'failed'
}

export function run(): Promise<Outcome> {
  return withScene(async ({ service }, proxy) => {
    await Promise.all(Array.from({ length: 100 }, (_, n) => call(service, n, 0)))
    const began = performance.now()
    const now = () => performance.now() - began
    const calls: Promise<Seen>[] = []
    const writeFor = async (ms: number) => {
      const until = now() + ms
      while (now() < until) {
        calls.push(call(service, calls.length, now()))
        await sleep(EVERY_MS)
      }
    }
    await writeFor(BEFORE_MS)
    proxy.blackhole()
    const goneAt = now()
    await writeFor(AWAY_MS)
    await proxy.heal()
    const backAt = now()
    await writeFor(AFTER_MS)
    return judge(await Promise.all(calls), goneAt, backAt)
  })
}

/** Persons check themselves that an answer is a 200 within every limit of the messenger. */
async function call(service: Parameters<typeof kakaoPerson>[0], n: number, at: number): Promise<Seen> {
  const began = performance.now()
  const said = n % 4 < 2 ? '안녕' : '이번 주말 수원 봉사 찾아줘'
  const person = n % 2 ? kakaoPerson(service) : talkTalkPerson(service)
  const how = await person.say(said).then(
    ({ trace }) => (trace.endsWith('/error') ? ('told' as const) : ('answered' as const)),
    () => 'failed' as const,
  )
  return { at, how, ms: performance.now() - began }
}

function judge(all: readonly Seen[], goneAt: number, backAt: number): Outcome {
  const away = all.filter(({ at, ms }) => at + ms > goneAt && at < backAt)
  const slowest = (some: readonly Seen[]) => Math.round(Math.max(0, ...some.map(({ ms }) => ms)))
  const count = (some: readonly Seen[], how: Seen['how']) => some.filter(seen => seen.how === how).length
  const wellAt = Math.max(
    backAt,
    ...all.filter(({ how, at }) => how !== 'answered' && at >= backAt).map(({ at }) => at),
  )
  const returnMs = Math.round(wellAt - backAt)
  const sorted = away.map(({ ms }) => ms).sort((a, b) => a - b)
  const seen = {
    offered: all.length,
    whileAway: away.length,
    told: count(away, 'told'),
    failed: count(all, 'failed'),
    toldBefore: count(
      all.filter(one => !away.includes(one) && one.at < goneAt),
      'told',
    ),
    awayP50Ms: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0),
    awaySlowestMs: slowest(away),
    returnMs,
    afterSlowestMs: slowest(all.filter(({ at }) => at >= backAt)),
  }
  const isWell = seen.failed === 0 && seen.toldBefore === 0 && seen.told > 0
  return { kept: isWell && seen.awaySlowestMs <= PROMISED_MS && returnMs <= PROMISED_RETURN_MS, seen }
}
