/** Staff accounts, their sessions and the browsers they have signed in with. Only hashes of secrets are kept. */
import { IsNull, MoreThan } from 'typeorm'
import { allowances } from './tables-of-activity.js'
import {
  type StaffDeviceRow,
  type StaffRow,
  type StaffSessionRow,
  staff,
  staffDevices,
  staffSessions,
} from './tables-of-talk.js'
import type { Tx } from './transaction.js'

export type StaffAccount = StaffRow
export type StaffSession = StaffSessionRow
export type StaffDevice = StaffDeviceRow
export type Invitation = Pick<StaffRow, 'email' | 'role' | 'organisationId' | 'inviteHash' | 'inviteExpiresAt'>
export type ListedAccount = StaffAccount & { readonly organisation: string | null; readonly sessions: number }

export interface StaffStore {
  /** Adds the account, or invites the one with this e-mail again, with the role and organisation given now; returns its id. */
  invite(tx: Tx, invitation: Invitation, now: Date): Promise<string>
  findByEmail(tx: Tx, email: string): Promise<StaffAccount | undefined>
  /** The e-mail of the account whose invitation this is. */
  invited(tx: Tx, inviteHash: Buffer, now: Date): Promise<string | undefined>
  /** Sets the password and spends the invitation; returns whose it was, or undefined when somebody else did, or it has expired. */
  acceptInvitation(tx: Tx, inviteHash: Buffer, passwordHash: string, now: Date): Promise<string | undefined>
  /** All accounts by e-mail, or the one with this id, with the number of sessions that have not ended. */
  list(tx: Tx, now: Date, id?: string): Promise<ListedAccount[]>
  /** Ids of the admins of the service who can sign in; their rows are held until the transaction ends. */
  holdAdmins(tx: Tx): Promise<string[]>
  /** Disables the account since then, or lets it in again. Returns whether there is one. */
  setDisabled(tx: Tx, id: string, since: Date | null): Promise<boolean>
  addSession(tx: Tx, session: StaffSession): Promise<void>
  /** The session with its account, when it has not ended at `now` and the account is not disabled. */
  findSession(tx: Tx, hash: Buffer, now: Date): Promise<{ session: StaffSession; account: StaffAccount } | undefined>
  removeSession(tx: Tx, hash: Buffer): Promise<void>
  removeSessionsOf(tx: Tx, staffId: string): Promise<void>
  knowsDevice(tx: Tx, staffId: string, hash: Buffer, usedAfter: Date): Promise<boolean>
  /** Keeps the browser as one that has just signed in, and of the account's browsers the `most` last ones. */
  keepDevice(tx: Tx, device: StaffDevice, most: number): Promise<void>
  /** Counts one more in this window and returns how many that makes; undefined when there were `most` already. */
  takeTry(tx: Tx, bucket: Buffer, startsAt: Date, most: number): Promise<number | undefined>
  /** Gives back what was counted: a sign-in that succeeded is no failed try. */
  giveBackTry(tx: Tx, bucket: Buffer, startsAt: Date): Promise<void>
}

export function createStaffStore(): StaffStore {
  return { ...accounts, ...sessions, ...tries }
}

const COLUMNS = `
  s.id, s.email, s.role, s.organisation_id AS "organisationId", s.password_hash AS "passwordHash", s.invite_hash AS "inviteHash",
  s.invite_expires_at AS "inviteExpiresAt", s.created_at AS "createdAt", s.disabled_at AS "disabledAt", s.signed_in_at AS "signedInAt"`

const accounts: Pick<
  StaffStore,
  'invite' | 'findByEmail' | 'invited' | 'acceptInvitation' | 'list' | 'holdAdmins' | 'setDisabled'
