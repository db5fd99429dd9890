/** Answers that are promised while a turn still runs: who died before keeping it leaves what was to be said in that case. */
import type { Answer } from '../messengers/messenger.js'
import { hashToken } from '../platform/cipher.js'
import type { AccountKey } from '../storage/accounts.js'
import { addPromise, placeOfReply, releasePromise, settleReply } from '../storage/replies.js'
import type { Kept, ReplyParts } from './kept-reply.js'

/** The turn has to be over within so long after it was promised. */
export const PROMISE_LASTS_MS = 20_000
/** Kakao's minute, less what the turn had run before the promise and what the call was on its way. */
const CALLBACK_LASTS_MS = 52_000

export interface Promised {
  readonly id: string
  readonly callbackUrl: string
}

export interface Promises {
  /** Whether an answer can be promised by this address. */
  mayCallBack(callbackUrl: string): boolean
  /**
   * `unless` is said if nothing else is said by `sayLater` until the promise is over. `already`: another call has promised by the same
   * address; undefined: it could not be promised within `withinMs`.
   */
  promise(
    to: AccountKey,
    promised: Promised,
    unless: Answer,
    withinMs: number,
  ): Promise<'promised' | 'already' | undefined>
  /** The turn is over: what the promise holds is said now. */
  release(promised: Promised): Promise<void>
  /** Nothing is said: it was said otherwise. */
  drop(promised: Promised): Promise<void>
}

export function createPromises({ transactions, cipher, clock, callbacks }: ReplyParts): Promises {
  const { run } = transactions
  return {
    mayCallBack: callbackUrl => callbacks?.accepts(callbackUrl) ?? false,
    promise(to, { id, callbackUrl }, unless, withinMs) {
      const kept: Kept = { answer: unless, handOver: false, callbackUrl }
      const row = {
        ...to,
        id,
        answerSealed: cipher.seal(JSON.stringify(kept), placeOfReply(id)),
        callbackHash: hashToken(callbackUrl),
        createdAt: clock.now(),
      }
      return run(tx => addPromise(tx, row, { leaseMs: PROMISE_LASTS_MS, lifeMs: CALLBACK_LASTS_MS }), { withinMs })
    },
    release: ({ id }) => run(tx => releasePromise(tx, id)),
    drop: ({ id }) => run(tx => settleReply(tx, id, 'needless', clock.now())),
  }
}
