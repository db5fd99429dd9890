/** Where a member begins, and what the menu of every page offers: only what the role opens, with how many wait for a person. */
import type { RequestHandler, Response } from 'express'
import type { Services } from '../services/index.js'
import type { StaffMember } from '../services/staff.js'
import { allows, type Path } from './access.js'
import { memberOf } from './visitor.js'

export interface MenuEntry {
  readonly name: string
  readonly href: string
  /** How many wait there; null where nothing is counted. */
  readonly count: number | null
}

/** In the order of the menu. Their words stand in the layout, by the name. */
const ENTRIES: readonly (readonly [name: string, path: Path])[] = [
  ['conversations', '/conversations'],
  ['requests', '/requests'],
  ['organisations', '/organisations'],
  ['organisation', '/organisation'],
  ['staff', '/staff'],
]

export function homeOf(member: StaffMember): string {
  const [, path = '/conversations'] = ENTRIES.find(([, path]) => allows(member, 'get', path)) ?? []
  return `/console${path}`
}

export function createMenu({ transactions, requests }: Pick<Services, 'transactions' | 'requests'>): RequestHandler {
  return async (_request, response, next) => {
    const member = memberOf(response)
    const open = allows(member, 'get', '/requests') ? await transactions.run(tx => requests.countOpen(tx)) : 0
    response.locals.menu = ENTRIES.filter(([, path]) => allows(member, 'get', path)).map(([name, path]) => ({
      name,
      href: `/console${path}`,
      count: name === 'requests' && open > 0 ? open : null,
    })) satisfies MenuEntry[]
    next()
  }
}

/** The menu of a page; empty before the sign-in and on a page that failed before it. */
export function menuOf(response: Response): readonly MenuEntry[] {
  return (response.locals.menu as MenuEntry[] | undefined) ?? []
}
