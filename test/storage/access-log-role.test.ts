/** Who may change the access log: not the service's role, in the embedded server or where the SQL of docs/operations.md was carried out. */
import { join } from 'node:path'
import { expect } from 'chai'
import pg from 'pg'
import { migrations } from '../../migrations/index.js'
import { createCipher } from '../../src/platform/cipher.js'
import { createAccessLog } from '../../src/services/access-log.js'
import { type Database, openDatabase } from '../../src/storage/database.js'
import { createTransactions, type Tx } from '../../src/storage/transaction.js'
import { read } from '../house/sources.js'
import { createSettableClock } from '../support/clock.js'
import { createBareDatabase, silentLog } from '../support/database.js'
import { makeTestFolder } from '../support/folder.js'

const SERVICE = `sonmoa_${process.pid}`
const KEEPER = `sonmoa_log_${process.pid}`
const LOOK = { actor: 'staff', actorId: null, address: '::1', action: 'search', words: '말' } as const
const REFUSED = /permission denied|must (?:be (?:owner|able)|have admin option)|may not/

/** The log as the service uses it, on the pool of a database. */
function logOn({ dataSource }: Database) {
  const clock = createSettableClock()
  const cipher = createCipher(Buffer.alloc(32, 7).toString('base64'))
  const log = createAccessLog({ cipher, clock, keptMonths: 24 })
  const run = <T>(work: (tx: Tx) => Promise<T>) => createTransactions(dataSource).run(work)
  return {
    isChangeable: () => run(tx => log.isChangeable(tx)),
    sweep: () => run(tx => log.sweep(tx)),
    async noteAt(day: string) {
      clock.set(new Date(`${day}T00:00:00Z`))
      await run(tx => log.note(tx, LOOK))
    },
  }
}

async function outcomeOf({ dataSource }: Database, act: string): Promise<string> {
  return dataSource.query(act).then(
    () => 'done',
    (error: Error) => error.message,
  )
}

async function expectUnchangeable(database: Database): Promise<void> {
  const parts: { part: string }[] = await database.dataSource.query(
    "SELECT relid::regclass::text AS part FROM pg_partition_tree('access_log')",
  )
  expect(parts.length).to.be.above(5)
  const acts = parts.flatMap(({ part }) => [
    `UPDATE ${part} SET address = ''`,
    `DELETE FROM ${part}`,
    `TRUNCATE ${part}`,
    `DROP TABLE ${part}`,
    `ALTER TABLE ${part} DISABLE TRIGGER ALL`,
    `ALTER TABLE ${part} RENAME TO other`,
    `ALTER TABLE ${part} OWNER TO CURRENT_USER`,
    ...(part === 'access_log' ? [] : [`ALTER TABLE access_log DETACH PARTITION ${part}`]),
  ])
  for (const act of [
    ...acts,
    'DROP FUNCTION drop_access_log_months',
    'ALTER FUNCTION make_access_log_months RENAME TO other',
    'CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$',
    "SET session_replication_role = 'replica'",
  ])
    expect(await outcomeOf(database, act), act).to.match(REFUSED)
}

async function expectMonthsKept(database: Database): Promise<void> {
  const log = logOn(database)
  await log.noteAt('2001-01-01')
  await log.noteAt('2035-01-01')
  await log.sweep()
  const rows = await database.dataSource.query('SELECT tableoid::regclass::text AS part FROM access_log')
  expect(rows).to.deep.equal([{ part: 'access_log_2035_01' }])
}

describe('the access log in the embedded server', () => {
  const dataDir = join(makeTestFolder(), 'data')
  const open = (asOwner: boolean) => openDatabase({ dataDir, migrations, log: silentLog, asOwner })
  let database: Database

  before(async function () {
    this.timeout(60_000)
    // As an earlier version left it: everything made by the owner, and no other role.
    const earlier = await open(true)
    expect(await logOn(earlier).isChangeable()).to.equal(true)
    await earlier.close()
    database = await open(false)
  })
  after(() => database.close())

  it('is no longer the service’s to change', async () => {
    expect(await logOn(database).isChangeable()).to.equal(false)
  })

  it('is added to and read, gets its months and loses the old ones', () => expectMonthsKept(database))

  it('can be changed in no other way, nor can any of its months', () => expectUnchangeable(database))

  it('leaves the service every right to every other table', async () => {
    const lacking = await database.dataSource.query(
      `SELECT relname, needed FROM pg_class, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS needed
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
          AND relname NOT IN ('access_log', 'migrations') AND NOT has_table_privilege(oid, needed)`,
    )
    expect(lacking).to.deep.equal([])
  })
})

/** The block of SQL that creates the role, with names of this run. */
function documentedSql(): string {
  const blocks = [...read('docs/operations.md').matchAll(/```sql\n([\s\S]*?)```/g)]
  const [, sql = ''] = blocks.find(([, block = '']) => block.includes('CREATE ROLE sonmoa_log')) ?? []
  return sql.replaceAll('sonmoa_log', KEEPER).replace(/\bsonmoa\b/g, SERVICE)
}

describe('the access log, owned by a role that nobody signs in as', () => {
  let bare: Awaited<ReturnType<typeof createBareDatabase>>
  let database: Database
  let admin: pg.Client

  before(async () => {
    bare = await createBareDatabase("TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
    admin = new pg.Client({ connectionString: bare.url })
    await admin.connect()
    await admin.query(`CREATE ROLE ${SERVICE} LOGIN PASSWORD 'only-here'`)
    await admin.query(`CREATE EXTENSION pg_trgm; GRANT USAGE, CREATE ON SCHEMA public TO ${SERVICE}`)
    const url = Object.assign(new URL(bare.url), { username: SERVICE, password: 'only-here' }).href
    database = await openDatabase({ databaseUrl: url, dataDir: '', migrations, log: silentLog })
  })
  after(async () => {
    await database.close()
    await admin.query(`DROP OWNED BY ${SERVICE}, ${KEEPER} CASCADE; DROP ROLE ${SERVICE}, ${KEEPER}`)
    await admin.end()
    await bare.drop()
  })

  it('could be changed by the service’s role before, which is told', async () => {
    expect(await logOn(database).isChangeable()).to.equal(true)
    await admin.query(documentedSql())
    expect(await logOn(database).isChangeable()).to.equal(false)
  })

  it('is added to and read, gets its months and loses the old ones', () => expectMonthsKept(database))

  it('can be changed in no other way, nor can any of its months', async () => {
    await expectUnchangeable(database)
    for (const act of [`SET ROLE ${KEEPER}`, `GRANT ${KEEPER} TO ${SERVICE}`])
      expect(await outcomeOf(database, act), act).to.match(REFUSED)
  })

  it('runs nothing of the service’s role with the rights of its owner', async () => {
    await database.dataSource.query(`
      CREATE FUNCTION public.format(text, text, timestamptz, timestamptz) RETURNS text LANGUAGE plpgsql AS $$
      BEGIN DELETE FROM access_log_2035_01; RETURN pg_catalog.format($1, $2, $3, $4); END $$`)
    await database.dataSource.query("SELECT make_access_log_months('2040-01-01', '2040-01-01')")
  })
})
