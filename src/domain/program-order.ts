/** The order in which programs are listed, and where a list goes on. */
import { isOwn, type Program } from './program.js'
import { LONGEST_DAYS } from './program-rules.js'

/**
 * A list is read part after part: what begins on a day, by its start; what goes on for longer than a week, as only portals have it, by
 * its end, for it has begun long ago or is over late; at last what nobody told the days of.
 */
export const PARTS = ['dated', 'long', 'undated'] as const
export type Part = (typeof PARTS)[number]

/** The last program that was shown, by what the order looks at: a list goes on behind it, whatever came or went meanwhile. */
export interface Cursor {
  readonly part: Part
  /** ISO 8601; `null` where there are no days. */
  readonly at: string | null
  readonly id: string
}

const LONGEST_MS = LONGEST_DAYS * 24 * 60 * 60 * 1000

export function cursorOf({ id, startsAt, endsAt }: Pick<Program, 'id' | 'startsAt' | 'endsAt'>): Cursor {
  if (!startsAt) return { part: 'undated', at: null, id }
  if (endsAt && endsAt.getTime() - startsAt.getTime() > LONGEST_MS)
    return { part: 'long', at: endsAt.toISOString(), id }
  return { part: 'dated', at: startsAt.toISOString(), id }
}

/**
 * A page as it is read: in the order in which it was listed, and of what begins at the same moment first what can be applied for here, of
 * that what needs nobody's approval, then by title; a row keeps its place however often the page is shown.
 */
export function inReadingOrder<One extends Program>(page: readonly One[]): One[] {
  const places = page.map((program, at) => ({ program, at, moment: momentOf(program) }))
  const firstOf = new Map<string, number>()
  for (const { moment, at } of places) if (!firstOf.has(moment)) firstOf.set(moment, at)
  const rank = ({ program, at, moment }: (typeof places)[number]) => ({
    place: firstOf.get(moment) ?? at,
    fit: isOwn(program) ? (program.approval === 'automatic' ? 0 : 1) : 2,
    program,
  })
  return places
    .map(rank)
    .sort(
      (one, other) =>
        one.place - other.place ||
        one.fit - other.fit ||
        compare(one.program.title, other.program.title) ||
        compare(one.program.id, other.program.id),
    )
    .map(({ program }) => program)
}

/** Of one moment are those that the order of lists tells apart by their id alone. */
function momentOf(program: Program): string {
  const { part, at } = cursorOf(program)
  return `${part} ${at}`
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
