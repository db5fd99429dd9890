/** Transcripts: every turn of every conversation, and requests for a person. */
import type { Place } from '../platform/cipher.js'
import { type AgentRequestRow, agentRequests, type TurnRow } from './tables-of-talk.js'
import type { Tx } from './transaction.js'

export type Turn = TurnRow
export type NewTurn = Omit<TurnRow, 'id' | 'masking'>
export type NewAgentRequest = Omit<AgentRequestRow, 'state' | 'createdAt' | 'doneAt' | 'doneBy' | 'masking'>
/** A sealed answer and where it lies. */
export type EarlierAnswer = Pick<TurnRow, 'accountId' | 'at'> & { readonly answerSealed: Buffer }

export interface TurnStore {
  /**
   * Writes the turn and the account's state in one statement. Breaks the constraint `turns_request_key` when the same request was
   * answered meanwhile.
   */
  write(tx: Tx, turn: NewTurn, session: object): Promise<void>
  /** The answer given earlier to the same request, sealed. */
  earlierAnswer(tx: Tx, messenger: string, userKey: string, requestKey: string): Promise<EarlierAnswer | undefined>
  addAgentRequest(tx: Tx, request: NewAgentRequest, now: Date): Promise<void>
}

const WRITE = `
  WITH remembered AS (UPDATE messenger_accounts SET session = $18, seen_at = $4 WHERE id = $1)
  INSERT INTO turns (account_id, messenger, request_key, at, utterance, utterance_sealed, intent, confidence, band, slots, flow, step,
    outcome, grasp, reply, answer_sealed, ms)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`

export const REQUEST_ANSWERED = 'turns_request_key'

export function createTurnStore(): TurnStore {
  return {
    async write(tx, t, session) {
      await tx.query(WRITE, [
        ...[
          t.accountId,
          t.messenger,
          t.requestKey,
          t.at,
          t.utterance,
          t.utteranceSealed,
          t.intent,
          t.confidence,
          t.band,
        ],
        ...[JSON.stringify(t.slots), t.flow, t.step, t.outcome, t.grasp, JSON.stringify(t.reply), t.answerSealed, t.ms],
        JSON.stringify(session),
      ])
    },
    async earlierAnswer(tx, messenger, userKey, requestKey) {
      const [earlier]: EarlierAnswer[] = await tx.query(
        `SELECT t.account_id AS "accountId", t.at, t.answer_sealed AS "answerSealed" FROM turns t JOIN messenger_accounts a ON a.id = t.account_id
          WHERE a.messenger = $1 AND a.user_key = $2 AND t.request_key = $3 AND t.answer_sealed IS NOT NULL`,
        [messenger, userKey, requestKey],
      )
      return earlier
    },
    async addAgentRequest(tx, request, createdAt) {
      await tx.getRepository(agentRequests).insert({ ...request, state: 'open', createdAt })
    },
  }
}

/** A turn is known by whose it is and when it was said: its number is given only when it is written. */
export function placeInTurn(column: string, { accountId, at }: Pick<TurnRow, 'accountId' | 'at'>): Place {
  return { table: 'turns', column, row: `${accountId}|${at.toISOString()}` }
}
