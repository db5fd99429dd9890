/** Road or quarter and the number behind it: 권광로 12-3, 매탄로 12번길 5, 우만동 123-4번지. */
import { endingIn, type Word } from './hangul-words.js'
import type { PersonalWords } from './word-lists.js'

export interface House {
  readonly number: string
  /** Where the number ends. */
  readonly end: number
  readonly road: boolean
  /** It stands in a branch of a road: that is said of no other thing. */
  readonly branch: boolean
}

const ROAD = /^([가-힣0-9]*[가-힣](?:로|길)(?:\d{1,4}(?:번|가|번가)?길)?)(\d{1,5})?$/
const QUARTER = /^([가-힣]+\d{0,2}(?:동|리|가|읍|면))(\d{1,5})?$/
const BRANCH = /^ ?\d{1,4}(?:번|가|번가)?길(?= ?\d)/
const NUMBER = /^ {0,2}(\d{1,5}(?:\s?-\s?\d{1,4})?(?:\s?번지)?)/
/** 11월로, 3번로: a number with the particle 로. */
const COUNTED = /[월일시분명번반개]로$/

export type HouseReader = (text: string, word: Word) => House | undefined

export function createHouseReader({ addresses }: PersonalWords): HouseReader {
  const [notRoad, notQuarter, unit] = ['notroad', 'notlot', 'unit'].map(addresses)
  const lived = [...addresses('home'), ...addresses('building')].filter(word => word.length > 1)

  const nameIn = (word: string): { name: string; road: boolean } | undefined => {
    const road = ROAD.exec(word)?.[1]
    const name = road ?? QUARTER.exec(word)?.[1]
    if (!name || name.length < 2) return undefined
    const letters = name.split(/\d/)[0] || name
    const isWord = road
      ? endingIn(letters, notRoad!) === letters || letters.endsWith('으로') || COUNTED.test(name)
      : notQuarter!.has(name)
    return isWord ? undefined : { name, road: road !== undefined }
  }
  /** 12 명, but neither 45-6 살아요 nor 99 기숙사. */
  const isCounted = (after: string) => {
    const word = /^\s?([가-힣]{1,4})/.exec(after)?.[1] ?? ''
    if (lived.some(place => word.startsWith(place.slice(0, 4)))) return false
    return [1, 2, 3, 4].some(length => word.length >= length && unit!.has(word.slice(0, length)))
  }

  return (text, word) => {
    const found = nameIn(word.text)
    if (!found) return undefined
    const branch = BRANCH.exec(text.slice(word.start + found.name.length))
    const from = word.start + found.name.length + (branch?.[0].length ?? 0)
    const number = NUMBER.exec(text.slice(from))
    if (!number || (!number[1]!.includes('-') && isCounted(text.slice(from + number[0].length)))) return undefined
    const inBranch = branch !== null || (found.road && /\d/.test(found.name))
    return { number: number[1]!, end: from + number[0].length, road: found.road, branch: inBranch }
  }
}
