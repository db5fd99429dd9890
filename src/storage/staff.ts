/** Staff accounts, their sessions and the browsers they have signed in with. Only hashes of secrets are kept. */
import { EntitySchema, IsNull, MoreThan } from 'typeorm'
import { optional } from './columns.js'
import { allowances } from './tokens.js'
import type { Tx } from './transaction.js'

export interface StaffRow {
  id: string
  email: string
  role: 'viewer' | 'reviewer' | 'manager' | 'admin'
  organisationId: string | null
  passwordHash: string | null
  inviteHash: Buffer | null
  inviteExpiresAt: Date | null
  createdAt: Date
  disabledAt: Date | null
  signedInAt: Date | null
}
export const staff = new EntitySchema<StaffRow>({
  name: 'staff',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    email: { type: 'text' },
    role: { type: 'text' },
    organisationId: { type: 'uuid', ...optional('organisation_id') },
    passwordHash: { type: 'text', ...optional('password_hash') },
    inviteHash: { type: 'bytea', ...optional('invite_hash') },
    inviteExpiresAt: { type: 'timestamptz', ...optional('invite_expires_at') },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    disabledAt: { type: 'timestamptz', ...optional('disabled_at') },
    signedInAt: { type: 'timestamptz', ...optional('signed_in_at') },
  },
})

export interface StaffSessionRow {
  hash: Buffer
  staffId: string
  createdAt: Date
  expiresAt: Date
}
export const staffSessions = new EntitySchema<StaffSessionRow>({
  name: 'staff_sessions',
  columns: {
    hash: { type: 'bytea', primary: true },
    staffId: { type: 'uuid', name: 'staff_id' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
  },
})

export interface StaffDeviceRow {
  hash: Buffer
  staffId: string
  seenAt: Date
}
export const staffDevices = new EntitySchema<StaffDeviceRow>({
  name: 'staff_devices',
  columns: {
    hash: { type: 'bytea', primary: true },
    staffId: { type: 'uuid', name: 'staff_id' },
    seenAt: { type: 'timestamptz', name: 'seen_at' },
  },
})

export type StaffAccount = StaffRow
export type StaffSession = StaffSessionRow
export type StaffDevice = StaffDeviceRow
export type Invitation = Pick<StaffRow, 'email' | 'role' | 'organisationId' | 'inviteHash' | 'inviteExpiresAt'>
export type ListedAccount = StaffAccount & { readonly organisation: string | null; readonly sessions: number }

/** Adds the account, or invites the one with this e-mail again, with the role and organisation given now; returns its id. */
export async function inviteStaff(
  tx: Tx,
  { email, role, organisationId, inviteHash, inviteExpiresAt }: Invitation,
  now: Date,
): Promise<string> {
  const [row] = await tx.query(
    `INSERT INTO staff (email, role, organisation_id, invite_hash, invite_expires_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (email) DO UPDATE SET role = $2, organisation_id = $3, invite_hash = $4, invite_expires_at = $5
       RETURNING id`,
    [email, role, organisationId, inviteHash, inviteExpiresAt, now],
  )
  return row.id
}

export async function findStaffByEmail(tx: Tx, email: string): Promise<StaffAccount | undefined> {
  return (await tx.getRepository(staff).findOneBy({ email })) ?? undefined
}

/** The e-mail of the account whose invitation this is. */
export async function findInvited(tx: Tx, inviteHash: Buffer, now: Date): Promise<string | undefined> {
  const account = await tx
    .getRepository(staff)
    .findOneBy({ inviteHash, inviteExpiresAt: MoreThan(now), disabledAt: IsNull() })
  return account?.email
}

/** Sets the password and spends the invitation; returns whose it was, or undefined when somebody else did, or it has expired. */
export async function acceptInvitation(
  tx: Tx,
  inviteHash: Buffer,
  passwordHash: string,
  now: Date,
): Promise<string | undefined> {
  const [rows] = await tx.query(
    `UPDATE staff SET password_hash = $2, invite_hash = NULL, invite_expires_at = NULL
        WHERE invite_hash = $1 AND invite_expires_at > $3 AND disabled_at IS NULL RETURNING id`,
    [inviteHash, passwordHash, now],
  )
  return rows[0]?.id
}

/** All accounts by e-mail, or the one with this id, with the number of sessions that have not ended. */
export function listStaff(tx: Tx, now: Date, id?: string): Promise<ListedAccount[]> {
  return tx.query(
    `SELECT ${COLUMNS}, o.name AS organisation,
              (SELECT count(*)::int FROM staff_sessions x WHERE x.staff_id = s.id AND x.expires_at > $1) AS sessions
         FROM staff s LEFT JOIN organisations o ON o.id = s.organisation_id
        WHERE $2::uuid IS NULL OR s.id = $2 ORDER BY s.email`,
    [now, id ?? null],
  )
}

/** Ids of the admins of the service who can sign in; their rows are held until the transaction ends. */
export async function holdAdmins(tx: Tx): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(
    `SELECT id FROM staff WHERE role = 'admin' AND organisation_id IS NULL AND disabled_at IS NULL AND password_hash IS NOT NULL
        ORDER BY id FOR NO KEY UPDATE`,
  )
  return rows.map(({ id }) => id)
}

