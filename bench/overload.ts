/**
 * `bench -- overload [--times N] [--seconds N]`: what callers see when N times (3) as many come as can be served, beside what they see
 * when as many come as can be. Open loop, measured at the caller; over fresh and over kept connections.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { json } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Order, Seen } from './arrivals.js'
import { type Child, nodeArgsOf } from './child.js'
import { type Desk, openDesk } from './desk.js'
import { measure } from './load.js'
import { createPeople } from './people.js'

export interface Told {
  readonly connections: 'fresh' | 'kept'
  readonly times: number
  readonly perSecond: number
  readonly offered: number
  readonly answered: number
  readonly shed: number
  readonly failed: number
  readonly cut: number
  readonly over1s: number
  readonly over5s: number
  readonly answeredP50Ms: number
  readonly answeredP99Ms: number
  readonly shedP50Ms: number
  readonly shedP99Ms: number
  readonly maxMs: number
}

const options = z.object({
  times: z.coerce.number().min(1).max(10).default(3),
  seconds: z.coerce.number().min(1).max(60).default(8),
  people: z.coerce.number().int().min(100).max(100_000).default(2000),
  json: z.boolean().default(false),
})

const CONNECTIONS = 20
const TO_WARM_UP = 3000
const TO_MEASURE = 2000
/** Below what was measured, so that 1x is what the service can do and not a little more. */
const SHARE = 0.9

export async function run(args: string[]): Promise<void> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args,
    options: { times: text, seconds: text, people: text, json: { type: 'boolean' } },
  })
  const asked = options.parse(values)
  const desk = await openDesk()
  try {
    const { capacity, told } = await measureAll(desk, asked)
    process.stdout.write(asked.json ? `${JSON.stringify({ capacity, told })}\n` : toTable(capacity, told))
  } finally {
    await desk.close()
  }
}

async function measureAll(desk: Desk, { times, seconds, people }: z.infer<typeof options>) {
  const service = await desk.startService()
  try {
    const linked = await desk.fill({ programs: people, volunteers: people })
    const capacity = await capacityOf(service, linked)
    const told: Told[] = []
    for (const connections of ['fresh', 'kept'] as const) {
      for (const factor of [1, times]) {
        const perSecond = Math.round(capacity * SHARE * factor)
        const seen = await arrive({ url: service.url, perSecond, seconds, kept: connections === 'kept', linked })
        told.push({ connections, times: factor, perSecond, ...tell(seen) })
      }
    }
    return { capacity: Math.round(capacity), told }
  } finally {
    await service.stop()
  }
}

/** Turns a second when each caller waits for the last answer. */
async function capacityOf(service: Child, linked: readonly string[]): Promise<number> {
  const people = createPeople(linked)
  const load = { path: '/webhooks/kakao', connections: CONNECTIONS, body: () => people.next().body }
  await measure(service, { ...load, amount: TO_WARM_UP })
  return (await measure(service, { ...load, amount: TO_MEASURE })).perSecond
}

/** The callers have a processor of their own where there are two and `taskset` is there. */
async function arrive(order: Order): Promise<Seen[]> {
  const last = availableParallelism() - 1
  const node = [process.execPath, ...nodeArgsOf('bench/arrivals.ts')]
  const [program = '', ...args] =
    last > 0 && existsSync('/usr/bin/taskset') ? ['taskset', '-c', String(last), ...node] : node
  const generator = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  generator.stdin.end(JSON.stringify(order))
  return (await json(generator.stdout)) as Seen[]
}

function tell(all: readonly Seen[]) {
  const of = (how: Seen['how']) => all.filter(seen => seen.how === how)
  const share = (seen: readonly Seen[], part: number) => {
    const sorted = seen.map(({ ms }) => ms).sort((a, b) => a - b)
    return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0)
  }
  return {
    offered: all.length,
    answered: of('answered').length,
    shed: of('shed').length,
    failed: of('failed').length,
    cut: of('cut').length,
    over1s: all.filter(({ ms }) => ms > 1000).length,
    over5s: all.filter(({ ms }) => ms > 5000).length,
    answeredP50Ms: share(of('answered'), 0.5),
    answeredP99Ms: share(of('answered'), 0.99),
    shedP50Ms: share(of('shed'), 0.5),
    shedP99Ms: share(of('shed'), 0.99),
    maxMs: share(all, 1),
  }
}

function toTable(capacity: number, told: readonly Told[]): string {
  const names = Object.keys(told[0] ?? {}) as (keyof Told)[]
  const row = (cells: readonly unknown[]) => cells.map(cell => String(cell).padStart(14)).join('')
  return [
    `${capacity} turns a second over ${CONNECTIONS} connections when each waits for the last; then calls by a schedule:`,
    '',
    row(names),
    ...told.map(one => row(names.map(name => one[name]))),
    '',
  ].join('\n')
}
