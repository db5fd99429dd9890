/** A move: another time or place of a program that people have applied for. Whoever has not agreed to it may go without asking. */
import type { OwnProgram } from './program.js'

/** When and where. */
export type Setting = Pick<OwnProgram, 'startsAt' | 'endsAt' | 'sido' | 'sigungu' | 'place' | 'online'>

/** The setting before the move of that number, from 1. */
export interface Move extends Setting {
  readonly number: number
}

export function isMoved(before: Setting, after: Setting): boolean {
  const names: (keyof Setting)[] = ['startsAt', 'endsAt', 'sido', 'sigungu', 'place', 'online']
  return names.some(name => String(before[name]) !== String(after[name]))
}

/** What the person knew, of the moves that they have not agreed to, in order; of what was moved back, what it was last. */
export function knownSetting(moves: readonly Move[], now: Setting): Setting | undefined {
  return moves.find(move => isMoved(move, now)) ?? moves.at(-1)
}

/** The place, and where the other one is in another region, of which. */
export function spellPlace({ sido, sigungu, place }: Setting, other: Setting): string {
  if (sido === other.sido && sigungu === other.sigungu) return place
  return [sido, sigungu, place].filter(Boolean).join(' ')
}
