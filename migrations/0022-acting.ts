/** Who changed an application: not only of which kind, but whom. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Acting0022 implements MigrationInterface {
  readonly name = 'Acting00221763800000022'

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE application_events ADD COLUMN actor_id uuid')
    await db.query('ALTER TABLE application_events DROP CONSTRAINT application_events_actor_check')
    await db.query(`
      UPDATE application_events e SET actor_id = CASE e.actor WHEN 'volunteer' THEN a.volunteer_id ELSE p.organisation_id END
        FROM applications a JOIN programs p ON p.id = a.program_id WHERE a.id = e.application_id AND e.actor <> 'service'`)
    await db.query("UPDATE application_events SET actor = 'service' WHERE actor_id IS NULL")
    await db.query(`
      ALTER TABLE application_events
        ADD CONSTRAINT application_events_actor CHECK (actor IN ('volunteer', 'organisation', 'staff', 'service')),
        ADD CONSTRAINT application_events_actor_id CHECK ((actor = 'service') = (actor_id IS NULL))`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE application_events DROP CONSTRAINT application_events_actor_id, DROP COLUMN actor_id')
    await db.query("UPDATE application_events SET actor = 'service' WHERE actor = 'staff'")
    await db.query(`
      ALTER TABLE application_events DROP CONSTRAINT application_events_actor,
        ADD CONSTRAINT application_events_actor_check CHECK (actor IN ('volunteer', 'organisation', 'service'))`)
  }
}
