/** Says in KakaoTalk what was promised there: by the call's own address, once, while that is valid. */
import { formatKakao } from '../messengers/kakao/format.js'
import type { ReplyParts, Said, Say } from './kept-reply.js'

/** `refused`: for good; `unanswered`: may be tried again; `expired`: the minute was over before it was said. */
export const CALLBACK_OUTCOMES = ['said', 'refused', 'unanswered', 'expired'] as const
type Outcome = (typeof CALLBACK_OUTCOMES)[number]

export interface KakaoSaying {
  /** Unset when no callback is called. */
  readonly say: Say | undefined
  /** How often since the start. */
  counts(): Readonly<Record<Outcome, number>>
}

export function createKakaoSaying({ callbacks, log }: ReplyParts): KakaoSaying {
  const counts: Record<Outcome, number> = { said: 0, refused: 0, unanswered: 0, expired: 0 }
  const note = (said: Said) => {
    const outcome = outcomeOf(said)
    counts[outcome]++
    if (!said.ok) log?.warn({ code: said.code }, 'an answer was not taken by Kakao’s callback')
    return said
  }
  return {
    say:
      callbacks &&
      (async ({ isExpired }, kept) => {
        if (isExpired) return note({ ok: false, code: EXPIRED, retryable: false })
        if (!('answer' in kept) || !kept.callbackUrl) return note({ ok: false, code: 'no-callback', retryable: false })
        return note(await callbacks.answer(kept.callbackUrl, formatKakao(kept.answer)))
      }),
    counts: () => counts,
  }
}

const EXPIRED = 'expired'

function outcomeOf(said: Said): Outcome {
  if (said.ok) return 'said'
  if (said.code === EXPIRED) return 'expired'
  return said.retryable ? 'unanswered' : 'refused'
}
