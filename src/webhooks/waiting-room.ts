/** What is answered before this process can: the messengers' calls wait for it, the rest is told to come again. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Withdrawals } from '../services/withdrawals.js'
import { isTalkTalkAddress } from './talktalk-address.js'
import type { TalkTalkRefusals } from './talktalk-refusals.js'
import { answerWhileStarting } from './talktalk-starting.js'

export interface WaitingRoom {
  readonly take: RequestListener
  /** Hands on who waits. */
  open(listener: RequestListener): void
}

/** The messengers give up after five seconds; a turn wants some of them. */
const PATIENCE_MS = 3000
const STARTING = '{"error":{"code":"unavailable","message":"Starting"}}'

export function createWaitingRoom(parts: {
  readonly talkTalkKeys: readonly string[]
  readonly refusals: TalkTalkRefusals
  readonly withdrawals: Withdrawals
}): WaitingRoom {
  const waiting = new Map<ServerResponse, IncomingMessage>()
  const sendAway = (request: IncomingMessage, response: ServerResponse) => {
    if (isTalkTalkAddress(request.url, parts.talkTalkKeys)) return void answerWhileStarting(request, response, parts)
    response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' }).end(STARTING)
  }
  return {
    take(request, response) {
      if (!request.url?.startsWith('/webhooks/')) return sendAway(request, response)
      waiting.set(response, request)
      const timer = setTimeout(() => waiting.delete(response) && sendAway(request, response), PATIENCE_MS)
      response.once('close', () => {
        clearTimeout(timer)
        waiting.delete(response)
      })
    },
    open(listener) {
      for (const [response, request] of waiting) {
        waiting.delete(response)
        listener(request, response)
      }
    },
  }
}
