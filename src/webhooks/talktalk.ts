/** Naver TalkTalk's events: one message is answered in the body, several go out in order by the send API. */
import { type Request, type Response, Router } from 'express'
import type { Conversation } from '../conversation/converse.js'
import type { Words } from '../conversation/messages.js'
import type { Afterwards, Incoming, Spoken } from '../conversation/turn.js'
import type { Answer } from '../messengers/messenger.js'
import type { TalkTalkClient } from '../messengers/talktalk/client.js'
import { readTalkTalk, type TalkTalkEvent } from '../messengers/talktalk/event.js'
import { formatTalkTalk } from '../messengers/talktalk/format.js'
import { type TalkTalkMessage, talkTalkMessage } from '../messengers/talktalk/message.js'
import { arrivalOf } from '../platform/arrivals.js'
import { AppError } from '../platform/errors.js'
import type { Log } from '../platform/log.js'
import type { Services } from '../services/index.js'
import type { Withdrawals } from '../services/withdrawals.js'
import { readJson } from './body.js'
import { isTalkTalkAddress } from './talktalk-address.js'
import type { TalkTalkRefusals } from './talktalk-refusals.js'

export interface TalkTalkDoor {
  readonly conversation: Conversation
  readonly services: Pick<Services, 'replies'>
  readonly withdrawals: Pick<Withdrawals, 'take'>
  readonly words: Words
  readonly log: Log
  /** The last segment of the webhook's path is one of them; none: there is no such segment. */
  readonly webhookKeys: readonly string[]
  readonly refusals: TalkTalkRefusals
  /** Unset: there is no send API, and only the first message of an answer can be given. */
  readonly client: TalkTalkClient | undefined
  readonly tellsTurn: boolean
  /** Something became due. */
  readonly wake: () => void
}

/** A slower answer is announced by "typing". */
const SLOW_MS = 800

/** Every call whose address carries a valid key is answered 200; a wrong key is an address where nothing is. */
export function createTalkTalkWebhook(door: TalkTalkDoor): Router {
  const router = Router()
  router.use(async (request, response) => {
    if (!isTalkTalkAddress(request.originalUrl, door.webhookKeys))
      throw new AppError('not-found', 'There is nothing here')
    try {
      await take(door, request, response)
    } catch (error) {
      door.log.error({ err: error }, 'a call of TalkTalk failed')
      door.refusals.answer(response, 'failed')
    }
  })
  return router
}

async function take(door: TalkTalkDoor, request: Request, response: Response): Promise<void> {
  const { refusals } = door
  if (request.method !== 'POST') return refusals.answer(response, 'method')
  const read = await readJson(request)
  if (!read.ok) return refusals.answer(response, read.refused)
  const reading = readTalkTalk(read.body)
  if (!reading.ok) return refusals.answer(response, 'shape', reading.issues)
  const { event } = reading
  if (event.kind === 'withdraw') await door.withdrawals.take(event)
  const incoming = incomingOf(event)
  if (!incoming) return void response.status(200).end()
  const { trace, body } = await answer(door, { ...incoming, since: arrivalOf(request) })
  if (door.tellsTurn) response.set('x-turn', trace)
  if (body) response.json(body)
  else response.status(200).end()
}

/** What a person said or did; nothing is answered to the rest. */
export function incomingOf(event: TalkTalkEvent): Incoming | undefined {
  if (event.kind === 'open') {
    const { under14 } = event
    const base = {
      messenger: 'talktalk' as const,
      user: event.user,
      text: '',
      under14,
    }
    return event.token ? { ...base, token: event.token } : { ...base, event: 'opened' }
  }
  if (event.kind === 'say') {
    const { user, text, value, token } = event
    return { messenger: 'talktalk', user, text, value, token }
  }
  if (event.kind === 'sticker' || event.kind === 'image' || event.kind === 'phone')
    return { messenger: 'talktalk', user: event.user, text: '', event: event.kind }
  return undefined
}

async function answer(door: TalkTalkDoor, incoming: Incoming): Promise<{ trace: string; body?: TalkTalkMessage }> {
  const typing = setTimeout(() => void door.client?.typingOn(incoming.user), SLOW_MS)
  const outgoing = createOutgoing(door, false)
  try {
    const spoken = await door.conversation.turn(incoming, { afterwards: outgoing.write })
    const body = outgoing.bodyOf(spoken)
    return { trace: spoken.trace, body }
  } finally {
    clearTimeout(typing)
  }
}

/** Goes on with a talk in which the person has just been linked: they are told without having said anything. */
export function createTalkTalkResume(door: TalkTalkDoor): (user: string) => Promise<void> {
  return async user => {
    const outgoing = createOutgoing(door, true)
    const linked = { messenger: 'talktalk' as const, user, text: '', event: 'linked' as const }
    await door.conversation.turn(linked, { afterwards: outgoing.write })
    door.wake()
  }
}

/** What does not fit into the body becomes a row of the turn's transaction. */
function createOutgoing(door: TalkTalkDoor, always: boolean) {
  const bySendApi = (messages: readonly TalkTalkMessage[], { handedOver }: Spoken) =>
    always || (door.client !== undefined && (messages.length > 1 || handedOver))
  const write: Afterwards = async (tx, spoken, accountId) => {
    const { answer, messages } = sayable(door, spoken)
    if (!bySendApi(messages, spoken)) return
    await door.services.replies.sayLater(tx, accountId, { answer, handOver: spoken.handedOver })
  }
  const bodyOf = (spoken: Spoken): TalkTalkMessage | undefined => {
    const { messages } = sayable(door, spoken)
    // An apology for a turn that failed wrote no row: its one message is the body.
    if (spoken.kept && bySendApi(messages, spoken)) {
      door.wake()
      return undefined
    }
    return messages[0]
  }
  return { write, bodyOf }
}

/** An answer outside TalkTalk's limits is a bug of ours: the person is told that it is not known, and where to see it. */
export function sayable(
  { words, log }: Pick<TalkTalkDoor, 'words' | 'log'>,
  { answer }: Spoken,
): { answer: Answer; messages: TalkTalkMessage[] } {
  const formatted = talkTalkMessage.array().min(1).safeParse(formatTalkTalk(answer))
  if (formatted.success) return { answer, messages: formatted.data }
  log.error(
    { issues: formatted.error.issues.map(({ path, message }) => ({ path, message })) },
    'an answer to TalkTalk broke a limit',
  )
  const instead: Answer = { replies: [words.reply('common', 'unclear', {})], choices: [] }
  return { answer: instead, messages: formatTalkTalk(instead) }
}
