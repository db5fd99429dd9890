/** Kakao's callback: the address in a skill call by which its answer can be given later, once, within a minute. */
import { z } from 'zod'
import { callJson, type Fetch, isPassing } from '../../platform/http-client.js'
import { type KakaoResponse, kakaoResponse } from './response.js'

export interface KakaoCallbackOptions {
  /** `https://bot-api.kakao.com`, without a slash at the end. */
  readonly apiUrl: string
  readonly timeoutMs: number
  readonly fetch?: Fetch
}

/**
 * `code` is `token` (wrong, used or older than a minute), `setting` (the block has no callback, or was not told that there will be one), `bot`,
 * `format`, `refused` (for a reason that is not documented), `error` (Kakao's own), `timeout`, `network`, `http-<status>`, `unreadable`,
 * or `invalid` (outside the limits or not at Kakao, so nobody was called).
 */
export type KakaoCallbackResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly retryable: boolean }

/** Never throws, and no result holds anything of the address or the answer. */
export interface KakaoCallbacks {
  /** Whether the address lies at Kakao: the call that names it is not to choose whom we call. */
  accepts(callbackUrl: string): boolean
  answer(callbackUrl: string, response: KakaoResponse): Promise<KakaoCallbackResult>
}

const LONGEST_URL = 2_000
const answered = z.object({ status: z.string(), message: z.string().nullish() })
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/callback token/i, 'token'],
  [/skill server settings/i, 'setting'],
  [/bot id/i, 'bot'],
  [/json/i, 'format'],
]

export function createKakaoCallbacks({ apiUrl, timeoutMs, fetch: call = fetch }: KakaoCallbackOptions): KakaoCallbacks {
  const { href: home } = new URL(`${apiUrl}/`)
  const accepts = (callbackUrl: string) =>
    callbackUrl.length <= LONGEST_URL && URL.canParse(callbackUrl) && new URL(callbackUrl).href.startsWith(home)
  return {
    accepts,
    async answer(callbackUrl, response) {
      if (!accepts(callbackUrl) || !kakaoResponse.safeParse(response).success) return failed('invalid', false)
      const posted = await callJson({ url: callbackUrl, headers: {}, body: response, timeoutMs, fetch: call })
      return posted.ok ? readAnswer(posted) : failed(posted.code, true)
    },
  }
}

/** Kakao says `FAIL` with whatever status. */
function readAnswer({ status, body }: { readonly status: number; readonly body: unknown }): KakaoCallbackResult {
  const parsed = answered.safeParse(body)
  if (parsed.success && parsed.data.status === 'SUCCESS') return { ok: true }
  if (parsed.success && parsed.data.status === 'FAIL') return failed(reasonOf(parsed.data.message ?? ''), false)
  if (parsed.success && parsed.data.status === 'ERROR') return failed('error', true)
  return status === 200 ? failed('unreadable', false) : failed(`http-${status}`, isPassing(status))
}

function reasonOf(message: string): string {
  return REASONS.find(([pattern]) => pattern.test(message))?.[1] ?? 'refused'
}

function failed(code: string, retryable: boolean): KakaoCallbackResult {
  return { ok: false, code, retryable }
}
