/** SOLAPI's groups as its documentation has them: made, filled, sent once, asked for, deleted. */
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { MOST_MESSAGES, type SolapiMessage, solapiMessage } from '../messengers/solapi/message.js'

export interface VendorReply {
  readonly status: number
  readonly body: object
}

export interface SolapiGroups {
  create(body: unknown): VendorReply
  /** Messages outside of SOLAPI's limits are refused one by one. */
  add(groupId: string, body: unknown): VendorReply
  send(groupId: string): VendorReply
  info(groupId: string): VendorReply
  remove(groupId: string): VendorReply
}

interface Group {
  readonly groupId: string
  status: 'PENDING' | 'SENDING' | 'DELETED'
  readonly accepted: SolapiMessage[]
  registeredFailed: number
  readonly dateCreated: string
  dateSent: string | null
}

/** What a refused message is told back by, whatever else is wrong with it. */
const outline = z.object({
  to: z.string().catch(''),
  from: z.string().catch(''),
  type: z.string().catch('SMS'),
  customFields: z.record(z.string(), z.string()).optional().catch(undefined),
})
const NOTHING = { to: '', from: '', type: 'SMS' }
const creation = z.object({ allowDuplicates: z.boolean().optional() })
const addition = z.object({ messages: z.array(z.unknown()).min(1).max(MOST_MESSAGES) })
const MOST_KEPT = 1_000

export interface SolapiGroupParts {
  readonly now: () => Date
  readonly onSent: (messages: readonly SolapiMessage[]) => void
  /** A statusCode to refuse this message with. */
  readonly refuse?: (message: SolapiMessage) => string | undefined
}

export function createSolapiGroups({ now, onSent, refuse }: SolapiGroupParts): SolapiGroups {
  const groups = new Map<string, Group>()
  const withGroup = (groupId: string, act: (group: Group) => VendorReply): VendorReply => {
    const group = groups.get(groupId)
    return group ? act(group) : refusal(404, 'ResourceNotFound', 'There is no such group.')
  }
  const whilePending = (groupId: string, act: (group: Group) => VendorReply) =>
    withGroup(groupId, group =>
      group.status === 'PENDING'
        ? act(group)
        : refusal(400, 'GroupStatusNotPending', 'The group was sent or deleted already.'),
    )
  return {
    create(body) {
      if (!creation.safeParse(body).success) return refusal(400, 'ValidationError', 'That is no group.')
      const group = newGroup(now())
      groups.set(group.groupId, group)
      if (groups.size > MOST_KEPT) groups.delete(groups.keys().next().value ?? '')
      return { status: 200, body: infoOf(group) }
    },
    add: (groupId, body) =>
      whilePending(groupId, group => {
        const call = addition.safeParse(body)
        if (!call.success) return refusal(400, 'ValidationError', z.prettifyError(call.error))
        const resultList = call.data.messages.map(message => register(group, message, refuse))
        const errorCount = resultList.filter(({ statusCode }) => statusCode !== ACCEPTED).length
        group.registeredFailed += errorCount
        return { status: 200, body: { errorCount, resultList } }
      }),
    send: groupId =>
      whilePending(groupId, group => {
        group.status = 'SENDING'
        group.dateSent = now().toISOString()
        onSent(group.accepted)
        return { status: 200, body: infoOf(group) }
      }),
    info: groupId => withGroup(groupId, group => ({ status: 200, body: infoOf(group) })),
    remove: groupId =>
      whilePending(groupId, group => {
        group.status = 'DELETED'
        return { status: 200, body: infoOf(group) }
      }),
  }
}

const ACCEPTED = '2000'
const MALFORMED = '1011'

function register(group: Group, message: unknown, refuse: SolapiGroupParts['refuse']) {
  const valid = solapiMessage.safeParse(message).data
  const statusCode = valid ? (refuse?.(valid) ?? ACCEPTED) : MALFORMED
  if (valid && statusCode === ACCEPTED) group.accepted.push(valid)
  return {
    ...(outline.safeParse(message).data ?? NOTHING),
    country: '82',
    messageId: `M4V${newId()}`,
    statusCode,
    statusMessage: statusCode === ACCEPTED ? '정상 접수(이통사로 접수 예정)' : '접수 실패',
    accountId: '00000000',
  }
}

function infoOf({ groupId, status, accepted, registeredFailed, dateCreated, dateSent }: Group): object {
  return {
    _id: groupId,
    groupId,
    status,
    count: {
      total: accepted.length + registeredFailed,
      registeredSuccess: accepted.length,
      registeredFailed,
      sentTotal: 0,
      sentSuccess: 0,
      sentFailed: 0,
      sentPending: 0,
      sentReplacement: 0,
      refund: 0,
    },
    dateCreated,
    dateSent,
    dateCompleted: null,
    scheduledDate: null,
  }
}

function newGroup(at: Date): Group {
  return {
    groupId: `G4V${newId()}`,
    status: 'PENDING',
    accepted: [],
    registeredFailed: 0,
    dateCreated: at.toISOString(),
    dateSent: null,
  }
}

export function refusal(status: number, errorCode: string, errorMessage: string): VendorReply {
  return { status, body: { errorCode, errorMessage } }
}

function newId(): string {
  return randomBytes(14).toString('hex').toUpperCase()
}
