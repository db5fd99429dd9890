/** What SOLAPI answers, as one verdict each: on a whole call, on one message that was added to a group, on a group. */
import { z } from 'zod'
import { isPassing, type JsonAnswer } from '../../platform/http-client.js'
import { present } from '../../platform/present.js'
import type { SolapiMessage } from './message.js'

/**
 * Whom a refusal is about. `account`: nothing can be sent until somebody puts it right (key, balance, address, sender's number).
 * `request`: the call as it stands, perhaps because of one message in it. `passing`: it may well be taken later. `gone`: there is no
 * such group. `message`: this message alone, for good.
 */
export type Reach = 'account' | 'request' | 'passing' | 'gone' | 'message'

/** `code`: SOLAPI's statusCode, or the HTTP status with its errorCode, or `timeout`, `network`, `unreadable`; never anything personal. */
export interface SolapiRefusal {
  readonly ok: false
  readonly reach: Reach
  readonly code: string
  readonly retryAfterMs?: number
}
export type SolapiAnswer<T> = { readonly ok: true; readonly value: T } | SolapiRefusal

/** Whether a message is in the group now. */
export type Added = { readonly ok: true; readonly messageId?: string } | SolapiRefusal

/** `unclear`: it cannot be told whether it was sent. */
export type GroupState = 'pending' | 'sent' | 'failed' | 'deleted' | 'unclear'

const outcome = z.object({
  to: z.string().nullish(),
  messageId: z.string().nullish(),
  statusCode: z.string(),
  customFields: z.object({ notificationId: z.string().optional() }).nullish(),
})
type Outcome = z.infer<typeof outcome>

/** HTTP 200 also when every message was refused. */
const solapiAdded = z.object({ resultList: z.array(outcome) })
const identified = z.object({ groupId: z.string().regex(/^\w{1,80}$/) })
const solapiGroupInfo = z.object({
  status: z.string(),
  count: z.object({ sentTotal: z.number() }).nullish(),
})
const refusal = z.object({ errorCode: z.string() })

const ACCEPTED = '2000'
/** No balance, sender's number not registered, no such channel or sender key: as wrong for every other message. */
const ACCOUNT_CODES: readonly string[] = ['1030', '2230', '1062', '2062', '1041', '3101']
/** The carrier was late; outside the hours of sending. */
const PASSING_CODES: readonly string[] = ['3040', '3108']
/** The clocks differ, or a salt came twice: the next attempt is signed anew. */
const SIGNED_ANEW: readonly string[] = ['RequestTimeTooSkewed', 'DuplicatedSignature']
const ACCOUNT_STATUSES: readonly number[] = [401, 402, 403]
/** Said with a 400 they are about the account all the same. */
const ACCOUNT_ERRORS = /balance|apikey|signature|unauthori|forbidden|permission|notallowedip/i

const GROUP_STATES: Readonly<Record<string, GroupState>> = {
  PENDING: 'pending',
  SENDING: 'sent',
  COMPLETE: 'sent',
  SCHEDULED: 'sent',
  DELETED: 'deleted',
}

/** Reads the body of a 2xx by `read`; a page of maintenance that comes with 200 is a passing trouble, like a 5xx. */
export function readAnswer<T>(answered: JsonAnswer, read: (body: unknown) => T | undefined): SolapiAnswer<T> {
  if (!answered.ok) return { ok: false, reach: 'passing', code: answered.code }
  if (answered.status < 200 || answered.status > 299)
    return readRefusal(answered.status, answered.body, answered.retryAfterMs)
  const value = read(answered.body)
  return value === undefined ? { ok: false, reach: 'passing', code: 'unreadable' } : { ok: true, value }
}

function readRefusal(status: number, body: unknown, retryAfterMs: number | undefined): SolapiRefusal {
  const named = refusal.safeParse(body).data?.errorCode ?? ''
  const name = /^[A-Za-z]{1,60}$/.test(named) ? named : ''
  const code = name ? `${status} ${name}` : `http-${status}`
  return present({ ok: false, reach: reachOf(status, name, body !== undefined), code, retryAfterMs })
}

/** `isJson`: SOLAPI itself answered, not something before it. */
function reachOf(status: number, name: string, isJson: boolean): Reach {
  if (SIGNED_ANEW.includes(name) || isPassing(status) || status < 400) return 'passing'
  if (ACCOUNT_STATUSES.includes(status) || ACCOUNT_ERRORS.test(name)) return 'account'
  if (status === 404) return isJson ? 'gone' : 'passing'
  return 'request'
}

export function readGroupId(body: unknown): string | undefined {
  return identified.safeParse(body).data?.groupId
}

export function readGroupState(body: unknown): GroupState | undefined {
  const parsed = solapiGroupInfo.safeParse(body)
  if (!parsed.success) return undefined
  const { status, count } = parsed.data
  // A group that failed as a whole sent nothing; one that sent a part is told of by its messages' reports.
  if (status === 'FAILED') return count?.sentTotal ? 'sent' : 'failed'
  return GROUP_STATES[status] ?? 'unclear'
}

/** One verdict for each message, in their order; a message that the answer does not name is not in the group. */
export function readAdded(messages: readonly SolapiMessage[], body: unknown): Added[] | undefined {
  const parsed = solapiAdded.safeParse(body)
  if (!parsed.success) return undefined
  const { resultList } = parsed.data
  return messages.map((message, at) => {
    const found = find(message, at, messages, resultList)
    return found ? toAdded(found) : { ok: false, reach: 'passing', code: 'unanswered' }
  })
}

/** By our id; SOLAPI may leave `customFields` out, then by its place in a complete list, or by its number where that is one message's. */
function find(message: SolapiMessage, at: number, messages: readonly SolapiMessage[], results: readonly Outcome[]) {
  const named = results.find(one => one.customFields?.notificationId === message.customFields.notificationId)
  if (named) return named
  const isOurs = (one: Outcome | undefined) => one && !one.customFields?.notificationId && one.to === message.to
  if (results.length === messages.length && isOurs(results[at])) return results[at]
  return messages.filter(({ to }) => to === message.to).length === 1 ? results.find(isOurs) : undefined
}

function toAdded({ statusCode, messageId }: Outcome): Added {
  if (statusCode === ACCEPTED) return present({ ok: true, messageId: messageId ?? undefined })
  const code = /^[A-Z]{0,10}\d{4}$/.test(statusCode) ? statusCode : 'unnamed'
  return { ok: false, reach: reachOfCode(statusCode), code }
}

/** Of a refused message: 1xxx and 3xxx find fault with the message itself, 2xxx is trouble inside SOLAPI. */
function reachOfCode(statusCode: string): Reach {
  if (ACCOUNT_CODES.includes(statusCode)) return 'account'
  return PASSING_CODES.includes(statusCode) || statusCode.startsWith('2') ? 'passing' : 'message'
}
