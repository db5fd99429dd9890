/** Real PostgreSQL for tests: one server a run, also of a run with several processes, and for each test file a copy of one migrated database. */
import { join } from 'node:path'
import pg from 'pg'
import type { DataSource } from 'typeorm'
import { migrations } from '../../migrations/index.js'
import { createLog } from '../../src/platform/log.js'
import { openDatabase } from '../../src/storage/database.js'
import { openEmbeddedServer } from '../../src/storage/embedded/server.js'
import { makeTestFolder } from './folder.js'

export interface TestDatabase {
  readonly dataSource: DataSource
  readonly url: string
  drop(): Promise<void>
}

interface TestServer {
  readonly admin: pg.Client
  readonly url: string
  /** The address of a database there. */
  urlOf(name: string): string
  stop(): Promise<void>
}

export const silentLog = createLog('silent')

/** What the first process of a run with several tells the others by their environment. */
const SHARED = { url: 'SONMOA_TEST_SERVER', run: 'SONMOA_TEST_RUN' } as const

/** What every database of this run is called, to begin with. */
const run = process.env[SHARED.run] ?? `sonmoa_test_${process.pid}`
const template = `${run}_template`
let server: Promise<TestServer> | undefined
let copies = 0

/** An empty, migrated database of its own. Drop it in `after`; what a failing file leaves behind goes at the end of the run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { admin, urlOf } = await startedServer()
  const name = nextName()
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  const url = urlOf(name)
  const { dataSource, close } = await openDatabase({ databaseUrl: url, dataDir: '', migrations, log: silentLog })
  return {
    dataSource,
    url,
    drop: async () => {
      await close()
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

/** A database made by `definition` (what follows its name in CREATE DATABASE), neither checked nor migrated. */
export async function createBareDatabase(definition: string): Promise<{ url: string; drop(): Promise<void> }> {
  const { admin, urlOf } = await startedServer()
  const name = nextName()
  await admin.query(`CREATE DATABASE ${name} ${definition}`)
  return { url: urlOf(name), drop: async () => void (await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)) }
}

/** For the first process of a run with several, before the others begin: theirs are the server and the template that it makes. */
export async function shareTestServer(): Promise<void> {
  process.env[SHARED.url] = (await startedServer()).url
  process.env[SHARED.run] = run
}

/** Called once, when the run is over. */
export async function stopTestServer(): Promise<void> {
  await (await server)?.stop()
}

/** No other process of the run has the same. */
function nextName(): string {
  return `${run}_${process.pid}_${++copies}`
}

function startedServer(): Promise<TestServer> {
  const shared = process.env[SHARED.url]
  server ??= shared ? connect(shared) : startServer()
  return server
}

async function connect(url: string): Promise<TestServer> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  const urlOf = (name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  return { admin, url, urlOf, stop: () => admin.end() }
}

async function startServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL
  const temporary = given ? undefined : await startTemporaryServer()
  const connected = await connect(given ?? temporary!.url)
  const { admin, urlOf } = connected
  await admin.query(`CREATE DATABASE ${template} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'`)
  await (await openDatabase({ databaseUrl: urlOf(template), dataDir: '', migrations, log: silentLog })).close()
  return {
    ...connected,
    stop: async () => {
      if (given) await dropAll(admin)
      await admin.end()
      await temporary?.stop()
    },
  }
}

async function dropAll(admin: pg.Client): Promise<void> {
  const left = await admin.query('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [`${run}_`])
  for (const { datname } of left.rows) await admin.query(`DROP DATABASE ${datname} WITH (FORCE)`)
}

function startTemporaryServer(): Promise<{ url: string; stop(): Promise<void> }> {
  return openEmbeddedServer({ dataDir: join(makeTestFolder(), 'data'), log: silentLog, durable: false })
}
