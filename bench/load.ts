/** Load on one server over kept connections, and what it cost that server's process. */
import autocannon from 'autocannon'
import type { Child } from './child.js'
import type { People } from './people.js'

export interface Load {
  readonly path: string
  readonly amount: number
  readonly connections: number
  body(): string
}

export interface Measured {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Processor time of the server's process a request. */
  readonly cpuMs: number
}

export const CONNECTIONS = 20

/** What the desk says of a turn that failed inside and was answered with an apology. */
const FAILED = /\/error$/

/** Rejects when any request was not answered as it should be: the speed of failing is nobody's question. */
export async function measure(child: Child, { path, amount, connections, body }: Load): Promise<Measured> {
  let failed = 0
  let endedAt = 0
  const before = child.usage()
  const beganAt = performance.now()
  const result = await autocannon({
    url: child.url + path,
    connections,
    amount,
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        setupRequest: request => ({ ...request, body: body() }),
        onResponse(status, _body, _context, headers) {
          endedAt = performance.now()
          const turn = headers?.['x-turn']
          if (status !== 200 || FAILED.test(String(turn ?? ''))) failed += 1
        },
      },
    ],
  })
  const after = child.usage()
  failed += result.errors
  if (failed > 0) throw new Error(`${failed} of ${amount} requests to ${path} failed`)
  return {
    perSecond: amount / ((endedAt - beganAt) / 1000),
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    cpuMs: (after.cpuMs - before.cpuMs) / amount,
  }
}

/** What people say in their conversations, at the service's own door. */
export function loadTurns(
  service: Child,
  people: People,
  amount: number,
  connections = CONNECTIONS,
): Promise<Measured> {
  return measure(service, { path: '/webhooks/kakao', amount, connections, body: () => people.next().body })
}

/** Of each number the median, so that one disturbed round decides nothing. */
export function medianOf(rounds: readonly Measured[]): Measured {
  const of = (name: keyof Measured) => median(rounds.map(round => round[name]))
  return { perSecond: of('perSecond'), p50Ms: of('p50Ms'), p99Ms: of('p99Ms'), cpuMs: of('cpuMs') }
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
