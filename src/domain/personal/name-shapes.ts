/** What a Korean name looks like at the beginning of a word, and what follows it there. */
import type { PersonalWords } from './word-lists.js'

export type Ending = 'none' | 'copula' | 'calling' | 'personal' | 'particle' | 'title'

/**
 * `usual`: surname and a given name that many have. `full`: surname and letters of which names are made. `loose`: surname and any
 * letters. `short`: surname and one letter. `given`: a given name alone. `foreign`: a name of another language in Hangul.
 */
export type Shape = 'usual' | 'full' | 'loose' | 'short' | 'given' | 'foreign'

export interface NameShape {
  readonly shape: Shape
  readonly length: number
  readonly ending: Ending
  /** Whether it is a word, too: then somebody is meant only where people are spoken of. */
  readonly ambiguous: boolean
  /** Whether it is sure without more: by a surname that begins few other words, or a given name that many have. */
  readonly telling: boolean
}

type Look = Pick<NameShape, 'shape' | 'telling'>

/** Every reading of the word as a name with an ending, the likeliest first. */
export type ShapeReader = (word: string) => readonly NameShape[]

const HANGUL = /^[가-힣]{2,}$/
const LENGTHS = [3, 4, 2] as const
const ENDINGS = ['copula', 'calling', 'title', 'personal', 'particle'] as const
const LONGEST_FOREIGN = 8
/** Letters of a given name behind a surname. */
const LONGEST_GIVEN = 2
/** Begin few words that are no names. */
const TELLING_SURNAMES = new Set([...'김박최황권윤홍곽허송'])
/** May be the end of a name or a particle behind a shorter word. */
const LIKE_PARTICLES = new Set([...'은는이가도로만의랑을를에와과야나'])
const AFTER_CONSONANT = new Set([...'은이을과'])
const AFTER_VOWEL = new Set([...'는가를와랑야로나'])

/** 이하은 is a name, for behind 이하 stands 는. */
function isParticleBehind(particle: string, letter: string): boolean {
  const closed = (letter.charCodeAt(0) - 0xac00) % 28 > 0
  return LIKE_PARTICLES.has(particle) && !(closed ? AFTER_VOWEL : AFTER_CONSONANT).has(particle)
}

export function createShapeReader(words: PersonalWords): ShapeReader {
  const { surnames, given, usual, ambiguous, ordinary, foreign } = words
  const endingOf = (rest: string): Ending | undefined =>
    rest === '' ? 'none' : ENDINGS.find(kind => words.endings(kind).has(rest))
  const areGiven = (letters: string) => [...letters].every(letter => given.has(letter))

  const surnameOf = (name: string) =>
    [2, 1].map(length => name.slice(0, length)).find(one => one.length < name.length && surnames.has(one))

  const shapeOfTwo = (name: string): Look | undefined => {
    if (areGiven(name)) return { shape: 'given', telling: usual.has(name) }
    const surname = surnameOf(name)
    return surname ? { shape: 'short', telling: TELLING_SURNAMES.has(surname) } : undefined
  }

  const shapeOf = (name: string): Look | undefined => {
    const surname = surnameOf(name)
    if (!surname || name.length > LONGEST_GIVEN + surname.length) return undefined
    if (ordinary.has(name.slice(0, -1)) && isParticleBehind(name.at(-1)!, name.at(-2)!)) return undefined
    const rest = name.slice(surname.length)
    const isTelling = TELLING_SURNAMES.has(surname)
    if (usual.has(rest) || (isTelling && ambiguous.has(rest))) return { shape: 'usual', telling: true }
    if (ordinary.has(rest) && !isTelling) return undefined
    if (!areGiven(rest) && !ambiguous.has(rest)) return { shape: 'loose', telling: false }
    return { shape: 'full', telling: (isTelling || surname.length === 2) && !LIKE_PARTICLES.has(name.at(-1)!) }
  }

  const foreignIn = (word: string): NameShape[] => {
    for (let length = Math.min(word.length, LONGEST_FOREIGN); length > 1; length--) {
      const ending = foreign.has(word.slice(0, length)) && endingOf(word.slice(length))
      if (ending) return [{ shape: 'foreign', length, ending, ambiguous: length < 3, telling: length > 3 }]
    }
    return []
  }

  return word => {
    if (!HANGUL.test(word) || ordinary.has(word)) return []
    const korean = LENGTHS.flatMap(length => {
      const name = word.slice(0, length)
      const isWord =
        ordinary.has(name) || (length > 2 && ordinary.has(word.slice(0, 2)) && endingOf(word.slice(2)) === 'copula')
      const ending = name.length === length && !isWord ? endingOf(word.slice(length)) : undefined
      const found = ending && (length === 2 ? shapeOfTwo(name) : shapeOf(name))
      return found ? [{ ...found, length, ending, ambiguous: ambiguous.has(name) }] : []
    })
    const [longest, ...others] = korean
    const shorter = others.find(({ length, ending }) => length === 2 && ending !== 'none')
    if (!longest || longest.shape === 'usual' || !shorter || (longest.telling && longest.ending === 'none'))
      return [...foreignIn(word), ...korean]
    // 민수예요 is 민수 and 예요, not 민수예 and 요.
    return [...foreignIn(word), ...(shorter.shape === 'given' ? [shorter, longest] : [longest, shorter])]
  }
}
