/** Linkings: a link token with the account that asked for it, the code that was sent, and how it ended. */
import { EntitySchema } from 'typeorm'
import { prepared } from './statements.js'
import type { Tx } from './transaction.js'

export interface PhoneCodeRow {
  linkHash: Buffer
  codeHash: Buffer
  applicantSealed: Buffer
  /** The browser in which it was asked for. */
  askedBy: Buffer | null
  tries: number
  createdAt: Date
  expiresAt: Date
}
export const phoneCodes = new EntitySchema<PhoneCodeRow>({
  name: 'phone_codes',
  columns: {
    linkHash: { type: 'bytea', name: 'link_hash', primary: true },
    codeHash: { type: 'bytea', name: 'code_hash' },
    applicantSealed: { type: 'bytea', name: 'applicant_sealed' },
    askedBy: { type: 'bytea', name: 'asked_by', nullable: true },
    tries: { type: 'smallint' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
  },
})

export interface LinkingRow {
  linkHash: Buffer
  pairingHash: Buffer
  /** Two digits that stand in the chat and on the page. */
  number: string
  codesSent: number
  /** Keyed hashes of the phones that codes were sent to. */
  phones: Buffer[]
  refused: 'under-14' | 'stopped' | null
  /** The browser that finished it. */
  linkedBy: Buffer | null
}
export const linkings = new EntitySchema<LinkingRow>({
  name: 'linkings',
  columns: {
    linkHash: { type: 'bytea', name: 'link_hash', primary: true },
    pairingHash: { type: 'bytea', name: 'pairing_hash' },
    number: { type: 'text' },
    codesSent: { type: 'smallint', name: 'codes_sent', default: 0 },
    phones: { type: 'bytea', array: true, default: '{}' },
    refused: { type: 'text', nullable: true },
    linkedBy: { type: 'bytea', name: 'linked_by', nullable: true },
  },
})

export interface Linking
  extends Pick<LinkingRow, 'linkHash' | 'number' | 'codesSent' | 'phones' | 'refused' | 'linkedBy'> {
  readonly accountId: string
  readonly messenger: 'kakao' | 'talktalk'
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly spentAt: Date | null
  readonly code: Pick<PhoneCodeRow, 'applicantSealed' | 'askedBy' | 'expiresAt'> | undefined
}

/** `phones`: to how many codes were sent. */
export interface OpenLinking extends Pick<LinkingRow, 'linkHash' | 'number' | 'codesSent'> {
  readonly nonce: Buffer
  readonly phones: number
}

interface Row extends Omit<Linking, 'code'> {
  readonly applicantSealed: Buffer | null
  readonly askedBy: Buffer | null
  readonly codeExpiresAt: Date | null
}

const LOOK = `
  SELECT t.hash AS "linkHash", t.account_id AS "accountId", t.created_at AS "createdAt", t.expires_at AS "expiresAt",
         t.spent_at AS "spentAt", a.messenger, l.number, l.codes_sent AS "codesSent", l.phones, l.refused, l.linked_by AS "linkedBy",
         c.applicant_sealed AS "applicantSealed", c.asked_by AS "askedBy", c.expires_at AS "codeExpiresAt"
    FROM linkings l JOIN tokens t ON t.hash = l.link_hash JOIN messenger_accounts a ON a.id = t.account_id
    LEFT JOIN phone_codes c ON c.link_hash = l.link_hash
   WHERE l.link_hash = $1`

const read = async (tx: Tx, sql: string, linkHash: Buffer): Promise<Linking | undefined> => {
  const [row]: Row[] = await tx.query(sql, [linkHash])
  if (!row) return undefined
  const { applicantSealed, askedBy, codeExpiresAt, ...linking } = row
  const code = applicantSealed && codeExpiresAt ? { applicantSealed, askedBy, expiresAt: codeExpiresAt } : undefined
  return { ...linking, code }
}

/** The token that a linking begins with. */
export interface NewLink {
  readonly hash: Buffer
  readonly accountId: string
  readonly nonce: Buffer
  readonly createdAt: Date
  readonly expiresAt: Date
}

const ADD = prepared(
  'add_linking',
  `WITH link AS (
     INSERT INTO tokens (hash, kind, purpose, account_id, nonce, created_at, expires_at) VALUES ($1, 'link', 'link', $2, $3, $4, $5)
   )
   INSERT INTO linkings (link_hash, pairing_hash, number) VALUES ($1, $6, $7)
       ON CONFLICT ON CONSTRAINT linkings_pairing_key DO NOTHING RETURNING number`,
)

/** With its token. False when the pairing code is another linking's: then there is the token alone. */
export async function addLinking(
  tx: Tx,
  { hash, accountId, nonce, createdAt, expiresAt }: NewLink,
  { pairingHash, number }: Pick<LinkingRow, 'pairingHash' | 'number'>,
): Promise<boolean> {
  const added: unknown[] = await tx.query(ADD, [hash, accountId, nonce, createdAt, expiresAt, pairingHash, number])
  return added.length > 0
}

const FIND_OPEN = prepared(
  'find_open_linking',
  `SELECT l.link_hash AS "linkHash", l.number, l.codes_sent AS "codesSent", cardinality(l.phones) AS phones, t.nonce
     FROM tokens t JOIN linkings l ON l.link_hash = t.hash
    WHERE t.account_id = $1 AND t.nonce IS NOT NULL AND t.spent_at IS NULL AND t.expires_at > $2 AND l.refused IS NULL
    ORDER BY t.created_at DESC LIMIT 1`,
)

/** The account's newest linking that is not over and lives after `after`, when its link can be worked out again. */
export async function findOpenLinking(tx: Tx, accountId: string, after: Date): Promise<OpenLinking | undefined> {
  const [row] = await tx.query(FIND_OPEN, [accountId, after])
  return row
}

/** The token's hash of a linking that is not over yet. */
export async function findPaired(tx: Tx, pairingHashes: readonly Buffer[], now: Date): Promise<Buffer | undefined> {
  const [row] = await tx.query(
    `SELECT l.link_hash AS "linkHash" FROM linkings l JOIN tokens t ON t.hash = l.link_hash
          WHERE l.pairing_hash = ANY ($1) AND t.spent_at IS NULL AND t.expires_at > $2`,
    [pairingHashes, now],
  )
  return row?.linkHash
}

export function findLinking(tx: Tx, linkHash: Buffer): Promise<Linking | undefined> {
  return read(tx, LOOK, linkHash)
}

/** Like `look`, holding the linking until the transaction ends: others wait. */
// Held first, then looked at: what the others have written meanwhile is seen.
export async function holdLinking(tx: Tx, linkHash: Buffer): Promise<Linking | undefined> {
  await tx.query('SELECT FROM linkings WHERE link_hash = $1 FOR UPDATE', [linkHash])
  return read(tx, LOOK, linkHash)
}

export async function updateLinking(
  tx: Tx,
  linkHash: Buffer,
  change: Partial<Omit<LinkingRow, 'linkHash'>>,
): Promise<void> {
  await tx.getRepository(linkings).update({ linkHash }, change)
}

export async function putCode(tx: Tx, code: Omit<PhoneCodeRow, 'tries'>): Promise<void> {
  await tx.getRepository(phoneCodes).upsert({ ...code, tries: 0 }, ['linkHash'])
}

/** Whether this is still the linking's code: neither spent nor replaced nor taken back. */
export async function isCodeOf(tx: Tx, linkHash: Buffer, codeHash: Buffer): Promise<boolean> {
  return tx.getRepository(phoneCodes).existsBy({ linkHash, codeHash })
}

/** Counts one try and returns the code with that count; undefined when there is none. */
export async function tryCode(tx: Tx, linkHash: Buffer): Promise<Pick<PhoneCodeRow, 'codeHash' | 'tries'> | undefined> {
  const [rows] = await tx.query(
    `UPDATE phone_codes SET tries = tries + 1 WHERE link_hash = $1 RETURNING code_hash AS "codeHash", tries`,
    [linkHash],
  )
  return rows[0]
}

/** Removes the code with what was typed for it. */
export async function dropCode(tx: Tx, linkHash: Buffer): Promise<void> {
  await tx.getRepository(phoneCodes).delete({ linkHash })
}
