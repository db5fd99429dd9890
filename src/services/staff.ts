/** Staff: invited by a one-time link, signed in by a password, known by a session. */
import { hash, verify } from '@node-rs/argon2'
import type { AccessAction, Look } from '../domain/access.js'
import { type Cipher, createToken, hashToken, TOKEN_PATTERN } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import type { OrganisationStore } from '../storage/organisation-store.js'
import type { StaffAccount, StaffStore } from '../storage/staff-store.js'
import type { TokenStore } from '../storage/token-store.js'
import type { Tx } from '../storage/transaction.js'
import type { AccessLog } from './access-log.js'

export const ROLES = ['viewer', 'reviewer', 'manager', 'admin'] as const
export type Role = (typeof ROLES)[number]

export const INVITATION_LIFE_MS = 3 * 24 * 60 * 60 * 1000
export const SESSION_LIFE_MS = 12 * 60 * 60 * 1000
const SIGN_IN_WINDOW_MS = 15 * 60 * 1000
/** Failed sign-ins in fifteen minutes: an office may share one address. */
export const SIGN_IN_TRIES = { account: 10, address: 100 } as const
export const PASSWORD_LENGTH = { min: 10, max: 200 } as const
const LEAST_DIFFERENT_LETTERS = 5

export type StaffMember = Pick<StaffAccount, 'id' | 'email' | 'role' | 'organisationId'>

export interface StaffVisit {
  readonly member: StaffMember
  /** What every form of this session has to carry. */
  readonly csrf: string
}

export type Invited =
  | { readonly ok: true; readonly token: string }
  | { readonly ok: false; readonly refused: 'unknown-organisation' }
export type Accepted = { readonly ok: true } | { readonly ok: false; readonly refused: 'expired' }

/** A sign-in that has begun: the tries are counted, the password is not yet compared. */
export interface Attempt {
  readonly member: StaffMember | undefined
  readonly passwordHash: string | undefined
  readonly tries: readonly { readonly bucket: Buffer; readonly startsAt: Date }[]
  readonly email: string
  readonly address: string
}

export interface Staff {
  /** A token for `/console/invite#…`. An account that is there already keeps its password until the new one is set. */
  invite(tx: Tx, email: string, role: Role, organisationId: string | undefined): Promise<Invited>
  isInvited(tx: Tx, token: string): Promise<boolean>
  /** argon2id; takes some 30 ms of a core, so it is done outside of transactions. */
  sealPassword(password: string): Promise<string>
  /** Sets the password and ends the sessions begun with an earlier one. */
  acceptInvitation(tx: Tx, token: string, passwordHash: string): Promise<Accepted>
  /** Counts a try for the account and the address; undefined when there were too many. The same for known and unknown e-mails. */
  attempt(tx: Tx, email: string, address: string): Promise<Attempt | undefined>
  /** Whether the password is right. Takes as long for an account that does not exist. */
  prove(attempt: Attempt, password: string): Promise<boolean>
  /** Notes that an attempt was not proved. */
  refuse(tx: Tx, attempt: Attempt): Promise<void>
  /** Begins a session for an attempt that was proved, which then does not count as a try; returns what goes into the cookie. */
  signIn(tx: Tx, attempt: Attempt): Promise<string>
  visit(tx: Tx, session: string): Promise<StaffVisit | undefined>
  signOut(tx: Tx, session: string, address: string): Promise<void>
}

export interface StaffParts {
  readonly staffStore: StaffStore
  readonly organisationStore: OrganisationStore
  readonly tokenStore: TokenStore
  readonly accessLog: AccessLog
  readonly cipher: Cipher
  readonly clock: Clock
}

/** Long enough, and more than one key pressed again and again. */
export function isStrongPassword(password: string): boolean {
  return password.length >= PASSWORD_LENGTH.min && new Set(password).size >= LEAST_DIFFERENT_LETTERS
}

