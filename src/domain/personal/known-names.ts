/** The name of whom the account is linked to, however it is typed. */

import { wordsIn } from './hangul-words.js'
import { createShapeReader } from './name-shapes.js'
import { BLANK, type Page } from './page.js'
import type { PersonalWords } from './word-lists.js'

export type KnownNameReader = (page: Page, name: string) => void

const MOST_GAP = 2

export function createKnownNameReader(words: PersonalWords): KnownNameReader {
  const shapesOf = createShapeReader({ ...words, ordinary: new Set() })
  return (page, name) => {
    const letters = [
      ...name
        .normalize('NFC')
        .replace(/[\s.'·-]/g, '')
        .toLowerCase(),
    ]
    if (letters.length >= 3) takeSpaced(page, letters)
    else takeWord(page, letters.join(''))
    const compound = letters.length > 3 && words.surnames.has(letters.slice(0, 2).join('')) ? 2 : 1
    const given = letters.slice(compound).join('')
    if (/^[가-힣]{2,}$/.test(given) && letters.length >= 3) takeWord(page, given)
  }

  /** Letter by letter with at most a blank or a sign between: 김 민수, 김.민.수. */
  function takeSpaced(page: Page, letters: readonly string[]): void {
    const text = page.rest().toLowerCase()
    for (let start = text.indexOf(letters[0]!); start >= 0; start = text.indexOf(letters[0]!, start + 1)) {
      const end = endOf(text, start, letters)
      if (end !== undefined) page.take('name', start, end)
    }
  }

  function endOf(text: string, start: number, letters: readonly string[]): number | undefined {
    let at = start
    for (const letter of letters) {
      let gap = 0
      while (gap < MOST_GAP && at > start && /[\s.,'·*_-]/.test(text[at] ?? '')) {
        at++
        gap++
      }
      if (!text.startsWith(letter, at)) return undefined
      at += letter.length
    }
    return at
  }

  /** A short name is a name only as a word of its own, with what is said behind names, and where it is not another word. */
  function takeWord(page: Page, name: string): void {
    for (const word of wordsIn(page.rest())) {
      if (!word.text.toLowerCase().startsWith(name)) continue
      const rest = word.text.slice(name.length)
      const shape = shapesOf(word.text).find(({ length }) => length === name.length)
      const ending = shape?.ending
      const isWord = words.ambiguous.has(name) || words.ordinary.has(name)
      const says = ending === 'copula' || ending === 'calling' || ending === 'title'
      const alone = rest === '' && page.rest().replaceAll(BLANK, '').trim() === word.text
      if (isWord ? says || alone : rest === '' || ending !== undefined)
        page.take('name', word.start, word.start + name.length)
    }
  }
}
