/** One-time tokens, phone codes and allowances. Only hashes of secrets are kept; spending is one atomic statement. */
import { type PhoneCodeRow, phoneCodes, type TokenRow, tokens } from './tables-of-activity.js'
import type { Tx } from './transaction.js'

export type Token = TokenRow
export type PhoneCode = PhoneCodeRow

export interface TokenStore {
  add(tx: Tx, token: Omit<Token, 'spentAt'>): Promise<void>
  /** The live token, unspent and not expired at `now`. */
  find(tx: Tx, hash: Buffer, kind: Token['kind'], now: Date): Promise<Token | undefined>
  /** Spends the token; undefined when somebody else did, or it has expired. */
  spend(tx: Tx, hash: Buffer, kind: Token['kind'], now: Date): Promise<Token | undefined>
  putCode(tx: Tx, code: Omit<PhoneCode, 'tries'>): Promise<void>
  /** Counts one try and returns the code with that count; undefined when there is none. */
  tryCode(tx: Tx, linkHash: Buffer): Promise<PhoneCode | undefined>
  /** Takes one of `most` from the bucket of the window that starts at `startsAt`; false when it is empty. */
  take(tx: Tx, bucket: Buffer, startsAt: Date, most: number): Promise<boolean>
  /** Removes what expired before `before`. */
  sweep(tx: Tx, before: Date): Promise<void>
}

const AS_TOKEN = `hash, kind, purpose, volunteer_id AS "volunteerId", account_id AS "accountId",
  created_at AS "createdAt", expires_at AS "expiresAt", spent_at AS "spentAt"`
const LIVE = 'hash = $1 AND kind = $2 AND spent_at IS NULL AND expires_at > $3'

export function createTokenStore(): TokenStore {
  return {
    async add(tx, token) {
      await tx.getRepository(tokens).insert(token)
    },
    async find(tx, hash, kind, now) {
      const [row] = await tx.query(`SELECT ${AS_TOKEN} FROM tokens WHERE ${LIVE}`, [hash, kind, now])
      return row
    },
    async spend(tx, hash, kind, now) {
      const [rows] = await tx.query(`UPDATE tokens SET spent_at = $3 WHERE ${LIVE} RETURNING ${AS_TOKEN}`, [
        hash,
        kind,
        now,
      ])
      return rows[0]
    },
    async putCode(tx, code) {
      await tx.getRepository(phoneCodes).upsert({ ...code, tries: 0 }, ['linkHash'])
    },
    async tryCode(tx, linkHash) {
      const [rows] = await tx.query(
        `UPDATE phone_codes SET tries = tries + 1 WHERE link_hash = $1
         RETURNING link_hash AS "linkHash", code_hash AS "codeHash", applicant_sealed AS "applicantSealed", tries,
           created_at AS "createdAt", expires_at AS "expiresAt"`,
        [linkHash],
      )
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
    async sweep(tx, before) {
      await tx.query('DELETE FROM tokens WHERE expires_at < $1', [before])
      await tx.query('DELETE FROM allowances WHERE starts_at < $1', [before])
    },
  }
}
