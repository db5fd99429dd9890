/** The service as it is run: a process of its own, its two vendors played by real HTTP servers, entered by its doors only. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { text as whole } from 'node:stream/consumers'
import { expect } from 'chai'
import { kakaoResponse } from '../../src/messengers/kakao/response.js'
import { talkTalkMessage } from '../../src/messengers/talktalk/message.js'
import { seoulIso, seoulMoment } from '../../src/platform/clock.js'
import { kakaoFaults } from './kakao-limits.js'
import { SOLAPI_SECRET, type SolapiStandIn, TALKTALK_AUTHORIZATION, type TalkTalkStandIn, until } from './vendors.js'

export const SKILL_KEY = 'skill-key-of-tests'
export const WEBHOOK_KEY = 'webhook-key-of-tests'
export const DATA_KEY = Buffer.alloc(32, 7).toString('base64')
/** A Wednesday morning. */
export const START = seoulMoment('2026-11-18', '10:00')
const BUDGET_MS = 4000
/** After that KakaoTalk and TalkTalk hang up. */
const PATIENCE_MS = 5000

export interface Vendors {
  readonly solapi: SolapiStandIn
  readonly talktalk: TalkTalkStandIn
}

export interface Posted {
  readonly status: number
  readonly body: unknown
  /** `x-turn`. */
  readonly trace: string
  readonly ms: number
}

export interface Service {
  readonly url: string
  readonly process: ChildProcess
  /** Everything that it wrote to stdout and stderr. */
  output(): string
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Posted>
  setClock(moment: Date): Promise<void>
  /** Ends it in order. */
  stop(): Promise<void>
  /** kill -9 of all its processes. */
  kill(): Promise<void>
}

type Environment = Record<string, string>

/** What a newcomer's machine has set, and the vendors' places. */
export function environmentOf({ solapi, talktalk }: Vendors): Environment {
  return {
    PORT: '0',
    DEMO: '0',
    DATA_KEY,
    KAKAO_SKILL_KEY: SKILL_KEY,
    TALKTALK_WEBHOOK_KEY: WEBHOOK_KEY,
    TALKTALK_API_URL: talktalk.url,
    TALKTALK_AUTHORIZATION,
    SOLAPI_API_URL: solapi.url,
    SOLAPI_API_KEY: 'tests',
    SOLAPI_API_SECRET: SOLAPI_SECRET,
    SOLAPI_SENDER: '0200000000',
    SOLAPI_PF_ID: 'PF00',
    TURN_BUDGET_MS: String(BUDGET_MS),
  }
}

function startProcess(script: string, args: string[], environment: Environment, detached = false): ChildProcess {
  const { PATH = '', HOME = '' } = process.env
  return spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    env: { PATH, HOME, ...environment },
    detached,
  })
}

/** Resolves when it is ready and its clock stands at `START`. */
export async function startService(environment: Environment): Promise<Service> {
  // In a process group of its own, so that kill -9 can mean all of its processes.
  const child = startProcess('src/main.ts', [], environment, true)
  const killAll = () => process.kill(-child.pid!, 'SIGKILL')
  process.once('exit', killAll)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk))
  const ended = once(child, 'exit').finally(() => process.off('exit', killAll))
  const url = await until(
    'a service that is ready',
    () => {
      if (child.exitCode !== null) throw new Error(`The service ended: ${output}`)
      return /Simulator\s+(http:\S+)\/simulator/.exec(output)?.[1]
    },
    30_000,
  )
  const end = async (act: () => void) => {
    if (child.exitCode === null && child.signalCode === null) act()
    await ended
  }
  const service: Service = {
    url,
    process: child,
    output: () => output,
    post: (path, body, headers) => post(`${url}${path}`, body, headers),
    async setClock(moment) {
      expect((await service.post('/simulator/clock', { now: seoulIso(moment) })).status).to.equal(200)
    },
    stop: () => end(() => child.kill('SIGTERM')),
    kill: () => end(killAll),
  }
  await service.setClock(START)
  return service
}

export const startCommand = (name: string, args: string[], environment: Environment) =>
  startProcess(`src/commands/${name}.ts`, args, environment)