/** Disables the account since then, or lets it in again. Returns whether there is one. */
export async function setStaffDisabled(tx: Tx, id: string, since: Date | null): Promise<boolean> {
  const invitation = since ? ', invite_hash = NULL, invite_expires_at = NULL' : ''
  const [rows] = await tx.query(
    `UPDATE staff SET disabled_at = CASE WHEN $2::timestamptz IS NULL THEN NULL ELSE coalesce(disabled_at, $2) END${invitation}
        WHERE id = $1 RETURNING id`,
    [id, since],
  )
  return rows.length > 0
}

export async function addSession(tx: Tx, session: StaffSession): Promise<void> {
  await tx.query('DELETE FROM staff_sessions WHERE expires_at <= $1', [session.createdAt])
  await tx.getRepository(staffSessions).insert(session)
  await tx.getRepository(staff).update(session.staffId, { signedInAt: session.createdAt })
}

/** The session with its account, when it has not ended at `now` and the account is not disabled. */
export async function findSession(
  tx: Tx,
  hash: Buffer,
  now: Date,
): Promise<{ session: StaffSession; account: StaffAccount } | undefined> {
  const session = await tx.getRepository(staffSessions).findOneBy({ hash, expiresAt: MoreThan(now) })
  const account = session && (await tx.getRepository(staff).findOneBy({ id: session.staffId, disabledAt: IsNull() }))
  return account ? { session, account } : undefined
}

export async function removeSession(tx: Tx, hash: Buffer): Promise<void> {
  await tx.getRepository(staffSessions).delete({ hash })
}

export async function removeSessionsOf(tx: Tx, staffId: string): Promise<void> {
  await tx.getRepository(staffSessions).delete({ staffId })
}

export function knowsDevice(tx: Tx, staffId: string, hash: Buffer, usedAfter: Date): Promise<boolean> {
  return tx.getRepository(staffDevices).existsBy({ hash, staffId, seenAt: MoreThan(usedAfter) })
}

/** Keeps the browser as one that has just signed in, and of the account's browsers the `most` last ones. */
export async function keepDevice(tx: Tx, device: StaffDevice, most: number): Promise<void> {
  await tx.getRepository(staffDevices).upsert(device, ['hash'])
  await tx.query(
    `DELETE FROM staff_devices WHERE staff_id = $1 AND hash NOT IN
         (SELECT hash FROM staff_devices WHERE staff_id = $1 ORDER BY seen_at DESC LIMIT $2)`,
    [device.staffId, most],
  )
}

/** Counts one more in this window and returns how many that makes; undefined when there were `most` already. */
export async function takeTry(tx: Tx, bucket: Buffer, startsAt: Date, most: number): Promise<number | undefined> {
  const rows: { used: number }[] = await tx.query(
    `INSERT INTO allowances AS a (bucket, starts_at, used) VALUES ($1, $2, 1)
       ON CONFLICT (bucket, starts_at) DO UPDATE SET used = a.used + 1 WHERE a.used < $3 RETURNING used`,
    [bucket, startsAt, most],
  )
  return rows[0]?.used
}

/** Gives back what was counted: a sign-in that succeeded is no failed try. */
export async function giveBackTry(tx: Tx, bucket: Buffer, startsAt: Date): Promise<void> {
  await tx.getRepository(allowances).decrement({ bucket, startsAt }, 'used', 1)
}

const COLUMNS = `
  s.id, s.email, s.role, s.organisation_id AS "organisationId", s.password_hash AS "passwordHash", s.invite_hash AS "inviteHash",
  s.invite_expires_at AS "inviteExpiresAt", s.created_at AS "createdAt", s.disabled_at AS "disabledAt", s.signed_in_at AS "signedInAt"`
