/** Every column that holds something made with DATA_KEY. What is not listed here would be lost when the key is changed; a test compares. */
import type { Person } from '../domain/person.js'
import type { Place } from '../platform/cipher.js'
import { formerPlaceOfReply } from './replies.js'
import { spellIdentity } from './volunteers.js'

export interface SealedTable {
  readonly table: string
  /** The table that its places name, where it is another. */
  readonly sealedAs?: string
  /** Where values of earlier versions lie sealed, by the row's key; they are opened and sealed anew. */
  readonly formerly?: (row: string) => Place
  /** No two rows have the same, though of a table in partitions the database cannot say so; the table is walked in its order. */
  readonly key: string
  /** The columns that `Place.row` is made of (see `rowOf`). */
  readonly row: readonly string[]
  readonly sealed: readonly string[]
  /** Keyed hashes, by what they are made of once the row is opened: `purpose` and `value` of `Cipher.fingerprint`. */
  readonly hashed?: Readonly<Record<string, (opened: Opened) => { purpose: string; value: string }>>
  /** Which of the hashes no two rows share. */
  readonly unique?: string
}
/** Opened values by column. */
export type Opened = Readonly<Record<string, string>>

export const SEALED_TABLES: readonly SealedTable[] = [
  {
    table: 'volunteers',
    key: 'id',
    row: ['id'],
    sealed: ['name_sealed', 'birth_sealed', 'phone_sealed'],
    unique: 'identity_hash',
    hashed: {
      identity_hash: opened => ({ purpose: 'identity', value: spellIdentity(personOf(opened)) }),
      phone_hash: opened => ({ purpose: 'phone', value: personOf(opened).phone }),
    },
  },
  { table: 'phone_codes', key: 'link_hash', row: ['link_hash'], sealed: ['applicant_sealed'] },
  { table: 'turns', key: 'id', row: ['account_id', 'at'], sealed: ['utterance_sealed'] },
  {
    table: 'request_answers',
    sealedAs: 'turns',
    key: 'id',
    row: ['account_id', 'at'],
    sealed: ['answer_sealed'],
  },
  { table: 'agent_requests', key: 'id', row: ['id'], sealed: ['topic_sealed'] },
  { table: 'disputes', key: 'id', row: ['id'], sealed: ['words_sealed', 'message_sealed'] },
  { table: 'access_words', key: 'access_id', row: ['access_id'], sealed: ['words_sealed'] },
  { table: 'notices', key: 'id', row: ['id'], sealed: ['facts_sealed'] },
  { table: 'replies', formerly: formerPlaceOfReply, key: 'id', row: ['id'], sealed: ['answer_sealed'] },
]

/** Keyed hashes that nobody can make anew and that are gone, or worth nothing, within a day: they are left to run out. */
export const SHORT_LIVED_HASHES: readonly string[] = [
  'phone_codes.code_hash',
  'allowances.bucket',
  'linkings.pairing_hash',
]

/** SHA-256 of random secrets or of requests, and what is random itself: no key is in them. */
export const UNKEYED_HASHES: readonly string[] = [
  'tokens.hash',
  'tokens.nonce',
  'replies.callback_hash',
  'phone_codes.link_hash',
  'phone_codes.asked_by',
  'linkings.link_hash',
  'linkings.linked_by',
  'organisations.key_hash',
  'idempotent_answers.request_hash',
  'staff.invite_hash',
  'staff_sessions.hash',
  'staff_devices.hash',
]

/** Where a value of the row lies, as it was sealed. */
export function placeOf(sealed: SealedTable, column: string, values: Readonly<Record<string, unknown>>): Place {
  return { table: sealed.sealedAs ?? sealed.table, column, row: rowOf(sealed, values) }
}

/** Every place at which a value of the row may have been sealed, the one in force first. */
export function placesOf(sealed: SealedTable, column: string, values: Readonly<Record<string, unknown>>): Place[] {
  const place = placeOf(sealed, column, values)
  return sealed.formerly ? [place, sealed.formerly(place.row)] : [place]
}

/** A row's key as `Place.row` has it: bytes in hexadecimal, moments in ISO 8601, several columns with `|` between. */
function rowOf({ row }: SealedTable, values: Readonly<Record<string, unknown>>): string {
  const spell = (value: unknown) =>
    Buffer.isBuffer(value) ? value.toString('hex') : value instanceof Date ? value.toISOString() : String(value)
  return row.map(column => spell(values[column])).join('|')
}

function personOf({ name_sealed: name = '', birth_sealed: birth = '', phone_sealed: phone = '' }: Opened): Person {
  return { name, birth, phone }
}
