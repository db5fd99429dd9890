/** What is said later in a TalkTalk chat: rows are claimed with a lease, sent with no transaction open, and settled. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { TalkTalkClient, TalkTalkResult } from '../messengers/talktalk/client.js'
import { essentialsOf } from '../messengers/talktalk/essentials.js'
import { type TalkTalkMessage, talkTalkMessage } from '../messengers/talktalk/message.js'
import type { Alert } from '../platform/alert.js'
import type { Cipher } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import type { Log } from '../platform/log.js'
import {
  addReply,
  type ClaimedReply,
  claimReplies,
  formerPlaceOfReply,
  markPartSent,
  placeOfReply,
  postponeReply,
  settleReply,
} from '../storage/replies.js'
import type { Transactions, Tx } from '../storage/transaction.js'
import { type ChatRefusals, createChatRefusals, isOfAccount } from './chat-refusals.js'

const MESSENGER = 'talktalk'
const LEASE_MS = 30_000
const MOST_AT_ONCE = 50
const MOST_ATTEMPTS = 6
const FIRST_PAUSE_MS = 2_000

const laterAnswer = z.object({
  messages: talkTalkMessage.array().readonly(),
  /** A person takes over after the last message. */
  handOver: z.boolean(),
})
export type LaterAnswer = z.infer<typeof laterAnswer>

export interface Replies {
  /** Says the messages in the chat of this account, in order, after the transaction has committed. */
  sayLater(tx: Tx, accountId: string, answer: LaterAnswer): Promise<void>
  /** Says what is due; returns how many rows were taken. */
  deliver(): Promise<number>
  /** What was refused since the start, by code. */
  refusals(): ReturnType<ChatRefusals['counts']>
}

export interface ReplyParts {
  readonly transactions: Transactions
  readonly cipher: Cipher
  readonly clock: Clock
  readonly talktalk: TalkTalkClient | undefined
  readonly log?: Log | undefined
  readonly alert?: Alert | undefined
}

export function createReplies(given: ReplyParts): Replies {
  const { transactions, cipher, clock } = given
  const parts = { ...given, refusals: createChatRefusals(given) }
  return {
    sayLater(tx, accountId, answer) {
      const id = randomUUID()
      const answerSealed = cipher.seal(JSON.stringify(answer), placeOfReply(id))
      return addReply(tx, { id, accountId, answerSealed, createdAt: clock.now() })
    },
    async deliver() {
      if (!parts.talktalk) return 0
      const rows = await transactions.run(tx => claimReplies(tx, MESSENGER, MOST_AT_ONCE, LEASE_MS))
      await Promise.all(rows.map(row => deliverToChat(parts, row)))
      return rows.length
    },
    refusals: () => parts.refusals.counts(),
  }
}

interface ChatParts extends ReplyParts {
  readonly refusals: ChatRefusals
}

type Settled = { readonly ok: true } | { readonly ok: false; readonly code: string; readonly retryable: boolean }

async function settle({ transactions, clock }: ReplyParts, row: ClaimedReply, result: Settled): Promise<void> {
  await transactions.run(tx => {
    if (result.ok) return settleReply(tx, row.id, null, clock.now())
    if (!result.retryable || row.attempts >= MOST_ATTEMPTS) return settleReply(tx, row.id, result.code, clock.now())
    return postponeReply(tx, row.id, result.code, FIRST_PAUSE_MS * 2 ** (row.attempts - 1))
  })
}

/** Undefined for one that cannot be opened (another DATA_KEY). */
function open({ cipher }: ReplyParts, { id, answerSealed }: ClaimedReply): LaterAnswer | undefined {
  for (const place of [placeOfReply(id), formerPlaceOfReply(id)])
    try {
      return laterAnswer.parse(JSON.parse(cipher.open(answerSealed, place)))
    } catch {}
  return undefined
}

/** In order: what was sent already is not sent again when a later message failed. */
async function deliverToChat(parts: ChatParts, row: ClaimedReply): Promise<void> {
  const { talktalk, transactions } = parts
  if (!talktalk) return
  const answer = open(parts, row)
  // It would hold up the others for ever.
  if (!answer) return settle(parts, row, { ok: false, code: 'unreadable', retryable: false })
  const { userKey: user } = row
  const { messages, handOver } = answer
  for (const [at, message] of messages.entries()) {
    if (at < row.sentParts) continue
    const result = await talktalk.send(user, message)
    if (!result.ok) {
      const shorter = await sayShorter(parts, row, messages.slice(at), result)
      if (!shorter.ok) return settle(parts, row, shorter)
      break
    }
    await transactions.run(tx => markPartSent(tx, row.id, at + 1, LEASE_MS))
  }
  const passed = handOver ? await talktalk.handover(user, 'passThread') : { ok: true as const }
  await settle(parts, row, passed)
}

/**
 * What was refused for what it is, is said once more in plain words with all that was to follow, so that nobody is left without an
 * answer. Not what may come through later, and not what may have come through already.
 */
async function sayShorter(
  { talktalk, refusals }: ChatParts,
  row: ClaimedReply,
  messages: readonly TalkTalkMessage[],
  refused: Extract<TalkTalkResult, { ok: false }>,
): Promise<TalkTalkResult> {
  refusals.note(refused.code)
  if (isOfAccount(refused.code)) return { ...refused, retryable: true }
  const mayPass = refused.retryable && row.attempts < MOST_ATTEMPTS
  if (!talktalk || mayPass || refused.code === 'unreadable') return refused
  const shorter = await talktalk.send(row.userKey, essentialsOf(messages))
  if (!shorter.ok) refusals.note(shorter.code)
  return shorter
}