> = {
  async invite(tx, { email, role, organisationId, inviteHash, inviteExpiresAt }, now) {
    const [row] = await tx.query(
      `INSERT INTO staff (email, role, organisation_id, invite_hash, invite_expires_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (email) DO UPDATE SET role = $2, organisation_id = $3, invite_hash = $4, invite_expires_at = $5
       RETURNING id`,
      [email, role, organisationId, inviteHash, inviteExpiresAt, now],
    )
    return row.id
  },
  async findByEmail(tx, email) {
    return (await tx.getRepository(staff).findOneBy({ email })) ?? undefined
  },
  async invited(tx, inviteHash, now) {
    const account = await tx
      .getRepository(staff)
      .findOneBy({ inviteHash, inviteExpiresAt: MoreThan(now), disabledAt: IsNull() })
    return account?.email
  },
  async acceptInvitation(tx, inviteHash, passwordHash, now) {
    const [rows] = await tx.query(
      `UPDATE staff SET password_hash = $2, invite_hash = NULL, invite_expires_at = NULL
        WHERE invite_hash = $1 AND invite_expires_at > $3 AND disabled_at IS NULL RETURNING id`,
      [inviteHash, passwordHash, now],
    )
    return rows[0]?.id
  },
  list: (tx, now, id) =>
    tx.query(
      `SELECT ${COLUMNS}, o.name AS organisation,
              (SELECT count(*)::int FROM staff_sessions x WHERE x.staff_id = s.id AND x.expires_at > $1) AS sessions
         FROM staff s LEFT JOIN organisations o ON o.id = s.organisation_id
        WHERE $2::uuid IS NULL OR s.id = $2 ORDER BY s.email`,
      [now, id ?? null],
    ),
  async holdAdmins(tx) {
    const rows: { id: string }[] = await tx.query(
      `SELECT id FROM staff WHERE role = 'admin' AND organisation_id IS NULL AND disabled_at IS NULL AND password_hash IS NOT NULL
        ORDER BY id FOR NO KEY UPDATE`,
    )
    return rows.map(({ id }) => id)
  },
  async setDisabled(tx, id, since) {
    const invitation = since ? ', invite_hash = NULL, invite_expires_at = NULL' : ''
    const [rows] = await tx.query(
      `UPDATE staff SET disabled_at = CASE WHEN $2::timestamptz IS NULL THEN NULL ELSE coalesce(disabled_at, $2) END${invitation}
        WHERE id = $1 RETURNING id`,
      [id, since],
    )
    return rows.length > 0
  },
}

const sessions: Pick<StaffStore, 'addSession' | 'findSession' | 'removeSession' | 'removeSessionsOf'> = {
  async addSession(tx, session) {
    await tx.query('DELETE FROM staff_sessions WHERE expires_at <= $1', [session.createdAt])
    await tx.getRepository(staffSessions).insert(session)
    await tx.getRepository(staff).update(session.staffId, { signedInAt: session.createdAt })
  },
  async findSession(tx, hash, now) {
    const session = await tx.getRepository(staffSessions).findOneBy({ hash, expiresAt: MoreThan(now) })
    const account = session && (await tx.getRepository(staff).findOneBy({ id: session.staffId, disabledAt: IsNull() }))
    return account ? { session, account } : undefined
  },
  async removeSession(tx, hash) {
    await tx.getRepository(staffSessions).delete({ hash })
  },
  async removeSessionsOf(tx, staffId) {
    await tx.getRepository(staffSessions).delete({ staffId })
  },
}

const tries: Pick<StaffStore, 'knowsDevice' | 'keepDevice' | 'takeTry' | 'giveBackTry'> = {
  knowsDevice: (tx, staffId, hash, usedAfter) =>
    tx.getRepository(staffDevices).existsBy({ hash, staffId, seenAt: MoreThan(usedAfter) }),
  async keepDevice(tx, device, most) {
    await tx.getRepository(staffDevices).upsert(device, ['hash'])
    await tx.query(
      `DELETE FROM staff_devices WHERE staff_id = $1 AND hash NOT IN
         (SELECT hash FROM staff_devices WHERE staff_id = $1 ORDER BY seen_at DESC LIMIT $2)`,
      [device.staffId, most],
    )
  },
  async takeTry(tx, bucket, startsAt, most) {
    const rows: { used: number }[] = await tx.query(
      `INSERT INTO allowances AS a (bucket, starts_at, used) VALUES ($1, $2, 1)
       ON CONFLICT (bucket, starts_at) DO UPDATE SET used = a.used + 1 WHERE a.used < $3 RETURNING used`,
      [bucket, startsAt, most],
    )
    return rows[0]?.used
  },
  async giveBackTry(tx, bucket, startsAt) {
    await tx.getRepository(allowances).decrement({ bucket, startsAt }, 'used', 1)
  },
}
