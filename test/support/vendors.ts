/** SOLAPI and TalkTalk as real HTTP servers: they check what arrives as strictly as the vendors do, keep it, and fail when told to. */
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { type SolapiMessage, solapiRequest } from '../../src/messengers/solapi/message.js'
import { type TalkTalkPost, talkTalkPost } from '../../src/messengers/talktalk/message.js'

export const SOLAPI_SECRET = 'a secret of tests'
export const TALKTALK_AUTHORIZATION = 'ct_tests'

/** One answer of a vendor; `silence` never answers. */
export type VendorAnswer = { readonly status: number; readonly body: unknown } | 'silence'

interface Vendor {
  readonly url: string
  /** What was wrong with what came; empty when the service keeps to the wire. */
  readonly faults: string[]
  /** The next calls get these, then all is well again. */
  fail(...answers: VendorAnswer[]): void
  /** All is well from now on. */
  heal(): void
  stop(): Promise<void>
}
export interface SolapiStandIn extends Vendor {
  /** Messages that were accepted, in order. */
  readonly accepted: SolapiMessage[]
  /** Six digits that came to this phone last, after at least `after` messages had been accepted. */
  codeFor(phone: string, after?: number): Promise<string>
}
export interface TalkTalkStandIn extends Vendor {
  /** Posts that were answered with success, in order. */
  readonly accepted: TalkTalkPost[]
  /** How often it was called, refused calls included. */
  calls(): number
}

export async function startSolapi(): Promise<SolapiStandIn> {
  const accepted: SolapiMessage[] = []
  const vendor = await startVendor((request, body, faults) => {
    if (request.url !== '/messages/v4/send-many/detail') faults.push(`SOLAPI: ${request.url}`)
    if (!isSigned(request.headers.authorization ?? '')) faults.push('SOLAPI: wrong signature')
    const parsed = solapiRequest.safeParse(body)
    if (!parsed.success) {
      faults.push(`SOLAPI: ${parsed.error.message}`)
      return { status: 400, body: { errorCode: 'ValidationError', errorMessage: 'wrong' } }
    }
    accepted.push(...parsed.data.messages)
    const messageList = parsed.data.messages.map(({ customFields }, at) => ({
      messageId: `M4V${accepted.length}${at}`,
      statusCode: '2000',
      customFields,
    }))
    return { status: 200, body: { failedMessageList: [], messageList } }
  })
  const codeFor = async (phone: string, after = 0) => {
    const last = await until(`a code for ${phone}`, () => accepted.slice(after).findLast(({ to }) => to === phone))
    return /\d{6}/.exec(last.text)?.[0] ?? ''
  }
  return { ...vendor, accepted, codeFor }
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

type Take = (request: IncomingMessage, body: unknown, faults: string[]) => { status: number; body: unknown }

async function startVendor(take: Take, onCall: () => void = () => undefined): Promise<Vendor> {
  const faults: string[] = []
  const failures: VendorAnswer[] = []
  const server = createServer(async (request, response) => {
    const body: unknown = JSON.parse(await text(request))
    onCall()
    const answer = failures.shift() ?? take(request, body, faults)
    if (answer === 'silence') return
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    fail: (...answers) => void failures.push(...answers),
    heal: () => void failures.splice(0),
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
