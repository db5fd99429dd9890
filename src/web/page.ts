/** One page of a volunteer in one description: who may see it, and what it answers in the transaction that is committed first. */
import type { Clock } from '../platform/clock.js'
import type { Log } from '../platform/log.js'
import type { Services, Tx } from '../services/index.js'
import type { CookieName } from './cookies.js'
import type { Found } from './link-form.js'
import type { Views } from './views.js'

export interface PageParts {
  readonly services: Services
  readonly views: Views
  readonly clock: Clock
  readonly log: Log
  /** Called once a link is committed. That it fails takes nothing back. */
  readonly onLinked: (account: { messenger: 'kakao' | 'talktalk'; userKey: string }) => Promise<void>
}

/** What a request carries. */
export interface Asked extends PageParts {
  /** The `:id` of the path; empty where there is none. */
  readonly id: string
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
  /** Where it comes from. */
  readonly address: string
  /** Whether a program asks, or a page's own script. */
  readonly isJson: boolean
  cookie(name: CookieName): string
}
interface InTransaction extends Asked {
  /** Committed before anything is sent, also when what is answered is a refusal. */
  readonly tx: Tx
}

/** What a page is called with, by who may see it. */
export interface Calls {
  /** Needs no database, and knows nobody. */
  anybody: Asked
  /** Whoever bears an entry token: it is in the form, and spent by it. */
  entering: InTransaction
  /** Whoever bears a link: its token or code is in the form, or it was opened in this browser. */
  linking: InTransaction & { readonly link: Found }
  /** Whoever has a visit; without a live one 401. */
  visiting: InTransaction & { readonly volunteerId: string }
}
export type Who = keyof Calls

export type Answer = (
  | { readonly page: string; readonly variables?: Record<string, unknown>; readonly status?: number }
  /** `said` names words that the next page of the visit shows once. */
  | { readonly goTo: string; readonly said?: string }
  | { readonly file: string; readonly content: object }
) & {
  /** Cookies that are set; null takes one away. */
  readonly keep?: { readonly [name in CookieName]?: string | null }
  /** What a program gets instead; an error refuses it. */
  readonly json?: object
  /** Done once everything is committed, before the answer is sent. */
  readonly afterwards?: () => Promise<void>
}

interface Described<W extends Who> {
  /** A look spends nothing: link previews look, too. Forms that are posted carry `csrf`, or the token that they spend. */
  readonly method: 'get' | 'post'
  readonly path: string
  readonly who: W
  run(call: Calls[W]): Promise<Answer>
}
export type Page = { [W in Who]: Described<W> }[Who]

export function page<W extends Who>(described: Described<W>): Described<W> {
  return described
}
