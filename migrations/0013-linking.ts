/** A linking by its steps: what the chat and the page compare, what was asked for, how it ended. Volunteers can be found by their phone. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Linking0013 implements MigrationInterface {
  readonly name = 'Linking00131763800000013'

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE linkings (
        link_hash bytea PRIMARY KEY REFERENCES tokens (hash) ON DELETE CASCADE,
        pairing_hash bytea NOT NULL,
        number text NOT NULL CHECK (number ~ '^[1-9][0-9]$'),
        codes_sent smallint NOT NULL DEFAULT 0,
        phones bytea[] NOT NULL DEFAULT '{}',
        refused text CHECK (refused IN ('under-14', 'stopped')),
        linked_by bytea,
        CONSTRAINT linkings_pairing_key UNIQUE (pairing_hash)
      )`)
    await db.query('ALTER TABLE phone_codes ADD COLUMN asked_by bytea')
    await db.query('CREATE INDEX phone_codes_expiry ON phone_codes (expires_at)')
    await db.query('CREATE INDEX volunteers_phone ON volunteers (phone_hash)')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX volunteers_phone')
    await db.query('DROP INDEX phone_codes_expiry')
    await db.query('ALTER TABLE phone_codes DROP COLUMN asked_by')
    await db.query('DROP TABLE linkings')
  }
}
