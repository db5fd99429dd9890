/** An answer as the body of the response to Kakao's call. */
import type { Words } from '../conversation/messages.js'
import { formatKakao } from '../messengers/kakao/format.js'
import { type KakaoResponse, kakaoResponse } from '../messengers/kakao/response.js'
import type { Answer } from '../messengers/messenger.js'
import type { Log } from '../platform/log.js'

export interface KakaoAnswering {
  readonly words: Words
  readonly log: Log
}

/** An answer outside Kakao's limits is a bug of ours: the person is told that it is not known, and where to see it. */
export function sayable({ words, log }: KakaoAnswering, answer: Answer): { answer: Answer; response: KakaoResponse } {
  const formatted = kakaoResponse.safeParse(formatKakao(answer))
  if (formatted.success) return { answer, response: formatted.data }
  log.error(
    { issues: formatted.error.issues.map(({ path, message }) => ({ path, message })) },
    'an answer to Kakao broke a limit',
  )
  const instead: Answer = { replies: [words.reply('common', 'unclear', {})], choices: [] }
  return { answer: instead, response: formatKakao(instead) }
}

/** The answer comes by the call's callback; the block's waiting message may show `{{#webhook.text}}`. */
export function toWaiting(words: Words): KakaoResponse {
  return { version: '2.0', useCallback: true, data: { text: words.label('common', 'later') } }
}