export function createStaff(parts: StaffParts): Staff {
  const { staffStore, organisationStore, accessLog, clock } = parts
  let decoy: Promise<string> | undefined
  return {
    async invite(tx, email, role, organisationId) {
      if (organisationId && !(await organisationStore.exists(tx, organisationId)))
        return { ok: false, refused: 'unknown-organisation' }
      const token = createToken()
      const now = clock.now()
      const inviteExpiresAt = new Date(now.getTime() + INVITATION_LIFE_MS)
      const invitation = { email: tidyEmail(email), role, organisationId: organisationId ?? null }
      await staffStore.invite(tx, { ...invitation, inviteHash: hashToken(token), inviteExpiresAt }, now)
      return { ok: true, token }
    },
    isInvited: (tx, token) => staffStore.isInvited(tx, hashToken(token), clock.now()),
    sealPassword: password => hash(password),
    async acceptInvitation(tx, token, passwordHash) {
      const staffId = await staffStore.acceptInvitation(tx, hashToken(token), passwordHash, clock.now())
      if (!staffId) return { ok: false, refused: 'expired' }
      await staffStore.removeSessionsOf(tx, staffId)
      return { ok: true }
    },
    attempt: (tx, email, address) => attempt(parts, tx, tidyEmail(email), address),
    async prove({ passwordHash }, password) {
      // Somebody's hash that no password fits, so that an unknown e-mail costs the same time.
      decoy ??= hash(createToken())
      return verify(passwordHash ?? (await decoy), password)
    },
    refuse: (tx, attempt) => accessLog.note(tx, lookOf('sign-in-failed', attempt)),
    signIn: (tx, proved) => signIn(parts, tx, proved),
    async visit(tx, session) {
      if (!TOKEN_PATTERN.test(session)) return undefined
      const found = await staffStore.findSession(tx, hashToken(session), clock.now())
      return found && { member: memberOf(found.account), csrf: found.session.csrf }
    },
    async signOut(tx, session, address) {
      const found = await staffStore.findSession(tx, hashToken(session), clock.now())
      if (!found) return
      await staffStore.removeSession(tx, hashToken(session))
      await accessLog.note(tx, { actor: 'staff', actorId: found.account.id, address, action: 'sign-out' })
    },
  }
}

async function attempt(parts: StaffParts, tx: Tx, email: string, address: string): Promise<Attempt | undefined> {
  const { staffStore, tokenStore, accessLog, cipher, clock } = parts
  const account = await staffStore.findByEmail(tx, email)
  const member = account && memberOf(account)
  const startsAt = new Date(Math.floor(clock.now().getTime() / SIGN_IN_WINDOW_MS) * SIGN_IN_WINDOW_MS)
  const tries: Attempt['tries'][number][] = []
  for (const [kind, value] of [
    ['address', address],
    ['account', email],
  ] as const) {
    const bucket = cipher.fingerprint(`sign-in ${kind}`, value)
    if (!(await tokenStore.take(tx, bucket, startsAt, SIGN_IN_TRIES[kind]))) {
      // Once a window: whoever goes on trying must not be able to fill the log.
      const first = await tokenStore.take(tx, cipher.fingerprint(`locked out ${kind}`, value), startsAt, 1)
      if (first) await accessLog.note(tx, lookOf('locked-out', { member, email, address }, { by: kind }))
      return undefined
    }
    tries.push({ bucket, startsAt })
  }
  return { member, passwordHash: account?.passwordHash ?? undefined, tries, email, address }
}

/** What was typed as an e-mail is somebody's: it is kept sealed. */
function lookOf(
  action: AccessAction,
  { member, email, address }: Omit<Attempt, 'passwordHash' | 'tries'>,
  details = {},
): Look {
  return { actor: 'staff', actorId: member?.id ?? null, address, action, details, words: email }
}

async function signIn({ staffStore, accessLog, clock }: StaffParts, tx: Tx, attempt: Attempt): Promise<string> {
  const { member, tries, address } = attempt
  if (!member) throw new Error('Only a proved attempt begins a session')
  for (const { bucket, startsAt } of tries) await staffStore.giveBackTry(tx, bucket, startsAt)
  const session = createToken()
  const createdAt = clock.now()
  await staffStore.addSession(tx, {
    hash: hashToken(session),
    staffId: member.id,
    csrf: createToken(),
    createdAt,
    expiresAt: new Date(createdAt.getTime() + SESSION_LIFE_MS),
  })
  await accessLog.note(tx, { actor: 'staff', actorId: member.id, address, action: 'sign-in' })
  return session
}

function tidyEmail(email: string): string {
  return email.trim().toLowerCase()
}

function memberOf({ id, email, role, organisationId }: StaffAccount): StaffMember {
  return { id, email, role, organisationId }
}
