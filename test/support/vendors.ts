/** SOLAPI and TalkTalk as real HTTP servers: they check what arrives as strictly as the vendors do, keep it, and fail when told to. */
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { kakaoResponse } from '../../src/messengers/kakao/response.js'
import { type SolapiMessage, solapiAddition, solapiGroup } from '../../src/messengers/solapi/message.js'
import { type TalkTalkPost, talkTalkPost } from '../../src/messengers/talktalk/message.js'
import { createSolapiGroups } from '../../src/simulator/solapi-groups.js'

export const SOLAPI_SECRET = 'a secret of tests'
export const TALKTALK_AUTHORIZATION = 'ct_tests'

/**
 * One answer of a vendor; `silence` never answers, `reset` cuts the line. With `taken-` before it the vendor does what it was asked to,
 * and only its answer is lost.
 */
export type VendorAnswer =
  | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | Trouble
  | `taken-${Trouble}`
type Trouble = 'silence' | 'reset'

export interface VendorCall {
  /** At SOLAPI `POST`, `PUT group messages`, `POST group send`, `GET group`, `DELETE group`. */
  readonly asked: string
  readonly path: string
  readonly body: unknown
}

interface Vendor {
  readonly url: string
  /** What was wrong with what came; empty when the service keeps to the wire. */
  readonly faults: string[]
  /** The next calls get these, then all is well again. */
  fail(...answers: VendorAnswer[]): void
  /** Every call for which it says something gets that, until all is well. */
  rule(answerTo: (call: VendorCall) => VendorAnswer | undefined): void
  /** All is well from now on. */
  heal(): void
  stop(): Promise<void>
}
export interface SolapiStandIn extends Vendor {
  /** Messages that were sent, in order. */
  readonly accepted: SolapiMessage[]
  /** What was asked of it and not failed: `POST`, `PUT group messages`, `POST group send`, … */
  readonly calls: string[]
  /** Six digits that came to this phone last, after at least `after` messages had been accepted. */
  codeFor(phone: string, after?: number): Promise<string>
}
export interface TalkTalkStandIn extends Vendor {
  /** Posts that were answered with success, in order. */
  readonly accepted: TalkTalkPost[]
  /** How often it was called, refused calls included. */
  calls(): number
}

export interface KakaoStandIn extends Vendor {
  /** What was said by callback, in order. */
  readonly accepted: { token: string; body: unknown }[]
  calls(): number
  /** The address by which a call is answered once. */
  callback(token: string): string
}

/** `refuse`: a statusCode with which a message is refused on being added. */
export async function startSolapi(refuse?: (message: SolapiMessage) => string | undefined): Promise<SolapiStandIn> {
  const accepted: SolapiMessage[] = []
  const calls: string[] = []
  const groups = createSolapiGroups({
    now: () => new Date(),
    onSent: messages => void accepted.push(...messages),
    refuse,
  })
  const check = (schema: typeof solapiAddition | typeof solapiGroup, body: unknown, faults: string[]) => {
    const parsed = schema.safeParse(body)
    if (!parsed.success) faults.push(`SOLAPI: ${parsed.error.message}`)
  }
  const vendor = await startVendor((request, body, faults) => {
    if (!isSigned(request.headers.authorization ?? '')) faults.push('SOLAPI: wrong signature')
    const { asked, groupId } = readCall(request.method, request.url)
    calls.push(asked)
    if (asked === 'POST') check(solapiGroup, body, faults)
    if (asked === 'PUT group messages') check(solapiAddition, body, faults)
    const replies: Record<string, () => { status: number; body: object }> = {
      POST: () => groups.create(body),
      'PUT group messages': () => groups.add(groupId, body),
      'POST group send': () => groups.send(groupId),
      'GET group': () => groups.info(groupId),
      'DELETE group': () => groups.remove(groupId),
    }
    const reply = replies[asked]
    if (reply) return reply()
    faults.push(`SOLAPI: ${request.method} ${request.url}`)
    return { status: 404, body: {} }
  })
  const codeFor = async (phone: string, after = 0) => {
    const last = await until(`a code for ${phone}`, () => accepted.slice(after).findLast(({ to }) => to === phone))
    return /\d{6}/.exec(last.text)?.[0] ?? ''
  }
  return { ...vendor, accepted, calls, codeFor }
}

