/** Opens the database: the one that DATABASE_URL names or the embedded one, checked, migrated and behind a pool. */
import { setTimeout as sleep } from 'node:timers/promises'
import { DataSource, type Logger, type MigrationInterface } from 'typeorm'
import { AppError } from '../platform/errors.js'
import type { Log } from '../platform/log.js'
import { openEmbeddedServer } from './embedded/server.js'
import { onFreshConnection } from './fresh-connection.js'
import { createPulse, type Pulse } from './pulse.js'
import { prepareSchema } from './schema.js'
import { admitServiceRole, serviceUrlOf } from './service-role.js'
import { tables } from './tables.js'

export interface DatabaseOptions {
  /** Unset: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl?: string | undefined
  readonly dataDir: string
  readonly migrations: readonly (new () => MigrationInterface)[]
  readonly log: Log
  /** What the connections are called at the server. */
  readonly connectionName?: string
  /** In the embedded server: as the owner of everything, not as the role that may not change the access log. For filling a desk. */
  readonly asOwner?: boolean | undefined
}

export interface Database {
  readonly dataSource: DataSource
  readonly pulse: Pulse
  /** Rejects with `unavailable` while the database does not answer. */
  check(): Promise<void>
  /** Ends the pool; the embedded server stops with its last user. */
  close(): Promise<void>
}

/** Connections that a process keeps, and so the turns that it works on at once. */
export const POOL_SIZE = 10
const CONNECT_LIMIT_MS = 10_000
const RETRY_PAUSE_MS = 250
const PROBE = { connectMs: 2000, statementMs: 2000 }

/**
 * What every connection of the pool is limited to, sent along when it is opened. A turn has about four seconds: nobody may wait longer
 * for a lock, and nothing may hold one for ever.
 */
const SESSION_LIMITS = { lock_timeout: 3000, idle_in_transaction_session_timeout: 15_000, statement_timeout: 10_000 }

/**
 * Rejects with one sentence, free of the password, when the database cannot be reached within ten seconds or cannot serve (see
 * `prepareSchema`). Afterwards a lost connection fails only the queries on it; the pool opens another.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const embedded = options.databaseUrl === undefined ? await openEmbeddedServer(options) : undefined
  const ownerUrl = options.databaseUrl ?? embedded?.url ?? ''
  const url = embedded && !options.asOwner ? serviceUrlOf(ownerUrl) : ownerUrl
  const probe = () => onFreshConnection(url, PROBE, client => client.query('SELECT 1'))
  const pulse = createPulse({ probe, log: options.log })
  const dataSource = createDataSource(url, options, pulse)
  const close = async () => {
    pulse.stop()
    if (dataSource.isInitialized) await dataSource.destroy()
    await embedded?.stop()
  }
  try {
    if (url !== ownerUrl) await prepareAsOwner(ownerUrl, options, pulse)
    await connect(dataSource, placeOf(url))
    if (url === ownerUrl) await prepareSchema(dataSource, placeOf(url))
    const check = async () => void (await pulse.during(probe))
    return { dataSource, pulse, check, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** On connections of its own, which end with it. */
async function prepareAsOwner(ownerUrl: string, options: DatabaseOptions, pulse: Pulse): Promise<void> {
  const owner = createDataSource(ownerUrl, options, pulse)
  try {
    await connect(owner, placeOf(ownerUrl))
    await prepareSchema(owner, placeOf(ownerUrl), runner => admitServiceRole(runner, ownerUrl))
  } finally {
    if (owner.isInitialized) await owner.destroy()
  }
}

function createDataSource(url: string, options: DatabaseOptions, pulse: Pulse): DataSource {
  const { migrations, log, connectionName = 'sonmoa' } = options
  return new DataSource({
    type: 'postgres',
    url,
    entities: tables,
    migrations: [...migrations],
    poolSize: POOL_SIZE,
    connectTimeoutMS: 3000,
    applicationName: connectionName,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    extra: {
      ...SESSION_LIMITS,
      pipeline: true,
      options: '-c timezone=UTC',
      keepAlive: true,
      idleTimeoutMillis: 300_000,
    },
    logger: createQueryLogger(log),
    poolErrorHandler: (error: Error) => {
      log.warn({ err: error }, 'a database connection was lost')
      pulse.doubt()
    },
  })
}

/** TypeORM's own logger prints to stdout, and its query errors carry the parameters: personal data. They are thrown anyway. */
function createQueryLogger(log: Log): Logger {
  const unsaid = () => undefined
  return {
    logQuery: unsaid,
    logQueryError: unsaid,
    logQuerySlow: unsaid,
    logSchemaBuild: unsaid,
    logMigration: message => log.info(message),
    log: (level, message) => log[level === 'warn' ? 'warn' : 'info'](String(message)),
  }
}

/** `host:port/name`, for sentences that people read. */
function placeOf(url: string): string {
  try {
    const { host, pathname } = new URL(url)
    return `${host}${pathname}`
  } catch {
    // Without the cause: it quotes the address with its password.
    throw new AppError('unavailable', 'DATABASE_URL is not an address like postgres://user:password@host:5432/name.')
  }
}

async function connect(dataSource: DataSource, place: string): Promise<void> {
  const began = performance.now()
  for (;;) {
    try {
      await dataSource.initialize()
      return
    } catch (cause) {
      if (!isPassing(cause)) throw unavailable(`The database ${place} refused the connection`, cause)
      if (performance.now() - began > CONNECT_LIMIT_MS)
        throw unavailable(`The database ${place} could not be reached within ${CONNECT_LIMIT_MS / 1000} seconds`, cause)
      await sleep(RETRY_PAUSE_MS)
    }
  }
}

/** Failures of a server that is not up yet, or full: 57P03 cannot connect now, 53300 too many connections. */
function isPassing(error: unknown): boolean {
  const { code = '', message } = error as NodeJS.ErrnoException
  return (
    ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', '57P03', '53300'].includes(
      code,
    ) || /terminated|timeout/i.test(message)
  )
}

function unavailable(sentence: string, cause: unknown): AppError {
  const { message, code } = cause as NodeJS.ErrnoException
  return new AppError('unavailable', `${sentence} (${message || code}): check DATABASE_URL.`, undefined, { cause })
}
