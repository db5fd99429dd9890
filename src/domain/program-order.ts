/** The order in which programs are listed, and where a list goes on. */
import type { Program } from './program.js'

/** The last program that was shown, by what the order looks at: a list goes on behind it, whatever came or went meanwhile. */
export interface Cursor {
  /** ISO 8601. */
  readonly startsAt: string
  readonly id: string
}

export function cursorOf({ startsAt, id }: Pick<Program, 'startsAt' | 'id'>): Cursor {
  return { startsAt: startsAt.toISOString(), id }
}
