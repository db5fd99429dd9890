/** One page of the console in one description: who may open it, what it writes to the access log, what it shows. */
import type { AccessAction } from '../domain/access.js'
import type { Looker } from '../services/conversations.js'
import type { Services, Tx } from '../services/index.js'
import { ROLES, type Role, type StaffMember } from '../services/staff.js'

export type PageServices = Pick<
  Services,
  'transactions' | 'staff' | 'conversations' | 'requests' | 'organisations' | 'accessLog'
>
export interface PageParts extends PageServices {
  /** How people reach this service: a link to be copied begins with it. */
  readonly publicUrl?: () => string
  /** What this service cannot do for want of its keys, in words for staff. */
  readonly absent: readonly string[]
}

export type Method = 'get' | 'post'
/** Staff of the whole service, staff of one organisation, or both. */
type Side = 'service' | 'organisation' | 'both'
type Records = readonly AccessAction[]

export interface Call<L = Looker> {
  /** Committed before anything is sent. */
  readonly tx: Tx
  readonly services: PageParts
  readonly member: StaffMember
  /** Who looks: services that read a person's data ask for it. There is none on a page that records nothing. */
  readonly looker: L
  /** The token in the cookie of the session. */
  readonly session: string
  /** The `:id` of the path; empty where there is none. */
  readonly id: string
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
  /** Where this member begins. */
  readonly home: string
  /** Whether this member may open that page; pages ask it for the links they show. */
  mayOpen(path: string): boolean
}

/** `leaves` ends the session in this browser. */
export type Answer =
  | { readonly view: string; readonly status?: number; readonly variables: Record<string, unknown> }
  | { readonly goTo: string; readonly leaves?: true }

export interface PageOf<R extends Records> {
  readonly method: Method
  readonly path: string
  /** The least role; each later one of `ROLES` may do what the earlier ones may. */
  readonly role: Role
  readonly side: Side
  /** What the menu of every page calls it; unset where it is not in the menu. */
  readonly menu?: string
  /** Which rows of the access log it writes, one of them each time. Empty: nobody's data is seen or changed. */
  readonly records: R
  run(call: Call<R extends readonly [] ? undefined : Looker>): Promise<Answer>
}
export type Page = PageOf<Records>

export function page<const R extends Records>(described: PageOf<R>): Page {
  return described
}

export function permits({ role, side }: Page, member: StaffMember): boolean {
  const mySide: Side = member.organisationId === null ? 'service' : 'organisation'
  return (side === 'both' || side === mySide) && ROLES.indexOf(member.role) >= ROLES.indexOf(role)
}
