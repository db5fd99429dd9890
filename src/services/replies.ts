/** What is said later in a chat: kept as it is meant, put on the messenger's wire when it is said, and settled. */
import { randomUUID } from 'node:crypto'
import type { MessengerName } from '../messengers/messenger.js'
import { AppError } from '../platform/errors.js'
import {
  addReply,
  type ClaimedReply,
  claimReplies,
  formerPlaceOfReply,
  keepPromise,
  placeOfReply,
  postponeReply,
  settleReply,
} from '../storage/replies.js'
import type { Tx } from '../storage/transaction.js'
import { createKakaoSaying, type KakaoSaying } from './kakao-saying.js'
import { isLastAttempt, type Kept, type Later, type ReplyParts, type Said, type Say } from './kept-reply.js'
import { createPromises, type Promised, type Promises } from './promises.js'
import { createTalkTalkSaying, type TalkTalkSaying } from './talktalk-saying.js'

const LEASE_MS = 30_000
const MOST_AT_ONCE = 50
const FIRST_PAUSE_MS = 2_000

export interface Replies extends Promises {
  /**
   * Says the answer in the chat of this account, after what waits there already, once the transaction has committed. With `promised` it is said
   * instead of what that holds so far; rejects when somebody says that already.
   */
  sayLater(tx: Tx, accountId: string, later: Later, promised?: Promised): Promise<void>
  /** Says what is due in this messenger; returns how many rows were taken. */
  deliver(messenger: MessengerName): Promise<number>
  /** What the send API of TalkTalk refused since the start, by code. */
  refusals: TalkTalkSaying['refusals']
  /** What became of answers by Kakao's callback since the start. */
  callbacks: KakaoSaying['counts']
}

export function createReplies(parts: ReplyParts): Replies {
  const { transactions, cipher, clock } = parts
  const talktalk = createTalkTalkSaying({ ...parts, leaseMs: LEASE_MS })
  const kakao = createKakaoSaying(parts)
  const says: Readonly<Record<MessengerName, Say | undefined>> = { talktalk: talktalk.say, kakao: kakao.say }
  return {
    ...createPromises(parts),
    async sayLater(tx, accountId, { answer, handOver }, promised) {
      const { id, callbackUrl } = promised ?? { id: randomUUID() }
      const kept: Kept = { answer, handOver, callbackUrl }
      const answerSealed = cipher.seal(JSON.stringify(kept), placeOfReply(id))
      if (!promised) await addReply(tx, { id, accountId, answerSealed, createdAt: clock.now() })
      else if (!(await keepPromise(tx, id, answerSealed)))
        throw new AppError('unavailable', 'What was promised is being said already')
    },
    async deliver(messenger) {
      const say = says[messenger]
      if (!say) return 0
      const rows = await transactions.run(tx => claimReplies(tx, messenger, MOST_AT_ONCE, LEASE_MS))
      await Promise.all(rows.map(row => sayRow(parts, say, row)))
      return rows.length
    },
    refusals: talktalk.refusals,
    callbacks: kakao.counts,
  }
}

async function sayRow(parts: ReplyParts, say: Say, row: ClaimedReply): Promise<void> {
  const kept = open(parts, row)
  // It would hold up the others for ever.
  const said: Said = kept ? await say(row, kept) : { ok: false, code: 'unreadable', retryable: false }
  const { transactions, clock } = parts
  await transactions.run(tx => {
    if (said.ok) return settleReply(tx, row.id, null, clock.now())
    if (!said.retryable || isLastAttempt(row)) return settleReply(tx, row.id, said.code, clock.now())
    return postponeReply(tx, row.id, said.code, FIRST_PAUSE_MS * 2 ** (row.attempts - 1))
  })
}

/** Undefined for one that cannot be opened (another DATA_KEY). */
function open({ cipher }: ReplyParts, { id, answerSealed }: ClaimedReply): Kept | undefined {
  for (const place of [placeOfReply(id), formerPlaceOfReply(id)])
    try {
      return JSON.parse(cipher.open(answerSealed, place)) as Kept
    } catch {}
  return undefined
}
