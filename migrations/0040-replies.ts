/** What is said later in a chat has a table of its own; what still waits to be said goes on waiting, in its order. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Replies0040 implements MigrationInterface {
  readonly name = 'Replies00401763800000040'

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE replies (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        account_id uuid NOT NULL REFERENCES messenger_accounts (id) ON DELETE CASCADE,
        answer_sealed bytea,
        sent_parts smallint NOT NULL DEFAULT 0,
        attempts smallint NOT NULL DEFAULT 0,
        leased_until timestamptz,
        state text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'sent', 'failed')),
        failure text,
        created_at timestamptz NOT NULL,
        settled_at timestamptz,
        CONSTRAINT replies_unsaid CHECK ((state = 'due') = (answer_sealed IS NOT NULL))
      )`)
    await db.query("CREATE INDEX replies_due ON replies (account_id, created_at) WHERE state = 'due'")
    await db.query('CREATE INDEX replies_account ON replies (account_id)')
    await db.query("CREATE INDEX replies_settled ON replies (settled_at) WHERE state <> 'due'")
    await db.query(`
      INSERT INTO replies (id, account_id, answer_sealed, sent_parts, attempts, leased_until, failure, created_at)
      SELECT id, account_id, payload_sealed, sent_parts, attempts, leased_until, failure, created_at
        FROM outbox WHERE channel = 'talktalk' AND state = 'due' AND account_id IS NOT NULL`)
    await db.query('DROP TABLE outbox')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE outbox (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        kind text NOT NULL,
        channel text NOT NULL,
        once_key text NOT NULL,
        volunteer_id uuid REFERENCES volunteers (id) ON DELETE CASCADE,
        account_id uuid REFERENCES messenger_accounts (id) ON DELETE CASCADE,
        payload_sealed bytea NOT NULL,
        run_at timestamptz NOT NULL,
        attempts smallint NOT NULL DEFAULT 0,
        leased_until timestamptz,
        sent_parts smallint NOT NULL DEFAULT 0,
        state text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'sent', 'failed')),
        vendor_message_id text,
        failure text,
        created_at timestamptz NOT NULL,
        settled_at timestamptz,
        CONSTRAINT outbox_once UNIQUE (once_key)
      )`)
    await db.query("CREATE INDEX outbox_due ON outbox (run_at) WHERE state = 'due'")
    await db.query('CREATE INDEX outbox_account_order ON outbox (account_id, created_at)')
    await db.query('CREATE INDEX outbox_vendor_message ON outbox (vendor_message_id)')
    await db.query("CREATE INDEX outbox_settled ON outbox (settled_at) WHERE state <> 'due'")
    await db.query('DROP TABLE replies')
  }
}
