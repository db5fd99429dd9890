/** A program (활동): something to take part in, and who may. */
import { clean, cleanLine, cleanList } from '../platform/clean.js'
import { seoulDay } from '../platform/clock.js'
import { ageOn } from './person.js'
import { PORTALS, type PortalName } from './portal.js'

export interface Program {
  readonly id: string
  readonly portal: PortalName
  readonly externalId: string | null
  readonly organisationId: string | null
  readonly organisationName: string
  readonly title: string
  readonly description: string
  readonly kind: 'regular' | 'talent'
  readonly club: boolean
  readonly category: string
  readonly sido: string
  readonly sigungu: string | null
  readonly place: string
  readonly online: boolean
  readonly startsAt: Date
  readonly endsAt: Date
  readonly capacity: number
  readonly seatsTaken: number
  readonly approval: 'automatic' | 'manual'
  readonly minAge: number
  readonly maxAge: number
  readonly recruitUntil: Date
  readonly cancelUntil: Date
  readonly preparation: string
  readonly contact: string
  readonly careers: readonly string[]
  readonly certificate: 'automatic' | 'manual'
  readonly state: 'open' | 'cancelled'
  /** The portal's own page, for external programs. */
  readonly url: string | null
}

/** What a search asks for. `from` and `to` are days (inclusive), the times are wall times `HH:mm` of the start. */
export interface ProgramFilter {
  readonly text?: string
  readonly organisationId?: string
  readonly sido?: string
  readonly sigungu?: string
  readonly sidos?: readonly string[]
  readonly category?: string
  readonly career?: string
  readonly kind?: Program['kind']
  readonly portal?: PortalName
  readonly online?: boolean
  readonly from?: string
  readonly to?: string
  readonly timeFrom?: string
  readonly timeTo?: string
  /** ISO weekdays, Monday is 1. */
  readonly weekdays?: readonly number[]
  /** What is not wanted: a place, a field, days (inclusive). */
  readonly except?: {
    readonly sido?: string
    readonly sigungu?: string
    readonly category?: string
    readonly from?: string
    readonly to?: string
  }
  /** Only what can still be applied for, with this many seats left. */
  readonly openFor?: number
}

export const DEFAULT_CANCEL_LEAD_MS = 24 * 60 * 60 * 1000

export type ApplyRefusal = 'external' | 'program-cancelled' | 'closed' | 'full' | 'under-age' | 'over-age'

/** Why this person cannot apply here and now; undefined when they can. Age counts on the day of the activity. */
export function refusalToApply(program: Program, birth: string, now: Date): ApplyRefusal | undefined {
  if (!PORTALS[program.portal].can.apply) return 'external'
  if (program.state === 'cancelled') return 'program-cancelled'
  if (now >= program.recruitUntil || now >= program.startsAt) return 'closed'
  const age = ageOn(birth, seoulDay(program.startsAt))
  if (age < program.minAge) return 'under-age'
  if (age > program.maxAge) return 'over-age'
  return isFull(program) ? 'full' : undefined
}

export function isFull(program: Pick<Program, 'seatsTaken' | 'capacity'>): boolean {
  return program.seatsTaken >= program.capacity
}

/** Where a place is looked up on a map. */
export function mapOf(place: string): string {
  return `https://map.kakao.com/link/search/${encodeURIComponent(cleanLine(place))}`
}

const CLEANERS = {
  title: cleanLine,
  organisationName: cleanLine,
  place: cleanLine,
  preparation: cleanList,
  contact: cleanList,
  description: clean,
} as const
type Texts = Pick<Program, keyof typeof CLEANERS>

/** Those of the texts that are there, as they are kept: of one line each but for the description. */
export function cleanTexts<T extends Partial<Texts>>(program: T): Pick<T, keyof T & keyof Texts> {
  const texts = Object.entries(CLEANERS).flatMap(([name, cleaner]) => {
    const text = program[name as keyof Texts]
    return text === undefined ? [] : [[name, cleaner(text)]]
  })
  return Object.fromEntries(texts)
}
