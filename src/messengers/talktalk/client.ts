/** Naver TalkTalk's send API: messages that are not the answer to the webhook call itself. */
import { z } from 'zod'
import { callJson, type Fetch, isPassing } from '../../platform/http-client.js'
import { type TalkTalkMessage, type TalkTalkPost, talkTalkPost } from './message.js'

export interface TalkTalkClientOptions {
  /** `https://gw.talk.naver.com`, without a slash at the end. */
  readonly apiUrl: string
  /** The issued key as it is, without `Bearer`. */
  readonly authorization: string
  readonly timeoutMs: number
  readonly fetch?: Fetch
}

/**
 * `code` is TalkTalk's `resultCode`, or `timeout`, `network`, `http-<status>`, `unreadable` (answered, but not as documented: it may
 * have been sent) or `invalid` (outside the limits, so it was not sent).
 */
export type TalkTalkResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly retryable: boolean }

/** None of them throws for a failure of the vendor or the network, and no result holds a user id or the key. */
export interface TalkTalkClient {
  send(user: string, message: TalkTalkMessage): Promise<TalkTalkResult>
  /** Shows "typing" for ten seconds or until the next message. */
  typingOn(user: string): Promise<TalkTalkResult>
  /** `passThread` gives the chat to `targetId` (1 = the staff's chat window), `takeThread` takes it back. */
  handover(user: string, control: 'passThread' | 'takeThread', targetId?: number): Promise<TalkTalkResult>
}

const PATH = '/chatbot/v1/event'
const STAFF = 1
const answer = z.object({ success: z.boolean(), resultCode: z.string() })
/** 99 is "anything else"; IMG-02 and IMG-99 are Naver failing to fetch a picture. The rest stays wrong however often it is sent. */
const PASSING_CODES: readonly string[] = ['99', 'IMG-02', 'IMG-99']

export function createTalkTalkClient(options: TalkTalkClientOptions): TalkTalkClient {
  const post = (body: TalkTalkPost): Promise<TalkTalkResult> => postEvent(options, body)
  return {
    send: (user, message) => post({ ...message, user }),
    typingOn: user => post({ event: 'action', user, options: { action: 'typingOn' } }),
    handover: (user, control, targetId = STAFF) =>
      post({
        event: 'handover',
        user,
        options: control === 'passThread' ? { control, targetId } : { control, metadata: '' },
      }),
  }
}

async function postEvent(options: TalkTalkClientOptions, body: TalkTalkPost): Promise<TalkTalkResult> {
  if (!talkTalkPost.safeParse(body).success) return failed('invalid', false)
  const answered = await callJson({
    url: `${options.apiUrl}${PATH}`,
    headers: { authorization: options.authorization },
    body,
    timeoutMs: options.timeoutMs,
    fetch: options.fetch ?? fetch,
  })
  if (!answered.ok) return failed(answered.code, true)
  if (answered.status !== 200) return failed(`http-${answered.status}`, isPassing(answered.status))
  const parsed = answer.safeParse(answered.body)
  if (!parsed.success) return failed('unreadable', false)
  const { success, resultCode } = parsed.data
  return success ? { ok: true } : failed(resultCode, PASSING_CODES.includes(resultCode))
}

function failed(code: string, retryable: boolean): TalkTalkResult {
  return { ok: false, code, retryable }
}
