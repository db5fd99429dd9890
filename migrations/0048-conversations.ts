/** Conversations: the turns of one account without half an hour of silence between them, counted as they are written. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Conversations0048 implements MigrationInterface {
  readonly name = 'Conversations00481763800000048'

  async up(db: QueryRunner): Promise<void> {
    await db.query("SET LOCAL work_mem = '128MB'")
    // No index has a column that changes, and pages keep room: a turn writes its conversation anew beside where it lay.
    await db.query(`
      CREATE TABLE conversations (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES messenger_accounts (id) ON DELETE CASCADE,
        messenger text NOT NULL,
        begun_at timestamptz NOT NULL,
        ended_at timestamptz NOT NULL,
        closed boolean NOT NULL,
        turns integer NOT NULL,
        asked integer NOT NULL,
        unsure integer NOT NULL,
        missed integer NOT NULL,
        refused integer NOT NULL,
        failed integer NOT NULL,
        worst_band text,
        outcome text NOT NULL CHECK (outcome IN ('done', 'refused', 'handed-over', 'left', 'missed', 'failed'))
      ) WITH (fillfactor = 80)`)
    await db.query(GATHER)
    await db.query('CREATE INDEX conversations_by_time ON conversations (begun_at DESC, id DESC)')
    await db.query('CREATE INDEX conversations_by_account ON conversations (account_id, begun_at DESC, id DESC)')
    await db.query('ANALYZE conversations')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE conversations')
  }
}

/** What src/domain/conversation.ts said when this was written: of turns from before, as if they had been counted then. */
const GATHER = `
  WITH told AS (
    SELECT account_id, messenger, at, id, band, outcome, grasp,
           outcome = 'done' AND flow IN ('bye', 'logout') IS TRUE AS farewell,
           CASE WHEN outcome = 'error' THEN 'failed'
                WHEN outcome = 'handed-over' THEN 'handed-over'
                WHEN outcome IN ('unsure', 'refused:lost') OR (outcome = 'rejected' AND grasp <> 'outside') THEN 'missed'
                WHEN outcome = 'asked' THEN 'left'
                WHEN outcome <> 'done' THEN 'refused'
                WHEN flow IN ('greet', 'thanks', 'bye') THEN NULL
                ELSE 'done' END AS became
      FROM turns
  ), parted AS (
    SELECT *, coalesce(at - lag(at) OVER talk > interval '30 minutes' OR lag(farewell) OVER talk, true) AS begins
      FROM told WINDOW talk AS (PARTITION BY account_id ORDER BY at, id)
  ), gathered AS (
    SELECT *, count(*) FILTER (WHERE begins) OVER (PARTITION BY account_id ORDER BY at, id) AS part FROM parted
  )
  INSERT INTO conversations
    (account_id, messenger, begun_at, ended_at, closed, turns, asked, unsure, missed, refused, failed, worst_band, outcome)
  SELECT account_id, min(messenger), min(at), max(at), bool_or(farewell), count(*), count(*) FILTER (WHERE outcome = 'asked'),
         count(*) FILTER (WHERE grasp = 'unsure'), count(*) FILTER (WHERE grasp = 'missed'),
         count(*) FILTER (WHERE outcome LIKE 'refused:%'), count(*) FILTER (WHERE outcome = 'error'), max(band),
         coalesce((array_agg(became ORDER BY at DESC, id DESC) FILTER (WHERE became IS NOT NULL))[1], 'done')
    FROM gathered GROUP BY account_id, part ORDER BY 3`
