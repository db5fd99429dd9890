/** The access log in partitions by month, of everything by which personal data is seen; rows are only ever added. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class AccessLog0011 implements MigrationInterface {
  readonly name = 'AccessLog00111763800000011'

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE access_log RENAME TO access_log_before')
    await db.query('ALTER INDEX access_log_pkey RENAME TO access_log_before_pkey')
    await createTables(db)
    await createMakingOfMonths(db)
    await createDroppingOfMonths(db)
    await db.query(`SELECT make_access_log_months(least(min(at), clock_timestamp()), clock_timestamp() + interval '3 months')
                      FROM access_log_before`)
    await db.query(`
      INSERT INTO access_log (at, actor, actor_id, address, action, account_ids)
      SELECT at, 'staff', staff_id, address, action, ARRAY[subject::uuid] FROM access_log_before`)
    await db.query('DROP TABLE access_log_before')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE access_words, access_log')
    await db.query('DROP FUNCTION make_access_log_months, drop_access_log_months')
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
      CREATE TRIGGER access_log_stays BEFORE UPDATE OR DELETE ON access_log
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`)
  }
}

/** What is not of any month that was made lies in `access_log_rest`: no look fails and no row is lost for want of a partition. */
async function createTables(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE TABLE access_log (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      at timestamptz NOT NULL,
      actor text NOT NULL CHECK (actor IN ('staff', 'organisation', 'volunteer')),
      actor_id uuid,
      address text NOT NULL,
      action text NOT NULL,
      volunteer_ids uuid[] NOT NULL DEFAULT '{}',
      account_ids uuid[] NOT NULL DEFAULT '{}',
      details jsonb NOT NULL DEFAULT '{}',
      PRIMARY KEY (at, id)
    ) PARTITION BY RANGE (at)`)
  await db.query('CREATE TABLE access_log_rest PARTITION OF access_log DEFAULT')
  // Row triggers are copied to every partition, those of statements are not.
  await db.query(`CREATE TRIGGER access_log_rows_stay BEFORE UPDATE OR DELETE ON access_log
    FOR EACH ROW EXECUTE FUNCTION refuse_change()`)
  for (const table of ['access_log', 'access_log_rest'])
    await db.query(`CREATE TRIGGER access_log_stays BEFORE TRUNCATE ON ${table} EXECUTE FUNCTION refuse_change()`)
  await db.query(`
    CREATE TABLE access_words (
      access_id uuid PRIMARY KEY,
      at timestamptz NOT NULL,
      words_sealed bytea NOT NULL
    )`)
  await db.query('CREATE INDEX access_words_by_time ON access_words (at)')
}

/** Months are those of Seoul. Rows that had to lie in the rest are moved; their trigger rests while this one transaction holds the table. */
async function createMakingOfMonths(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION make_access_log_months(first timestamptz, last timestamptz) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
      month timestamp := date_trunc('month', first AT TIME ZONE 'Asia/Seoul');
      name text;
      begins timestamptz;
      ends timestamptz;
      made integer := 0;
    BEGIN
      PERFORM pg_advisory_xact_lock(7201011);
      IF last > first + interval '120 months' THEN RAISE EXCEPTION 'that is more than ten years of months'; END IF;
      WHILE month <= last AT TIME ZONE 'Asia/Seoul' LOOP
        name := 'access_log_' || to_char(month, 'YYYY_MM');
        begins := month AT TIME ZONE 'Asia/Seoul';
        ends := (month + interval '1 month') AT TIME ZONE 'Asia/Seoul';
        IF to_regclass('public.' || name) IS NULL THEN
          EXECUTE format('CREATE TABLE public.%I (LIKE public.access_log INCLUDING ALL)', name);
          LOCK TABLE access_log_rest IN ACCESS EXCLUSIVE MODE;
          IF EXISTS (SELECT FROM access_log_rest WHERE at >= begins AND at < ends) THEN
            EXECUTE format('INSERT INTO public.%I SELECT * FROM access_log_rest WHERE at >= %L AND at < %L', name, begins, ends);
            ALTER TABLE access_log_rest DISABLE TRIGGER USER;
            DELETE FROM access_log_rest WHERE at >= begins AND at < ends;
            ALTER TABLE access_log_rest ENABLE TRIGGER USER;
          END IF;
          EXECUTE format('ALTER TABLE access_log ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', name, begins, ends);
          EXECUTE format('CREATE TRIGGER access_log_stays BEFORE TRUNCATE ON public.%I EXECUTE FUNCTION public.refuse_change()', name);
          made := made + 1;
        END IF;
        month := month + interval '1 month';
      END LOOP;
      RETURN made;
    END $$`)
}

/** Nothing younger than twelve months by the database's own time is dropped, whatever is asked. */
async function createDroppingOfMonths(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION drop_access_log_months(before timestamptz) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
      oldest_kept timestamptz := least(before, clock_timestamp() - interval '12 months');
      name text;
      dropped integer := 0;
    BEGIN
      PERFORM pg_advisory_xact_lock(7201011);
      FOR name IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                   WHERE i.inhparent = 'public.access_log'::regclass AND c.relname ~ '^access_log_\\d{4}_\\d\\d$' LOOP
        IF (to_date(right(name, 7), 'YYYY_MM') + interval '1 month') AT TIME ZONE 'Asia/Seoul' <= oldest_kept THEN
          EXECUTE format('DROP TABLE public.%I', name);
          dropped := dropped + 1;
        END IF;
      END LOOP;
      IF EXISTS (SELECT FROM access_log_rest WHERE at < oldest_kept) THEN
        ALTER TABLE access_log_rest DISABLE TRIGGER USER;
        DELETE FROM access_log_rest WHERE at < oldest_kept;
        ALTER TABLE access_log_rest ENABLE TRIGGER USER;
      END IF;
      RETURN dropped;
    END $$`)
}
