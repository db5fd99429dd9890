/** What is to be told: rows are written with the fact and sent by a worker afterwards. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Outbox0004 implements MigrationInterface {
  readonly name = 'Outbox00041763800000004'

  async up(db: QueryRunner): Promise<void> {
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
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE outbox')
  }
}
