/** Generated data in bulk, set by set: for trying the service with much in it. All of it is marked as demo or belongs to `seed-` accounts. */
import type { Tx } from './transaction.js'

/** Id, name, birth date, phone and the hashes of identity and phone, as `sealedPerson` makes them. */
export type SealedVolunteer = readonly [id: string, ...columns: Buffer[]]
/** What generated programs are called; their number is added. */
export interface ProgramPattern {
  readonly title: string
  readonly jamo: string
  readonly category: string
  readonly sido: string
  readonly sigungu: string | null
}
/** What generated turns say. */
export interface TurnPattern {
  readonly utterance: string
  readonly intent: string
  readonly flow: string
  readonly step: string
  readonly outcome: string
  readonly reply: string
}

export interface BulkStore {
  /** Makes room for statements longer than a turn, until this transaction ends. */
  prepare(tx: Tx): Promise<void>
  /** `most` programs on the 60 days after `now`, the patterns in turn. Each method returns how many rows it added. */
  addPrograms(tx: Tx, most: number, patterns: readonly ProgramPattern[], now: Date): Promise<number>
  /** Each with one linked messenger account, in turn of Kakao and TalkTalk. */
  addVolunteers(tx: Tx, rows: readonly SealedVolunteer[], now: Date): Promise<number>
  /** Accounts of nobody, where there is no generated one yet that could have said something. */
  addAccountsIfNone(tx: Tx, most: number, now: Date): Promise<void>
  /** `most` turns on the 90 days before `now`, in turn of the generated accounts. */
  addTurns(tx: Tx, most: number, patterns: readonly TurnPattern[], now: Date): Promise<number>
}

const PROGRAMS = `
  INSERT INTO programs (portal, organisation_name, title, kind, category, sido, sigungu, place, starts_at, ends_at, capacity, approval,
    min_age, max_age, recruit_until, cancel_until, certificate, search_jamo, demo, created_at)
  SELECT 'own', '손모아 시험 기관', pattern.title || ' ' || n, 'regular', pattern.category, pattern.sido, pattern.sigungu, '시험 장소',
    begin, begin + interval '2 hours', 5 + n % 26, CASE WHEN n % 3 = 0 THEN 'manual' ELSE 'automatic' END,
    9, 24, begin - interval '1 hour', begin - interval '1 day', 'automatic', pattern.jamo || n, true, $2
  FROM generate_series(1, $1::int) AS n
  JOIN ROWS FROM (jsonb_to_recordset($3::jsonb) AS (title text, jamo text, category text, sido text, sigungu text)) WITH ORDINALITY
    AS pattern (title, jamo, category, sido, sigungu, place) ON pattern.place = 1 + n % $4::int
  CROSS JOIN LATERAL (SELECT date_trunc('hour', $2::timestamptz) + (1 + n * 7919 % 1440) * interval '1 hour' AS begin) AS day`

const VOLUNTEERS = `
  WITH added AS (
    INSERT INTO volunteers (id, name_sealed, birth_sealed, phone_sealed, identity_hash, phone_hash, created_at)
    SELECT *, $7::timestamptz FROM unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[])
    ON CONFLICT DO NOTHING RETURNING id)
  INSERT INTO messenger_accounts (messenger, user_key, volunteer_id, linked_at, created_at, seen_at)
  SELECT (ARRAY['kakao', 'talktalk'])[1 + row_number() OVER () % 2], 'seed-' || id, id, $7, $7, $7 FROM added RETURNING id`

const ACCOUNTS = `
  INSERT INTO messenger_accounts (messenger, user_key, created_at, seen_at)
  SELECT (ARRAY['kakao', 'talktalk'])[1 + n % 2], 'seed-' || gen_random_uuid(), $2, $2 FROM generate_series(1, $1::int) AS n
   WHERE NOT EXISTS (SELECT FROM messenger_accounts WHERE user_key LIKE 'seed-%')`

const TURNS = `
  INSERT INTO turns (account_id, messenger, at, utterance, intent, confidence, band, slots, flow, step, outcome, reply, ms)
  SELECT account.id, account.messenger, $2::timestamptz - (($1::int - n)::float8 / $1::int) * interval '90 days', pattern.utterance,
    pattern.intent, 0.5 + (n % 50) / 100.0, 'act', '{}', pattern.flow, pattern.step, pattern.outcome, pattern.reply::jsonb, 5 + n % 40
  FROM generate_series(1, $1::int) AS n
  JOIN ROWS FROM (jsonb_to_recordset($3::jsonb) AS (utterance text, intent text, flow text, step text, outcome text, reply text))
    WITH ORDINALITY AS pattern (utterance, intent, flow, step, outcome, reply, place) ON pattern.place = 1 + n % $4::int
  JOIN (SELECT id, messenger, row_number() OVER () - 1 AS place, count(*) OVER () AS all_of_them
          FROM messenger_accounts WHERE user_key LIKE 'seed-%') AS account ON account.place = n / 8 % account.all_of_them
  ORDER BY n`

export function createBulkStore(): BulkStore {
  return {
    async prepare(tx) {
      await tx.query('SET LOCAL statement_timeout = 0')
    },
    async addPrograms(tx, most, patterns, now) {
      if (most > 0) await tx.query(PROGRAMS, [most, now, JSON.stringify(patterns), patterns.length])
      return most
    },
    async addVolunteers(tx, rows, now) {
      const columns = Array.from({ length: 6 }, (_, place) => rows.map(row => row[place]))
      const added: unknown[] = await tx.query(VOLUNTEERS, [...columns, now])
      return added.length
    },
    async addAccountsIfNone(tx, most, now) {
      await tx.query(ACCOUNTS, [most, now])
    },
    async addTurns(tx, most, patterns, now) {
      if (most > 0) await tx.query(TURNS, [most, now, JSON.stringify(patterns), patterns.length])
      return most
    },
  }
}
