/** Accounts of which the messenger says that their person is under 14: nothing personal may be collected of them. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Under140007 implements MigrationInterface {
  readonly name = 'Under1400071763800000007'

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE messenger_accounts ADD COLUMN under_14 boolean NOT NULL DEFAULT false')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE messenger_accounts DROP COLUMN under_14')
  }
}
