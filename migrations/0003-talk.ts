/** What was said: a transcript of every turn, requests for a person. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Talk0003 implements MigrationInterface {
  readonly name = 'Talk00031763800000003'

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE turns (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES messenger_accounts (id) ON DELETE CASCADE,
        messenger text NOT NULL,
        request_key text,
        at timestamptz NOT NULL,
        utterance text NOT NULL,
        utterance_sealed bytea,
        intent text,
        confidence real,
        band text,
        slots jsonb NOT NULL,
        flow text,
        step text,
        outcome text NOT NULL,
        reply jsonb NOT NULL,
        answer_sealed bytea,
        ms integer NOT NULL,
        CONSTRAINT turns_request_key UNIQUE (account_id, request_key)
      )`)
    await db.query('CREATE INDEX turns_by_time ON turns (at DESC, id DESC)')
    await db.query('CREATE INDEX turns_by_account ON turns (account_id, id)')
    await db.query('CREATE INDEX turns_by_intent ON turns (intent, at DESC)')
    await db.query(`
      CREATE TABLE agent_requests (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        account_id uuid NOT NULL REFERENCES messenger_accounts (id) ON DELETE CASCADE,
        topic text NOT NULL,
        topic_sealed bytea NOT NULL,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done')),
        created_at timestamptz NOT NULL
      )`)
    await db.query('CREATE INDEX agent_requests_account ON agent_requests (account_id)')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE agent_requests, turns')
  }
}
