/** Where somebody lives: road and number, lot, flat. Places that are only named, as in a search, stay. */
import { endingIn, type Word, wordsIn } from './hangul-words.js'
import { createHouseReader, type House } from './houses.js'
import type { Page } from './page.js'
import type { PersonalWords } from './word-lists.js'

const REGION = /[가-힣](?:특별자치시|특별자치도|특별시|광역시|시|도|군|구|읍|면|동|리)$/
/** What may follow: 101동 1203호, 3층, (매탄동), a building's name. */
const MORE =
  /^[,\s]{0,2}(?:\([가-힣0-9]+(?:[, ][가-힣0-9]+){0,3}[, ]?\)|(?:[가-힣A-Za-z0-9]+(?:아파트|빌라|오피스텔|타워|맨션|주택|빌딩|하이츠|팰리스|자이|래미안|푸르지오|힐스테이트|아이파크|원룸|고시원|기숙사|단지|주공))|제?\d{1,4}\s?동|지?하?\s?B?\d{1,4}\s?호|(?:지하\s?)?B?\d{1,2}\s?층)/u
const FLATS = [
  /(?<!\d)(?:\d{1,2}\s?단지\s?)?\d{2,4}\s?동\s?,?\s?\d{2,4}\s?호(?![가-힣]*선)/gu,
  /(?<!\d)\d{3,4}\s?-\s?\d{3,4}\s?호(?!선)/gu,
] as const
const ROOM = /(?<!\d)\d{3,4}\s?호(?!선|실|봉)/gu
const POSTCODE = /(?:우편\s?번호|우편)\s?(?:는|은)?\s?:?\s?(?<personal>\d{5})(?!\d)/gu
const LIVES = /^\s?(?:에|에서)\s?(?:살|거주)/
const ENDS = /^\s?(?:이에요|예요|입니다|에 살|에서 살|요)?\s*[.!]?$/
const TOLD = /^(?:집|제|우리집)?(?:주소|거주지|배송지)(?:는|가|요)?$/
const COPULA = /(?:이에요|예요|입니다|이고요)$/
const MOST_PARTS = 4
const LETTERS_BEFORE = 24

export type AddressReader = (page: Page) => void

export function createAddressReader(words: PersonalWords): AddressReader {
  const readHouse = createHouseReader(words)
  const [sido, building, home, notQuarter] = ['sido', 'building', 'home', 'notlot'].map(words.addresses)
  const isRegion = (word: string) => sido!.has(word) || (word.length > 1 && REGION.test(word) && !notQuarter!.has(word))

  /** The first of the regions and buildings that lead to the word: 경기도 수원시 영통구. */
  const firstOf = (text: string, all: readonly Word[], at: number): number => {
    let first = at
    while (
      first > 0 &&
      /^[, ]{1,2}$/.test(text.slice(all[first - 1]!.end, all[first]?.start ?? all[first - 1]!.end + 1))
    ) {
      const word = all[first - 1]!.text
      if (!isRegion(word) && !endingIn(word, building!)) break
      first--
    }
    return first
  }
  const saysHome = (text: string, start: number) =>
    wordsIn(text.slice(Math.max(0, start - LETTERS_BEFORE), start)).some(({ text: word }) => home!.has(word))

  const isAddress = (text: string, { number, end, road, branch }: House, start: number, led: boolean): boolean => {
    const after = text.slice(end)
    const told = led || branch || number.includes('-') || number.endsWith('번지') || MORE.test(after)
    return told || (road && number.length > 1 && ENDS.test(after)) || LIVES.test(after) || saysHome(text, start)
  }

  function takeHouses(page: Page): void {
    const all = wordsIn(page.rest())
    for (const [at, word] of all.entries()) {
      const text = page.rest()
      const house = readHouse(text, word)
      if (!house) continue
      const first = firstOf(text, all, at)
      const { start } = all[first]!
      if (isAddress(text, house, start, first < at)) page.take('address', start, endOf(text, house.end))
    }
  }

  /** Where a flat's address begins: at the building or the places before it. */
  const beginningOf = (text: string, index: number): { start: number; isBuilt: boolean } => {
    const before = wordsIn(text.slice(0, index))
    const last = before.at(-1)
    const near = last && /^[ ,]{0,2}$/.test(text.slice(last.end, index)) ? last.text : ''
    const isBuilt = endingIn(near, building!) !== undefined
    const first = isBuilt || isRegion(near) ? before[firstOf(text, before, before.length)] : undefined
    return { start: first?.start ?? index, isBuilt }
  }

  /** 101동 1203호 with the building before it; a room's number alone only where somebody says that they live there. */
  function takeFlats(page: Page): void {
    for (const pattern of [...FLATS, ROOM]) {
      for (const match of page.rest().matchAll(pattern)) {
        const text = page.rest()
        const { start, isBuilt } = beginningOf(text, match.index)
        if (pattern !== ROOM || isBuilt || saysHome(text, match.index))
          page.take('address', start, endOf(text, match.index + match[0].length))
      }
    }
  }

  /** 주소는 경기도 수원시 영통구 매탄동: two or more places after the word. */
  function takeTold(page: Page): void {
    const all = wordsIn(page.rest())
    const at = all.findIndex(({ text }) => TOLD.test(text))
    const places =
      at < 0 ? [] : all.slice(at + 1).map(({ text, ...word }) => ({ ...word, text: text.replace(COPULA, '') }))
    const count = places.findIndex(({ text }) => !isRegion(text))
    const regions = places.slice(0, count < 0 ? places.length : count)
    const [first, last] = [regions[0], regions.at(-1)]
    if (first && last && first !== last) page.take('address', first.start, last.start + last.text.length)
  }

  return page => {
    if (/\d/.test(page.rest())) {
      page.takeAll('address', POSTCODE)
      takeHouses(page)
      takeFlats(page)
    }
    takeTold(page)
  }
}

function endOf(text: string, from: number): number {
  let end = from
  for (let part = 0; part < MOST_PARTS; part++) {
    const found = MORE.exec(text.slice(end, end + 40))
    if (!found) break
    end += found[0].length
  }
  return end
}
