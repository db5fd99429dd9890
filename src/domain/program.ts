/** A program (활동): something to take part in, and who may. */
import { clean, cleanLine, cleanList } from '../platform/clean.js'
import { seoulDay } from '../platform/clock.js'
import { ageOn } from './person.js'
import { type OtherPortal, PORTALS, type PortalName } from './portal.js'

/** Where a program stands on a portal; `url` is the page that the portal itself names. */
export interface Origin {
  readonly portal: OtherPortal
  readonly externalId: string
  readonly url: string | null
}

interface About {
  readonly id: string
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
  readonly preparation: string
  readonly contact: string
  readonly careers: readonly string[]
  readonly state: 'open' | 'cancelled'
  /** How often it was moved away under people who had applied. */
  readonly moves: number
  readonly origins: readonly Origin[]
}

/** When it is, for how many and for whom. */
interface Terms {
  readonly startsAt: Date
  readonly endsAt: Date
  readonly capacity: number
  readonly seatsTaken: number
  readonly approval: 'automatic' | 'manual'
  readonly minAge: number
  readonly maxAge: number
  readonly recruitUntil: Date
  readonly cancelUntil: Date
  readonly certificate: 'automatic' | 'manual'
}

/** Made by one of our organisations, which tells all of it; it may stand on portals as well. */
export interface OwnProgram extends About, Terms {
  readonly organisationId: string
}

/** Read from portals, at least one: what none of them tells is `null`. */
export interface PortalProgram extends About, Unknowing<Terms> {
  readonly organisationId: null
}
type Unknowing<T> = { readonly [Name in keyof T]: T[Name] | null }

export type Program = OwnProgram | PortalProgram

export function isOwn(program: Program): program is OwnProgram {
  return program.organisationId !== null
}

/** Where it is taken part in: with us, or on each of its portals. */
export function portalsOf(program: Program): readonly PortalName[] {
  return isOwn(program) ? ['own'] : program.origins.map(({ portal }) => portal)
}

/** Whether one applies for it here: then it is ours, and all its terms are known. */
export function isAppliedForHere(program: Program): program is OwnProgram {
  return isOwn(program) && PORTALS.own.can.apply
}

/** What a search asks for. `from` and `to` are days (inclusive), the times are wall times `HH:mm` of the start. */
export interface ProgramFilter {
  readonly text?: string
  readonly organisationId?: string
  readonly sido?: string
  readonly sigungu?: string
  readonly sidos?: readonly string[]
  /** Any of several places, where there is more than one. */
  readonly places?: readonly { readonly sido: string; readonly sigungu?: string }[]
  readonly category?: string
  readonly career?: string
  readonly kind?: Program['kind']
  /** Ours, or what stands on this portal. */
  readonly portal?: PortalName
  readonly online?: boolean
  readonly from?: string
  readonly to?: string
  readonly timeFrom?: string
  readonly timeTo?: string
  /** Wall time by which it is over, on the day on which it starts. */
  readonly endsBy?: string
  /** How long it takes, in minutes, both ends included. */
  readonly length?: { readonly least: number; readonly most: number }
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
  /** Only what somebody of this age may take part in, as far as ages are told. */
  readonly age?: number
  /** Only what can still be applied for, with this many seats left. */
  readonly openFor?: number
}

export const DEFAULT_CANCEL_LEAD_MS = 24 * 60 * 60 * 1000

export type ApplyRefusal = 'external' | 'program-cancelled' | 'closed' | 'full' | 'under-age' | 'over-age'

/** Why this person cannot apply here and now; undefined when they can. Age counts on the day of the activity. */
export function refusalToApply(program: Program, birth: string, now: Date): ApplyRefusal | undefined {
  if (!isAppliedForHere(program)) return 'external'
  if (program.state === 'cancelled') return 'program-cancelled'
  if (now >= program.recruitUntil || now >= program.startsAt) return 'closed'
  const age = ageOn(birth, seoulDay(program.startsAt))
  if (age < program.minAge) return 'under-age'
  if (age > program.maxAge) return 'over-age'
  return isFull(program) ? 'full' : undefined
}

/** Whether somebody of this age may take part, as far as ages are told and the age is known. */
export function isForAge({ minAge, maxAge }: Pick<Program, 'minAge' | 'maxAge'>, age: number | undefined): boolean {
  return age === undefined || ((minAge ?? age) <= age && age <= (maxAge ?? age))
}

export function isFull(program: Pick<Program, 'seatsTaken' | 'capacity'>): boolean {
  return seatsLeft(program) === 0
}

/** Undefined where nobody told of seats. */
export function seatsLeft({ capacity, seatsTaken }: Pick<Program, 'seatsTaken' | 'capacity'>): number | undefined {
  return capacity === null || seatsTaken === null ? undefined : Math.max(0, capacity - seatsTaken)
}

/** Where the portal shows it to people. */
export function pageOf({ portal, externalId, url }: Origin): string {
  return url ?? PORTALS[portal].page(externalId)
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
