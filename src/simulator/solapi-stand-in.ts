/** Stands in for SOLAPI on the desk: takes what the service sends and puts it on the simulator's phone. */
import { type RequestHandler, Router } from 'express'
import { maskPhone } from '../domain/person.js'
import type { SolapiMessage } from '../messengers/solapi/message.js'
import { type Clock, seoulIso } from '../platform/clock.js'
import { anyText, jsonOf } from './body.js'
import type { Mailbox, PhoneMessage } from './mailbox.js'
import { createSolapiGroups, refusal, type VendorReply } from './solapi-groups.js'

const AUTHORIZATION =
  /^HMAC-SHA256 apiKey=[^,\s]+, date=\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d), salt=[^,\s]{12,64}, signature=[0-9a-f]{64}$/

const GROUPS = '/messages/v4/groups'
const UNSIGNED = refusal(403, 'SignatureDoesNotMatch', 'The signature has another form.')

/** Answers as SOLAPI does: 403 to a wrong signature, 400 to a wrong call, 404 to an unknown group. */
export function createSolapiStandIn(mailbox: Mailbox, clock: Clock): Router {
  const onSent = (messages: readonly SolapiMessage[]) => {
    for (const message of messages) mailbox.put('phone', onPhone(message, clock.now()), message.to)
  }
  const groups = createSolapiGroups({ now: clock.now, onSent })
  const answer =
    (reply: (groupId: string, body: unknown) => VendorReply): RequestHandler =>
    (req, res) => {
      const isSigned = AUTHORIZATION.test(req.get('Authorization') ?? '')
      const { status, body } = isSigned ? reply(String(req.params.groupId), jsonOf(req)) : UNSIGNED
      res.status(status).json(body)
    }
  return Router()
    .use(anyText)
    .post(
      GROUPS,
      answer((_none, body) => groups.create(body)),
    )
    .put(`${GROUPS}/:groupId/messages`, answer(groups.add))
    .post(`${GROUPS}/:groupId/send`, answer(groups.send))
    .get(`${GROUPS}/:groupId`, answer(groups.info))
    .delete(`${GROUPS}/:groupId`, answer(groups.remove))
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
