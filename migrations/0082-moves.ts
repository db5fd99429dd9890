/** Moves of programs: what each was before, and up to which of them somebody has agreed to come. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Moves0082 implements MigrationInterface {
  readonly name = 'Moves00821763800000082'

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE programs ADD COLUMN moves integer NOT NULL DEFAULT 0')
    await db.query('ALTER TABLE applications ADD COLUMN agreed_move integer NOT NULL DEFAULT 0')
    await db.query(`
      CREATE TABLE program_moves (
        program_id uuid NOT NULL REFERENCES programs (id) ON DELETE CASCADE,
        number integer NOT NULL CHECK (number > 0),
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        sido text NOT NULL,
        sigungu text,
        place text NOT NULL,
        online boolean NOT NULL,
        moved_at timestamptz NOT NULL,
        PRIMARY KEY (program_id, number)
      )`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE program_moves')
    await db.query('ALTER TABLE applications DROP COLUMN agreed_move')
    await db.query('ALTER TABLE programs DROP COLUMN moves')
  }
}
