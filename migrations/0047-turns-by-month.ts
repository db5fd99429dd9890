/** Turns in partitions by month, so that old months are dropped whole. What was there becomes one partition, as it lies. */
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class TurnsByMonth0047 implements MigrationInterface {
  readonly name = 'TurnsByMonth00471763800000047'

  async up(db: QueryRunner): Promise<void> {
    await db.query("SET LOCAL maintenance_work_mem = '256MB'")
    await setTurnsAside(db)
    await createTurns(db)
    await createListOfMonths(db)
    await createMakingOfMonths(db)
    await createDroppingOfMonths(db)
    await takeTurnsUp(db)
    await db.query(`SELECT make_turn_months(clock_timestamp(), clock_timestamp() + interval '3 months')`)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("SET LOCAL maintenance_work_mem = '256MB'")
    await db.query('ALTER TABLE turns RENAME TO turns_by_month')
    await db.query('DROP FUNCTION make_turn_months, drop_turn_months, turn_months')
    await db.query(`
      CREATE TABLE turns (LIKE turns_by_month INCLUDING CONSTRAINTS INCLUDING DEFAULTS INCLUDING GENERATED)`)
    await db.query(`INSERT INTO turns (${COLUMNS}) SELECT ${COLUMNS} FROM turns_by_month ORDER BY id`)
    await db.query('ALTER TABLE turns ALTER COLUMN id DROP DEFAULT')
    await db.query('DROP TABLE turns_by_month')
    await db.query('ALTER TABLE turns ADD PRIMARY KEY (id)')
    await db.query('ALTER TABLE turns ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY')
    await db.query(`SELECT setval('turns_id_seq', (SELECT max(id) FROM turns))`)
    await db.query(
      `ALTER TABLE turns ADD FOREIGN KEY (account_id) REFERENCES messenger_accounts (id) ON DELETE CASCADE`,
    )
    for (const index of INDEXES) await db.query(index)
    await db.query('ANALYZE turns')
  }
}

/** All but what the database works out. */
const COLUMNS = `id, account_id, messenger, at, utterance, utterance_sealed, intent, confidence, band, slots, flow, step, outcome, grasp,
  reply, ms, input, alternatives, model_version, words_version, masking`

/** As they were made by 0003, 0010, 0014 and 0044: those of the old table are taken over, not built again. */
const INDEXES = [
  'CREATE INDEX turns_by_time ON turns (at DESC, id DESC)',
  'CREATE INDEX turns_by_account ON turns (account_id, id)',
  'CREATE INDEX turns_by_intent ON turns (intent, at DESC)',
  'CREATE INDEX turns_unmasked ON turns (id) WHERE masking = 0',
  'CREATE INDEX turns_with_original ON turns (at) WHERE utterance_sealed IS NOT NULL',
  "CREATE INDEX turns_not_understood ON turns (at DESC, id DESC) WHERE grasp IN ('unsure', 'missed')",
  'CREATE INDEX turns_search ON turns USING gin (search_letters gin_trgm_ops)',
  'CREATE INDEX turns_characters ON turns USING gin (characters_of(search_letters))',
  'CREATE INDEX turns_by_account_and_time ON turns (account_id, at, id)',
]

/** Names of indexes and constraints are taken once in a schema, so the old ones make room for those of all months. */
async function setTurnsAside(db: QueryRunner): Promise<void> {
  await db.query('ALTER TABLE turns RENAME TO turns_before')
  await db.query('ALTER TABLE turns_before DROP CONSTRAINT turns_pkey, ALTER COLUMN id DROP IDENTITY')
  await db.query(`
    DO $$ DECLARE name text; BEGIN
      FOR name IN SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = 'turns_before'::regclass LOOP
        EXECUTE format('ALTER INDEX %I RENAME TO %I', name, replace(name, 'turns_', 'turns_before_'));
      END LOOP;
    END $$`)
}

/** What is of no month that was made lies in `turns_rest`: no turn fails for want of a partition. */
async function createTurns(db: QueryRunner): Promise<void> {
  await db.query('CREATE SEQUENCE turns_id_seq')
  await db.query(`
    CREATE TABLE turns (LIKE turns_before INCLUDING CONSTRAINTS INCLUDING DEFAULTS INCLUDING GENERATED, PRIMARY KEY (id, at))
    PARTITION BY RANGE (at)`)
  await db.query(`ALTER TABLE turns ALTER COLUMN id SET DEFAULT nextval('turns_id_seq')`)
  await db.query('ALTER SEQUENCE turns_id_seq OWNED BY turns.id')
  await db.query('ALTER TABLE turns ADD FOREIGN KEY (account_id) REFERENCES messenger_accounts (id) ON DELETE CASCADE')
  for (const index of INDEXES) await db.query(index)
  await db.query('CREATE TABLE turns_rest PARTITION OF turns DEFAULT')
}

