/** What is answered before this process can: the messengers' calls wait for it, the rest is told to come again. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createKakaoStarting } from './kakao.js'
import { isTalkTalkAddress } from './talktalk-address.js'
import { answerWhileStarting, type TalkTalkStarting } from './talktalk-starting.js'

export interface WaitingRoom {
  readonly take: RequestListener
  /** Hands on who waits. */
  open(listener: RequestListener): void
}

/** The messengers give up after five seconds; a turn wants some of them. */
const PATIENCE_MS = 3000
const STARTING = '{"error":{"code":"unavailable","message":"Starting"}}'

const KAKAO = /^\/webhooks\/kakao\/?(?:\?|$)/i

export interface WaitingRoomParts extends TalkTalkStarting {
  readonly talkTalkKeys: readonly string[]
  readonly skillKey: string | undefined
  readonly patienceMs?: number
}

export function createWaitingRoom(parts: WaitingRoomParts): WaitingRoom {
  const { patienceMs = PATIENCE_MS } = parts
  const waiting = new Map<ServerResponse, IncomingMessage>()
  const refuse: RequestListener = (_request, response) =>
    void response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' }).end(STARTING)
  const askKakaoBack = createKakaoStarting(parts, refuse)
  const sendAway: RequestListener = (request, response) => {
    const { url = '', method } = request
    if (isTalkTalkAddress(url, parts.talkTalkKeys)) void answerWhileStarting(request, response, parts)
    else if (method === 'POST' && KAKAO.test(url)) askKakaoBack(request, response)
    else refuse(request, response)
  }
  return {
    take(request, response) {
      if (!request.url?.startsWith('/webhooks/')) return sendAway(request, response)
      waiting.set(response, request)
      const timer = setTimeout(() => waiting.delete(response) && sendAway(request, response), patienceMs)
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
