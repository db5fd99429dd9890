/** The way by which Kakao's call can be answered after it has ended: the callback that it names, when it names one. */
import { randomUUID } from 'node:crypto'
import { apology } from '../conversation/apology.js'
import type { Later } from '../conversation/time.js'
import type { KakaoCall } from '../messengers/kakao/request.js'
import type { Services } from '../services/index.js'
import { type KakaoAnswering, sayable } from './kakao-answer.js'

export interface KakaoLater extends KakaoAnswering {
  readonly services: Pick<Services, 'replies'>
  /** Something became due. */
  readonly wake: () => void
}

/** Undefined for a call whose answer can only be its response. */
export function laterOf(
  door: KakaoLater,
  { callbackUrl, user, text }: Pick<KakaoCall, 'callbackUrl' | 'user' | 'text'>,
): Later | undefined {
  const { replies } = door.services
  if (!callbackUrl || !replies.mayCallBack(callbackUrl)) return undefined
  const promised = { id: randomUUID(), callbackUrl }
  return {
    promise: withinMs => {
      const unless = apology(door.words, 'apology', { messenger: 'kakao', text }).answer
      return replies.promise({ messenger: 'kakao', userKey: user }, promised, unless, withinMs)
    },
    keep: (tx, spoken, accountId) => {
      const { answer } = sayable(door, spoken.answer)
      return replies.sayLater(tx, accountId, { answer, handOver: spoken.handedOver }, promised)
    },
    async end(how) {
      if (how === 'failed') await replies.release(promised)
      if (how === 'needless') await replies.drop(promised)
      else door.wake()
    },
  }
}
