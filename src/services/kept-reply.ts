/** What is said later, as it lies until it is said, and how saying it went. */
import type { KakaoCallbacks } from '../messengers/kakao/callback.js'
import type { Answer } from '../messengers/messenger.js'
import type { TalkTalkClient } from '../messengers/talktalk/client.js'
import type { TalkTalkMessage } from '../messengers/talktalk/message.js'
import type { Alert } from '../platform/alert.js'
import type { Cipher } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import type { Log } from '../platform/log.js'
import type { ClaimedReply } from '../storage/replies.js'
import type { Transactions } from '../storage/transaction.js'

export interface Later {
  /** Put on the messenger's wire when it is said. */
  readonly answer: Answer
  /** A person takes over after it. */
  readonly handOver: boolean
}

/** As it lies sealed. Earlier versions kept TalkTalk's messages. */
export type Kept =
  | (Later & { readonly callbackUrl?: string | undefined })
  | { readonly messages: readonly TalkTalkMessage[]; readonly handOver: boolean }

export type Said = { readonly ok: true } | { readonly ok: false; readonly code: string; readonly retryable: boolean }
export type Say = (row: ClaimedReply, kept: Kept) => Promise<Said>

export interface ReplyParts {
  readonly transactions: Transactions
  readonly cipher: Cipher
  readonly clock: Clock
  /** Unset: there is no send API, and what is to be said in TalkTalk waits. */
  readonly talktalk?: TalkTalkClient | undefined
  /** Unset: no callback of Kakao is called. */
  readonly callbacks?: KakaoCallbacks | undefined
  readonly log?: Log | undefined
  readonly alert?: Alert | undefined
}

const MOST_ATTEMPTS = 6

export function isLastAttempt({ attempts }: Pick<ClaimedReply, 'attempts'>): boolean {
  return attempts >= MOST_ATTEMPTS
}
