/** What the console works with: how each turn was grasped, its words as letters to search by, requests that end, staff that can be disabled. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Console0014 implements MigrationInterface {
  readonly name = 'Console00141763800000014'

  async up(db: QueryRunner): Promise<void> {
    await tellHowTurnsWereGrasped(db)
    await makeTurnsSearchable(db)
    await letRequestsEnd(db)
    await letStaffBeDisabled(db)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE staff_devices')
    await db.query('ALTER TABLE staff DROP COLUMN disabled_at, DROP COLUMN signed_in_at')
    await db.query('DROP INDEX agent_requests_open, agent_requests_done')
    await db.query('ALTER TABLE agent_requests DROP COLUMN done_at, DROP COLUMN done_by')
    await db.query('DROP INDEX turns_search, turns_not_understood')
    await db.query('ALTER TABLE turns DROP COLUMN search_letters, DROP COLUMN grasp')
    await db.query('DROP FUNCTION spread_letters')
  }
}

/** Turns from before know only what came of them, not what was pressed or asked. */
async function tellHowTurnsWereGrasped(db: QueryRunner): Promise<void> {
  await db.query(`
    ALTER TABLE turns ADD COLUMN grasp text NOT NULL DEFAULT 'clear' CHECK (grasp IN ('clear', 'unsure', 'missed', 'outside'))`)
  await db.query(`
    UPDATE turns SET grasp = CASE
        WHEN outcome = 'refused:lost' THEN 'missed'
        WHEN outcome = 'unsure' THEN 'unsure'
        WHEN outcome = 'rejected' AND intent = 'oos' THEN 'outside'
        WHEN outcome = 'rejected' THEN 'missed'
        ELSE 'unsure' END
     WHERE outcome IN ('refused:lost', 'unsure', 'rejected') OR (band = 'confirm' AND outcome NOT IN ('error', 'handed-over'))`)
  await db.query("CREATE INDEX turns_not_understood ON turns (at DESC, id DESC) WHERE grasp IN ('unsure', 'missed')")
}

/**
 * Hangul taken apart into letters, full-width forms made plain, without spaces: so a trigram index serves words of two syllables,
 * and 이번주말 finds 이번 주말. The query is spread by the same function.
 */
async function makeTurnsSearchable(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION spread_letters(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
    AS $$ SELECT regexp_replace(lower(normalize(said, NFKD)), '\\s+', '', 'g') $$`)
  await db.query(`
    ALTER TABLE turns ADD COLUMN search_letters text NOT NULL GENERATED ALWAYS AS (spread_letters(utterance)) STORED`)
  await db.query('CREATE INDEX turns_search ON turns USING gin (search_letters gin_trgm_ops)')
}

async function letRequestsEnd(db: QueryRunner): Promise<void> {
  await db.query(`
    ALTER TABLE agent_requests ADD COLUMN done_at timestamptz, ADD COLUMN done_by uuid REFERENCES staff (id) ON DELETE SET NULL`)
  await db.query("UPDATE agent_requests SET done_at = created_at WHERE state = 'done'")
  await db.query(`
    ALTER TABLE agent_requests ADD CONSTRAINT agent_requests_done_when CHECK ((state = 'done') = (done_at IS NOT NULL))`)
  await db.query("CREATE INDEX agent_requests_open ON agent_requests (created_at, id) WHERE state = 'open'")
  await db.query("CREATE INDEX agent_requests_done ON agent_requests (done_at DESC, id DESC) WHERE state = 'done'")
}

/** A browser that has signed in before is known by a cookie, of which the hash is kept. */
async function letStaffBeDisabled(db: QueryRunner): Promise<void> {
  await db.query('ALTER TABLE staff ADD COLUMN disabled_at timestamptz, ADD COLUMN signed_in_at timestamptz')
  await db.query(`
    CREATE TABLE staff_devices (
      hash bytea PRIMARY KEY,
      staff_id uuid NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
      seen_at timestamptz NOT NULL
    )`)
  await db.query('CREATE INDEX staff_devices_staff ON staff_devices (staff_id, seen_at)')
}
