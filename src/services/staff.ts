/** Staff: invited by a one-time link, known by a session, disabled and let in again by admins. */
import { hash } from '@node-rs/argon2'
import type { AccessAction } from '../domain/access.js'
import { type Cipher, createToken, hashToken, TOKEN_PATTERN } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import { organisationExists } from '../storage/organisations.js'
import {
  acceptInvitation,
  findInvited,
  findSession,
  findStaffByEmail,
  holdAdmins,
  inviteStaff,
  listStaff,
  removeSession,
  removeSessionsOf,
  type StaffAccount,
  setStaffDisabled,
} from '../storage/staff.js'
import type { Tx } from '../storage/transaction.js'
import type { AccessLog } from './access-log.js'
import { memberOf, type Role, type StaffMember, tidyEmail } from './members.js'
import { createSignIn, type SignIn } from './sign-in.js'

export { ROLES, type Role, SESSION_LIFE_MS, type StaffMember } from './members.js'
export { DEVICE_LIFE_MS, SIGN_IN_DELAY, SIGN_IN_TRIES } from './sign-in.js'

export const INVITATION_LIFE_MS = 3 * 24 * 60 * 60 * 1000

/** A staff account as admins see it. */
export interface ListedStaff extends StaffMember {
  readonly state: 'active' | 'disabled' | 'invited'
  readonly organisation: string | null
  readonly signedInAt: Date | null
  readonly sessions: number
}
/** Who acts on an account, from where: an admin on the console, or nobody known, by a command on this machine. */
export interface Acting {
  readonly staffId: string | null
  readonly address: string
}

export type Invited =
  | { readonly ok: true; readonly token: string }
  | { readonly ok: false; readonly refused: 'unknown-organisation' | 'disabled' }
export type Accepted = { readonly ok: true } | { readonly ok: false; readonly refused: 'expired' }
export type Acted = { readonly ok: true } | { readonly ok: false; readonly refused: 'not-found' | 'last-admin' }

export interface Staff extends SignIn {
  /** A token for `/console/invite#…`. An account that is there already keeps its password until the new one is set. */
  invite(tx: Tx, email: string, role: Role, organisationId: string | undefined, acting?: Acting): Promise<Invited>
  /** The e-mail of the account that an invitation is for, while it can be accepted. */
  invited(tx: Tx, token: string): Promise<string | undefined>
  /** argon2id; takes some 30 ms of a core, so it is done outside of transactions. */
  sealPassword(password: string): Promise<string>
  /** Sets the password and ends the sessions begun with an earlier one. */
  acceptInvitation(tx: Tx, token: string, passwordHash: string): Promise<Accepted>
  /** Who is signed in by this session. */
  visit(tx: Tx, session: string): Promise<StaffMember | undefined>
  signOut(tx: Tx, session: string, address: string): Promise<void>
  /** Everybody, by e-mail. A look at personal data, and noted as one. */
  list(tx: Tx, acting: Acting): Promise<readonly ListedStaff[]>
  find(tx: Tx, id: string): Promise<ListedStaff | undefined>
  byEmail(tx: Tx, email: string): Promise<StaffMember | undefined>
  /** Ends the account, its sessions and its invitation. On the console the last admin of the service stays. */
  disable(tx: Tx, acting: Acting, id: string): Promise<Acted>
  enable(tx: Tx, acting: Acting, id: string): Promise<Acted>
  endSessions(tx: Tx, acting: Acting, id: string): Promise<Acted>
}

export interface StaffParts {
  readonly accessLog: AccessLog
  readonly cipher: Cipher
  readonly clock: Clock
}

export function createStaff(parts: StaffParts): Staff {
  return { ...createSignIn(parts), ...createInviting(parts), ...createSessions(parts), ...createManaging(parts) }
}

/** Of a command nobody knows who gave it. */
const BY_COMMAND: Acting = { staffId: null, address: '' }

