/** Some requests for a person cannot wait: somebody is in distress or danger. They come before the others. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class UrgentRequests0050 implements MigrationInterface {
  readonly name = 'UrgentRequests00501763800000050'

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE agent_requests ADD COLUMN urgent boolean NOT NULL DEFAULT false')
    await db.query('DROP INDEX agent_requests_open')
    await db.query(
      "CREATE INDEX agent_requests_open ON agent_requests ((NOT urgent), created_at, id) WHERE state = 'open'",
    )
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX agent_requests_open')
    await db.query('ALTER TABLE agent_requests DROP COLUMN urgent')
    await db.query("CREATE INDEX agent_requests_open ON agent_requests (created_at, id) WHERE state = 'open'")
  }
}
