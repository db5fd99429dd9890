/** Messenger accounts and the state of their talk. */
import { In, Not } from 'typeorm'
import { type AccountRow, messengerAccounts, tokens } from './tables-of-activity.js'
import type { Tx } from './transaction.js'

export type Account = AccountRow
export type AccountKey = Pick<AccountRow, 'messenger' | 'userKey'>

/** An account locked for one turn, with the answer that a repeated delivery gets again. */
export interface LockedAccount extends Account {
  readonly earlierAnswer: Buffer | null
  /** Sealed name of the person it is linked to. */
  readonly nameSealed: Buffer | null
  /** When it was given. */
  readonly earlierAt: Date | null
}

export interface AccountStore {
  /** Locks the account's row until the transaction ends (others wait); adds the account at its first word. One round trip after that. */
  lock(tx: Tx, key: AccountKey, requestKey: string | undefined, now: Date): Promise<LockedAccount>
  /** Like `find`, holding the row until the transaction ends. */
  hold(tx: Tx, id: string): Promise<Account | undefined>
  find(tx: Tx, id: string): Promise<Account | undefined>
  findOrAdd(tx: Tx, key: AccountKey, now: Date): Promise<Account>
  /** The accounts that are linked to any of these people. */
  ofVolunteers(tx: Tx, volunteerIds: readonly string[]): Promise<readonly AccountKey[]>
  link(tx: Tx, accountId: string, volunteerId: string | null, now: Date): Promise<void>
  /** Keeps what the messenger says of the person's age; links that wait to be opened end where it is too low. */
  setUnder14(tx: Tx, accountId: string, under14: boolean): Promise<void>
  findByKey(tx: Tx, key: AccountKey): Promise<Account | undefined>
  /** Whether another account than this one is linked to the volunteer. */
  isKnownElsewhere(tx: Tx, volunteerId: string, accountId: string): Promise<boolean>
}

const LOCK = `
  SELECT a.id, a.messenger, a.user_key AS "userKey", a.volunteer_id AS "volunteerId", a.linked_at AS "linkedAt", a.session,
         a.created_at AS "createdAt", a.seen_at AS "seenAt", a.under_14 AS "under14",
         t.answer_sealed AS "earlierAnswer", t.at AS "earlierAt",
         v.name_sealed AS "nameSealed"
    FROM messenger_accounts a LEFT JOIN turns t ON t.account_id = a.id AND t.request_key = $3
    LEFT JOIN volunteers v ON v.id = a.volunteer_id
   WHERE a.messenger = $1 AND a.user_key = $2
     FOR NO KEY UPDATE OF a`

export function createAccountStore(): AccountStore {
  const add = (tx: Tx, { messenger, userKey }: AccountKey, now: Date) =>
    tx.query(
      `INSERT INTO messenger_accounts (messenger, user_key, created_at, seen_at) VALUES ($1, $2, $3, $3)
       ON CONFLICT (messenger, user_key) DO NOTHING`,
      [messenger, userKey, now],
    )
  return {
    async lock(tx, key, requestKey, now) {
      const read = async (): Promise<LockedAccount[]> =>
        tx.query(LOCK, [key.messenger, key.userKey, requestKey ?? null])
      const [known] = await read()
      if (known) return known
      await add(tx, key, now)
      return (await read())[0]!
    },
    async hold(tx, id) {
      const query = tx.getRepository(messengerAccounts).createQueryBuilder('a').where('a.id = :id', { id })
      return (await query.setLock('for_no_key_update').getOne()) ?? undefined
    },
    async find(tx, id) {
      return (await tx.getRepository(messengerAccounts).findOneBy({ id })) ?? undefined
    },
    async findOrAdd(tx, key, now) {
      await add(tx, key, now)
      return tx.getRepository(messengerAccounts).findOneByOrFail(key)
    },
    ofVolunteers: (tx, volunteerIds) =>
      tx.getRepository(messengerAccounts).find({
        where: { volunteerId: In([...volunteerIds]) },
        select: { messenger: true, userKey: true },
      }),
    async link(tx, accountId, volunteerId, now) {
      await tx.getRepository(messengerAccounts).update(accountId, { volunteerId, linkedAt: volunteerId ? now : null })
    },
    async setUnder14(tx, accountId, under14) {
      await tx.getRepository(messengerAccounts).update(accountId, { under14 })
      if (under14) await tx.getRepository(tokens).delete({ accountId, kind: 'link' })
    },
    async findByKey(tx, key) {
      return (await tx.getRepository(messengerAccounts).findOneBy(key)) ?? undefined
    },
    isKnownElsewhere: (tx, volunteerId, accountId) =>
      tx.getRepository(messengerAccounts).existsBy({ volunteerId, id: Not(accountId) }),
  }
}
