/** Transcripts: every turn of every conversation, and requests for a person. */

import { EntitySchema } from 'typeorm'
import { isFarewell, outcomeAfter, SILENCE_MS } from '../domain/conversation.js'
import type { Grasp } from '../domain/grasp.js'
import type { Place } from '../platform/cipher.js'
import { optional } from './columns.js'
import type { RequestAnswerRow } from './request-answers.js'
import { prepared } from './statements.js'
import { type Tx, withCommit } from './transaction.js'

export interface TurnRow {
  id: string
  accountId: string
  messenger: 'kakao' | 'talktalk'
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
  ms: number
  /** Null in turns from before this was kept. */
  input: 'typed' | 'pressed' | 'event' | null
  /** What else it could have meant, likeliest first; null where nothing was understood. */
  alternatives: readonly { readonly intent: string; readonly confidence: number }[] | null
  /** Of the understanding and the words that were in force. */
  modelVersion: string | null
  wordsVersion: string | null
  /** 0: written before everything personal was masked. */
  masking: number
}
export const turns = new EntitySchema<TurnRow & { searchLetters?: string }>({
  name: 'turns',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    accountId: { type: 'uuid', name: 'account_id' },
    messenger: { type: 'text' },
    at: { type: 'timestamptz', primary: true },
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
    ms: { type: 'integer' },
    input: { type: 'text', ...optional() },
    alternatives: { type: 'jsonb', ...optional() },
    modelVersion: { type: 'text', ...optional('model_version') },
    wordsVersion: { type: 'text', ...optional('words_version') },
    masking: { type: 'smallint', default: 1 },
  },
})

/** `reply` is JSON, as it is kept. */
export type NewTurn = Omit<TurnRow, 'id' | 'masking' | 'reply'> & { readonly reply: string }
/** The names of the bands, from act to reject, are in the order of the alphabet. */
const WRITE = prepared(
  'write_turn',
  `
  WITH remembered AS (UPDATE messenger_accounts SET session = $20, seen_at = $3 WHERE id = $1),
       answered AS (INSERT INTO request_answers (account_id, request_key, at, answer_sealed)
                    SELECT $1, $21::text, $3, $22::bytea WHERE $21 IS NOT NULL),
       gone_on AS (UPDATE conversations SET ended_at = greatest(ended_at, $3), turns = turns + 1, closed = $23::boolean,
                     outcome = coalesce($24::text, outcome), worst_band = greatest(worst_band, $8),
                     asked = asked + ($12 = 'asked')::int, unsure = unsure + ($13 = 'unsure')::int, missed = missed + ($13 = 'missed')::int,
                     refused = refused + ($12 LIKE 'refused:%')::int, failed = failed + ($12 = 'error')::int
                    WHERE id = (SELECT id FROM conversations WHERE account_id = $1 AND begun_at <= $3
                                 ORDER BY begun_at DESC, id DESC LIMIT 1)
                      AND ended_at >= $25::timestamptz AND NOT closed RETURNING id),
       begun AS (INSERT INTO conversations (account_id, messenger, begun_at, ended_at, turns, closed, outcome, worst_band,
                   asked, unsure, missed, refused, failed)
                 SELECT $1, $2, $3, $3, 1, $23, coalesce($24, 'done'), $8, ($12 = 'asked')::int, ($13 = 'unsure')::int,
                   ($13 = 'missed')::int, ($12 LIKE 'refused:%')::int, ($12 = 'error')::int
                  WHERE NOT EXISTS (SELECT FROM gone_on))
  INSERT INTO turns (account_id, messenger, at, utterance, utterance_sealed, intent, confidence, band, slots, flow, step, outcome, grasp,
    reply, ms, input, alternatives, model_version, words_version)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
)

/**
 * Writes the turn, the account's state, the conversation that it belongs to and the answer to a request in one statement, together with
 * the commit. The account's row is locked by then. Breaks the constraint `REQUEST_ANSWERED` when the same request was answered meanwhile.
 */
export function writeTurn(
  tx: Tx,
  t: NewTurn,
  session: object,
  answer?: Pick<RequestAnswerRow, 'requestKey' | 'answerSealed'>,
): void {
  withCommit(tx, WRITE, [
    ...[t.accountId, t.messenger, t.at, t.utterance, t.utteranceSealed, t.intent, t.confidence, t.band],
    ...[JSON.stringify(t.slots), t.flow, t.step, t.outcome, t.grasp, t.reply, t.ms],
    ...[t.input, t.alternatives && JSON.stringify(t.alternatives), t.modelVersion, t.wordsVersion],
    ...[JSON.stringify(session), answer?.requestKey, answer?.answerSealed],
    ...[isFarewell(t), outcomeAfter(t), new Date(t.at.getTime() - SILENCE_MS)],
  ])
}

/** A turn is known by whose it is and when it was said: its number is given only when it is written. */
export function placeInTurn(column: string, { accountId, at }: Pick<TurnRow, 'accountId' | 'at'>): Place {
  return { table: 'turns', column, row: `${accountId}|${at.toISOString()}` }
}