export async function startTalkTalk(): Promise<TalkTalkStandIn> {
  const accepted: TalkTalkPost[] = []
  let calls = 0
  const onCall = () => void calls++
  const vendor = await startVendor((request, body, faults) => {
    if (request.url !== '/chatbot/v1/event') faults.push(`TalkTalk: ${request.url}`)
    if (request.headers.authorization !== TALKTALK_AUTHORIZATION) faults.push('TalkTalk: wrong authorization')
    const parsed = talkTalkPost.safeParse(body)
    if (!parsed.success) {
      faults.push(`TalkTalk: ${parsed.error.message}`)
      return { status: 200, body: { success: false, resultCode: '02' } }
    }
    accepted.push(parsed.data)
    return { status: 200, body: { success: true, resultCode: '00' } }
  }, onCall)
  return { ...vendor, accepted, calls: () => calls }
}

export async function startKakao(): Promise<KakaoStandIn> {
  const accepted: KakaoStandIn['accepted'] = []
  const used = new Set<string>()
  let calls = 0
  const onCall = () => void calls++
  const fail = (message: string) => ({ status: 200, body: { taskId: 't', status: 'FAIL', message, timestamp: 1 } })
  const vendor = await startVendor((request, body, faults) => {
    const [, token = ''] = /^\/v1\/bots\/bot!\/callback\/([\w-]+)$/.exec(request.url ?? '') ?? []
    if (!token || request.method !== 'POST') faults.push(`Kakao: ${request.method} ${request.url}`)
    if (!kakaoResponse.safeParse(body).success) faults.push(`Kakao: ${JSON.stringify(body)}`)
    if (used.has(token)) return fail('Invalid callback token. Check your callback token.')
    used.add(token)
    accepted.push({ token, body })
    return { status: 200, body: { taskId: 't', status: 'SUCCESS', message: '', timestamp: 1 } }
  }, onCall)
  const callback = (token: string) => `${vendor.url}/v1/bots/bot!/callback/${token}`
  return { ...vendor, accepted, calls: () => calls, callback }
}

function readCall(method = '', path = ''): { asked: string; groupId: string } {
  const [, groupId = '', act = ''] = /^\/messages\/v4\/groups(?:\/(\w+))?(?:\/(\w+))?$/.exec(path) ?? []
  return { asked: [method, groupId && 'group', act].filter(Boolean).join(' '), groupId }
}

type Take = (request: IncomingMessage, body: unknown, faults: string[]) => { status: number; body: unknown }

async function startVendor(take: Take, onCall: () => void = () => undefined): Promise<Vendor> {
  const faults: string[] = []
  const failures: VendorAnswer[] = []
  let rule: Parameters<Vendor['rule']>[0] = () => undefined
  const server = createServer(async (request, response) => {
    const sent = await text(request)
    const body: unknown = sent ? JSON.parse(sent) : undefined
    onCall()
    const failure =
      failures.shift() ?? rule({ ...readCall(request.method, request.url), path: request.url ?? '', body })
    if (typeof failure === 'string') {
      if (failure.startsWith('taken-')) take(request, body, faults)
      if (failure.endsWith('reset')) request.socket.resetAndDestroy()
      return
    }
    const answer: Exclude<VendorAnswer, string> = failure ?? take(request, body, faults)
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    fail: (...answers) => void failures.push(...answers),
    rule: answerTo => {
      rule = answerTo
    },
    heal: () => {
      failures.splice(0)
      rule = () => undefined
    },
    stop: () => {
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

function isSigned(authorization: string): boolean {
  const [, date = '', salt = '', signature] =
    /^HMAC-SHA256 apiKey=[^,]+, date=([^,]+), salt=([^,]{12,64}), signature=([0-9a-f]{64})$/.exec(authorization) ?? []
  return signature === createHmac('sha256', SOLAPI_SECRET).update(`${date}${salt}`).digest('hex')
}

/** What `look` finds, as soon as it finds something. */
export async function until<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  ms = 10_000,
): Promise<T> {
  const began = performance.now()
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (performance.now() - began > ms) throw new Error(`There was not ${what} within ${ms} ms`)
    await pause(20)
  }
}
