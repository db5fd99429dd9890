/** Linkings: a link token with the account that asked for it, the code that was sent, and how it ended. */
import { type LinkingRow, linkings, type PhoneCodeRow, phoneCodes } from './tables-of-linking.js'
import type { Tx } from './transaction.js'

export interface Linking
  extends Pick<LinkingRow, 'linkHash' | 'number' | 'codesSent' | 'phones' | 'refused' | 'linkedBy'> {
  readonly accountId: string
  readonly messenger: 'kakao' | 'talktalk'
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly spentAt: Date | null
  readonly code: Pick<PhoneCodeRow, 'applicantSealed' | 'askedBy' | 'expiresAt'> | undefined
}

export interface LinkingStore {
  /** False when the pairing code is another linking's. */
  add(tx: Tx, linking: Pick<LinkingRow, 'linkHash' | 'pairingHash' | 'number'>): Promise<boolean>
  /** The account's newest linking that is not over and lives after `after`, when its link can be worked out again. */
  openOf(tx: Tx, accountId: string, after: Date): Promise<OpenLinking | undefined>
  /** The token's hash of a linking that is not over yet. */
  paired(tx: Tx, pairingHashes: readonly Buffer[], now: Date): Promise<Buffer | undefined>
  look(tx: Tx, linkHash: Buffer): Promise<Linking | undefined>
  /** Like `look`, holding the linking until the transaction ends: others wait. */
  hold(tx: Tx, linkHash: Buffer): Promise<Linking | undefined>
  update(tx: Tx, linkHash: Buffer, change: Partial<Omit<LinkingRow, 'linkHash'>>): Promise<void>
  putCode(tx: Tx, code: Omit<PhoneCodeRow, 'tries'>): Promise<void>
  /** Counts one try and returns the code with that count; undefined when there is none. */
  tryCode(tx: Tx, linkHash: Buffer): Promise<Pick<PhoneCodeRow, 'codeHash' | 'tries'> | undefined>
  /** Removes the code with what was typed for it. */
  dropCode(tx: Tx, linkHash: Buffer): Promise<void>
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

export function createLinkingStore(): LinkingStore {
  const read = async (tx: Tx, sql: string, linkHash: Buffer): Promise<Linking | undefined> => {
    const [row]: Row[] = await tx.query(sql, [linkHash])
    if (!row) return undefined
    const { applicantSealed, askedBy, codeExpiresAt, ...linking } = row
    const code = applicantSealed && codeExpiresAt ? { applicantSealed, askedBy, expiresAt: codeExpiresAt } : undefined
    return { ...linking, code }
  }
  return {
    async add(tx, { linkHash, pairingHash, number }) {
      const added: unknown[] = await tx.query(
        `INSERT INTO linkings (link_hash, pairing_hash, number) VALUES ($1, $2, $3)
         ON CONFLICT ON CONSTRAINT linkings_pairing_key DO NOTHING RETURNING number`,
        [linkHash, pairingHash, number],
      )
      return added.length > 0
    },
    async openOf(tx, accountId, after) {
      const [row] = await tx.query(
        `SELECT l.link_hash AS "linkHash", l.number, l.codes_sent AS "codesSent", cardinality(l.phones) AS phones, t.nonce
           FROM tokens t JOIN linkings l ON l.link_hash = t.hash
          WHERE t.account_id = $1 AND t.nonce IS NOT NULL AND t.spent_at IS NULL AND t.expires_at > $2 AND l.refused IS NULL
          ORDER BY t.created_at DESC LIMIT 1`,
        [accountId, after],
      )
      return row
    },
    async paired(tx, pairingHashes, now) {
      const [row] = await tx.query(
        `SELECT l.link_hash AS "linkHash" FROM linkings l JOIN tokens t ON t.hash = l.link_hash
          WHERE l.pairing_hash = ANY ($1) AND t.spent_at IS NULL AND t.expires_at > $2`,
        [pairingHashes, now],
      )
      return row?.linkHash
    },
    look: (tx, linkHash) => read(tx, LOOK, linkHash),
    // Held first, then looked at: what the others have written meanwhile is seen.
    async hold(tx, linkHash) {
      await tx.query('SELECT FROM linkings WHERE link_hash = $1 FOR UPDATE', [linkHash])
      return read(tx, LOOK, linkHash)
    },
    async update(tx, linkHash, change) {
      await tx.getRepository(linkings).update({ linkHash }, change)
    },
    async putCode(tx, code) {
      await tx.getRepository(phoneCodes).upsert({ ...code, tries: 0 }, ['linkHash'])
    },
    async tryCode(tx, linkHash) {
      const [rows] = await tx.query(
        `UPDATE phone_codes SET tries = tries + 1 WHERE link_hash = $1 RETURNING code_hash AS "codeHash", tries`,
        [linkHash],
      )
      return rows[0]
    },
    async dropCode(tx, linkHash) {
      await tx.getRepository(phoneCodes).delete({ linkHash })
    },
  }
}
