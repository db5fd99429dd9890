/** Stands in for SOLAPI on the desk: takes what the service sends and puts it on the simulator's phone. */
import { randomBytes } from 'node:crypto'
import { Router } from 'express'
import { z } from 'zod'
import { maskPhone } from '../domain/person.js'
import { type SolapiMessage, solapiMessage } from '../messengers/solapi/message.js'
import { type Clock, seoulIso } from '../platform/clock.js'
import { anyText, jsonOf } from './body.js'
import type { Mailbox, PhoneMessage } from './mailbox.js'

const AUTHORIZATION =
  /^HMAC-SHA256 apiKey=[^,\s]+, date=\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d), salt=[^,\s]{12,64}, signature=[0-9a-f]{64}$/

const call = z.object({
  messages: z.array(z.unknown()).min(1).max(10_000),
  showMessageList: z.boolean().optional(),
})
/** What a refused message is told back by, whatever else is wrong with it. */
const outline = z.object({
  to: z.string().catch(''),
  from: z.string().catch(''),
  type: z.string().catch('SMS'),
  customFields: z.record(z.string(), z.string()).optional().catch(undefined),
})
const NOTHING = { to: '', from: '', type: 'SMS' }

/** Answers as SOLAPI does: 403 to a wrong signature, 400 to a wrong call, 200 with one result for each message otherwise. */
export function createSolapiStandIn(mailbox: Mailbox, clock: Clock): Router {
  return Router().post('/messages/v4/send-many/detail', anyText, (req, res) => {
    if (!AUTHORIZATION.test(req.get('Authorization') ?? ''))
      return res.status(403).json({ errorCode: 'SignatureDoesNotMatch', errorMessage: '서명의 형식이 맞지 않아요.' })
    const parsed = call.safeParse(jsonOf(req))
    if (!parsed.success)
      return res.status(400).json({ errorCode: 'ValidationError', errorMessage: z.prettifyError(parsed.error) })
    const results = parsed.data.messages.map(message => receive(message))
    for (const { accepted } of results) if (accepted) mailbox.put('phone', onPhone(accepted, clock.now()))
    return res.json(answer(results, parsed.data.showMessageList === true, clock.now()))
  })
}

interface Result {
  readonly messageId: string
  readonly message: unknown
  /** `undefined` when the message is not inside SOLAPI's limits. */
  readonly accepted: SolapiMessage | undefined
}

function receive(message: unknown): Result {
  return { messageId: `M4V${newId()}`, message, accepted: solapiMessage.safeParse(message).data }
}

function onPhone(message: SolapiMessage, now: Date): PhoneMessage {
  const buttons = message.type === 'ATA' ? (message.kakaoOptions.buttons ?? []) : []
  return {
    kind: message.type === 'ATA' ? 'AlimTalk' : 'SMS',
    to: maskPhone(message.to),
    text: message.text,
    buttons: buttons.map(({ buttonName, linkMo }) => ({ label: buttonName, url: linkMo })),
    at: seoulIso(now),
  }
}

function answer(results: readonly Result[], withList: boolean, now: Date): object {
  const refused = results.filter(({ accepted }) => !accepted)
  return {
    failedMessageList: refused.map(({ message, messageId }) => ({
      ...(outline.safeParse(message).data ?? NOTHING),
      country: '82',
      messageId,
      statusCode: '1011',
      statusMessage: '잘못된 형식의 메시지',
    })),
    groupInfo: {
      groupId: `G4V${newId()}`,
      status: refused.length === results.length ? 'FAILED' : 'SENDING',
      count: {
        total: results.length,
        registeredSuccess: results.length - refused.length,
        registeredFailed: refused.length,
        sentTotal: 0,
        sentSuccess: 0,
        sentFailed: 0,
        sentPending: 0,
        sentReplacement: 0,
      },
      dateCreated: now.toISOString(),
    },
    ...(withList ? { messageList: results.filter(({ accepted }) => accepted).map(listed) } : {}),
  }
}

function listed({ messageId, accepted }: Result): object {
  return {
    messageId,
    statusCode: '2000',
    statusMessage: '정상 접수(이통사로 접수 예정)',
    customFields: accepted?.customFields,
  }
}

function newId(): string {
  return randomBytes(14).toString('hex').toUpperCase()
}
