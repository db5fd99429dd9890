/** What people say is wrong with what was recorded of them, and what the organisation answered. Of an application one is open at a time. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Disputes0071 implements MigrationInterface {
  readonly name = 'Disputes00711763800000071'

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE disputes (
        id uuid PRIMARY KEY,
        application_id uuid NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
        matter text NOT NULL CHECK (matter IN ('absence', 'minutes', 'missing')),
        words_sealed bytea NOT NULL,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered')),
        answer_until timestamptz NOT NULL,
        result text CHECK (result IN ('corrected', 'kept')),
        message_sealed bytea,
        created_at timestamptz NOT NULL,
        answered_at timestamptz,
        CONSTRAINT disputes_answered CHECK (num_nulls(result, message_sealed, answered_at) = CASE state WHEN 'open' THEN 3 ELSE 0 END)
      )`)
    await db.query("CREATE UNIQUE INDEX disputes_one_open ON disputes (application_id) WHERE state = 'open'")
    await db.query('CREATE INDEX disputes_application ON disputes (application_id)')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE disputes')
  }
}
