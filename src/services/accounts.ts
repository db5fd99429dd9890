/** Messenger accounts and the people they are linked to. */
import { ageOn, type Person } from '../domain/person.js'
import type { Clock } from '../platform/clock.js'
import {
  type Account,
  type AccountKey,
  accountsOfVolunteers,
  findAccountByKey,
  findOrAddAccount,
  holdAccount,
  isKnownElsewhere,
  type LockedAccount,
  linkAccount,
  lockAccount,
  setAccountUnder14,
} from '../storage/accounts.js'
import type { Tx } from '../storage/transaction.js'
import type { Volunteer, VolunteerStore } from '../storage/volunteers.js'
import type { OwnData } from './own-data.js'

export interface Accounts {
  /** Locks the account for one turn; see `AccountStore.lock`. */
  lock(tx: Tx, key: AccountKey, requestKey: string | undefined): Promise<LockedAccount>
  /** Age in full years on that day of whom a locked account is linked to; undefined when that is nobody. Costs no read. */
  ageOf(account: LockedAccount, day: string): number | undefined
  findOrAdd(tx: Tx, key: AccountKey): Promise<Account>
  /** The messenger accounts linked to whoever has this phone: one person, or a family. */
  ofPhone(tx: Tx, phone: string): Promise<readonly AccountKey[]>
  volunteer(tx: Tx, volunteerId: string): Promise<Volunteer | undefined>
  addVolunteer(tx: Tx, person: Person): Promise<Volunteer>
  link(tx: Tx, accountId: string, volunteerId: string): Promise<void>
  /** What the messenger says of the person's age: under 14 nothing is collected without a guardian's consent (개인정보 보호법 제22조의2). */
  setUnder14(tx: Tx, accountId: string, under14: boolean): Promise<void>
  /** The account, when it is linked to this volunteer. */
  own(tx: Tx, volunteerId: string, accountId: string): Promise<Account | undefined>
  /** The account is nobody's again; what the person did stays theirs. False when it is not theirs, or not theirs any more: then nothing is changed. */
  unlinkOwn(tx: Tx, volunteerId: string, accountId: string): Promise<boolean>
  /**
   * Forgets the account with its conversations; the person too, when no other messenger knows them. An account that is newer than
   * `asked`, when that is given, is left alone: it is not what was asked for. Returns whether there was one to forget.
   * Naver requires it on `profile` WITHDRAW (profile_api_v1, 2025-05-22).
   */
  forget(tx: Tx, key: AccountKey, asked?: Date): Promise<boolean>
}

export interface AccountParts {
  readonly volunteerStore: VolunteerStore
  readonly ownData: OwnData
  readonly clock: Clock
}

export function createAccounts(parts: AccountParts): Accounts {
  const { volunteerStore, ownData, clock } = parts
  const own = async (tx: Tx, volunteerId: string, accountId: string) => {
    const account = await holdAccount(tx, accountId)
    return account?.volunteerId === volunteerId ? account : undefined
  }
  return {
    own,
    lock: (tx, key, requestKey) => lockAccount(tx, key, requestKey, clock.now()),
    ageOf({ volunteerId, birthSealed }, day) {
      return volunteerId && birthSealed ? ageOn(volunteerStore.openBirth(volunteerId, birthSealed), day) : undefined
    },
    findOrAdd: (tx, key) => findOrAddAccount(tx, key, clock.now()),
    ofPhone: async (tx, phone) => accountsOfVolunteers(tx, await volunteerStore.idsByPhone(tx, phone)),
    volunteer: (tx, volunteerId) => volunteerStore.find(tx, volunteerId),
    addVolunteer: (tx, person) => volunteerStore.findOrAdd(tx, person, clock.now()),
    link: (tx, accountId, volunteerId) => linkAccount(tx, accountId, volunteerId, clock.now()),
    setUnder14: (tx, accountId, under14) => setAccountUnder14(tx, accountId, under14),
    async unlinkOwn(tx, volunteerId, accountId) {
      if (!(await own(tx, volunteerId, accountId))) return false
      await linkAccount(tx, accountId, null, clock.now())
      return true
    },
    async forget(tx, key, asked) {
      const account = await findAccountByKey(tx, key)
      if (!account || (asked && account.createdAt > asked)) return false
      const { id, volunteerId } = account
      const alone = volunteerId && !(await isKnownElsewhere(tx, volunteerId, id))
      await ownData.forget(tx, { accountId: id, from: key.messenger, volunteerId: alone ? volunteerId : undefined })
      return true
    },
  }
}
