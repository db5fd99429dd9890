/** The simulator: a page on which a newcomer chats over the messengers' real wire, and stand-ins for their servers. Desk only. */
import { fileURLToPath } from 'node:url'
import express, { type RequestHandler, Router } from 'express'
import type { Link } from '../platform/link.js'
import type { Log } from '../platform/log.js'
import { present } from '../platform/present.js'
import type { SettableClock } from '../platform/shared-clock.js'
import { createClockRoutes } from './clock.js'
import { createEvents, type OwnersOf } from './events.js'
import { forward } from './forward.js'
import { createMailbox } from './mailbox.js'
import { createSolapiStandIn } from './solapi-stand-in.js'
import { createTalkTalkStandIn } from './talktalk-stand-in.js'

export interface SimulatorParts {
  readonly clock: SettableClock
  readonly log: Log
  /** What arrives here is told to the pages that are open at other workers. */
  readonly link?: Pick<Link, 'share' | 'onShared'>
  /** How people reach this service: pictures may come from there. */
  readonly publicUrl: () => string
  /** Called when the clock was set, so that demo data is there on that day too. */
  readonly afterClockSet?: () => Promise<unknown>
  /** Whose phone a number is; unset: everybody's. */
  readonly ownersOf?: OwnersOf
  readonly kakaoSkillKey?: string
  readonly kakaoBotId?: string
  readonly talktalkWebhookKey?: string
}

const PAGE = fileURLToPath(new URL('./page/', import.meta.url))

/** To be mounted at `/simulator`. The stand-ins are `/solapi` (for `SOLAPI_API_URL`) and `/talktalk-api` (for `TALKTALK_API_URL`). */
export function createSimulator(parts: SimulatorParts): Router {
  const mailbox = createMailbox(parts.link)
  const ready = parts.afterClockSet ?? (async () => undefined)
  return Router()
    .use('/solapi', createSolapiStandIn(mailbox, parts.clock))
    .use('/talktalk-api', createTalkTalkStandIn(mailbox))
    .use('/clock', createClockRoutes(parts.clock, parts.log, ready))
    .get('/events', createEvents(mailbox, parts.ownersOf ?? (async () => [])))
    .post('/kakao', express.json({ limit: '2mb' }), toKakao(parts))
    .post('/talktalk', express.json({ limit: '2mb' }), toTalkTalk(parts))
    .use(protect(parts.publicUrl))
    .get('/', (_req, res) => res.sendFile('index.html', { root: PAGE, cacheControl: false }))
    .use(express.static(PAGE, { index: false, redirect: false, cacheControl: false }))
}

function toKakao({ kakaoSkillKey, kakaoBotId }: SimulatorParts): RequestHandler {
  return (req, res) => {
    const body = kakaoBotId ? { ...req.body, bot: { ...req.body?.bot, id: kakaoBotId } } : req.body
    const requestId = req.get('X-Request-Id')
    const headers = present({ 'x-request-id': requestId, 'x-skill-key': kakaoSkillKey })
    return forward(req, res, '/webhooks/kakao', body, headers)
  }
}

function toTalkTalk({ talktalkWebhookKey: key }: SimulatorParts): RequestHandler {
  const path = key ? `/webhooks/talktalk/${encodeURIComponent(key)}` : '/webhooks/talktalk'
  return (req, res) => forward(req, res, path, req.body, {})
}

function protect(publicUrl: () => string): RequestHandler {
  return (_req, res, next) => {
    const policy = [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "font-src 'self'",
      "connect-src 'self'",
      `img-src 'self' https: ${new URL(publicUrl()).origin}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]
    res.set({ 'Content-Security-Policy': policy.join('; '), 'Referrer-Policy': 'no-referrer' })
    next()
  }
}
