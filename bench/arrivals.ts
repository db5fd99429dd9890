/**
 * The generator of `bench -- overload`, a process of its own: calls arrive by a schedule, whether or not those before them were answered,
 * as people write. Reads its order from stdin, tells what the callers saw on stdout.
 */
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { json } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { createPeople } from './people.js'

const order = z.object({
  url: z.string(),
  perSecond: z.number().positive(),
  seconds: z.number().positive(),
  /** Over connections that are kept, as by a proxy; otherwise each call has its own. */
  kept: z.boolean(),
  linked: z.array(z.string()),
})
export type Order = z.infer<typeof order>

/** `answered`: a turn; `shed`: asked to come again; `failed`: an apology or no 200; `cut`: no answer. */
const HOWS = ['answered', 'shed', 'failed', 'cut'] as const
export interface Seen {
  readonly how: (typeof HOWS)[number]
  readonly ms: number
}

const PATIENCE_MS = 60_000
const KEPT_CONNECTIONS = 200
const STEP_MS = 5

async function run({ url, perSecond, seconds, kept, linked }: Order): Promise<Seen[]> {
  const people = createPeople(linked)
  const agent = kept ? new Agent({ keepAlive: true, maxSockets: KEPT_CONNECTIONS }) : false
  const calls: Promise<Seen>[] = []
  const began = performance.now()
  const all = Math.round(perSecond * seconds)
  while (calls.length < all) {
    const due = Math.min(all, Math.floor(((performance.now() - began) / 1000) * perSecond))
    while (calls.length < due) calls.push(call(`${url}/webhooks/kakao`, people.next().body, agent))
    await sleep(STEP_MS)
  }
  const seen = await Promise.all(calls)
  if (agent) agent.destroy()
  return seen
}

function call(url: string, body: string, agent: Agent | false): Promise<Seen> {
  const began = performance.now()
  return new Promise(resolve => {
    const tell = (how: Seen['how']) => resolve({ how, ms: performance.now() - began })
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'x-request-id': randomUUID(),
    }
    const asked = request(url, { method: 'POST', agent, headers, timeout: PATIENCE_MS })
    asked
      .once('error', () => tell('cut'))
      .once('timeout', () => asked.destroy())
      .once('response', response => {
        const turn = String(response.headers['x-turn'] ?? '')
        response
          .once('error', () => tell('cut'))
          .once('end', () => tell(response.statusCode === 200 ? howOf(turn) : 'failed'))
          .resume()
      })
      .end(body)
  })
}

function howOf(turn: string): Seen['how'] {
  if (turn.endsWith('/shed')) return 'shed'
  return turn === '' || turn.endsWith('/error') ? 'failed' : 'answered'
}

process.stdout.write(JSON.stringify(await run(order.parse(await json(process.stdin)))))
