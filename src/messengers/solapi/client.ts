/**
 * SOLAPI's groups: a group is made, filled and then sent, and can be asked for at any time. Nothing leaves before `send`, and a group is
 * sent once however often that is asked for; so whoever knows a group's id can find out what became of its messages.
 */
import type { Clock } from '../../platform/clock.js'
import { callJson, type Fetch, type JsonCall } from '../../platform/http-client.js'
import { type SolapiMessage, solapiMessage } from './message.js'
import {
  type Added,
  type GroupState,
  readAdded,
  readAnswer,
  readGroupId,
  readGroupState,
  type SolapiAnswer,
} from './response.js'
import { createSalt, signatureHeader } from './signature.js'

export interface SolapiClientOptions {
  /** `https://api.solapi.com`, without a slash at the end. */
  readonly apiUrl: string
  readonly apiKey: string
  readonly apiSecret: string
  readonly clock: Clock
  readonly timeoutMs: number
  readonly fetch?: Fetch
}

/** None of them throws for a failure of the vendor or the network. */
export interface SolapiClient {
  /** An empty group's id. */
  createGroup(): Promise<SolapiAnswer<string>>
  /**
   * Puts messages (at most 10,000, each with its own `notificationId`) into a group that was not sent: one verdict for each, in their
   * order. When the call itself fails, it is not known which of them are in the group, so it must not be sent.
   */
  add(groupId: string, messages: readonly SolapiMessage[]): Promise<SolapiAnswer<readonly Added[]>>
  /** After `timeout`, `network` or `unreadable` it may have been sent all the same: `look`. */
  send(groupId: string): Promise<SolapiAnswer<GroupState>>
  look(groupId: string): Promise<SolapiAnswer<GroupState>>
  /** After that it cannot be sent any more. */
  drop(groupId: string): Promise<SolapiAnswer<GroupState>>
}

type Method = NonNullable<JsonCall['method']>
const GROUPS = '/messages/v4/groups'

export function createSolapiClient(options: SolapiClientOptions): SolapiClient {
  const call = (method: Method, path: string, body?: unknown) => callSigned(options, method, path, body)
  return {
    async createGroup() {
      return readAnswer(await call('POST', GROUPS, { allowDuplicates: true }), readGroupId)
    },
    async add(groupId, messages) {
      const valid = messages.filter(message => solapiMessage.safeParse(message).success)
      if (valid.length === 0) return { ok: true, value: messages.map(() => INVALID) }
      const answered = await call('PUT', `${GROUPS}/${groupId}/messages`, { messages: valid })
      const added = readAnswer(answered, body => readAdded(valid, body))
      if (!added.ok) return added
      const verdicts = new Map(valid.map((message, at) => [message, added.value[at]]))
      return { ok: true, value: messages.map(message => verdicts.get(message) ?? INVALID) }
    },
    send: async groupId => readAnswer(await call('POST', `${GROUPS}/${groupId}/send`, {}), readGroupState),
    look: async groupId => readAnswer(await call('GET', `${GROUPS}/${groupId}`), readGroupState),
    drop: async groupId => readAnswer(await call('DELETE', `${GROUPS}/${groupId}`), readGroupState),
  }
}

/** Outside SOLAPI's limits, so it was not even offered. */
const INVALID: Added = { ok: false, reach: 'message', code: 'invalid' }

function callSigned(
  { apiUrl, apiKey, apiSecret, clock, timeoutMs, ...options }: SolapiClientOptions,
  method: Method,
  path: string,
  body: unknown,
) {
  const date = clock.now().toISOString()
  return callJson({
    method,
    url: `${apiUrl}${path}`,
    headers: { authorization: signatureHeader({ apiKey, apiSecret, date, salt: createSalt() }) },
    body,
    timeoutMs,
    fetch: options.fetch ?? fetch,
  })
}