/** Runs a command beside the service; returns what it printed on stdout. */
export async function runCommand(name: string, args: string[], environment: Environment): Promise<string> {
  const child = startCommand(name, args, environment)
  const [out, err, [code]] = await Promise.all([whole(child.stdout!), whole(child.stderr!), once(child, 'exit')])
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${err}`)
  return out.trim()
}

/** A string or bytes are sent as they are, anything else as JSON. */
async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Posted> {
  const began = performance.now()
  const sent = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: sent as string,
  })
  const received = await response.text()
  const ms = performance.now() - began
  return {
    status: response.status,
    body: received && response.headers.get('content-type')?.includes('json') ? JSON.parse(received) : received,
    trace: response.headers.get('x-turn') ?? '',
    ms,
  }
}

/** One way on in an answer: what it says, and what it carries along. */
export interface Press {
  readonly label: string
  readonly say: string
  readonly extra?: Record<string, unknown>
  readonly url?: string
}
export interface Heard {
  readonly trace: string
  /** All that can be read, JSON as it came. */
  readonly text: string
  readonly body: unknown
  readonly presses: readonly Press[]
  readonly ms: number
}

export interface KakaoMore {
  readonly extra?: unknown
  readonly params?: Record<string, unknown>
  readonly key?: string
  readonly callbackUrl?: string
}

/** A person in KakaoTalk. Every answer is a 200 in time, inside every limit by two checkers, with a way on. */
export function kakaoPerson(service: Pick<Service, 'post'>, user = randomUUID().replaceAll('-', '')) {
  let last: Heard | undefined
  const call = (utterance: string, { extra = {}, params = {}, key, callbackUrl }: KakaoMore = {}): Promise<Posted> => {
    const body = {
      bot: { id: 'bot!', name: '손모아' },
      action: { id: 'a', name: 'skill', params: {}, detailParams: {}, clientExtra: extra },
      userRequest: {
        timezone: 'Asia/Seoul',
        block: { id: 'b', name: 'block' },
        lang: 'ko',
        utterance,
        params,
        user: { id: user, type: 'botUserKey', properties: { botUserKey: user } },
        callbackUrl,
      },
      contexts: [],
    }
    return service.post('/webhooks/kakao', body, {
      'x-skill-key': SKILL_KEY,
      ...(key ? { 'x-request-id': key } : {}),
    })
  }
  const say = async (utterance: string, more?: KakaoMore): Promise<Heard> => {
    last = heardOnKakao(await call(utterance, more))
    return last
  }
  return {
    user,
    say,
    /** Says something whose answer need not be one yet. */
    call,
    /** Presses what is labelled so in the last answer: with what it carries, or by its words alone. */
    press: (label: string, byWordsAlone = false) => {
      const found = pressIn(last, label)
      return say(found.say, byWordsAlone || !found.extra ? {} : { extra: found.extra })
    },
    last: () => last!,
  }
}

export function heardOnKakao({ status, body, trace, ms }: Posted): Heard {
  expect(status, JSON.stringify(body)).to.equal(200)
  expect(ms).to.be.below(PATIENCE_MS)
  const parsed = kakaoResponse.parse(body)
  expect(kakaoFaults(body)).to.deep.equal([])
  const presses = pressesIn(parsed.template)
  expect(presses, 'a way on').to.not.be.empty
  return { trace, text: JSON.stringify(body), body, presses, ms }
}

/** Everything in a piece of JSON that has the form of a Kakao button, quick reply or list item. */
function pressesIn(value: unknown): Press[] {
  if (typeof value !== 'object' || value === null) return []
  const { label, title, action, messageText, extra, webLinkUrl } = value as Record<string, unknown>
  const name = String(label ?? title ?? '')
  const own: Press[] =
    action === 'message'
      ? [{ label: name, say: String(messageText), ...(extra ? { extra: extra as Record<string, unknown> } : {}) }]
      : action === 'webLink'
        ? [{ label: name, say: '', url: String(webLinkUrl) }]
        : []
  return [...own, ...Object.values(value).flatMap(pressesIn)]
}

function pressIn(heard: Heard | undefined, label: string): Press {
  const found = heard?.presses.find(press => press.label.startsWith(label))
  if (!found) throw new Error(`No “${label}” among: ${heard?.presses.map(press => press.label).join(', ')}`)
  return found
}

/** A person in TalkTalk. What is answered in the body is checked; what comes by the send API is at the stand-in. */
export function talkTalkPerson(service: Pick<Service, 'post'>, user = randomUUID().replaceAll('-', '').slice(0, 22)) {
  let last: Heard | undefined
  const event = async (more: Record<string, unknown>): Promise<Heard> => {
    const posted = await service.post(`/webhooks/talktalk/${WEBHOOK_KEY}`, { user, options: {}, ...more })
    expect(posted.status, JSON.stringify(posted.body)).to.equal(200)
    expect(posted.ms).to.be.below(PATIENCE_MS)
    const { body, trace, ms } = posted
    last = {
      body,
      trace,
      ms,
      text: JSON.stringify(body),
      presses: body === '' ? [] : talkTalkPresses(talkTalkMessage.parse(body)),
    }
    return last
  }
  return {
    user,
    event,
    say: (said: string, more: Record<string, unknown> = {}) =>
      event({ event: 'send', textContent: { text: said, inputType: 'typing', ...more } }),
    last: () => last!,
  }
}

/** Everything in a message that has the form of a TEXT or LINK button. */
export function talkTalkPresses(value: unknown): Press[] {
  if (typeof value !== 'object' || value === null) return []
  const { type, data } = value as { type?: unknown; data?: Record<string, unknown> }
  if (type === 'TEXT' && data) {
    const title = String(data.title)
    return [{ label: title, say: title, ...(data.code ? { extra: { code: data.code } } : {}) }]
  }
  if (type === 'LINK' && data) return [{ label: String(data.title), say: '', url: String(data.url) }]
  return Object.values(value).flatMap(talkTalkPresses)
}
