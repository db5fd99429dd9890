/** Says in TalkTalk what is said later there: by the send API, message by message, then handed over. */
import type { TalkTalkClient, TalkTalkResult } from '../messengers/talktalk/client.js'
import { essentialsOf } from '../messengers/talktalk/essentials.js'
import { formatTalkTalk } from '../messengers/talktalk/format.js'
import type { TalkTalkMessage } from '../messengers/talktalk/message.js'
import { type ClaimedReply, markPartSent } from '../storage/replies.js'
import { type ChatRefusals, createChatRefusals, isOfAccount } from './chat-refusals.js'
import { isLastAttempt, type ReplyParts, type Said, type Say } from './kept-reply.js'

export interface TalkTalkSaying {
  /** Unset without a send API: what is to be said waits. */
  readonly say: Say | undefined
  refusals(): ReturnType<ChatRefusals['counts']>
}

export interface TalkTalkParts extends ReplyParts {
  /** How long a row is ours after each message. */
  readonly leaseMs: number
}

export function createTalkTalkSaying(parts: TalkTalkParts): TalkTalkSaying {
  const { talktalk } = parts
  const refusals = createChatRefusals(parts)
  const say = (client: TalkTalkClient): Say => {
    return (row, kept) => {
      const messages = 'answer' in kept ? formatTalkTalk(kept.answer) : kept.messages
      return sayInOrder({ ...parts, client, refusals }, row, messages, kept.handOver)
    }
  }
  return { say: talktalk && say(talktalk), refusals: () => refusals.counts() }
}

interface Chat extends TalkTalkParts {
  readonly client: TalkTalkClient
  readonly refusals: ChatRefusals
}

/** What was sent already is not sent again when a later message failed. */
async function sayInOrder(
  chat: Chat,
  row: ClaimedReply,
  messages: readonly TalkTalkMessage[],
  handOver: boolean,
): Promise<Said> {
  const { client, transactions, leaseMs } = chat
  for (const [at, message] of messages.entries()) {
    if (at < row.sentParts) continue
    const sent = await client.send(row.userKey, message)
    if (!sent.ok) {
      const shorter = await sayShorter(chat, row, messages.slice(at), sent)
      if (!shorter.ok) return shorter
      break
    }
    await transactions.run(tx => markPartSent(tx, row.id, at + 1, leaseMs))
  }
  return handOver ? client.handover(row.userKey, 'passThread') : { ok: true }
}

/**
 * What was refused for what it is, is said once more in plain words with all that was to follow, so that nobody is left without an
 * answer. Not what may come through later, and not what may have come through already.
 */
async function sayShorter(
  { client, refusals }: Chat,
  row: ClaimedReply,
  messages: readonly TalkTalkMessage[],
  refused: Extract<TalkTalkResult, { ok: false }>,
): Promise<TalkTalkResult> {
  refusals.note(refused.code)
  if (isOfAccount(refused.code)) return { ...refused, retryable: true }
  const mayPass = refused.retryable && !isLastAttempt(row)
  if (mayPass || refused.code === 'unreadable') return refused
  const shorter = await client.send(row.userKey, essentialsOf(messages))
  if (!shorter.ok) refusals.note(shorter.code)
  return shorter
}
