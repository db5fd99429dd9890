/** Finds the words of a staff-made list in a text, the longest at each place, spaces within a word being optional. */
import type { Mention, Scan } from './scan.js'

export interface Entry<Value> {
  word: string
  value: Value
}

interface Compiled<Value> {
  value: Value
  pattern: RegExp
}

export interface Lexicon<Value> {
  /** Every entry found that `accepts` agrees with, left to right, without overlap. */
  find(scan: Scan, accepts: (value: Value, start: number, end: number) => boolean): Mention<Value>[]
}

const literal = (letters: string) => letters.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

export function createLexicon<Value>(entries: readonly Entry<Value>[]): Lexicon<Value> {
  const byLetter = new Map<string, Compiled<Value>[]>()
  for (const { word, value } of [...entries].sort((one, other) => other.word.length - one.word.length)) {
    const pattern = new RegExp(word.split(/\s/).map(literal).join('\\s?'), 'iy')
    const letter = word[0]!.toLowerCase()
    byLetter.set(letter, [...(byLetter.get(letter) ?? []), { value, pattern }])
  }
  return {
    find(scan, accepts) {
      const text = scan.rest()
      const found: Mention<Value>[] = []
      let start = 0
      while (start < text.length) {
        const hit = matchAt(byLetter.get(text[start]!.toLowerCase()) ?? [], text, start, accepts)
        if (hit) found.push(hit)
        start = hit ? hit.end : start + 1
      }
      return found
    },
  }
}

function matchAt<Value>(
  candidates: readonly Compiled<Value>[],
  text: string,
  start: number,
  accepts: (value: Value, start: number, end: number) => boolean,
): Mention<Value> | undefined {
  for (const { value, pattern } of candidates) {
    pattern.lastIndex = start
    const end = pattern.test(text) ? pattern.lastIndex : undefined
    if (end !== undefined && accepts(value, start, end)) return { value, start, end }
  }
  return undefined
}
