/** An answer can be promised: it is said by the address that the messenger's call named, once, as long as that is valid. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class PromisedReplies0049 implements MigrationInterface {
  readonly name = 'PromisedReplies00491763800000049'

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE replies ADD COLUMN callback_hash bytea, ADD COLUMN expires_at timestamptz')
    await db.query('CREATE UNIQUE INDEX replies_callback ON replies (callback_hash)')
  }

  /** What was promised cannot be said without the columns. */
  async down(db: QueryRunner): Promise<void> {
    await db.query('DELETE FROM replies WHERE callback_hash IS NOT NULL')
    await db.query('ALTER TABLE replies DROP COLUMN callback_hash, DROP COLUMN expires_at')
  }
}
