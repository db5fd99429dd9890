/** The two functions that run as the access log's owner look nothing up where the service's role may have put something of its own. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class ClosedMonths0016 implements MigrationInterface {
  readonly name = 'ClosedMonths00161763800000016'

  async up(db: QueryRunner): Promise<void> {
    await db.query(MAKING)
    await db.query(DROPPING)
  }

  /** What is qualified finds the same with the former path. */
  async down(db: QueryRunner): Promise<void> {
    for (const name of ['make_access_log_months(timestamptz, timestamptz)', 'drop_access_log_months(timestamptz)'])
      await db.query(`ALTER FUNCTION ${name} SET search_path = pg_catalog, public, pg_temp`)
  }
}

/** As in 0011: only the path has changed, for a `public.format` of fitting arguments would have been taken before PostgreSQL's own. */
const MAKING = `
  CREATE OR REPLACE FUNCTION make_access_log_months(first timestamptz, last timestamptz) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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
        LOCK TABLE public.access_log_rest IN ACCESS EXCLUSIVE MODE;
        IF EXISTS (SELECT FROM public.access_log_rest WHERE at >= begins AND at < ends) THEN
          EXECUTE format('INSERT INTO public.%I SELECT * FROM public.access_log_rest WHERE at >= %L AND at < %L', name, begins, ends);
          ALTER TABLE public.access_log_rest DISABLE TRIGGER USER;
          DELETE FROM public.access_log_rest WHERE at >= begins AND at < ends;
          ALTER TABLE public.access_log_rest ENABLE TRIGGER USER;
        END IF;
        EXECUTE format('ALTER TABLE public.access_log ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', name, begins, ends);
        EXECUTE format('CREATE TRIGGER access_log_stays BEFORE TRUNCATE ON public.%I EXECUTE FUNCTION public.refuse_change()', name);
        made := made + 1;
      END IF;
      month := month + interval '1 month';
    END LOOP;
    RETURN made;
  END $$`

const DROPPING = `
  CREATE OR REPLACE FUNCTION drop_access_log_months(before timestamptz) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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
    IF EXISTS (SELECT FROM public.access_log_rest WHERE at < oldest_kept) THEN
      ALTER TABLE public.access_log_rest DISABLE TRIGGER USER;
      DELETE FROM public.access_log_rest WHERE at < oldest_kept;
      ALTER TABLE public.access_log_rest ENABLE TRIGGER USER;
    END IF;
    RETURN dropped;
  END $$`
