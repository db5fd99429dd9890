/**
 * Signing in, and what keeps guessers slow: tries are counted for an account from one address, for an address, and apart from both for a
 * browser that has signed in before (OWASP's device cookie). So nobody can lock an account for its owner by failing elsewhere.
 */
import { hash, verify } from '@node-rs/argon2'
import type { AccessAction, Look } from '../domain/access.js'
import { type Cipher, createToken, hashToken, TOKEN_PATTERN } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import {
  addSession,
  findStaffByEmail,
  giveBackTry,
  keepDevice,
  knowsDevice,
  type StaffAccount,
  takeTry,
} from '../storage/staff.js'
import type { Tx } from '../storage/transaction.js'
import type { AccessLog } from './access-log.js'
import { memberOf, SESSION_LIFE_MS, type StaffMember, tidyEmail } from './members.js'

const WINDOW_MS = 15 * 60 * 1000
/** Failed sign-ins in fifteen minutes: for an account from one address, for an address (an office shares one), for a known browser. */
export const SIGN_IN_TRIES = { account: 10, address: 100, device: 60 } as const
/** After so many failures of an account, wherever they came from, every further answer waits, twice as long each time. */
export const SIGN_IN_DELAY = { free: 5, firstMs: 250, mostMs: 4000 } as const
/** How long a browser is known after it was last used to sign in. */
export const DEVICE_LIFE_MS = 365 * 24 * 60 * 60 * 1000
const MOST_DEVICES = 20
const UNLIMITED = 2 ** 31 - 1

/** A sign-in that has begun: the tries are counted, the password is not yet compared. */
export interface Attempt {
  readonly member: StaffMember | undefined
  readonly passwordHash: string | undefined
  readonly tries: readonly Try[]
  /** How long to wait before the password is compared. The same for known and unknown e-mails. */
  readonly delayMs: number
  /** The cookie of a browser that this account has signed in with before. */
  readonly device: string | undefined
  /** As it was typed, tidied. */
  readonly email: string
  readonly address: string
}
interface Try {
  readonly bucket: Buffer
  readonly startsAt: Date
}

/** Who signed in, and what goes into the cookies. */
export interface SignedIn {
  readonly member: StaffMember
  readonly session: string
  readonly device: string
}

export interface SignIn {
  /** Counts a try; undefined when there were too many. The same for known and unknown e-mails. */
  attempt(tx: Tx, email: string, address: string, device?: string): Promise<Attempt | undefined>
  /** Whether the password is right. Takes as long for an account that does not exist, is disabled or has no password yet. */
  prove(attempt: Attempt, password: string): Promise<boolean>
  /** Notes that the password was wrong. */
  refuse(tx: Tx, attempt: Attempt): Promise<void>
  /** Begins a session for an attempt that was proved, which then does not count as a try. */
  signIn(tx: Tx, attempt: Attempt): Promise<SignedIn>
}

export interface SignInParts {
  readonly accessLog: AccessLog
  readonly cipher: Cipher
  readonly clock: Clock
}

export function createSignIn(parts: SignInParts): SignIn {
  const { accessLog } = parts
  let decoy: Promise<string> | undefined
  return {
    attempt: (tx, email, address, device) => attempt(parts, tx, { email: tidyEmail(email), address, device }),
    async prove({ passwordHash }, password) {
      // Somebody's hash that no password fits, so that an unknown e-mail costs the same time.
      decoy ??= hash(createToken())
      return verify(passwordHash ?? (await decoy), password)
    },
    refuse: (tx, failed) => accessLog.note(tx, lookOf('sign-in-failed', failed)),
    signIn: (tx, proved) => signIn(parts, tx, proved),
  }
}

interface Comer {
  readonly email: string
  readonly address: string
  readonly device: string | undefined
}

async function attempt(parts: SignInParts, tx: Tx, { email, address, device }: Comer): Promise<Attempt | undefined> {
  const { accessLog, cipher, clock } = parts
  const found = await findStaffByEmail(tx, email)
  const account = found?.disabledAt ? undefined : found
  const member = account && memberOf(account)
  const startsAt = new Date(Math.floor(clock.now().getTime() / WINDOW_MS) * WINDOW_MS)
  const take = async (kind: string, value: string, most: number) => {
    const bucket = cipher.fingerprint(`sign-in ${kind}`, value)
    return { bucket, startsAt, used: await takeTry(tx, bucket, startsAt, most) }
  }
  const known = await isKnown(parts, tx, account, device)
  const tries: Try[] = []
  for (const [kind, value] of known
    ? ([['device', `${account?.id} ${device}`]] as const)
    : ([
        ['address', address],
        ['account', `${email} ${address}`],
      ] as const)) {
    const { used, ...counted } = await take(kind, value, SIGN_IN_TRIES[kind])
    if (used === undefined) {
      // Once a window: whoever goes on trying must not be able to fill the log.
      const first = await take(`shut ${kind}`, value, 1)
      if (first.used) await accessLog.note(tx, lookOf('locked-out', { member, email, address }, { by: kind }))
      return undefined
    }
    tries.push(counted)
  }
  const { used = 0, ...failures } = await take('failures', known ? `${email} ${device}` : email, UNLIMITED)
  const passwordHash = account?.passwordHash ?? undefined
  return {
    member,
    passwordHash,
    tries: [...tries, failures],
    delayMs: delayAfter(used - 1),
    device: known ? device : undefined,
    email,
    address,
  }
}

function isKnown(
  { clock }: SignInParts,
  tx: Tx,
  account: StaffAccount | undefined,
  device: string | undefined,
): Promise<boolean> | boolean {
  if (!account || !device || !TOKEN_PATTERN.test(device)) return false
  return knowsDevice(tx, account.id, hashToken(device), new Date(clock.now().getTime() - DEVICE_LIFE_MS))
}

function delayAfter(failures: number): number {
  const { free, firstMs, mostMs } = SIGN_IN_DELAY
  return failures < free ? 0 : Math.min(firstMs * 2 ** Math.min(failures - free, 20), mostMs)
}

async function signIn({ accessLog, clock }: SignInParts, tx: Tx, proved: Attempt): Promise<SignedIn> {
  const { member, tries, address } = proved
  if (!member) throw new Error('Only a proved attempt begins a session')
  for (const { bucket, startsAt } of tries) await giveBackTry(tx, bucket, startsAt)
  const session = createToken()
  const device = proved.device ?? createToken()
  const now = clock.now()
  await addSession(tx, {
    hash: hashToken(session),
    staffId: member.id,
    createdAt: now,
    expiresAt: new Date(now.getTime() + SESSION_LIFE_MS),
  })
  await keepDevice(tx, { hash: hashToken(device), staffId: member.id, seenAt: now }, MOST_DEVICES)
  await accessLog.note(tx, { actor: 'staff', actorId: member.id, address, action: 'sign-in' })
  return { member, session, device }
}

/** What was typed as an e-mail is somebody's: it is kept sealed. */
function lookOf(
  action: AccessAction,
  { member, email, address }: Pick<Attempt, 'member' | 'email' | 'address'>,
  details = {},
): Look {
  return { actor: 'staff', actorId: member?.id ?? null, address, action, details, words: email }
}
