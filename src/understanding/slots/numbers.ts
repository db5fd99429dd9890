/** Korean number words, native (한, 스물두) and Sino (이십팔), and digits: pattern sources and their value. */

/** Of a vague count the higher stands: room for three serves 두세 명 as well. */
const ONES: Readonly<Record<string, number>> = {
  한두: 2,
  두어: 2,
  두세: 3,
  서너: 4,
  하나: 1,
  한: 1,
  둘: 2,
  두: 2,
  셋: 3,
  세: 3,
  석: 3,
  넷: 4,
  네: 4,
  넉: 4,
  다섯: 5,
  여섯: 6,
  일곱: 7,
  여덟: 8,
  아홉: 9,
}
const TENS: Readonly<Record<string, number>> = {
  열: 10,
  스물: 20,
  스무: 20,
  서른: 30,
  마흔: 40,
  쉰: 50,
  예순: 60,
  일흔: 70,
  여든: 80,
  아흔: 90,
}
const DIGITS = '영일이삼사오육칠팔구'
const UNITS: Readonly<Record<string, number>> = { 십: 10, 백: 100, 천: 1000 }

const ones = Object.keys(ONES).join('|')
const digit = '[일이삼사오육칠팔구]'

/** 한, 열두, 스물, 서른셋 … (1–99). */
export const NATIVE = `(?:(?:${Object.keys(TENS).join('|')})(?:${ones})?|${ones})`
/** 십, 이십팔, 삼백 …: Sino words of ten and more; a single one is too often part of another word. */
export const SINO_FROM_TEN = `(?:${digit}?천(?:${digit}?백)?(?:${digit}?십)?${digit}?|${digit}?백(?:${digit}?십)?${digit}?|${digit}?십${digit}?)`
/** 일, 삼, 이십팔 … */
export const SINO = `(?:${SINO_FROM_TEN}|${digit})`
/** Any spelling of a whole number. */
export const NUMBER = `(?:\\d{1,4}|${NATIVE}|${SINO})`

function nativeNumber(word: string): number | undefined {
  const tens = Object.keys(TENS).find(ten => word.startsWith(ten))
  const rest = word.slice(tens?.length ?? 0)
  const one = rest ? ONES[rest] : 0
  return one === undefined || !word ? undefined : (tens ? TENS[tens]! : 0) + one
}

function sinoNumber(word: string): number | undefined {
  let sum = 0
  let pending = 0
  for (const letter of word) {
    const unit = UNITS[letter]
    const value = DIGITS.indexOf(letter)
    if (unit === undefined && value < 0) return undefined
    if (unit === undefined) pending = value
    else {
      sum += (pending || 1) * unit
      pending = 0
    }
  }
  return sum + pending
}

/** The value of what `NUMBER` matched; `NaN` for anything else. */
export function toNumber(word: string): number {
  if (/^\d+(?:\.\d+)?$/.test(word)) return Number(word)
  return nativeNumber(word) ?? sinoNumber(word) ?? Number.NaN
}
