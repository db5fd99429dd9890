/** Brings a database up to this version of the service: what it must be able to do, then the migrations. */
import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm'
import { AppError } from '../platform/errors.js'

const MIGRATING = 7_201_002
const OLDEST_VERSION = 14

/**
 * One process at a time, under a lock of the session: of two that start at once the second waits and finds nothing left to do. Refuses
 * with one sentence a PostgreSQL older than 14, an encoding other than UTF-8, a missing pg_trgm and a character type that knows no
 * Hangul. Each migration is a transaction; a failing one is rolled back and rejects. `afterwards` runs under the same lock.
 */
export async function prepareSchema(
  dataSource: DataSource,
  place: string,
  afterwards?: (runner: QueryRunner) => Promise<void>,
): Promise<void> {
  const runner = dataSource.createQueryRunner()
  try {
    // A migration may take longer than a turn, and so may the wait for it; the limits come back by RESET.
    await runner.query('SET lock_timeout = 0; SET statement_timeout = 0')
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATING])
    const fault = await findFault(runner)
    if (fault) throw new AppError('unavailable', `The database ${place} cannot be used: ${fault}.`)
    const executor = new MigrationExecutor(dataSource, runner)
    executor.transaction = 'each'
    await executor.executePendingMigrations()
    await afterwards?.(runner)
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATING])
    await runner.query('RESET lock_timeout; RESET statement_timeout')
  } finally {
    await runner.release()
  }
}

async function findFault(runner: QueryRunner): Promise<string | undefined> {
  const [server] = await runner.manager.query<{ version: number; encoding: string }[]>(
    `SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('server_encoding') AS encoding`,
  )
  if (!server || server.version < OLDEST_VERSION)
    return `it is PostgreSQL ${server?.version}, and ${OLDEST_VERSION} is the oldest that serves`
  if (server.encoding !== 'UTF8') return `its encoding is ${server.encoding}, and Korean needs UTF8`
  return (await findExtensionFault(runner)) ?? (await findHangulFault(runner))
}

async function findExtensionFault(runner: QueryRunner): Promise<string | undefined> {
  try {
    await runner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm')
    return undefined
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (code === '42501') return 'its user may not create the extension pg_trgm; let an administrator do it there'
    return `the extension pg_trgm, part of PostgreSQL's contrib package, cannot be created (${message})`
  }
}

/** Asks pg_trgm itself: it looks at LC_CTYPE only, so neither the encoding nor an ICU or builtin locale tells what it will see. */
async function findHangulFault(runner: QueryRunner): Promise<string | undefined> {
  const [seen] = await runner.manager.query<{ trigrams: number }[]>(
    `SELECT cardinality(show_trgm('봉사활동')) AS trigrams`,
  )
  if (seen && seen.trigrams > 0) return undefined
  return `its character type (LC_CTYPE) knows no Hangul; create it with ENCODING 'UTF8' LC_CTYPE 'C.UTF-8' TEMPLATE template0`
}
