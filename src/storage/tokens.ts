/** One-time tokens and allowances. Only hashes of secrets are kept; spending is one atomic statement. */
import { EntitySchema, IsNull, LessThan, Not } from 'typeorm'
import { bytes, count, moment, nullable, text, uuid } from './columns.js'
import { phoneCodes } from './linkings.js'
import type { Tx } from './transaction.js'

export interface TokenRow {
  hash: Buffer
  kind: 'entry' | 'link' | 'visit'
  purpose: string
  volunteerId: string | null
  accountId: string | null
  /** Of one that a chat may show again. */
  nonce: Buffer | null
  createdAt: Date
  expiresAt: Date
  spentAt: Date | null
}
export const tokens = new EntitySchema<TokenRow>({
  name: 'tokens',
  columns: {
    hash: bytes({ primary: true }),
    kind: text(),
    purpose: text(),
    volunteerId: uuid({ name: 'volunteer_id', ...nullable }),
    accountId: uuid({ name: 'account_id', ...nullable }),
    nonce: bytes(nullable),
    createdAt: moment('created_at'),
    expiresAt: moment('expires_at'),
    spentAt: moment('spent_at', nullable),
  },
})

export const allowances = new EntitySchema<{ bucket: Buffer; startsAt: Date; used: number }>({
  name: 'allowances',
  columns: {
    bucket: bytes({ primary: true }),
    startsAt: moment('starts_at', { primary: true }),
    used: count(),
  },
})

export type Token = TokenRow

/** Whose token, given where, and what for. */
export type TokenOwner = Pick<Token, 'kind' | 'purpose' | 'volunteerId'> & { readonly accountId: string }
/** An expired code is still told apart from none while the person may be looking at the page. */
const CODE_KEPT_MS = 60 * 60 * 1000

const AS_TOKEN = `hash, kind, purpose, volunteer_id AS "volunteerId", account_id AS "accountId", nonce,
  created_at AS "createdAt", expires_at AS "expiresAt", spent_at AS "spentAt"`
const LIVE = 'hash = $1 AND kind = $2 AND spent_at IS NULL AND expires_at > $3'

export async function addToken(tx: Tx, token: Omit<Token, 'spentAt'>): Promise<void> {
  await tx.getRepository(tokens).insert(token)
}

export async function removeToken(tx: Tx, hash: Buffer): Promise<void> {
  await tx.getRepository(tokens).delete({ hash })
}

/** The newest token that was given there for that, unspent and alive after `after`, and can be worked out again. */
export async function findGivenToken(
  tx: Tx,
  { kind, purpose, volunteerId, accountId }: TokenOwner,
  after: Date,
): Promise<{ hash: Buffer; nonce: Buffer } | undefined> {
  const [row] = await tx.query(
    `SELECT hash, nonce FROM tokens
          WHERE account_id = $1 AND kind = $2 AND purpose = $3 AND volunteer_id = $4 AND nonce IS NOT NULL
            AND spent_at IS NULL AND expires_at > $5 ORDER BY created_at DESC LIMIT 1`,
    [accountId, kind, purpose, volunteerId, after],
  )
  return row
}

/** The live token, unspent and not expired at `now`. */
export async function findToken(tx: Tx, hash: Buffer, kind: Token['kind'], now: Date): Promise<Token | undefined> {
  const [row] = await tx.query(`SELECT ${AS_TOKEN} FROM tokens WHERE ${LIVE}`, [hash, kind, now])
  return row
}

/** The token, once it is spent. */
export async function findSpentToken(tx: Tx, hash: Buffer, kind: Token['kind']): Promise<Token | undefined> {
  return (await tx.getRepository(tokens).findOneBy({ hash, kind, spentAt: Not(IsNull()) })) ?? undefined
}

/** Spends the token; undefined when somebody else did, or it has expired. */
export async function spendToken(tx: Tx, hash: Buffer, kind: Token['kind'], now: Date): Promise<Token | undefined> {
  const [rows] = await tx.query(`UPDATE tokens SET spent_at = $3 WHERE ${LIVE} RETURNING ${AS_TOKEN}`, [
    hash,
    kind,
    now,
  ])
  return rows[0]
}

/** Takes one of `most` from the bucket of the window that starts at `startsAt`; false when it is empty. */
export async function takeAllowance(tx: Tx, bucket: Buffer, startsAt: Date, most: number): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO allowances AS a (bucket, starts_at, used) VALUES ($1, $2, 1)
         ON CONFLICT (bucket, starts_at) DO UPDATE SET used = a.used + 1 WHERE a.used < $3 RETURNING used`,
    [bucket, startsAt, most],
  )
  return rows.length > 0
}

export async function giveBackAllowance(tx: Tx, bucket: Buffer, startsAt: Date): Promise<void> {
  await tx.getRepository(allowances).decrement({ bucket, startsAt }, 'used', 1)
}

/** How much was taken from the bucket in that window. */
export async function usedAllowance(tx: Tx, bucket: Buffer, startsAt: Date): Promise<number> {
  return (await tx.getRepository(allowances).findOneBy({ bucket, startsAt }))?.used ?? 0
}

/** Removes what expired before `before`, and phone codes with what was typed for them at once. */
export async function sweepTokens(tx: Tx, before: Date, now: Date): Promise<void> {
  await tx.getRepository(phoneCodes).delete({ expiresAt: LessThan(new Date(now.getTime() - CODE_KEPT_MS)) })
  await tx.query('DELETE FROM tokens WHERE expires_at < $1', [before])
  await tx.query('DELETE FROM allowances WHERE starts_at < $1', [before])
}
