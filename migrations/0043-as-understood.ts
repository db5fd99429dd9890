/** What nobody can find out later: how a turn was made, what else it could have meant, and which model and words were in force. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class AsUnderstood0043 implements MigrationInterface {
  readonly name = 'AsUnderstood00431763800000043'

  /** Of turns from before this is not known. */
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE turns
        ADD COLUMN input text CHECK (input IN ('typed', 'pressed', 'event')),
        ADD COLUMN alternatives jsonb,
        ADD COLUMN model_version text,
        ADD COLUMN words_version text`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE turns DROP COLUMN input, DROP COLUMN alternatives, DROP COLUMN model_version, DROP COLUMN words_version`)
  }
}
