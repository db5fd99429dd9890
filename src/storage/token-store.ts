/** One-time tokens and allowances. Only hashes of secrets are kept; spending is one atomic statement. */
import { IsNull, LessThan, Not } from 'typeorm'
import { allowances, type TokenRow, tokens } from './tables-of-activity.js'
import { phoneCodes } from './tables-of-linking.js'
import type { Tx } from './transaction.js'

export type Token = TokenRow

/** Whose token, given where, and what for. */
export type TokenOwner = Pick<Token, 'kind' | 'purpose' | 'volunteerId'> & { readonly accountId: string }

export interface TokenStore {
  add(tx: Tx, token: Omit<Token, 'spentAt'>): Promise<void>
  remove(tx: Tx, hash: Buffer): Promise<void>
  /** The newest token that was given there for that, unspent and alive after `after`, and can be worked out again. */
  given(tx: Tx, owner: TokenOwner, after: Date): Promise<{ hash: Buffer; nonce: Buffer } | undefined>
  /** The live token, unspent and not expired at `now`. */
  find(tx: Tx, hash: Buffer, kind: Token['kind'], now: Date): Promise<Token | undefined>
  /** The token, once it is spent. */
  findSpent(tx: Tx, hash: Buffer, kind: Token['kind']): Promise<Token | undefined>
  /** Spends the token; undefined when somebody else did, or it has expired. */
  spend(tx: Tx, hash: Buffer, kind: Token['kind'], now: Date): Promise<Token | undefined>
  /** Takes one of `most` from the bucket of the window that starts at `startsAt`; false when it is empty. */
  take(tx: Tx, bucket: Buffer, startsAt: Date, most: number): Promise<boolean>
  giveBack(tx: Tx, bucket: Buffer, startsAt: Date): Promise<void>
  /** How much was taken from the bucket in that window. */
  used(tx: Tx, bucket: Buffer, startsAt: Date): Promise<number>
  /** Removes what expired before `before`, and phone codes with what was typed for them at once. */
  sweep(tx: Tx, before: Date, now: Date): Promise<void>
}

/** An expired code is still told apart from none while the person may be looking at the page. */
const CODE_KEPT_MS = 60 * 60 * 1000

const AS_TOKEN = `hash, kind, purpose, volunteer_id AS "volunteerId", account_id AS "accountId", nonce,
  created_at AS "createdAt", expires_at AS "expiresAt", spent_at AS "spentAt"`
const LIVE = 'hash = $1 AND kind = $2 AND spent_at IS NULL AND expires_at > $3'

export function createTokenStore(): TokenStore {
  return {
    async add(tx, token) {
      await tx.getRepository(tokens).insert(token)
    },
    async remove(tx, hash) {
      await tx.getRepository(tokens).delete({ hash })
    },
    async given(tx, { kind, purpose, volunteerId, accountId }, after) {
      const [row] = await tx.query(
        `SELECT hash, nonce FROM tokens
          WHERE account_id = $1 AND kind = $2 AND purpose = $3 AND volunteer_id = $4 AND nonce IS NOT NULL
            AND spent_at IS NULL AND expires_at > $5 ORDER BY created_at DESC LIMIT 1`,
        [accountId, kind, purpose, volunteerId, after],
      )
      return row
    },
    async find(tx, hash, kind, now) {
      const [row] = await tx.query(`SELECT ${AS_TOKEN} FROM tokens WHERE ${LIVE}`, [hash, kind, now])
      return row
    },
    async findSpent(tx, hash, kind) {
      return (await tx.getRepository(tokens).findOneBy({ hash, kind, spentAt: Not(IsNull()) })) ?? undefined
    },
    async spend(tx, hash, kind, now) {
      const [rows] = await tx.query(`UPDATE tokens SET spent_at = $3 WHERE ${LIVE} RETURNING ${AS_TOKEN}`, [
        hash,
        kind,
        now,
      ])
      return rows[0]
    },
    async take(tx, bucket, startsAt, most) {
      const rows = await tx.query(
        `INSERT INTO allowances AS a (bucket, starts_at, used) VALUES ($1, $2, 1)
         ON CONFLICT (bucket, starts_at) DO UPDATE SET used = a.used + 1 WHERE a.used < $3 RETURNING used`,
        [bucket, startsAt, most],
      )
      return rows.length > 0
    },
    async giveBack(tx, bucket, startsAt) {
      await tx.getRepository(allowances).decrement({ bucket, startsAt }, 'used', 1)
    },
    async used(tx, bucket, startsAt) {
      return (await tx.getRepository(allowances).findOneBy({ bucket, startsAt }))?.used ?? 0
    },
    async sweep(tx, before, now) {
      await tx.getRepository(phoneCodes).delete({ expiresAt: LessThan(new Date(now.getTime() - CODE_KEPT_MS)) })
      await tx.query('DELETE FROM tokens WHERE expires_at < $1', [before])
      await tx.query('DELETE FROM allowances WHERE starts_at < $1', [before])
    },
  }
}
