/** Generated data in bulk, copied table by table: for trying the service with much in it. All of it is demo or belongs to `seed-` accounts. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Tx } from './transaction.js'

/** One row, in the order of the columns that are copied. JSON is given as text. */
export type BulkRow = readonly (string | number | boolean | Date | Buffer | null | undefined)[]

/** A generated account that can speak. */
export interface SpeakingAccount {
  readonly id: string
  readonly messenger: 'kakao' | 'talktalk'
}

const VOLUNTEER_COLUMNS = [
  'id',
  'name_sealed',
  'birth_sealed',
  'phone_sealed',
  'identity_hash',
  'phone_hash',
  'created_at',
]
const ANALYSED = [
  'programs',
  'program_origins',
  'volunteers',
  'messenger_accounts',
  'turns',
  'agent_requests',
  'applications',
  'application_events',
  'records',
  'notices',
  'attempts',
  'replies',
  'conversations',
]
const ROWS_A_CHUNK = 500
const WORTH_INDEXING_ANEW = 10_000
/** `replica` fires no trigger, and references are triggers; only superusers may say so. */
const ROLE = `SELECT set_config('session_replication_role', $1, true) FROM pg_roles WHERE rolname = current_user AND rolsuper`

/** Those that keep no promise: what is unique stays watched. Of a table in partitions PostgreSQL spells the index without them. */
const INDEXES = `
  SELECT indexrelid::regclass::text AS name, replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') AS definition
    FROM pg_index WHERE indrelid = $1::regclass AND NOT indisunique`

/** Makes room for statements longer than a turn, and for large indexes, until this transaction ends. */
export async function prepareBulk(tx: Tx): Promise<void> {
  await tx.query(
    `SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '128MB'; SET LOCAL maintenance_work_mem = '512MB'`,
  )
}

/** Copies rows into a table as fast as they are made; returns how many. */
export async function copyRows(
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: Iterable<BulkRow>,
): Promise<number> {
  const client = (await tx.queryRunner?.connect()) as PoolClient & { pipeline: boolean }
  // What is copied goes out between a statement and its answer: nothing may be sent meanwhile.
  client.pipeline = false
  try {
    const copying = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`))
    await pipeline(Readable.from(chunksOf(rows)), copying)
    return copying.rowCount
  } finally {
    client.pipeline = true
  }
}

/** Whatever waits to be checked at the end of the transaction: no index is made over a table of which something waits. */
export async function checkNow(tx: Tx): Promise<void> {
  await tx.query('SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED')
}

export async function addBulkOrganisation(
  tx: Tx,
  { id, name }: { id: string; name: string },
  createdAt: Date,
): Promise<void> {
  await tx.query(
    "INSERT INTO organisations (id, name, scope, created_at) VALUES ($1, $2, 'read', $3) ON CONFLICT (id) DO NOTHING",
    [id, name, createdAt],
  )
}

/** Copies turns of accounts of this transaction: where the database's user may, no reference is looked up again. */
export async function copyTurns(tx: Tx, columns: readonly string[], rows: Iterable<BulkRow>): Promise<number> {
  await tx.query(ROLE, ['replica'])
  const added = await copyRows(tx, 'turns', columns, rows)
  await tx.query(ROLE, ['origin'])
  return added
}

/**
 * Runs `work`, which adds `most` rows to the table. Where that is most of what will be there, the indexes are made anew from all rows, many
 * times quicker than row by row; until the transaction ends nobody else reads the table then.
 */
export async function indexedAfterwards<T>(tx: Tx, table: string, most: number, work: () => Promise<T>): Promise<T> {
  const [{ few }] = await tx.query(`SELECT count(*) < $1 AS few FROM (SELECT FROM ${table} LIMIT $1) t`, [most])
  const indexes: { name: string; definition: string }[] =
    few && most >= WORTH_INDEXING_ANEW ? await tx.query(INDEXES, [table]) : []
  for (const { name } of indexes) await tx.query(`DROP INDEX ${name}`)
  const done = await work()
  for (const { definition } of indexes) await tx.query(definition)
  return done
}

/** Copies volunteers, but for those who are there already; returns the ids of those who were added. */
export async function copyVolunteers(tx: Tx, rows: Iterable<BulkRow>): Promise<string[]> {
  await tx.query('CREATE TEMPORARY TABLE new_volunteers (LIKE volunteers) ON COMMIT DROP')
  await copyRows(tx, 'new_volunteers', VOLUNTEER_COLUMNS, rows)
  const added: { id: string }[] = await tx.query(
    `INSERT INTO volunteers (${VOLUNTEER_COLUMNS}) SELECT ${VOLUNTEER_COLUMNS} FROM new_volunteers ON CONFLICT DO NOTHING RETURNING id`,
  )
  await tx.query('DROP TABLE new_volunteers')
  return added.map(({ id }) => id)
}

export function speakingAccounts(tx: Tx): Promise<SpeakingAccount[]> {
  return tx.query(`SELECT id, messenger FROM messenger_accounts WHERE user_key LIKE 'seed-%' ORDER BY user_key`)
}

/** Tells the planner what has come. */
export async function analyseTables(tx: Tx): Promise<void> {
  await tx.query(`ANALYZE ${ANALYSED.join(', ')}`)
}

function* chunksOf(rows: Iterable<BulkRow>): Generator<string> {
  let lines = ''
  let gathered = 0
  for (const row of rows) {
    lines += lineOf(row)
    if (++gathered % ROWS_A_CHUNK > 0) continue
    yield lines
    lines = ''
  }
  if (lines) yield lines
}

/** COPY's text format: a tab between columns, `\N` for null, and a backslash before what would be taken for either. */
function lineOf(row: BulkRow): string {
  return `${row.map(fieldOf).join('\t')}\n`
}

function fieldOf(value: BulkRow[number]): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, escaped) : value
  if (value instanceof Date) return value.toISOString()
  return Buffer.isBuffer(value) ? `\\\\x${value.toString('hex')}` : String(value)
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const escaped = (letter: string) => ESCAPES[letter]!
