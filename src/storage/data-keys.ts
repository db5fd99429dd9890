/** The keys a database was sealed with, and walking through everything that is sealed. */

import { EntitySchema } from 'typeorm'
import type { Cipher, Place } from '../platform/cipher.js'
import { type Opened, placeOf, placesOf, SEALED_TABLES, type SealedTable } from './sealed-columns.js'
import type { Tx } from './transaction.js'

export interface DataKeyRow {
  id: string
  checkHash: Buffer
  since: Date
}
export const dataKeys = new EntitySchema<DataKeyRow>({
  name: 'data_keys',
  columns: {
    id: { type: 'text', primary: true },
    checkHash: { type: 'bytea', name: 'check_hash' },
    since: { type: 'timestamptz' },
  },
})

export interface KnownKey {
  readonly id: string
  readonly checkHash: Buffer
}
export interface Resealed {
  readonly resealed: number
  /** Values that no key opens: they are left as they are. */
  readonly unreadable: number
  /** Where the next batch begins; undefined at the end of the table. */
  readonly after: unknown
}

export interface KeyStore {
  /** All of them; others who would look or add wait until this transaction ends. */
  lockAll(tx: Tx): Promise<KnownKey[]>
  add(tx: Tx, key: KnownKey, now: Date): Promise<void>
  removeOthers(tx: Tx, id: string): Promise<void>
  /** Some sealed value of every table that has one, with its place: whether the key opens them tells whether it is the right one. */
  opensSamples(tx: Tx): Promise<boolean>
  /** Seals up to `most` rows anew that the key in force did not seal. */
  resealBatch(tx: Tx, table: SealedTable, after: unknown, most: number): Promise<Resealed>
  /** Whether a process is connected that does not know the key `id`. */
  isUnknownToSomebody(tx: Tx, id: string): Promise<boolean>
}

type Row = Readonly<Record<string, unknown>>
const LOOKING_AT_KEYS = 7_201_012

export function createKeyStore(cipher: Cipher): KeyStore {
  return {
    async lockAll(tx) {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [LOOKING_AT_KEYS])
      return tx.getRepository(dataKeys).find()
    },
    async add(tx, { id, checkHash }, since) {
      await tx.getRepository(dataKeys).insert({ id, checkHash, since })
    },
    async removeOthers(tx, id) {
      await tx.query('DELETE FROM data_keys WHERE id <> $1', [id])
    },
    async opensSamples(tx) {
      for (const sealed of SEALED_TABLES)
        for (const column of sealed.sealed) {
          const rows: Row[] = await tx.query(
            `SELECT ${columnsOf(sealed)} FROM ${sealed.table} WHERE ${column} IS NOT NULL LIMIT 1`,
          )
          if (rows.some(row => openRow(cipher, sealed, row) === undefined)) return false
        }
      return true
    },
    resealBatch: (tx, sealed, after, most) => resealBatch(cipher, tx, sealed, after, most),
    async isUnknownToSomebody(tx, id) {
      const rows: unknown[] = await tx.query(
        `SELECT FROM pg_stat_activity
          WHERE datname = current_database() AND application_name ~ '^sonmoa [0-9a-f]{8}' AND position($1 IN application_name) = 0`,
        [id],
      )
      return rows.length > 0
    },
  }
}

/** What a process's connections are called, so that it can be seen which keys it knows. */
export function connectionNameOf(cipher: Cipher): string {
  return `sonmoa ${cipher.keyIds.join(' ')}`
}

async function resealBatch(
  cipher: Cipher,
  tx: Tx,
  sealed: SealedTable,
  after: unknown,
  most: number,
): Promise<Resealed> {
  const { table, key } = sealed
  const old = sealed.sealed.map(column => `substring(${column} FROM 1 FOR ${cipher.header.length}) <> $1`).join(' OR ')
  const rows: Row[] = await tx.query(
    `SELECT ${columnsOf(sealed)} FROM ${table} WHERE (${old}) ${after === undefined ? '' : `AND ${key} > $3`}
      ORDER BY ${key} LIMIT $2 FOR NO KEY UPDATE`,
    [cipher.header, most, ...(after === undefined ? [] : [after])],
  )
  const opened = rows.flatMap(row => {
    const values = openRow(cipher, sealed, row)
    return values ? [{ row, values }] : []
  })
  await write(
    tx,
    sealed,
    opened.map(({ row, values }) => madeAnew(cipher, sealed, row, values)),
  )
  const last = rows.length < most ? undefined : rows.at(-1)![key]
  return { resealed: opened.length, unreadable: rows.length - opened.length, after: last }
}

function columnsOf({ key, row, sealed }: SealedTable): string {
  return [...new Set([key, ...row, ...sealed])].join(', ')
}

/** Undefined when one of its values does not open. */
function openRow(cipher: Cipher, sealed: SealedTable, row: Row): Opened | undefined {
  const filled = sealed.sealed.filter(column => row[column] !== null)
  try {
    return Object.fromEntries(
      filled.map(column => [column, openAtOneOf(cipher, row[column] as Buffer, placesOf(sealed, column, row))]),
    )
  } catch {
    return undefined
  }
}

function openAtOneOf(cipher: Cipher, value: Buffer, [place, ...others]: readonly Place[]): string {
  try {
    return cipher.open(value, place!)
  } catch (error) {
    if (others.length === 0) throw error
    return openAtOneOf(cipher, value, others)
  }
}

/** The row's key, then its sealed columns and its keyed hashes, as the columns of `write`. */
function madeAnew(cipher: Cipher, sealed: SealedTable, row: Row, opened: Opened): unknown[] {
  const { key, hashed = {} } = sealed
  const values = sealed.sealed.map(column => {
    const text = opened[column]
    return text === undefined ? null : cipher.seal(text, placeOf(sealed, column, row))
  })
  const hashes = Object.values(hashed).map(madeOf => {
    const { purpose, value } = madeOf(opened)
    return cipher.fingerprint(purpose, value)
  })
  return [row[key], ...values, ...hashes]
}

/**
 * One statement. A hash that somebody else's row has by now, or that an earlier one of these rows gets, is left as it is: that row is the
 * one which is found. So two rows of one person, from before names were compared whatever their case, both stay.
 */
async function write(tx: Tx, { table, key, sealed, hashed = {}, unique }: SealedTable, rows: readonly unknown[][]) {
  if (rows.length === 0) return
  const columns = [...sealed, ...Object.keys(hashed)]
  const set = columns.map(column =>
    column === unique
      ? `${column} = CASE WHEN EXISTS (SELECT FROM ${table} other WHERE other.${column} = n.${column} AND other.${key} <> n.${key})
             OR EXISTS (SELECT FROM n earlier WHERE earlier.${column} = n.${column} AND earlier.${key} < n.${key})
           THEN t.${column} ELSE n.${column} END`
      : `${column} = n.${column}`,
  )
  const [{ type }] = (await tx.query(
    `SELECT format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = $1::regclass AND attname = $2`,
    [table, key],
  )) as [{ type: string }]
  const arrays = [`$1::${type}[]`, ...columns.map((_, at) => `$${at + 2}::bytea[]`)]
  await tx.query(
    `WITH n AS (SELECT * FROM unnest(${arrays.join(', ')}) AS n (${[key, ...columns].join(', ')}))
     UPDATE ${table} t SET ${set.join(', ')} FROM n
      WHERE t.${key} = n.${key}`,
    [key, ...columns].map((_, at) => rows.map(row => row[at])),
  )
}
