/** Where programs stand: a program of ours is an organisation's, others are of one portal or several, which may not tell everything. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class ProgramOrigins0046 implements MigrationInterface {
  readonly name = 'ProgramOrigins00461763800000046'

  async up(db: QueryRunner): Promise<void> {
    await moveOrigins(db)
    await giveOrganisations(db)
    await letBeUnknown(db)
    await listInParts(db)
    await refuseThoseOfNobody(db)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TRIGGER programs_of_somebody ON programs')
    await db.query('DROP TRIGGER program_origins_of_somebody ON program_origins')
    await db.query('DROP FUNCTION refuse_program_of_nobody')
    await forgetUnknownOnes(db)
    await listTogether(db)
    await askForAll(db)
    await moveOriginsBack(db)
  }
}

async function moveOrigins(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE TABLE program_origins (
      program_id uuid NOT NULL REFERENCES programs (id) ON DELETE CASCADE,
      portal text NOT NULL CHECK (portal IN ('dovol', '1365', 'vms')),
      external_id text NOT NULL,
      url text,
      fetched_at timestamptz NOT NULL,
      PRIMARY KEY (program_id, portal),
      CONSTRAINT program_origins_external_key UNIQUE (portal, external_id)
    )`)
  await db.query(`
    INSERT INTO program_origins (program_id, portal, external_id, url, fetched_at)
    SELECT id, portal, coalesce(external_id, id::text), url, created_at FROM programs WHERE portal <> 'own'`)
  await db.query('ALTER TABLE programs ADD COLUMN demo_key text CONSTRAINT programs_demo_key UNIQUE')
  await db.query(`UPDATE programs SET demo_key = CASE portal WHEN 'own' THEN external_id ELSE portal || '-' || external_id END
    WHERE demo AND external_id IS NOT NULL`)
}

/** Ours that earlier versions kept without an organisation, as generated data: of each name one that nobody has the key of. */
async function giveOrganisations(db: QueryRunner): Promise<void> {
  await db.query(`
    WITH made AS (
      INSERT INTO organisations (name, scope, created_at)
      SELECT organisation_name, 'read', min(created_at) FROM programs WHERE portal = 'own' AND organisation_id IS NULL
       GROUP BY organisation_name RETURNING id, name)
    UPDATE programs p SET organisation_id = made.id FROM made
     WHERE p.portal = 'own' AND p.organisation_id IS NULL AND p.organisation_name = made.name`)
  // What a portal says of its organisation is a name, also where one of ours bears it.
  await db.query("UPDATE programs SET organisation_id = NULL WHERE portal <> 'own' AND organisation_id IS NOT NULL")
  await db.query('ALTER TABLE programs DROP COLUMN portal, DROP COLUMN external_id, DROP COLUMN url')
}

/** What decides about applying. */
const TERMS = [
  ...['starts_at', 'ends_at', 'capacity', 'seats_taken', 'approval', 'min_age', 'max_age', 'recruit_until'],
  ...['cancel_until', 'certificate'],
]

/** A portal may tell of more who applied than there are seats, or of no seats at all; ours keep every promise made so far. */
async function letBeUnknown(db: QueryRunner): Promise<void> {
  const unknown = [...TERMS, 'start_weekday', 'start_minute'].map(name => `ALTER COLUMN ${name} DROP NOT NULL`)
  await db.query(`ALTER TABLE programs ${unknown.join(', ')},
    DROP CONSTRAINT programs_seats_never_overbooked, DROP CONSTRAINT programs_at_most_a_week`)
  await db.query(`ALTER TABLE programs
    ADD CONSTRAINT programs_own_are_whole CHECK (organisation_id IS NULL OR num_nulls(${TERMS.join(', ')}) = 0),
    ADD CONSTRAINT programs_seats_never_overbooked CHECK (organisation_id IS NULL OR seats_taken BETWEEN 0 AND capacity),
    ADD CONSTRAINT programs_at_most_a_week CHECK (organisation_id IS NULL OR ends_at - starts_at <= interval '7 days'),
    ADD CONSTRAINT programs_end_has_start CHECK (ends_at IS NULL OR starts_at IS NOT NULL)`)
}

const IS_LONG = "ends_at - starts_at > interval '7 days'"

