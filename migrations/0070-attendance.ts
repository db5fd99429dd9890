/** The history of an application tells the minutes of its record, too: what was entered, corrected and approved, by whom and when. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Attendance0070 implements MigrationInterface {
  readonly name = 'Attendance00701763800000070'

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE application_events ADD COLUMN minutes integer CHECK (minutes > 0)')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE application_events DROP COLUMN minutes')
  }
}
