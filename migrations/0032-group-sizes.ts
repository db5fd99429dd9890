/** How many messages a group at the vendor holds, so that one of somebody who is forgotten meanwhile is missed; and what was told goes in time. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class GroupSizes0032 implements MigrationInterface {
  readonly name = 'GroupSizes00321763800000032'

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE attempts ADD COLUMN group_size integer')
    await db.query('CREATE INDEX attempts_by_group ON attempts (group_id)')
    await db.query("CREATE INDEX notices_settled ON notices (settled_at) WHERE state <> 'waiting'")
    await db.query("CREATE INDEX outbox_settled ON outbox (settled_at) WHERE state <> 'due'")
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX attempts_by_group, notices_settled, outbox_settled')
    await db.query('ALTER TABLE attempts DROP COLUMN group_size')
  }
}
