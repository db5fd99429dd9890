/** A member of staff: who it is, and which role lets do what. */
import type { StaffAccount } from '../storage/staff.js'

/** Each later one may do what the earlier ones may: read lists; read conversations and take requests; see organisations; manage staff. */
export const ROLES = ['viewer', 'reviewer', 'manager', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** `organisationId` is null for staff of the whole service. */
export type StaffMember = Pick<StaffAccount, 'id' | 'email' | 'role' | 'organisationId'>

export const SESSION_LIFE_MS = 12 * 60 * 60 * 1000

export function memberOf({ id, email, role, organisationId }: StaffAccount): StaffMember {
  return { id, email, role, organisationId }
}

export function tidyEmail(email: string): string {
  return email.trim().toLowerCase()
}
