/** Names of other languages in Hangul, of several words: 응우옌 티 흐엉이에요. */
import type { Word } from './hangul-words.js'
import { contextsOf, type Scene } from './name-circumstances.js'
import type { PersonalWords } from './word-lists.js'

const MOST_WORDS = 4
const LONGEST_PART = 4
/** A known word that is longer is no other word. */
const LONGEST_UNSURE = 2

/** Known names and what short words belong to them; one of them has to be sure, or told as a name. */
export function createForeignReader(lists: PersonalWords, isEnding: (rest: string) => boolean) {
  const { foreign, ordinary } = lists
  const { naming, intro, kin } = contextsOf(lists.contexts)

  /** The name at the word's beginning, an ending behind it left out. */
  const partIn = (word: string): string | undefined => {
    const isPart = (base: string) =>
      foreign.has(base) || ((base.length <= LONGEST_UNSURE || base !== word) && !ordinary.has(word))
    for (let length = 1; length <= Math.min(LONGEST_PART, word.length); length++) {
      const base = word.slice(0, length)
      if ((base === word || isEnding(word.slice(length))) && isPart(base)) return base
    }
    return undefined
  }

  return ({ text, words, at }: Scene): Word | undefined => {
    const first = words[at]!
    if (!foreign.has(first.text)) return undefined
    let { end } = first
    let isSure = first.text.length > LONGEST_UNSURE
    for (const next of words.slice(at + 1, at + MOST_WORDS)) {
      const part = text.slice(end, next.start) === ' ' ? partIn(next.text) : undefined
      if (!part) break
      end = next.start + part.length
      isSure ||= foreign.has(part)
      if (part.length < next.text.length) break
    }
    const before = words[at - 1]?.text ?? ''
    const isTold = naming.has(before) || intro.has(before) || kin.has(before)
    return end > first.end && (isSure || isTold)
      ? { text: text.slice(first.start, end), start: first.start, end }
      : undefined
  }
}
