/** A token that was given in a chat can be worked out again: from this, its account and the key; none of them tells it alone. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class RepeatedTokens0018 implements MigrationInterface {
  readonly name = 'RepeatedTokens00181763800000018'

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tokens ADD COLUMN nonce bytea')
    await db.query('CREATE INDEX tokens_account ON tokens (account_id) WHERE account_id IS NOT NULL')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX tokens_account')
    await db.query('ALTER TABLE tokens DROP COLUMN nonce')
  }
}
