/** The key that seals personal data: whether it is this database's, and changing it while the service runs. */
import type { Cipher } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import type { KeyStore, Resealed } from '../storage/data-keys.js'
import { SEALED_TABLES, type SealedTable } from '../storage/sealed-columns.js'
import type { Transactions } from '../storage/transaction.js'
import type { Withdrawals } from './withdrawals.js'

export type Verified = { readonly ok: true } | { readonly ok: false; readonly refused: 'other-key' }
export type Rotated =
  | { readonly ok: true; readonly key: string; readonly tables: Readonly<Record<string, Tally>> }
  | { readonly ok: false; readonly refused: 'unknown-to-somebody' }
type Tally = Pick<Resealed, 'resealed' | 'unreadable'>

export interface DataKey {
  /** Refuses a key that this database was not sealed with. A key that is new is noted, so that it is known from then on. */
  verify(): Promise<Verified>
  /**
   * Seals everything anew with the key in force, batch by batch, and forgets the former one. May be killed and called again. Refuses
   * while a process is connected that does not know the key.
   */
  rotate(): Promise<Rotated>
}

export interface DataKeyParts {
  readonly transactions: Transactions
  readonly keyStore: KeyStore
  readonly cipher: Cipher
  readonly clock: Clock
  /** What lies sealed outside of the database. */
  readonly withdrawals: Pick<Withdrawals, 'reseal'>
}

const ROWS_A_BATCH = 500

export function createDataKey(parts: DataKeyParts): DataKey {
  const { transactions, keyStore, cipher, clock, withdrawals } = parts
  const checks = cipher
    .fingerprints('check', 'data key')
    .map((checkHash, at) => ({ id: cipher.keyIds[at]!, checkHash }))
  const [current] = checks as [(typeof checks)[number]]
  return {
    verify: () =>
      transactions.run(async tx => {
        const kept = await keyStore.lockAll(tx)
        const isKnown = (key: (typeof kept)[number]) =>
          checks.some(({ id, checkHash }) => id === key.id && checkHash.equals(key.checkHash))
        const isOurs = kept.length > 0 ? kept.every(isKnown) : await keyStore.opensSamples(tx)
        if (!isOurs) return { ok: false, refused: 'other-key' }
        // A database from before keys were noted may have been sealed with either.
        const used = kept.length > 0 ? [current] : checks
        for (const key of used) if (!kept.some(({ id }) => id === key.id)) await keyStore.add(tx, key, clock.now())
        return { ok: true }
      }),
    async rotate() {
      if (await transactions.run(tx => keyStore.isUnknownToSomebody(tx, current.id)))
        return { ok: false, refused: 'unknown-to-somebody' }
      const tables: Record<string, Tally> = { withdrawals: await withdrawals.reseal() }
      for (const table of SEALED_TABLES) tables[table.table] = await reseal(parts, table)
      await transactions.run(tx => keyStore.removeOthers(tx, current.id))
      return { ok: true, key: current.id, tables }
    },
  }
}

async function reseal({ transactions, keyStore }: DataKeyParts, table: SealedTable): Promise<Tally> {
  const tally = { resealed: 0, unreadable: 0 }
  let after: unknown
  do {
    const batch = await transactions.run(tx => keyStore.resealBatch(tx, table, after, ROWS_A_BATCH))
    tally.resealed += batch.resealed
    tally.unreadable += batch.unreadable
    after = batch.after
  } while (after !== undefined)
  return tally
}