function createInviting(parts: StaffParts): Pick<Staff, 'invite' | 'invited' | 'sealPassword' | 'acceptInvitation'> {
  const { clock } = parts
  return {
    async invite(tx, email, role, organisationId, acting = BY_COMMAND) {
      if (organisationId && !(await organisationExists(tx, organisationId)))
        return { ok: false, refused: 'unknown-organisation' }
      const tidy = tidyEmail(email)
      if ((await findStaffByEmail(tx, tidy))?.disabledAt) return { ok: false, refused: 'disabled' }
      const token = createToken()
      const now = clock.now()
      const inviteExpiresAt = new Date(now.getTime() + INVITATION_LIFE_MS)
      const invitation = { email: tidy, role, organisationId: organisationId ?? null }
      const id = await inviteStaff(tx, { ...invitation, inviteHash: hashToken(token), inviteExpiresAt }, now)
      await note(parts, tx, acting, 'staff-invited', id)
      return { ok: true, token }
    },
    invited: (tx, token) => findInvited(tx, hashToken(token), clock.now()),
    sealPassword: password => hash(password),
    async acceptInvitation(tx, token, passwordHash) {
      const staffId = await acceptInvitation(tx, hashToken(token), passwordHash, clock.now())
      if (!staffId) return { ok: false, refused: 'expired' }
      await removeSessionsOf(tx, staffId)
      return { ok: true }
    },
  }
}

function createSessions({ accessLog, clock }: StaffParts): Pick<Staff, 'visit' | 'signOut'> {
  return {
    async visit(tx, session) {
      if (!TOKEN_PATTERN.test(session)) return undefined
      const found = await findSession(tx, hashToken(session), clock.now())
      return found && memberOf(found.account)
    },
    async signOut(tx, session, address) {
      const found = await findSession(tx, hashToken(session), clock.now())
      if (!found) return
      await removeSession(tx, hashToken(session))
      await accessLog.note(tx, { actor: 'staff', actorId: found.account.id, address, action: 'sign-out' })
    },
  }
}

type Managing = Pick<Staff, 'list' | 'find' | 'byEmail' | 'disable' | 'enable' | 'endSessions'>

function createManaging(parts: StaffParts): Managing {
  const { accessLog, clock } = parts
  const act = async (tx: Tx, acting: Acting, id: string, action: AccessAction, work: () => Promise<boolean>) => {
    if (!(await work())) return { ok: false, refused: 'not-found' } as const
    await note(parts, tx, acting, action, id)
    return { ok: true } as const
  }
  return {
    async list(tx, { staffId, address }) {
      await accessLog.note(tx, { actor: 'staff', actorId: staffId, address, action: 'staff' })
      return (await listStaff(tx, clock.now())).map(listed)
    },
    async find(tx, id) {
      const [found] = await listStaff(tx, clock.now(), id)
      return found && listed(found)
    },
    async byEmail(tx, email) {
      const account = await findStaffByEmail(tx, tidyEmail(email))
      return account && memberOf(account)
    },
    async disable(tx, acting, id) {
      const admins = await holdAdmins(tx)
      const isLast = admins.length === 1 && admins[0] === id
      if (isLast && acting.staffId) return { ok: false, refused: 'last-admin' }
      return act(tx, acting, id, 'staff-disabled', async () => {
        const found = await setStaffDisabled(tx, id, clock.now())
        await removeSessionsOf(tx, id)
        return found
      })
    },
    enable: (tx, acting, id) => act(tx, acting, id, 'staff-enabled', () => setStaffDisabled(tx, id, null)),
    endSessions: (tx, acting, id) =>
      act(tx, acting, id, 'sessions-ended', async () => {
        await removeSessionsOf(tx, id)
        return (await listStaff(tx, clock.now(), id)).length > 0
      }),
  }
}

function note({ accessLog }: StaffParts, tx: Tx, acting: Acting, action: AccessAction, id: string): Promise<void> {
  const { staffId, address } = acting
  return accessLog.note(tx, { actor: 'staff', actorId: staffId, address, action, details: { staffId: id } })
}

function listed(row: StaffAccount & { organisation: string | null; sessions: number }): ListedStaff {
  const { disabledAt, passwordHash, organisation, signedInAt, sessions } = row
  const state = disabledAt ? 'disabled' : passwordHash ? 'active' : 'invited'
  return { ...memberOf(row), state, organisation, signedInAt, sessions }
}
