/** Programs found by their whole title, letter for letter. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class ExactTitles0015 implements MigrationInterface {
  readonly name = 'ExactTitles00151763800000015'

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      "CREATE INDEX programs_open_by_title ON programs (split_part(search_jamo, ' ', 1), starts_at) WHERE state = 'open'",
    )
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX programs_open_by_title')
  }
}
