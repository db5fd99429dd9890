/** What a form of the console carries follows from the session's secret, and is kept no more. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class DerivedCsrf0060 implements MigrationInterface {
  readonly name = 'DerivedCsrf00601763800000060'

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE staff_sessions DROP COLUMN csrf')
  }

  /** Staff sign in anew: what their forms carried is nowhere. */
  async down(db: QueryRunner): Promise<void> {
    await db.query('DELETE FROM staff_sessions')
    await db.query('ALTER TABLE staff_sessions ADD COLUMN csrf text NOT NULL')
  }
}
