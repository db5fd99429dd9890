/** Linking a messenger account to its person by a code on their phone, and forgetting it again. */
import { randomInt } from 'node:crypto'
import { PRIVACY_CONSENT, PRIVACY_VERSION } from '../domain/consent.js'
import { AGE_OF_OWN_CONSENT, ageOn, type Person } from '../domain/person.js'
import { type Cipher, hashToken, type Place } from '../platform/cipher.js'
import { type Clock, seoulDay } from '../platform/clock.js'
import type { Account, AccountKey, AccountStore, LockedAccount } from '../storage/account-store.js'
import type { TokenStore } from '../storage/token-store.js'
import type { Tx } from '../storage/transaction.js'
import type { Volunteer, VolunteerStore } from '../storage/volunteer-store.js'
import type { Notices } from './notices.js'

export const CODE_LIFE_MS = 3 * 60 * 1000
export const CODE_TRIES = 5
const ALLOWANCE_WINDOW_MS = 60 * 60 * 1000
/** Codes an hour: a phone needs few; behind one address there may be a whole school. */
const CODES_PER_HOUR = { phone: 6, address: 600 } as const

export type CodeSent =
  | { readonly ok: true }
  | { readonly ok: false; readonly refused: 'expired' | 'under-14' | 'too-many' }
export type Linked =
  | { readonly ok: true; readonly account: AccountKey }
  | { readonly ok: false; readonly refused: 'expired' | 'code-expired' | 'too-many-tries' | 'linked-already' }
  | { readonly ok: false; readonly refused: 'wrong-code'; readonly triesLeft: number }

export interface Accounts {
  /** Locks the account for one turn; see `AccountStore.lock`. */
  lock(tx: Tx, key: AccountKey, requestKey: string | undefined): Promise<LockedAccount>
  findOrAdd(tx: Tx, key: AccountKey): Promise<Account>
  /** The messenger accounts linked to whoever has this phone: one person, or a family. */
  ofPhone(tx: Tx, phone: string): Promise<readonly AccountKey[]>
  volunteer(tx: Tx, volunteerId: string): Promise<Volunteer | undefined>
  addVolunteer(tx: Tx, person: Person): Promise<Volunteer>
  link(tx: Tx, accountId: string, volunteerId: string): Promise<void>
  /** The account is nobody's again; what the person did stays theirs. */
  unlink(tx: Tx, accountId: string): Promise<void>
  /** Sends a code to the person's phone. Its answer never tells whether the phone is known. */
  sendCode(tx: Tx, linkToken: string, person: Person, address: string): Promise<CodeSent>
  /** Links the account that asked for the token. A wrong code counts as a try, so the caller has to commit. */
  confirmCode(tx: Tx, linkToken: string, code: string): Promise<Linked>
  /**
   * Forgets the account with its conversations; the person too, when no other messenger knows them. An account that is newer than
   * `asked` is left alone: it is not what was asked for. Returns whether there was one to forget.
   * Naver requires it on `profile` WITHDRAW (profile_api_v1, 2025-05-22).
   */
  forget(tx: Tx, key: AccountKey, asked: Date): Promise<boolean>
}

export interface AccountParts {
  readonly accountStore: AccountStore
  readonly volunteerStore: VolunteerStore
  readonly tokenStore: TokenStore
  readonly notices: Notices
  readonly cipher: Cipher
  readonly clock: Clock
}

export function createAccounts(parts: AccountParts): Accounts {
  const { accountStore, volunteerStore, clock } = parts
  return {
    lock: (tx, key, requestKey) => accountStore.lock(tx, key, requestKey, clock.now()),
    findOrAdd: (tx, key) => accountStore.findOrAdd(tx, key, clock.now()),
    ofPhone: async (tx, phone) => accountStore.ofVolunteers(tx, await volunteerStore.idsByPhone(tx, phone)),
    volunteer: (tx, volunteerId) => volunteerStore.find(tx, volunteerId),
    addVolunteer: (tx, person) => volunteerStore.findOrAdd(tx, person, clock.now()),
    link: (tx, accountId, volunteerId) => accountStore.link(tx, accountId, volunteerId, clock.now()),
    unlink: (tx, accountId) => accountStore.link(tx, accountId, null, clock.now()),
    sendCode: (tx, linkToken, person, address) => sendCode(parts, tx, linkToken, person, address),
    confirmCode: (tx, linkToken, code) => confirmCode(parts, tx, linkToken, code),
    async forget(tx, key, asked) {
      const { volunteerId, createdAt } = await accountStore.findOrAdd(tx, key, asked)
      if (createdAt > asked) return false
      const known = await accountStore.remove(tx, key)
      if (volunteerId && !(await accountStore.knows(tx, volunteerId))) await volunteerStore.remove(tx, volunteerId)
      return known
    },
  }
}

