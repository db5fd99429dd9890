/** Who may do what on the console: one table from route to role. What does not stand in it cannot be reached. */
import { type RequestHandler, Router } from 'express'
import { AppError } from '../platform/errors.js'
import { ROLES, type Role, type StaffMember } from '../services/staff.js'
import { memberOf } from './visitor.js'

type Method = 'get' | 'post'
/** Staff of the whole service, staff of one organisation, or both. */
type Side = 'service' | 'organisation' | 'both'

interface Rule {
  readonly method: Method
  readonly path: string
  /** The least role; each later one of `ROLES` may do what the earlier ones may. */
  readonly role: Role
  readonly side: Side
}

export const RULES = [
  { method: 'get', path: '/', role: 'viewer', side: 'both' },
  { method: 'post', path: '/sign-out', role: 'viewer', side: 'both' },
  { method: 'get', path: '/conversations', role: 'viewer', side: 'service' },
  { method: 'get', path: '/conversations/:id', role: 'reviewer', side: 'service' },
  { method: 'get', path: '/requests', role: 'reviewer', side: 'service' },
  { method: 'post', path: '/requests/:id/done', role: 'reviewer', side: 'service' },
  { method: 'post', path: '/requests/:id/reopen', role: 'reviewer', side: 'service' },
  { method: 'get', path: '/organisations', role: 'manager', side: 'service' },
  { method: 'get', path: '/organisation', role: 'viewer', side: 'organisation' },
  { method: 'get', path: '/staff', role: 'admin', side: 'service' },
  { method: 'post', path: '/staff/invite', role: 'admin', side: 'service' },
  { method: 'get', path: '/staff/:id', role: 'admin', side: 'service' },
  { method: 'post', path: '/staff/:id/invite', role: 'admin', side: 'service' },
  { method: 'post', path: '/staff/:id/disable', role: 'admin', side: 'service' },
  { method: 'post', path: '/staff/:id/enable', role: 'admin', side: 'service' },
  { method: 'post', path: '/staff/:id/end-sessions', role: 'admin', side: 'service' },
] as const satisfies readonly Rule[]

export type Path = (typeof RULES)[number]['path']

/** Whether this member may do this; the pages ask it for the links they show. */
export function allows(member: StaffMember, method: Method, path: Path): boolean {
  return RULES.some(rule => rule.method === method && rule.path === path && permits(rule, member))
}

function permits({ role, side }: Rule, member: StaffMember): boolean {
  const mySide: Side = member.organisationId === null ? 'service' : 'organisation'
  return (side === 'both' || side === mySide) && ROLES.indexOf(member.role) >= ROLES.indexOf(role)
}

/** Stands in front of every page below the sign-in. */
export function createGate(): RequestHandler {
  const gate = Router()
  for (const rule of RULES)
    gate[rule.method](rule.path, (_request, response, next) => {
      if (!permits(rule, memberOf(response))) throw new AppError('forbidden', 'This role may not do that')
      next('router')
    })
  gate.use(() => {
    throw new AppError('not-found', 'There is no such page')
  })
  return gate
}