/** The old table covers everything up to the month after its last turn. An empty one is not kept. */
async function takeTurnsUp(db: QueryRunner): Promise<void> {
  const [{ last, ends }] = await db.query(`
    SELECT max(id) AS last, (date_trunc('month', max(at) AT TIME ZONE 'Asia/Seoul') + interval '1 month') AT TIME ZONE 'Asia/Seoul' AS ends
      FROM turns_before`)
  if (last === null) {
    await db.query('DROP TABLE turns_before')
    return
  }
  await db.query('ALTER TABLE turns_before ADD PRIMARY KEY (id, at)')
  await db.query(`
    ALTER TABLE turns ATTACH PARTITION turns_before FOR VALUES FROM (MINVALUE) TO ('${(ends as Date).toISOString()}')`)
  await db.query(`SELECT setval('turns_id_seq', $1)`, [last])
  await db.query('ANALYZE turns')
}

async function createListOfMonths(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION turn_months() RETURNS TABLE (name text, begins timestamptz, ends timestamptz)
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
      SELECT c.relname, coalesce(substring(bounds FROM 'FROM \\(''([^'']+)''\\)')::timestamptz, '-infinity'),
             substring(bounds FROM 'TO \\(''([^'']+)''\\)')::timestamptz
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid CROSS JOIN pg_get_expr(c.relpartbound, c.oid) AS bounds
       WHERE i.inhparent = 'public.turns'::regclass AND bounds <> 'DEFAULT'
    $$`)
}

/**
 * Months are those of Seoul. It runs as the table's owner. Attaching locks the accounts and the rest: in the order in which a turn does,
 * and giving up before anybody has waited for long. What had to lie in the rest is moved.
 */
async function createMakingOfMonths(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION make_turn_months(first timestamptz, last timestamptz) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      month timestamp := date_trunc('month', first AT TIME ZONE 'Asia/Seoul');
      starts timestamptz;
      until timestamptz;
      part text;
      made integer := 0;
      patience text := current_setting('lock_timeout');
      columns text := (SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
                        WHERE attrelid = 'public.turns'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '');
    BEGIN
      IF last > first + interval '120 months' THEN RAISE EXCEPTION 'that is more than ten years of months'; END IF;
      PERFORM pg_advisory_xact_lock(7201047);
      SET LOCAL lock_timeout = '500ms';
      WHILE month <= last AT TIME ZONE 'Asia/Seoul' LOOP
        part := 'turns_' || to_char(month, 'YYYY_MM');
        starts := month AT TIME ZONE 'Asia/Seoul';
        month := month + interval '1 month';
        until := month AT TIME ZONE 'Asia/Seoul';
        CONTINUE WHEN EXISTS (SELECT FROM public.turn_months() m WHERE m.begins < until AND m.ends > starts);
        LOCK TABLE public.messenger_accounts IN SHARE ROW EXCLUSIVE MODE;
        LOCK TABLE public.turns_rest IN ACCESS EXCLUSIVE MODE;
        EXECUTE format('CREATE TABLE public.%I (LIKE public.turns INCLUDING CONSTRAINTS INCLUDING DEFAULTS INCLUDING GENERATED)', part);
        EXECUTE format('INSERT INTO public.%I (%s) SELECT %s FROM public.turns_rest WHERE at >= %L AND at < %L',
                       part, columns, columns, starts, until);
        DELETE FROM public.turns_rest WHERE at >= starts AND at < until;
        EXECUTE format('ALTER TABLE public.turns ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', part, starts, until);
        made := made + 1;
      END LOOP;
      PERFORM set_config('lock_timeout', patience, true);
      RETURN made;
    END $$`)
}

/** Only who may remove turns one by one may remove a month of them. */
async function createDroppingOfMonths(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION drop_turn_months(before timestamptz) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      part text;
      dropped integer := 0;
      patience text := current_setting('lock_timeout');
    BEGIN
      IF NOT has_table_privilege(session_user, 'public.turns', 'DELETE') THEN RAISE EXCEPTION 'turns may not be removed'; END IF;
      PERFORM pg_advisory_xact_lock(7201047);
      SET LOCAL lock_timeout = '500ms';
      FOR part IN SELECT m.name FROM public.turn_months() m WHERE m.ends <= before LOOP
        EXECUTE format('DROP TABLE public.%I', part);
        dropped := dropped + 1;
      END LOOP;
      PERFORM set_config('lock_timeout', patience, true);
      RETURN dropped;
    END $$`)
}
