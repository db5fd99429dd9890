/** Words of a text: letters and digits that stand together. */

export interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

const WORD = /[\p{L}\p{N}]+/gu

export function wordsIn(text: string): Word[] {
  return [...text.matchAll(WORD)].map(match => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/** The longest ending of the word that is in the list. */
export function endingIn(word: string, list: ReadonlySet<string>): string | undefined {
  for (let at = 0; at < word.length; at++) if (list.has(word.slice(at))) return word.slice(at)
  return undefined
}
