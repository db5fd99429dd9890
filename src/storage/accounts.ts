/** Messenger accounts and the state of their conversation. */
import { EntitySchema, In, Not } from 'typeorm'
import { id, json, moment, nullable, text, uuid } from './columns.js'
import { columnsOf } from './select.js'
import { prepared } from './statements.js'
import { tokens } from './tokens.js'
import type { Tx } from './transaction.js'

export interface AccountRow {
  id: string
  messenger: 'kakao' | 'talktalk'
  userKey: string
  volunteerId: string | null
  linkedAt: Date | null
  session: object
  createdAt: Date
  seenAt: Date
  under14: boolean
}
export const messengerAccounts = new EntitySchema<AccountRow>({
  name: 'messenger_accounts',
  columns: {
    id: id(),
    messenger: text(),
    userKey: text({ name: 'user_key' }),
    volunteerId: uuid({ name: 'volunteer_id', ...nullable }),
    linkedAt: moment('linked_at', nullable),
    session: json(),
    createdAt: moment('created_at'),
    seenAt: moment('seen_at'),
    under14: { type: 'boolean', name: 'under_14', default: false },
  },
})

export type Account = AccountRow
export type AccountKey = Pick<AccountRow, 'messenger' | 'userKey'>

/** An account locked for one turn, with the answer that a repeated delivery gets again. */
export interface LockedAccount extends Account {
  readonly earlierAnswer: Buffer | null
  /** Sealed name of the person it is linked to. */
  readonly nameSealed: Buffer | null
  /** Their sealed day of birth. */
  readonly birthSealed: Buffer | null
  /** When it was given. */
  readonly earlierAt: Date | null
}

const COLUMNS = columnsOf(messengerAccounts, 'a')
const LOCK = prepared(
  'lock_account',
  `SELECT ${COLUMNS}, r.answer_sealed AS "earlierAnswer", r.at AS "earlierAt", v.name_sealed AS "nameSealed",
         v.birth_sealed AS "birthSealed"
    FROM messenger_accounts a LEFT JOIN request_answers r ON r.account_id = a.id AND r.request_key = $3
    LEFT JOIN volunteers v ON v.id = a.volunteer_id
   WHERE a.messenger = $1 AND a.user_key = $2
     FOR NO KEY UPDATE OF a`,
)
const ADD = prepared(
  'add_account',
  `INSERT INTO messenger_accounts AS a (messenger, user_key, created_at, seen_at) VALUES ($1, $2, $3, $3)
     ON CONFLICT (messenger, user_key) DO NOTHING RETURNING ${COLUMNS}`,
)

/** Undefined when it was there already. */
async function addAccount(tx: Tx, { messenger, userKey }: AccountKey, now: Date): Promise<Account | undefined> {
  const [added]: Account[] = await tx.query(ADD, [messenger, userKey, now])
  return added
}

/** Locks the account's row until the transaction ends (others wait); adds the account at its first word. One round trip after that. */
export async function lockAccount(
  tx: Tx,
  key: AccountKey,
  requestKey: string | undefined,
  now: Date,
): Promise<LockedAccount> {
  const read = async (): Promise<LockedAccount[]> => tx.query(LOCK, [key.messenger, key.userKey, requestKey ?? null])
  const [known] = await read()
  if (known) return known
  const added = await addAccount(tx, key, now)
  if (added) return { ...added, earlierAnswer: null, earlierAt: null, nameSealed: null, birthSealed: null }
  // Somebody else added it meanwhile and may have answered this very request.
  return (await read())[0]!
}

/** Like `find`, holding the row until the transaction ends. */
export async function holdAccount(tx: Tx, id: string): Promise<Account | undefined> {
  const query = tx.getRepository(messengerAccounts).createQueryBuilder('a').where('a.id = :id', { id })
  return (await query.setLock('for_no_key_update').getOne()) ?? undefined
}

export async function findAccount(tx: Tx, id: string): Promise<Account | undefined> {
  return (await tx.getRepository(messengerAccounts).findOneBy({ id })) ?? undefined
}

export async function findOrAddAccount(tx: Tx, key: AccountKey, now: Date): Promise<Account> {
  return (await addAccount(tx, key, now)) ?? tx.getRepository(messengerAccounts).findOneByOrFail(key)
}

/** The accounts that are linked to any of these people. */
export function accountsOfVolunteers(tx: Tx, volunteerIds: readonly string[]): Promise<readonly AccountKey[]> {
  return tx.getRepository(messengerAccounts).find({
    where: { volunteerId: In([...volunteerIds]) },
    select: { messenger: true, userKey: true },
  })
}

export async function linkAccount(tx: Tx, accountId: string, volunteerId: string | null, now: Date): Promise<void> {
  await tx.getRepository(messengerAccounts).update(accountId, { volunteerId, linkedAt: volunteerId ? now : null })
}

/** Keeps what the messenger says of the person's age; links that wait to be opened end where it is too low. */
export async function setAccountUnder14(tx: Tx, accountId: string, under14: boolean): Promise<void> {
  await tx.getRepository(messengerAccounts).update(accountId, { under14 })
  if (under14) await tx.getRepository(tokens).delete({ accountId, kind: 'link' })
}

export async function findAccountByKey(tx: Tx, key: AccountKey): Promise<Account | undefined> {
  return (await tx.getRepository(messengerAccounts).findOneBy(key)) ?? undefined
}

/** Whether another account than this one is linked to the volunteer. */
export function isKnownElsewhere(tx: Tx, volunteerId: string, accountId: string): Promise<boolean> {
  return tx.getRepository(messengerAccounts).existsBy({ volunteerId, id: Not(accountId) })
}
