/** The order in which programs are listed, and where a list goes on. */
import type { Program } from './program.js'
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
