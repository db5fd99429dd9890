/** Kakao's skill calls: checked, read, answered in SkillResponse 2.0. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { apology } from '../conversation/apology.js'
import type { Conversation } from '../conversation/converse.js'
import type { Incoming } from '../conversation/turn.js'
import { type KakaoCall, readKakao } from '../messengers/kakao/request.js'
import { readKakaoValidation } from '../messengers/kakao/validation.js'
import { arrivalOf } from '../platform/arrivals.js'
import { equalSecrets } from '../platform/cipher.js'
import { AppError } from '../platform/errors.js'
import { readJson, type Unreadable } from './body.js'
import { sayable, toWaiting } from './kakao-answer.js'
import { type KakaoLater, laterOf } from './kakao-later.js'
import { isValidationType, type Validate } from './validation.js'

export interface KakaoDoor extends KakaoLater {
  readonly conversation: Conversation
  readonly validate: Validate
  /** Kakao sends it as the header `x-skill-key`; unset: every call is let in. */
  readonly skillKey: string | undefined
  readonly botId: string | undefined
  /** Tells in `x-turn` how the turn went, and in `x-rule` which rule led it there. */
  readonly tellsTurn: boolean
}

const LONGEST_KEY = 200

export function createKakaoWebhook(door: KakaoDoor): Router {
  const router = Router()
  router.use((request, _response, next) => next(refusalOf(request, door)))
  router.post('/', parse, async (request, response) => answerCall(door, request, response))
  router.post('/validate', parse, async (request, response) => {
    const type = String(request.query.type ?? '')
    if (!isValidationType(type))
      throw new AppError('invalid', 'type is one of date, phone, region, people', [{ field: 'type' }])
    const reading = readKakaoValidation(request.body)
    if (!reading.ok) throw new AppError('invalid', 'This is not a validation call', reading.issues)
    response.json(door.validate(type, reading.said))
  })
  return router
}

const parse: RequestHandler = async (request, _response, next) => {
  const read = await readJson(request)
  if (!read.ok) throw unreadable(read.refused)
  request.body = read.body
  next()
}

function unreadable(refused: Unreadable): AppError {
  return refused === 'too-large'
    ? new AppError('too-large', 'The body is too large')
    : new AppError('bad-request', 'The body cannot be read as JSON', { refused })
}

/** Answers skill calls while nobody is there to talk: come again soon. Whatever else comes is left to `otherwise`. */
export function createKakaoStarting(
  door: Pick<KakaoDoor, 'words' | 'log' | 'skillKey' | 'tellsTurn'>,
  otherwise: RequestListener,
): RequestListener {
  return async (request, response) => {
    const read = refusalOf(request, door) ? undefined : await readJson(request)
    const reading = read?.ok ? readKakao(read.body) : undefined
    if (!reading?.ok) return otherwise(request, response)
    const spoken = apology(door.words, 'busy', { messenger: 'kakao', text: reading.call.text })
    if (door.tellsTurn) response.setHeader('x-turn', spoken.trace)
    sendJson(response, sayable(door, spoken.answer).response)
  }
}

/** People paste keys with spaces around them into Kakao's form. */
function refusalOf(request: IncomingMessage, { skillKey }: Pick<KakaoDoor, 'skillKey'>): AppError | undefined {
  if (skillKey === undefined) return undefined
  const given = String(request.headers['x-skill-key'] ?? '').trim()
  return equalSecrets(given, skillKey.trim())
    ? undefined
    : new AppError('unauthenticated', 'x-skill-key is missing or wrong')
}

async function answerCall(door: KakaoDoor, request: Request, response: Response): Promise<void> {
  const reading = readKakao(request.body)
  if (!reading.ok) throw new AppError('invalid', 'This is not a skill call', reading.issues)
  const { call } = reading
  if (door.botId && call.botId && call.botId !== door.botId.replace(/!$/, '')) {
    throw new AppError('forbidden', 'This call is of another bot')
  }
  // The administrator's test button is nobody, and a group has no chat of its own: neither becomes an account.
  if (call.isTrial || call.isGroup) {
    const text = door.words.label('common', call.isTrial ? 'trial' : 'group-chat')
    response.json({ version: '2.0', template: { outputs: [{ simpleText: { text } }] } })
    return
  }
  const incoming = { ...incomingOf(call, request.get('x-request-id')), since: arrivalOf(request) }
  const later = laterOf(door, call)
  const spoken = await door.conversation.turn(incoming, { later })
  if (door.tellsTurn) {
    response.setHeader('x-turn', spoken.trace)
    if (spoken.rule !== undefined) response.setHeader('x-rule', spoken.rule)
  }
  // A repeat that names no address is given the answer itself.
  sendJson(response, spoken.later && later ? toWaiting(door.words) : sayable(door, spoken.answer).response)
}

/** Head and body in one write. Express would work out an ETag, which nobody asks a POST for. */
function sendJson(response: ServerResponse, body: object): void {
  const text = JSON.stringify(body)
  response.setHeader('content-type', 'application/json; charset=utf-8')
  response.setHeader('content-length', Buffer.byteLength(text))
  response.end(text)
}

function incomingOf({ user, text, isPicture, value, token }: KakaoCall, key: string | undefined): Incoming {
  return {
    messenger: 'kakao',
    user,
    text,
    event: isPicture ? 'image' : undefined,
    value,
    token,
    key: key?.slice(0, LONGEST_KEY) || undefined,
  }
}
