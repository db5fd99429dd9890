/** A text that is read rule by rule: what one rule understood is blanked, so that no later rule reads it again. */

import type { SlotValues } from './forms.js'

/** Something found in a text, `end` exclusive. */
export interface Mention<Value> {
  value: Value
  start: number
  end: number
}

/** A mention with what it says besides its own slot: the bound of a length, the open end of days. */
export interface Qualified<Value> extends Mention<Value> {
  more?: SlotValues
}

/** Stands for a character already understood; no rule matches it and it bounds words as a space does. */
export const BLANK = '□'
/** What stands between words of a text that `createSlotReader` has put on single spaces. */
export const BETWEEN_WORDS: readonly string[] = [' ', '.', '!', '?', '~', BLANK]

export interface Scan {
  /** The text as it was given. */
  readonly text: string
  /** What no rule has taken yet, every position kept. */
  rest(): string
  /** Every match of a global pattern that `read` makes sense of (anything but `undefined`), then blanked. */
  take<Value>(pattern: RegExp, read: (match: RegExpExecArray) => Value | undefined): Mention<Value>[]
  blank(start: number, end: number): void
}

/** Every match of a global pattern. `matchAll` would make the pattern anew at each call, and most match nothing. */
export function matchesOf(pattern: RegExp, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    found.push(match)
    if (match[0] === '') pattern.lastIndex++
  }
  return found
}

export function createScan(text: string): Scan {
  let rest = text
  const blank = (start: number, end: number) => {
    rest = rest.slice(0, start) + BLANK.repeat(end - start) + rest.slice(end)
  }
  return {
    text,
    rest: () => rest,
    blank,
    take<Value>(pattern: RegExp, read: (match: RegExpExecArray) => Value | undefined) {
      const found: Mention<Value>[] = []
      for (const match of matchesOf(pattern, rest)) {
        const value = read(match)
        if (value !== undefined) found.push({ value, start: match.index, end: match.index + match[0].length })
      }
      for (const { start, end } of found) blank(start, end)
      return found
    },
  }
}
