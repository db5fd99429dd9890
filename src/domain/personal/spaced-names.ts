/** Names with blanks between their letters: 김 민수, 김 민 수. */
import type { Word } from './hangul-words.js'
import { type CircumstanceReader, type Circumstances, isName, type Scene } from './name-circumstances.js'
import type { ShapeReader } from './name-shapes.js'
import type { PersonalWords } from './word-lists.js'

const SHORTEST = 3
const LONGEST_SURNAME = 2
/** Seldom stand for anything else when they stand alone. */
const SURE_SURNAMES = new Set([...'김박최윤권황홍곽'])

/** A surname apart from its given name, read as the one word that they make. */
export function createSpacedReader(
  { surnames, ordinary }: PersonalWords,
  shapesOf: ShapeReader,
  circumstancesOf: CircumstanceReader,
) {
  return (scene: Scene): Word | undefined => {
    const { text, words, at } = scene
    const surname = words[at]!
    const next = words[at + 1]
    if (surname.text.length > LONGEST_SURNAME || !surnames.has(surname.text)) return undefined
    if (!next || ordinary.has(next.text) || !/^ {1,2}$/.test(text.slice(surname.end, next.start))) return undefined
    const parts = [surname, next, ...thirdOf(scene, next)]
    const joined = parts.map(part => part.text).join('')
    const { start } = surname
    const blanks = parts.at(-1)!.end - start - joined.length
    const together: Scene = {
      text,
      at,
      lastEnd: 0,
      words: words.toSpliced(at, parts.length, { text: joined, start, end: parts.at(-1)!.end }),
    }
    for (const shape of shapesOf(joined)) {
      if (!['usual', 'full'].includes(shape.shape) || shape.length < SHORTEST) continue
      const name = { text: joined.slice(0, shape.length), start, end: start + shape.length + blanks }
      const around = circumstancesOf(together, name, shape)
      if ((SURE_SURNAMES.has(surname.text) || isToldAs(around)) && isName(shape, around)) return name
    }
    return undefined
  }
}

/** The last letter, where each letter stands apart. */
function thirdOf({ text, words, at }: Scene, next: Word): Word[] {
  const third = words[at + 2]
  return third && next.text.length === 1 && text.slice(next.end, third.start) === ' ' ? [third] : []
}

function isToldAs({ named, introduced, kin, titled, beside }: Circumstances): boolean {
  return named || introduced || kin || titled || beside
}
