/** The access log: rows are added and read, nothing else (migration 0011); months are made ahead and dropped when they are old. */

import { EntitySchema } from 'typeorm'
import type { Actor, Look } from '../domain/access.js'
import type { Place } from '../platform/cipher.js'
import { optional } from './columns.js'
import type { Tx } from './transaction.js'

export interface AccessRow {
  id: string
  at: Date
  actor: Actor
  actorId: string | null
  address: string
  action: string
  volunteerIds: string[]
  accountIds: string[]
  details: object
}
export const accessLog = new EntitySchema<AccessRow>({
  name: 'access_log',
  columns: {
    id: { type: 'uuid', primary: true },
    at: { type: 'timestamptz', primary: true },
    actor: { type: 'text' },
    actorId: { type: 'uuid', ...optional('actor_id') },
    address: { type: 'text' },
    action: { type: 'text' },
    volunteerIds: { type: 'uuid', name: 'volunteer_ids', array: true },
    accountIds: { type: 'uuid', name: 'account_ids', array: true },
    details: { type: 'jsonb' },
  },
})

export interface AccessWordsRow {
  accessId: string
  at: Date
  wordsSealed: Buffer
}
export const accessWords = new EntitySchema<AccessWordsRow>({
  name: 'access_words',
  columns: {
    accessId: { type: 'uuid', name: 'access_id', primary: true },
    at: { type: 'timestamptz' },
    wordsSealed: { type: 'bytea', name: 'words_sealed' },
  },
})

export interface NotedLook extends Omit<Look, 'words'> {
  readonly id: string
  readonly wordsSealed?: Buffer | undefined
}

/** Who owns a table's schema or the database may drop the table, whoever owns that; who makes roles could, before PostgreSQL 16, join any. */
const CHANGEABLE = `
  SELECT r.rolsuper OR r.rolcreaterole
      OR EXISTS (SELECT FROM pg_namespace s WHERE s.nspname = 'public' AND pg_has_role(s.nspowner, 'MEMBER'))
      OR EXISTS (SELECT FROM pg_database d WHERE d.datname = current_database() AND pg_has_role(d.datdba, 'MEMBER'))
      OR EXISTS (SELECT FROM pg_partition_tree('access_log') t JOIN pg_class c ON c.oid = t.relid
                  WHERE pg_has_role(c.relowner, 'MEMBER') OR has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE')
                     OR has_any_column_privilege(c.oid, 'UPDATE'))
      OR EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND pg_has_role(p.proowner, 'MEMBER')
                  AND p.proname IN ('make_access_log_months', 'drop_access_log_months')) AS changeable
    FROM pg_roles r WHERE r.rolname = current_user`

/** One row a look, in the transaction of the look: a look that cannot be noted does not happen. */
export async function addLook(tx: Tx, { id, wordsSealed, ...look }: NotedLook, at: Date): Promise<void> {
  const { volunteerIds = [], accountIds = [], details = {}, ...who } = look
  await tx
    .getRepository(accessLog)
    .insert({ id, at, ...who, volunteerIds: [...volunteerIds], accountIds: [...accountIds], details })
  if (wordsSealed) await tx.getRepository(accessWords).insert({ accessId: id, at, wordsSealed })
}

/** Makes the months from `first` to `last`. What was noted before its month was made is moved there. */
export async function makeLogMonths(tx: Tx, first: Date, last: Date): Promise<void> {
  await tx.query('SELECT make_access_log_months($1, $2)', [first, last])
}

/** Drops whole months that ended before `before`; never what is younger than a year by the database's time. */
export async function dropLogMonths(tx: Tx, before: Date): Promise<number> {
  const [row] = await tx.query<{ dropped: number }[]>('SELECT drop_access_log_months($1) AS dropped', [before])
  await tx.query('DELETE FROM access_words WHERE at < $1', [before])
  return row?.dropped ?? 0
}

/** Removes the words of looks at this person or these accounts: what was typed to find somebody who is forgotten. */
export async function forgetLookWords(
  tx: Tx,
  { volunteerIds, accountIds }: { volunteerIds: readonly string[]; accountIds: readonly string[] },
): Promise<void> {
  await tx.query(
    `DELETE FROM access_words w USING access_log l
          WHERE l.at = w.at AND l.id = w.access_id AND (l.volunteer_ids && $1::uuid[] OR l.account_ids && $2::uuid[])`,
    [volunteerIds, accountIds],
  )
}

/** Whether the role of this connection could change what is noted, or let itself. */
export async function isLogChangeable(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ changeable: boolean }[]>(CHANGEABLE)
  return row?.changeable ?? true
}

export function placeOfWords(accessId: string): Place {
  return { table: 'access_words', column: 'words_sealed', row: accessId }
}
