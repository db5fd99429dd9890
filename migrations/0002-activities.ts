/** Organisations, programs, applications with their history, records. The database itself counts the seats. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Activities0002 implements MigrationInterface {
  readonly name = 'Activities00021763800000002'

  async up(db: QueryRunner): Promise<void> {
    await createOrganisations(db)
    await createPrograms(db)
    await createApplications(db)
    await countSeats(db)
    await createRecords(db)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'DROP TABLE idempotent_answers, intentions, records, application_events, applications, programs, organisations',
    )
    await db.query('DROP FUNCTION count_seats')
  }
}

async function createOrganisations(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE TABLE organisations (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      name text NOT NULL,
      scope text NOT NULL CHECK (scope IN ('read', 'manage')),
      key_hash bytea,
      created_at timestamptz NOT NULL,
      CONSTRAINT organisations_key UNIQUE (key_hash)
    )`)
  await db.query(`
    CREATE TABLE idempotent_answers (
      organisation_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
      key text NOT NULL,
      request_hash bytea NOT NULL,
      status smallint NOT NULL,
      answer jsonb NOT NULL,
      created_at timestamptz NOT NULL,
      PRIMARY KEY (organisation_id, key)
    )`)
}

async function createPrograms(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE TABLE programs (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      portal text NOT NULL CHECK (portal IN ('own', 'dovol', '1365', 'vms')),
      external_id text,
      organisation_id uuid REFERENCES organisations (id),
      organisation_name text NOT NULL,
      title text NOT NULL,
      description text NOT NULL DEFAULT '',
      kind text NOT NULL CHECK (kind IN ('regular', 'talent')),
      club boolean NOT NULL DEFAULT false,
      category text NOT NULL,
      sido text NOT NULL,
      sigungu text,
      place text NOT NULL,
      online boolean NOT NULL DEFAULT false,
      starts_at timestamptz NOT NULL,
      start_weekday smallint NOT NULL
        GENERATED ALWAYS AS (extract(isodow FROM starts_at AT TIME ZONE 'Asia/Seoul')::smallint) STORED,
      start_minute smallint NOT NULL
        GENERATED ALWAYS AS ((extract(hour FROM starts_at AT TIME ZONE 'Asia/Seoul') * 60
          + extract(minute FROM starts_at AT TIME ZONE 'Asia/Seoul'))::smallint) STORED,
      ends_at timestamptz NOT NULL,
      capacity integer NOT NULL,
      seats_taken integer NOT NULL DEFAULT 0,
      approval text NOT NULL CHECK (approval IN ('automatic', 'manual')),
      min_age smallint NOT NULL,
      max_age smallint NOT NULL,
      recruit_until timestamptz NOT NULL,
      cancel_until timestamptz NOT NULL,
      preparation text NOT NULL DEFAULT '',
      contact text NOT NULL DEFAULT '',
      careers text[] NOT NULL DEFAULT '{}',
      certificate text NOT NULL CHECK (certificate IN ('automatic', 'manual')),
      state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'cancelled')),
      url text,
      search_jamo text NOT NULL,
      demo boolean NOT NULL DEFAULT false,
      created_at timestamptz NOT NULL,
      CONSTRAINT programs_seats_never_overbooked CHECK (seats_taken BETWEEN 0 AND capacity),
      CONSTRAINT programs_end_after_start CHECK (ends_at > starts_at),
      CONSTRAINT programs_external_key UNIQUE (portal, external_id)
    )`)
  await db.query("CREATE INDEX programs_open_by_start ON programs (starts_at, id) WHERE state = 'open'")
  await db.query("CREATE INDEX programs_open_by_region ON programs (sido, sigungu, starts_at) WHERE state = 'open'")
  await db.query("CREATE INDEX programs_open_by_category ON programs (category, starts_at) WHERE state = 'open'")
  await db.query('CREATE INDEX programs_search ON programs USING gin (search_jamo gin_trgm_ops)')
  await db.query('CREATE INDEX programs_organisation ON programs (organisation_id)')
}

async function createApplications(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE TABLE applications (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      program_id uuid NOT NULL REFERENCES programs (id),
      volunteer_id uuid NOT NULL REFERENCES volunteers (id) ON DELETE CASCADE,
      state text NOT NULL CHECK (state IN ('applied', 'waiting', 'offered', 'approved', 'rejected', 'cancel-requested', 'cancelled',
        'expired', 'program-cancelled', 'attended', 'absent')),
      people integer NOT NULL DEFAULT 1 CHECK (people > 0),
      applied_at timestamptz NOT NULL,
      changed_at timestamptz NOT NULL
    )`)
  await db.query(`
    CREATE UNIQUE INDEX applications_never_twice ON applications (program_id, volunteer_id)
      WHERE state IN ('applied', 'waiting', 'offered', 'approved', 'cancel-requested', 'attended', 'absent')`)
  await db.query('CREATE INDEX applications_volunteer ON applications (volunteer_id, applied_at)')
  await db.query(`
    CREATE TABLE application_events (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      application_id uuid NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
      from_state text,
      to_state text NOT NULL,
      actor text NOT NULL CHECK (actor IN ('volunteer', 'organisation', 'service')),
      reason text,
      at timestamptz NOT NULL
    )`)
  await db.query('CREATE INDEX application_events_application ON application_events (application_id, id)')
  await db.query(`
    CREATE TABLE intentions (
      volunteer_id uuid NOT NULL REFERENCES volunteers (id) ON DELETE CASCADE,
      program_id uuid NOT NULL REFERENCES programs (id) ON DELETE CASCADE,
      created_at timestamptz NOT NULL,
      PRIMARY KEY (volunteer_id, program_id)
    )`)
}

/** Whoever writes an application, the program's seats follow in the same transaction; the check on programs refuses one too many. */
async function countSeats(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      holding CONSTANT text[] := ARRAY['applied', 'offered', 'approved', 'cancel-requested', 'attended', 'absent'];
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

async function createRecords(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE TABLE records (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      volunteer_id uuid NOT NULL REFERENCES volunteers (id) ON DELETE CASCADE,
      application_id uuid REFERENCES applications (id) ON DELETE SET NULL,
      portal text NOT NULL CHECK (portal IN ('own', 'dovol', '1365', 'vms')),
      external_id text,
      title text NOT NULL,
      organisation_name text NOT NULL,
      done_on date NOT NULL,
      minutes integer NOT NULL CHECK (minutes > 0),
      state text NOT NULL CHECK (state IN ('entered', 'approved')),
      fetched_at timestamptz,
      created_at timestamptz NOT NULL,
      CONSTRAINT records_application_key UNIQUE (application_id),
      CONSTRAINT records_external_key UNIQUE (volunteer_id, portal, external_id)
    )`)
  await db.query('CREATE INDEX records_volunteer ON records (volunteer_id, done_on)')
}
