/** Programs that go on over midnight in Seoul: what a search of a day looks for beside what begins on it. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Overnight0045 implements MigrationInterface {
  readonly name = 'Overnight00451763800000045'

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE INDEX programs_open_overnight ON programs (starts_at, id)
      WHERE state = 'open' AND (ends_at AT TIME ZONE 'Asia/Seoul')::date > (starts_at AT TIME ZONE 'Asia/Seoul')::date`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX programs_open_overnight')
  }
}
