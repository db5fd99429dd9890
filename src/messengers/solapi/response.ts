/** What SOLAPI answers to a send call, as one result for each message. */
import { z } from 'zod'
import type { SolapiMessage } from './message.js'

/**
 * `ok` means accepted: whether it arrived is told by the delivery report. `code` is SOLAPI's `statusCode` or `errorCode`, or `timeout`,
 * `network`, `http-<status>`, `invalid` (outside the limits, so it was not sent), `unreadable` or `unanswered`: the last two may have
 * been sent, and are not to be sent again for nobody to get them twice. `message` is SOLAPI's reason with long numbers taken out.
 */
export type SolapiResult = { readonly id: string } & (
  | { readonly ok: true; readonly messageId?: string }
  | ({ readonly ok: false } & SolapiFailure)
)
export interface SolapiFailure {
  readonly code: string
  readonly message: string
  readonly retryable: boolean
}

const customFields = z.object({ notificationId: z.string().optional() }).nullish()
const outcome = z.object({
  messageId: z.string().nullish(),
  to: z.string().nullish(),
  statusCode: z.string(),
  statusMessage: z.string().nullish(),
  customFields,
})
type Outcome = z.infer<typeof outcome>

/** HTTP 200 also when every message was refused. */
export const solapiAnswer = z.object({
  failedMessageList: z.array(outcome).nullish(),
  messageList: z.array(outcome).nullish(),
  groupInfo: z.object({ count: z.object({ registeredFailed: z.number() }).nullish() }).nullish(),
})
const refusal = z.object({ errorCode: z.string(), errorMessage: z.string().nullish() })

const ACCEPTED = '2000'
/** No balance: somebody will top it up. */
const BALANCE = ['1030', '2230']
/** The clocks differ, or a salt came twice: the next attempt is signed anew. */
const SIGNED_ANEW = ['RequestTimeTooSkewed', 'DuplicatedSignature']

/** By our id. */
export function readResults(messages: readonly SolapiMessage[], body: unknown): Map<string, SolapiResult> {
  const parsed = solapiAnswer.safeParse(body)
  if (!parsed.success)
    return allFailed(messages, { code: 'unreadable', message: 'not as documented', retryable: false })
  const outcomes = [...(parsed.data.messageList ?? []), ...(parsed.data.failedMessageList ?? [])]
  const { failedMessageList, groupInfo } = parsed.data
  const isClean = !failedMessageList?.length && !groupInfo?.count?.registeredFailed
  return new Map(
    messages.map(message => {
      const id = idOf(message)
      const found = find(message, messages, outcomes)
      return [id, found ? toResult(id, found) : unnamed(id, isClean)]
    }),
  )
}

/** The whole call was refused. */
export function readRefusal(status: number, body: unknown, retryable: boolean): SolapiFailure {
  const parsed = refusal.safeParse(body)
  if (!parsed.success) return { code: `http-${status}`, message: 'no reason given', retryable }
  const { errorCode, errorMessage } = parsed.data
  return { code: errorCode, message: reason(errorMessage), retryable: retryable || SIGNED_ANEW.includes(errorCode) }
}

export function allFailed(messages: readonly SolapiMessage[], failure: SolapiFailure): Map<string, SolapiResult> {
  return new Map(messages.map(message => [idOf(message), { id: idOf(message), ok: false, ...failure }]))
}

/** SOLAPI may leave `customFields` out of what failed: then the receiver's number tells, if only one message goes to it. */
function find(message: SolapiMessage, messages: readonly SolapiMessage[], outcomes: readonly Outcome[]) {
  const named = outcomes.find(one => one.customFields?.notificationId === idOf(message))
  if (named || messages.filter(({ to }) => to === message.to).length > 1) return named
  return outcomes.find(one => !one.customFields?.notificationId && one.to === message.to)
}

/** Where nothing failed, what is not named was accepted too. */
function unnamed(id: string, isClean: boolean): SolapiResult {
  if (isClean) return { id, ok: true }
  return { id, ok: false, code: 'unanswered', message: 'not named in the answer', retryable: false }
}

function toResult(id: string, outcome: Outcome): SolapiResult {
  const { statusCode, messageId, statusMessage } = outcome
  if (statusCode === ACCEPTED) return { id, ok: true, ...(messageId ? { messageId } : {}) }
  return { id, ok: false, code: statusCode, message: reason(statusMessage), retryable: isRetryable(statusCode) }
}

/** Of a refused message: 1xxx finds fault with the message itself, 2xxx is trouble inside SOLAPI. */
function isRetryable(statusCode: string): boolean {
  return BALANCE.includes(statusCode) || statusCode.startsWith('2')
}

function idOf(message: SolapiMessage): string {
  return message.customFields.notificationId
}

function reason(given: string | null | undefined): string {
  return (given ?? '').replace(/\d[\d-]{6,}/g, '…')
}
