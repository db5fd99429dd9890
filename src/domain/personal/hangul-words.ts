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

const longest = new WeakMap<ReadonlySet<string>, number>()

/** The longest ending of the word that is in the list. Takes no longer for a long word than for the list's longest. */
export function endingIn(word: string, list: ReadonlySet<string>): string | undefined {
  const most = longest.get(list) ?? Math.max(0, ...[...list].map(({ length }) => length))
  longest.set(list, most)
  for (let at = Math.max(0, word.length - most); at < word.length; at++)
    if (list.has(word.slice(at))) return word.slice(at)
  return undefined
}
