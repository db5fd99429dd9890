/** What is said later in a TalkTalk chat: rows are claimed with a lease, sent with no transaction open, and settled. */
import { randomUUID } from 'node:crypto'
import type { TalkTalkClient, TalkTalkResult } from '../messengers/talktalk/client.js'
import { essentialsOf } from '../messengers/talktalk/essentials.js'
import type { TalkTalkMessage } from '../messengers/talktalk/message.js'
import type { Alert } from '../platform/alert.js'
import type { Cipher } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import type { Log } from '../platform/log.js'
import {
  addOutgoing,
  claimOutgoing,
  giveUpOutgoing,
  markPartSent,
  markSent,
  type Outgoing,
  placeOfPayload,
  postponeOutgoing,
} from '../storage/outbox.js'
import type { Transactions, Tx } from '../storage/transaction.js'
import { type ChatRefusals, createChatRefusals, isOfAccount } from './chat-refusals.js'

const CHANNEL = 'talktalk'
const LEASE_MS = 30_000
const MOST_AT_ONCE = 50
const MOST_ATTEMPTS = 6
const FIRST_PAUSE_MS = 2_000

export interface TalkTalkPayload {
  readonly user: string
  readonly messages: readonly TalkTalkMessage[]
  /** A person takes over after the last message. */
  readonly handOver: boolean
}

export interface Deliveries {
  /** Puts messages into a TalkTalk chat, in order, after the transaction has committed. */
  sayOnTalkTalk(tx: Tx, accountId: string, onceKey: string, payload: TalkTalkPayload): Promise<void>
  /** Says what is due; returns how many rows were taken. */
  deliver(): Promise<number>
  /** What was refused since the start, by code. */
  refusals(): Readonly<Record<string, number>>
}

export interface DeliveryParts {
  readonly transactions: Transactions
  readonly cipher: Cipher
  readonly clock: Clock
  readonly talktalk: TalkTalkClient | undefined
  readonly log?: Log | undefined
  readonly alert?: Alert | undefined
}

export function createDeliveries(given: DeliveryParts): Deliveries {
  const { transactions, cipher, clock } = given
  const parts = { ...given, refusals: createChatRefusals(given) }
  return {
    async sayOnTalkTalk(tx, accountId, onceKey, payload) {
      const id = randomUUID()
      const payloadSealed = cipher.seal(JSON.stringify(payload), placeOfPayload(id))
      const now = clock.now()
      const row = {
        id,
        kind: 'talk',
        channel: CHANNEL,
        onceKey,
        volunteerId: null,
        accountId,
        payloadSealed,
        runAt: now,
      }
      await addOutgoing(tx, row, now)
    },
    async deliver() {
      if (!parts.talktalk) return 0
      const rows = await transactions.run(tx => claimOutgoing(tx, CHANNEL, MOST_AT_ONCE, LEASE_MS, clock.now()))
      await Promise.all(rows.map(row => deliverToChat(parts, row)))
      return rows.length
    },
    refusals: () => parts.refusals.counts(),
  }
}

interface ChatParts extends DeliveryParts {
  readonly refusals: ChatRefusals
}

interface Settled {
  readonly ok: boolean
  readonly messageId?: string | undefined
  readonly code?: string
  readonly retryable?: boolean
}

async function settle({ transactions, clock }: DeliveryParts, row: Outgoing, result: Settled): Promise<void> {
  await transactions.run(tx => {
    if (result.ok) return markSent(tx, row.id, result.messageId ?? null, clock.now())
    const failure = result.code ?? 'unknown'
    if (!result.retryable || row.attempts >= MOST_ATTEMPTS) return giveUpOutgoing(tx, row.id, failure, clock.now())
    return postponeOutgoing(tx, row.id, failure, FIRST_PAUSE_MS * 2 ** (row.attempts - 1))
  })
}

/** What the row says. One that cannot be opened (another DATA_KEY) is given up, for it would hold up the others for ever. */
async function open<T>(parts: DeliveryParts, row: Outgoing): Promise<T | undefined> {
  try {
    return JSON.parse(parts.cipher.open(row.payloadSealed, placeOfPayload(row.id))) as T
  } catch {
    await settle(parts, row, { ok: false, code: 'unreadable' })
    return undefined
  }
}

/** In order: what was sent already is not sent again when a later message failed. */
async function deliverToChat(parts: ChatParts, row: Outgoing): Promise<void> {
  const { talktalk, transactions } = parts
  const payload = await open<TalkTalkPayload>(parts, row)
  if (!talktalk || !payload) return
  const { user, messages, handOver } = payload
  for (const [at, message] of messages.entries()) {
    if (at < row.sentParts) continue
    const result = await talktalk.send(user, message)
    if (!result.ok) {
      const shorter = await sayShorter(parts, row, payload, at, result)
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
  row: Outgoing,
  { user, messages }: TalkTalkPayload,
  at: number,
  refused: Extract<TalkTalkResult, { ok: false }>,
): Promise<TalkTalkResult> {
  refusals.note(refused.code)
  if (isOfAccount(refused.code)) return { ...refused, retryable: true }
  const mayPass = refused.retryable && row.attempts < MOST_ATTEMPTS
  if (!talktalk || mayPass || refused.code === 'unreadable') return refused
  const shorter = await talktalk.send(user, essentialsOf(messages.slice(at)))
  if (!shorter.ok) refusals.note(shorter.code)
  return shorter
}
