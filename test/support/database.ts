/** Real PostgreSQL for tests: one server a run, started on first need, and for each test file a copy of one migrated database. */
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
  readonly template: string
  urlOf(name: string): string
  stop(): Promise<void>
}

export const silentLog = createLog('silent')

const run = `sonmoa_test_${process.pid}`
let server: Promise<TestServer> | undefined
let copies = 0

/** An empty, migrated database of its own. Drop it in `after`; what a failing file leaves behind goes at the end of the run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { admin, template, urlOf } = await startedServer()
  const name = `${run}_${++copies}`
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
  const name = `${run}_${++copies}`
  await admin.query(`CREATE DATABASE ${name} ${definition}`)
  return { url: urlOf(name), drop: async () => void (await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)) }
}

/** Called once by the root hook. */
export async function stopTestServer(): Promise<void> {
  await (await server)?.stop()
}

function startedServer(): Promise<TestServer> {
  server ??= startServer()
  return server
}

async function startServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL
  const { url, stop } = given ? { url: given, stop: async () => undefined } : await startTemporaryServer()
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  const urlOf = (name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  const template = `${run}_template`
  await admin.query(`CREATE DATABASE ${template} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'`)
  await (await openDatabase({ databaseUrl: urlOf(template), dataDir: '', migrations, log: silentLog })).close()
  return {
    admin,
    template,
    urlOf,
    stop: async () => {
      const left = await admin.query('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [`${run}_`])
      for (const { datname } of left.rows) await admin.query(`DROP DATABASE ${datname} WITH (FORCE)`)
      await admin.end()
      await stop()
    },
  }
}

async function startTemporaryServer(): Promise<{ url: string; stop(): Promise<void> }> {
  return openEmbeddedServer({ dataDir: join(makeTestFolder(), 'data'), log: silentLog, durable: false })
}
