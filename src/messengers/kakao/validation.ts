/** Kakao's parameter validation call (파라미터 유효성 검사): its own flat body, without `userRequest` and `action`. */
import { z } from 'zod'
import { clean } from '../../platform/clean.js'
import { type Issue, issuesOf } from '../issues.js'
import { shorten } from '../shorten.js'

const kakaoValidationCall = z.object({
  utterance: z.string().nullish(),
  value: z.object({ origin: z.string() }),
})

/** What Kakao understands; `message` is what the bot says to somebody whose answer will not do. */
export type KakaoVerdict = { readonly status: 'SUCCESS' } | { readonly status: 'FAIL'; readonly message: string }

export type KakaoValidationReading =
  | { readonly ok: true; readonly said: string }
  | { readonly ok: false; readonly issues: readonly Issue[] }

const LONGEST_VALUE = 200

/** `said` is the parameter as the person typed it: what Kakao resolved it to varies by entity and is not documented. */
export function readKakaoValidation(body: unknown): KakaoValidationReading {
  const parsed = kakaoValidationCall.safeParse(body)
  if (!parsed.success) return { ok: false, issues: issuesOf(parsed.error) }
  return { ok: true, said: shorten(clean(parsed.data.value.origin), LONGEST_VALUE) }
}
