/** What stays of the applications of somebody who was forgotten: numbers of the activity, nothing of the person. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Forgotten0012 implements MigrationInterface {
  readonly name = 'Forgotten00121763800000112'

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE forgotten_participations (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        program_id uuid NOT NULL REFERENCES programs (id) ON DELETE CASCADE,
        state text NOT NULL,
        people integer NOT NULL,
        minutes integer
      )`)
    await db.query('CREATE INDEX forgotten_participations_program ON forgotten_participations (program_id)')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE forgotten_participations')
  }
}
