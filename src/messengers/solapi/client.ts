/** SOLAPI's send API: many messages in one call, one result for each. */
import type { Clock } from '../../platform/clock.js'
import { type Fetch, isPassing, postJson } from '../post-json.js'
import { type SolapiMessage, type SolapiRequest, solapiMessage } from './message.js'
import { allFailed, readRefusal, readResults, type SolapiFailure, type SolapiResult } from './response.js'
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

export interface SolapiClient {
  /**
   * Results stand in the order of `messages` (at most 10,000, each with its own `notificationId`). Never throws for a failure of the
   * vendor or the network. After `timeout` or `network` a message may have gone out all the same.
   */
  sendMany(messages: readonly SolapiMessage[]): Promise<SolapiResult[]>
}

const PATH = '/messages/v4/send-many/detail'
const INVALID: SolapiFailure = { code: 'invalid', message: 'outside the limits', retryable: false }

export function createSolapiClient(options: SolapiClientOptions): SolapiClient {
  return {
    async sendMany(messages) {
      const valid = messages.filter(message => solapiMessage.safeParse(message).success)
      const outcomes = valid.length > 0 ? await post(options, valid) : new Map<string, SolapiResult>()
      return messages.map(
        ({ customFields: { notificationId: id } }) => outcomes.get(id) ?? { id, ok: false, ...INVALID },
      )
    },
  }
}

async function post(options: SolapiClientOptions, messages: SolapiMessage[]): Promise<Map<string, SolapiResult>> {
  const { apiUrl, apiKey, apiSecret, clock, timeoutMs } = options
  const body: SolapiRequest = { messages, allowDuplicates: true, showMessageList: true }
  const date = clock.now().toISOString()
  const answered = await postJson({
    url: `${apiUrl}${PATH}`,
    headers: { authorization: signatureHeader({ apiKey, apiSecret, date, salt: createSalt() }) },
    body,
    timeoutMs,
    fetch: options.fetch ?? fetch,
  })
  if (!answered.ok) return allFailed(messages, { code: answered.code, message: 'no answer', retryable: true })
  if (answered.status === 200) return readResults(messages, answered.body)
  return allFailed(messages, readRefusal(answered.status, answered.body, isPassing(answered.status)))
}
