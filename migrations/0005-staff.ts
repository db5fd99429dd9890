/** Staff accounts, their sessions, and the log of who looked at whose data. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Staff0005 implements MigrationInterface {
  readonly name = 'Staff00051763800000005'

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE staff (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        email text NOT NULL,
        role text NOT NULL CHECK (role IN ('viewer', 'reviewer', 'manager', 'admin')),
        organisation_id uuid REFERENCES organisations (id),
        password_hash text,
        invite_hash bytea,
        invite_expires_at timestamptz,
        created_at timestamptz NOT NULL,
        CONSTRAINT staff_email_key UNIQUE (email)
      )`)
    await db.query(`
      CREATE TABLE staff_sessions (
        hash bytea PRIMARY KEY,
        staff_id uuid NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        csrf text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      )`)
    await db.query(`
      CREATE TABLE access_log (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        staff_id uuid NOT NULL,
        at timestamptz NOT NULL,
        address text NOT NULL,
        action text NOT NULL,
        subject text NOT NULL
      )`)
    await db.query('CREATE INDEX access_log_by_time ON access_log (at)')
    await db.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the access log is never changed';
      END $$`)
    await db.query(`
      CREATE TRIGGER access_log_stays BEFORE UPDATE OR DELETE ON access_log
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE access_log, staff_sessions, staff')
    await db.query('DROP FUNCTION refuse_change')
  }
}