/** What goes on for longer than a week is listed by its end, what has no days last: each has indexes that hold nothing else. */
async function listInParts(db: QueryRunner): Promise<void> {
  await db.query(`ALTER TABLE programs
    ADD COLUMN long_running boolean NOT NULL GENERATED ALWAYS AS (coalesce(${IS_LONG}, false)) STORED,
    ADD COLUMN listed_until timestamptz NOT NULL
      GENERATED ALWAYS AS (coalesce(CASE WHEN ${IS_LONG} THEN ends_at ELSE starts_at END, 'infinity')) STORED`)
  await db.query("CREATE INDEX programs_open_long ON programs (ends_at, id) WHERE long_running AND state = 'open'")
  await db.query(
    "CREATE INDEX programs_open_long_by_sido ON programs (sido, ends_at, id) WHERE long_running AND state = 'open'",
  )
  await db.query("CREATE INDEX programs_open_undated ON programs (id) WHERE starts_at IS NULL AND state = 'open'")
  await db.query(
    "CREATE INDEX programs_open_undated_by_sido ON programs (sido, id) WHERE starts_at IS NULL AND state = 'open'",
  )
  await db.query("CREATE INDEX programs_open_listed ON programs (listed_until) WHERE state = 'open'")
  await db.query('DROP INDEX programs_open_by_title')
  await db.query(
    "CREATE INDEX programs_open_by_title ON programs (split_part(search_jamo, ' ', 1), listed_until) WHERE state = 'open'",
  )
}

/** At the end of a transaction, so that a program and where it stands can be written one after the other. */
async function refuseThoseOfNobody(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION refuse_program_of_nobody() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      concerned uuid;
    BEGIN
      IF TG_TABLE_NAME = 'programs' THEN concerned := NEW.id; ELSE concerned := OLD.program_id; END IF;
      IF EXISTS (SELECT FROM programs p WHERE p.id = concerned AND p.organisation_id IS NULL
                    AND NOT EXISTS (SELECT FROM program_origins o WHERE o.program_id = p.id)) THEN
        RAISE EXCEPTION 'the program % is of no organisation and stands on no portal', concerned
          USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_of_somebody';
      END IF;
      RETURN NULL;
    END $$`)
  await db.query(`
    CREATE CONSTRAINT TRIGGER programs_of_somebody AFTER INSERT OR UPDATE OF organisation_id ON programs
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.organisation_id IS NULL) EXECUTE FUNCTION refuse_program_of_nobody()`)
  await db.query(`
    CREATE CONSTRAINT TRIGGER program_origins_of_somebody AFTER DELETE OR UPDATE OF program_id ON program_origins
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_program_of_nobody()`)
}

/** The earlier version cannot hold them; the portals tell them again. */
async function forgetUnknownOnes(db: QueryRunner): Promise<void> {
  await db.query(
    `DELETE FROM programs WHERE organisation_id IS NULL AND (long_running OR num_nulls(${TERMS.join(', ')}) > 0)`,
  )
  await db.query('UPDATE programs SET seats_taken = least(seats_taken, capacity) WHERE organisation_id IS NULL')
}

async function listTogether(db: QueryRunner): Promise<void> {
  await db.query('DROP INDEX programs_open_long, programs_open_long_by_sido, programs_open_undated')
  await db.query('DROP INDEX programs_open_undated_by_sido, programs_open_listed, programs_open_by_title')
  await db.query('ALTER TABLE programs DROP COLUMN long_running, DROP COLUMN listed_until')
  await db.query(
    "CREATE INDEX programs_open_by_title ON programs (split_part(search_jamo, ' ', 1), starts_at) WHERE state = 'open'",
  )
}

async function askForAll(db: QueryRunner): Promise<void> {
  const known = [...TERMS, 'start_weekday', 'start_minute'].map(name => `ALTER COLUMN ${name} SET NOT NULL`)
  await db.query(`ALTER TABLE programs ${known.join(', ')},
    DROP CONSTRAINT programs_own_are_whole, DROP CONSTRAINT programs_seats_never_overbooked,
    DROP CONSTRAINT programs_at_most_a_week, DROP CONSTRAINT programs_end_has_start,
    ADD CONSTRAINT programs_seats_never_overbooked CHECK (seats_taken BETWEEN 0 AND capacity),
    ADD CONSTRAINT programs_at_most_a_week CHECK (ends_at - starts_at <= interval '7 days')`)
}

/** A program of several portals goes on standing on the first. */
async function moveOriginsBack(db: QueryRunner): Promise<void> {
  await db.query(`ALTER TABLE programs ADD COLUMN url text, ADD COLUMN external_id text,
    ADD COLUMN portal text NOT NULL DEFAULT 'own' CHECK (portal IN ('own', 'dovol', '1365', 'vms'))`)
  await db.query('UPDATE programs SET external_id = demo_key WHERE organisation_id IS NOT NULL')
  await db.query(`
    UPDATE programs p SET portal = o.portal, external_id = o.external_id, url = o.url
      FROM (SELECT DISTINCT ON (program_id) * FROM program_origins ORDER BY program_id, portal) o
     WHERE o.program_id = p.id AND p.organisation_id IS NULL`)
  await db.query(`ALTER TABLE programs ALTER COLUMN portal DROP DEFAULT, DROP COLUMN demo_key,
    ADD CONSTRAINT programs_external_key UNIQUE (portal, external_id)`)
  await db.query('DROP TABLE program_origins')
}
