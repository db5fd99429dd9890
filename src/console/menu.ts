/** Where a member begins, and what the menu of every page offers: only what the role opens, with how many wait for a person. */
import type { Tx } from '../services/index.js'
import type { StaffMember } from '../services/staff.js'
import { type Page, type PageParts, permits } from './page.js'

export interface MenuEntry {
  readonly label: string
  readonly href: string
  /** How many wait there; null where nothing is counted. */
  readonly count: number | null
}

export interface Menu {
  /** Whether this member may open the page at this path. Throws where there is none. */
  mayOpen(member: StaffMember, path: string): boolean
  homeOf(member: StaffMember): string
  of(tx: Tx, services: PageParts, member: StaffMember): Promise<readonly MenuEntry[]>
}

export function createMenu(pages: readonly Page[]): Menu {
  const mayOpen = (member: StaffMember, path: string) => {
    const page = pages.find(page => page.method === 'get' && page.path === path)
    if (!page) throw new Error('There is no such page')
    return permits(page, member)
  }
  const entriesOf = (member: StaffMember) => pages.filter(page => page.menu && permits(page, member))
  return {
    mayOpen,
    homeOf: member => `/console${entriesOf(member)[0]?.path ?? '/conversations'}`,
    async of(tx, { requests }, member) {
      const waiting = mayOpen(member, '/requests') ? await requests.countOpen(tx) : 0
      return entriesOf(member).map(({ path, menu: label = '' }) => ({
        label,
        href: `/console${path}`,
        count: path === '/requests' && waiting > 0 ? waiting : null,
      }))
    },
  }
}