async function sendCode(
  parts: AccountParts,
  tx: Tx,
  linkToken: string,
  person: Person,
  address: string,
): Promise<CodeSent> {
  const { tokenStore, notices, cipher, clock } = parts
  const now = clock.now()
  const linkHash = hashToken(linkToken)
  const token = await tokenStore.find(tx, linkHash, 'link', now)
  if (!token) return { ok: false, refused: 'expired' }
  if (ageOn(person.birth, seoulDay(now)) < AGE_OF_OWN_CONSENT) return { ok: false, refused: 'under-14' }
  const window = new Date(Math.floor(now.getTime() / ALLOWANCE_WINDOW_MS) * ALLOWANCE_WINDOW_MS)
  const bucket = (kind: keyof typeof CODES_PER_HOUR, value: string) =>
    tokenStore.take(tx, cipher.fingerprint(`allowance ${kind}`, value), window, CODES_PER_HOUR[kind])
  const allowed = (await bucket('address', address)) && (await bucket('phone', person.phone))
  if (!allowed) return { ok: false, refused: 'too-many' }
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const expiresAt = new Date(now.getTime() + CODE_LIFE_MS)
  await tokenStore.putCode(tx, {
    linkHash,
    codeHash: cipher.fingerprint('code', spellCode(linkHash, code)),
    applicantSealed: cipher.seal(JSON.stringify(person), placeOfApplicant(linkHash)),
    createdAt: now,
    expiresAt,
  })
  await notices.tellCode(tx, person.phone, { digits: code, expiresAt }, token.accountId)
  return { ok: true }
}

async function confirmCode(parts: AccountParts, tx: Tx, linkToken: string, code: string): Promise<Linked> {
  const { accountStore, volunteerStore, tokenStore, cipher, clock } = parts
  const now = clock.now()
  const linkHash = hashToken(linkToken)
  const token = await tokenStore.find(tx, linkHash, 'link', now)
  const account = token?.accountId ? await accountStore.hold(tx, token.accountId) : undefined
  if (!account) return { ok: false, refused: 'expired' }
  const kept = await tokenStore.tryCode(tx, linkHash)
  if (!kept || kept.expiresAt <= now) return { ok: false, refused: 'code-expired' }
  if (kept.tries > CODE_TRIES) return { ok: false, refused: 'too-many-tries' }
  // Keyed hashes are compared: where they differ tells nothing about the code.
  if (!cipher.fingerprints('code', spellCode(linkHash, code)).some(hash => hash.equals(kept.codeHash))) {
    return { ok: false, refused: 'wrong-code', triesLeft: CODE_TRIES - kept.tries }
  }
  const person = JSON.parse(cipher.open(kept.applicantSealed, placeOfApplicant(linkHash))) as Person
  const known = await volunteerStore.findByIdentity(tx, person)
  if (account.volunteerId && account.volunteerId !== known?.id) return { ok: false, refused: 'linked-already' }
  if (!(await tokenStore.spend(tx, linkHash, 'link', now))) return { ok: false, refused: 'expired' }
  const volunteer = known ?? (await volunteerStore.findOrAdd(tx, person, now))
  await volunteerStore.addConsent(tx, volunteer.id, PRIVACY_CONSENT, PRIVACY_VERSION, now)
  await accountStore.link(tx, account.id, volunteer.id, now)
  return { ok: true, account: { messenger: account.messenger, userKey: account.userKey } }
}

function spellCode(linkHash: Buffer, code: string): string {
  return `${linkHash.toString('hex')}|${code}`
}

function placeOfApplicant(linkHash: Buffer): Place {
  return { table: 'phone_codes', column: 'applicant_sealed', row: linkHash.toString('hex') }
}
