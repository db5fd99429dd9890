/** Seats are counted once a statement, not once a row: a thousand applications that change together write their program once. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

const HOLDING = "ARRAY['applied', 'offered', 'approved', 'cancel-requested', 'attended', 'absent']"
/** What each event gives the function to look at. */
const EVENTS = {
  INSERT: 'NEW TABLE AS after_it',
  UPDATE: 'OLD TABLE AS before_it NEW TABLE AS after_it',
  DELETE: 'OLD TABLE AS before_it',
} as const

export class CountedTogether0081 implements MigrationInterface {
  readonly name = 'CountedTogether00811763800000081'

  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP TRIGGER applications_count_seats ON applications')
    await db.query(`
      CREATE OR REPLACE FUNCTION count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        holding CONSTANT text[] := ${HOLDING};
      BEGIN
        IF TG_OP = 'INSERT' THEN
          UPDATE programs p SET seats_taken = p.seats_taken + c.seats
            FROM (SELECT program_id, sum(people) AS seats FROM after_it WHERE state = ANY (holding) GROUP BY program_id) c
           WHERE p.id = c.program_id;
        ELSIF TG_OP = 'DELETE' THEN
          UPDATE programs p SET seats_taken = p.seats_taken - c.seats
            FROM (SELECT program_id, sum(people) AS seats FROM before_it WHERE state = ANY (holding) GROUP BY program_id) c
           WHERE p.id = c.program_id;
        ELSE
          UPDATE programs p SET seats_taken = p.seats_taken + c.seats
            FROM (SELECT program_id, sum(seats) AS seats
                    FROM (SELECT program_id, people AS seats FROM after_it WHERE state = ANY (holding)
                          UNION ALL SELECT program_id, -people FROM before_it WHERE state = ANY (holding)) each
                   GROUP BY program_id HAVING sum(seats) <> 0) c
           WHERE p.id = c.program_id;
        END IF;
        RETURN NULL;
      END $$`)
    for (const [event, tables] of Object.entries(EVENTS))
      await db.query(`
        CREATE TRIGGER applications_count_seats_on_${event.toLowerCase()} AFTER ${event} ON applications
          REFERENCING ${tables} FOR EACH STATEMENT EXECUTE FUNCTION count_seats()`)
  }

  async down(db: QueryRunner): Promise<void> {
    for (const event of Object.keys(EVENTS))
      await db.query(`DROP TRIGGER applications_count_seats_on_${event.toLowerCase()} ON applications`)
    await db.query(`
      CREATE OR REPLACE FUNCTION count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        holding CONSTANT text[] := ${HOLDING};
        before integer := CASE WHEN TG_OP <> 'INSERT' AND OLD.state = ANY (holding) THEN OLD.people ELSE 0 END;
        after integer := CASE WHEN TG_OP <> 'DELETE' AND NEW.state = ANY (holding) THEN NEW.people ELSE 0 END;
      BEGIN
        IF before <> after THEN
          UPDATE programs SET seats_taken = seats_taken + after - before WHERE id = COALESCE(NEW.program_id, OLD.program_id);
        END IF;
        RETURN NULL;
      END $$`)
    await db.query(`
      CREATE TRIGGER applications_count_seats AFTER INSERT OR UPDATE OF state, people OR DELETE ON applications
        FOR EACH ROW EXECUTE FUNCTION count_seats()`)
  }
}
