/** Words that people hang on to another ("1번 거로 할게요"), read off without trying every way to part them. */

export interface Endings {
  /** Where the longest ending made only of these words begins; the text's length when there is none. */
  startIn(text: string): number
  /** Whether the text is made only of these words, or empty. */
  make(text: string): boolean
}

/**
 * @param words stand one after the other, in any order and number.
 * @param openings take the rest of the text with them: 할래 stands for 할래요, 할래용 …
 *
 * A pattern such as `(?:로|으로|요|할래\S*)+$` tries every way to part the letters, which no time suffices for once they can be parted
 * in two ways. Here each letter is looked at once, from the end.
 */
export function createEndings(words: readonly string[], openings: readonly string[] = []): Endings {
  const byLetter = new Map<string, { word: string; opens: boolean }[]>()
  const add = (opens: boolean) => (word: string) => {
    const letter = word.charAt(0)
    byLetter.set(letter, [...(byLetter.get(letter) ?? []), { word, opens }])
  }
  words.forEach(add(false))
  openings.forEach(add(true))
  const startIn = (text: string): number => {
    const endsFrom = new Uint8Array(text.length + 1)
    endsFrom[text.length] = 1
    let longest = text.length
    for (let at = text.length - 1; at >= 0; at--) {
      const candidates = byLetter.get(text.charAt(at)) ?? []
      const fits = candidates.some(
        ({ word, opens }) => text.startsWith(word, at) && (opens || endsFrom[at + word.length] === 1),
      )
      if (!fits) continue
      endsFrom[at] = 1
      longest = at
    }
    return longest
  }
  return { startIn, make: text => startIn(text) === 0 }
}
