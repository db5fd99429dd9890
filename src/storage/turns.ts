/** Transcripts: every turn of every conversation, and requests for a person. */

import { EntitySchema } from 'typeorm'
import type { Grasp } from '../domain/grasp.js'
import type { Place } from '../platform/cipher.js'
import { optional } from './columns.js'
import { prepared } from './statements.js'
import { type Tx, withCommit } from './transaction.js'

export interface TurnRow {
  id: string
  accountId: string
  messenger: 'kakao' | 'talktalk'
  requestKey: string | null
  at: Date
  utterance: string
  utteranceSealed: Buffer | null
  intent: string | null
  confidence: number | null
  band: string | null
  slots: object
  flow: string | null
  step: string | null
  outcome: string
  grasp: Grasp
  reply: object
  answerSealed: Buffer | null
  ms: number
  /** 0: written before everything personal was masked. */
  masking: number
}
export const turns = new EntitySchema<TurnRow & { searchLetters?: string }>({
  name: 'turns',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    accountId: { type: 'uuid', name: 'account_id' },
    messenger: { type: 'text' },
    requestKey: { type: 'text', ...optional('request_key') },
    at: { type: 'timestamptz' },
    utterance: { type: 'text' },
    utteranceSealed: { type: 'bytea', ...optional('utterance_sealed') },
    intent: { type: 'text', ...optional() },
    confidence: { type: 'real', ...optional() },
    band: { type: 'text', ...optional() },
    slots: { type: 'jsonb' },
    flow: { type: 'text', ...optional() },
    step: { type: 'text', ...optional() },
    outcome: { type: 'text' },
    grasp: { type: 'text', default: 'clear' },
    /** Worked out by the database from the utterance. */
    searchLetters: { type: 'text', name: 'search_letters', select: false, insert: false },
    reply: { type: 'jsonb' },
    answerSealed: { type: 'bytea', ...optional('answer_sealed') },
    ms: { type: 'integer' },
    masking: { type: 'smallint', default: 1 },
  },
})

export type Turn = TurnRow
/** `reply` is JSON, as it is kept. */
export type NewTurn = Omit<TurnRow, 'id' | 'masking' | 'reply'> & { readonly reply: string }
/** A sealed answer and where it lies. */
export type EarlierAnswer = Pick<TurnRow, 'accountId' | 'at'> & { readonly answerSealed: Buffer }
const WRITE = prepared(
  'write_turn',
  `
  WITH remembered AS (UPDATE messenger_accounts SET session = $18, seen_at = $4 WHERE id = $1)
  INSERT INTO turns (account_id, messenger, request_key, at, utterance, utterance_sealed, intent, confidence, band, slots, flow, step,
    outcome, grasp, reply, answer_sealed, ms)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
)

export const REQUEST_ANSWERED = 'turns_request_key'

/**
 * Writes the turn and the account's state in one statement, together with the commit. Breaks the constraint `turns_request_key` when the same request was
 * answered meanwhile.
 */
export function writeTurn(tx: Tx, t: NewTurn, session: object): void {
  withCommit(tx, WRITE, [
    ...[t.accountId, t.messenger, t.requestKey, t.at, t.utterance, t.utteranceSealed, t.intent, t.confidence, t.band],
    ...[JSON.stringify(t.slots), t.flow, t.step, t.outcome, t.grasp, t.reply, t.answerSealed, t.ms],
    JSON.stringify(session),
  ])
}

/** The answer given earlier to the same request, sealed. */
export async function earlierAnswer(
  tx: Tx,
  messenger: string,
  userKey: string,
  requestKey: string,
): Promise<EarlierAnswer | undefined> {
  const [earlier]: EarlierAnswer[] = await tx.query(
    `SELECT t.account_id AS "accountId", t.at, t.answer_sealed AS "answerSealed" FROM turns t JOIN messenger_accounts a ON a.id = t.account_id
          WHERE a.messenger = $1 AND a.user_key = $2 AND t.request_key = $3 AND t.answer_sealed IS NOT NULL`,
    [messenger, userKey, requestKey],
  )
  return earlier
}

/** A turn is known by whose it is and when it was said: its number is given only when it is written. */
export function placeInTurn(column: string, { accountId, at }: Pick<TurnRow, 'accountId' | 'at'>): Place {
  return { table: 'turns', column, row: `${accountId}|${at.toISOString()}` }
}
