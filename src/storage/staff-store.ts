/** Staff accounts and their sessions. Only hashes of secrets are kept. */
import { MoreThan } from 'typeorm'
import { allowances } from './tables-of-activity.js'
import { type StaffRow, type StaffSessionRow, staff, staffSessions } from './tables-of-talk.js'
import type { Tx } from './transaction.js'

export type StaffAccount = StaffRow
export type StaffSession = StaffSessionRow
export type Invitation = Pick<StaffRow, 'email' | 'role' | 'organisationId' | 'inviteHash' | 'inviteExpiresAt'>

export interface StaffStore {
  /** Adds the account, or invites the one with this e-mail again, with the role and organisation given now. */
  invite(tx: Tx, invitation: Invitation, now: Date): Promise<void>
  findByEmail(tx: Tx, email: string): Promise<StaffAccount | undefined>
  isInvited(tx: Tx, inviteHash: Buffer, now: Date): Promise<boolean>
  /** Sets the password and spends the invitation; returns whose it was, or undefined when somebody else did, or it has expired. */
  acceptInvitation(tx: Tx, inviteHash: Buffer, passwordHash: string, now: Date): Promise<string | undefined>
  addSession(tx: Tx, session: StaffSession): Promise<void>
  /** The session with its account, when it has not ended at `now`. */
  findSession(tx: Tx, hash: Buffer, now: Date): Promise<{ session: StaffSession; account: StaffAccount } | undefined>
  removeSession(tx: Tx, hash: Buffer): Promise<void>
  removeSessionsOf(tx: Tx, staffId: string): Promise<void>
  /** Gives back what was taken from an allowance: a sign-in that succeeded is no failed try. */
  giveBackTry(tx: Tx, bucket: Buffer, startsAt: Date): Promise<void>
}

export function createStaffStore(): StaffStore {
  return {
    async invite(tx, { email, role, organisationId, inviteHash, inviteExpiresAt }, now) {
      await tx.query(
        `INSERT INTO staff (email, role, organisation_id, invite_hash, invite_expires_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (email) DO UPDATE SET role = $2, organisation_id = $3, invite_hash = $4, invite_expires_at = $5`,
        [email, role, organisationId, inviteHash, inviteExpiresAt, now],
      )
    },
    async findByEmail(tx, email) {
      return (await tx.getRepository(staff).findOneBy({ email })) ?? undefined
    },
    isInvited: (tx, inviteHash, now) =>
      tx.getRepository(staff).existsBy({ inviteHash, inviteExpiresAt: MoreThan(now) }),
    async acceptInvitation(tx, inviteHash, passwordHash, now) {
      const [rows] = await tx.query(
        `UPDATE staff SET password_hash = $2, invite_hash = NULL, invite_expires_at = NULL
          WHERE invite_hash = $1 AND invite_expires_at > $3 RETURNING id`,
        [inviteHash, passwordHash, now],
      )
      return rows[0]?.id
    },
    async addSession(tx, session) {
      await tx.query('DELETE FROM staff_sessions WHERE expires_at <= $1', [session.createdAt])
      await tx.getRepository(staffSessions).insert(session)
    },
    async findSession(tx, hash, now) {
      const session = await tx.getRepository(staffSessions).findOneBy({ hash, expiresAt: MoreThan(now) })
      const account = session && (await tx.getRepository(staff).findOneBy({ id: session.staffId }))
      return account ? { session, account } : undefined
    },
    async removeSession(tx, hash) {
      await tx.getRepository(staffSessions).delete({ hash })
    },
    async removeSessionsOf(tx, staffId) {
      await tx.getRepository(staffSessions).delete({ staffId })
    },
    async giveBackTry(tx, bucket, startsAt) {
      await tx.getRepository(allowances).decrement({ bucket, startsAt }, 'used', 1)
    },
  }
}
