/** What a repeated request gets again, in a table of its own: it goes after a day, turns stay and are not written twice for it. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class RequestAnswers0042 implements MigrationInterface {
  readonly name = 'RequestAnswers00421763800000042'

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE request_answers (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES messenger_accounts (id) ON DELETE CASCADE,
        request_key text NOT NULL,
        at timestamptz NOT NULL,
        answer_sealed bytea NOT NULL,
        CONSTRAINT request_answers_once UNIQUE (account_id, request_key)
      )`)
    await db.query(`
      INSERT INTO request_answers (account_id, request_key, at, answer_sealed)
      SELECT account_id, request_key, at, answer_sealed FROM turns
       WHERE answer_sealed IS NOT NULL AND request_key IS NOT NULL ORDER BY at`)
    await db.query('CREATE INDEX request_answers_by_time ON request_answers (at)')
    await db.query('ALTER TABLE turns DROP COLUMN request_key, DROP COLUMN answer_sealed')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE turns ADD COLUMN request_key text, ADD COLUMN answer_sealed bytea')
    await db.query(`
      UPDATE turns t SET request_key = r.request_key, answer_sealed = r.answer_sealed
        FROM request_answers r
       WHERE t.id = (SELECT min(id) FROM turns WHERE account_id = r.account_id AND at = r.at)`)
    await db.query('ALTER TABLE turns ADD CONSTRAINT turns_request_key UNIQUE (account_id, request_key)')
    await db.query('CREATE INDEX turns_with_answer ON turns (at) WHERE answer_sealed IS NOT NULL')
    await db.query('DROP TABLE request_answers')
  }
}
