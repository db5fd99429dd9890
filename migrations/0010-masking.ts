/** Which turns and requests were masked when they were written; what is kept only for a while can be found by its age. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Masking0010 implements MigrationInterface {
  readonly name = 'Masking00101763800000010'

  async up(db: QueryRunner): Promise<void> {
    for (const table of ['turns', 'agent_requests']) {
      await db.query(`ALTER TABLE ${table} ADD COLUMN masking smallint NOT NULL DEFAULT 0`)
      await db.query(`ALTER TABLE ${table} ALTER COLUMN masking SET DEFAULT 1`)
      await db.query(`CREATE INDEX ${table}_unmasked ON ${table} (id) WHERE masking = 0`)
    }
    await db.query('CREATE INDEX turns_with_original ON turns (at) WHERE utterance_sealed IS NOT NULL')
    await db.query('CREATE INDEX turns_with_answer ON turns (at) WHERE answer_sealed IS NOT NULL')
    await db.query('CREATE INDEX agent_requests_by_time ON agent_requests (created_at)')
    await db.query('CREATE INDEX idempotent_answers_by_time ON idempotent_answers (created_at)')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'DROP INDEX turns_with_original, turns_with_answer, agent_requests_by_time, idempotent_answers_by_time',
    )
    await db.query('ALTER TABLE agent_requests DROP COLUMN masking')
    await db.query('ALTER TABLE turns DROP COLUMN masking')
  }
}
