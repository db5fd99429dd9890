/** What every trial needs: a real service in a folder of its own, and people who call it over connections of their own. */
import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Child } from '../bench/child.js'
import { type Desk, openDesk } from '../bench/desk.js'

/** What a caller in KakaoTalk saw. */
export interface Seen {
  /** `answered`: what was asked for; `shed`: asked to come again; `failed`: an apology or no 200; `cut`: no answer at all. */
  readonly how: 'answered' | 'shed' | 'failed' | 'cut'
  readonly ms: number
  /** `x-turn`, a status, or the name of the error. */
  readonly what: string
}

export interface Call {
  /** All of it was handed to the network. */
  readonly sent: Promise<void>
  readonly seen: Promise<Seen>
}

/** Starts a service for `work`; nothing of it is left afterwards, however that ends. */
export async function withService<T>(
  more: Readonly<Record<string, string>>,
  work: (service: Child, desk: Desk) => Promise<T>,
): Promise<T> {
  const desk = await openDesk()
  try {
    const service = await desk.startServiceWith(more)
    return await work(service, desk).finally(() => service.stop())
  } finally {
    await desk.close()
  }
}

/** One message of somebody new, over a connection of its own. */
export function say(url: string, utterance: string, user = randomUUID().replaceAll('-', '')): Call {
  const body = JSON.stringify({
    bot: { id: 'bot', name: '손모아' },
    action: { id: 'a', name: 'skill', params: {}, detailParams: {}, clientExtra: {} },
    userRequest: {
      timezone: 'Asia/Seoul',
      block: { id: 'b', name: 'block' },
      lang: 'ko',
      utterance,
      params: {},
      user: { id: user, type: 'botUserKey', properties: { botUserKey: user } },
    },
    contexts: [],
  })
  const began = performance.now()
  const call = request(`${url}/webhooks/kakao`, {
    method: 'POST',
    agent: false,
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-request-id': randomUUID(),
    },
  })
  const sent = new Promise<void>(resolve => void call.once('finish', resolve).once('error', () => resolve()))
  const seen = new Promise<Seen>(resolve => {
    const tell = (how: Seen['how'], what: string) => resolve({ how, what, ms: performance.now() - began })
    call.once('error', (error: NodeJS.ErrnoException) => tell('cut', error.code ?? error.message))
    call.once('response', async response => {
      const turn = String(response.headers['x-turn'] ?? '')
      const whole = await text(response).catch(() => undefined)
      if (whole === undefined) tell('cut', 'in the middle of the answer')
      else if (response.statusCode !== 200) tell('failed', String(response.statusCode))
      else tell(howOf(turn), turn)
    })
  })
  call.end(body)
  return { sent, seen }
}

/** `x-turn` as the desk tells it: a turn that failed inside, or that was not taken on. */
function howOf(turn: string): Seen['how'] {
  if (turn.endsWith('/shed')) return 'shed'
  return turn === '' || turn.endsWith('/error') ? 'failed' : 'answered'
}

export function count(all: readonly Seen[]): Record<string, number> {
  const ms = all.map(one => one.ms)
  const of = (how: Seen['how']) => all.filter(one => one.how === how).length
  return {
    offered: all.length,
    answered: of('answered'),
    shed: of('shed'),
    failed: of('failed'),
    cut: of('cut'),
    slowestMs: Math.round(Math.max(0, ...ms)),
    ...reasons(all.filter(one => one.how === 'cut' || one.how === 'failed')),
  }
}

function reasons(all: readonly Seen[]): Record<string, number> {
  const found: Record<string, number> = {}
  for (const { what } of all) found[what] = (found[what] ?? 0) + 1
  return found
}
