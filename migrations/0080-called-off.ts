/** A program that is called off has nobody's seat, whoever writes an application. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CalledOff0080 implements MigrationInterface {
  readonly name = 'CalledOff00801763800000080'

  /** Earlier versions had no way to call a program off: where somebody did it by hand, those who applied are let go. */
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      WITH let_go AS (
        SELECT a.id, a.state FROM applications a JOIN programs p ON p.id = a.program_id
         WHERE p.state = 'cancelled' AND p.organisation_id IS NOT NULL
           AND a.state IN ('applied', 'waiting', 'offered', 'approved', 'cancel-requested')),
      noted AS (
        INSERT INTO application_events (application_id, from_state, to_state, actor, at)
        SELECT id, state, 'program-cancelled', 'service', clock_timestamp() FROM let_go)
      UPDATE applications SET state = 'program-cancelled', changed_at = clock_timestamp() WHERE id IN (SELECT id FROM let_go)`)
    await db.query(`
      ALTER TABLE programs ADD CONSTRAINT programs_called_off_have_no_seats
        CHECK (organisation_id IS NULL OR state <> 'cancelled' OR seats_taken = 0) NOT VALID`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE programs DROP CONSTRAINT programs_called_off_have_no_seats')
  }
}
