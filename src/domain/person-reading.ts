/** Reads what people write of themselves: name, birth date, mobile number, and the code that came to the phone. */
import { plainLetters } from '../platform/clean.js'
import { ageOn } from './person.js'

/** Years of age that two digits of a year can mean: no two of them are a century apart. */
const AGES_OF_SHORT_YEARS = { min: 7, max: 99 } as const
const LETTERS = { min: 2, max: 60 } as const

/** 2010-03-01, 2010. 3. 1., 10/3/1, 2010년 3월 1일(생), ’10 3 1: the year first, its parts apart. */
const IN_PARTS = /^'?(\d{4}|\d{2})(?: ?[-./,·ㅡ년] ?| )(\d{1,2})(?: ?[-./,·ㅡ월] ?| )(\d{1,2}) ?[일.]?생?$/
const IN_ONE = /^(\d{4}|\d{2})(\d{2})(\d{2})생?$/

/** Full-width forms and emoji digits become plain ones, blanks of any kind become one space. */
function plain(text: string): string {
  return plainLetters(text)
    .normalize('NFC')
    .replace(/[‘’ʼ′`]/g, "'")
    .replace(/[‐‑‒–—−]/g, '-')
    .split(/\s/)
    .filter(Boolean)
    .join(' ')
}

/**
 * A birth date as people write it → `2010-03-01`. Of a year of two digits the century is taken in which the person is 7 to 99 years
 * old. Undefined when there is no such day, when it is to come, or when it could be two.
 */
export function readBirth(text: string, today: string): string | undefined {
  const written = plain(text)
  const [, year, month = '', date = ''] = IN_PARTS.exec(written) ?? IN_ONE.exec(written) ?? []
  if (!year) return undefined
  const days = (year.length === 4 ? [''] : ['19', '20'])
    .map(century => `${century}${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
    .filter(day => isDay(day) && day > '1900-01-01' && day <= today)
  return year.length === 4 ? days[0] : days.find(day => isLikelyAge(ageOn(day, today)))
}

function isDay(day: string): boolean {
  const moment = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === day
}

function isLikelyAge(age: number): boolean {
  return age >= AGES_OF_SHORT_YEARS.min && age <= AGES_OF_SHORT_YEARS.max
}

/** 010 has eight more digits, the older 011 and 016 to 019 seven or eight. */
const MOBILE = /^(?:010\d{8}|01[16789]\d{7,8})$/
/** ㅡ is the dash of a Korean keyboard. */
const DIGITS_AND_GAPS = /^\+?[\d\-. ()/·ㅡ]+$/

/** Korean mobile numbers: `010-1234-5678`, `+82 10 1234 5678`, `821012345678` → `01012345678`. A letter is no digit, not even O. */
export function readPhone(text: string): string | undefined {
  const written = plain(text)
  if (!DIGITS_AND_GAPS.test(written)) return undefined
  const digits = written.replace(/\D/g, '')
  if (written.startsWith('+') && !digits.startsWith('82')) return undefined
  const national = digits.replace(/^(?:00)?820?(?=1)/, '0')
  return MOBILE.test(national) ? national : undefined
}

/** What stands in the way of reading a mobile number, to be told in words. */
export function faultOfPhone(text: string): 'letters' | 'length' | 'kind' {
  const written = plain(text)
  if (/\p{L}/u.test(written.replaceAll('ㅡ', ''))) return 'letters'
  return /^(?:(?:\+|00)?82)?0?1[016-9]/.test(written.replace(/[^\d+]/g, '')) ? 'length' : 'kind'
}

/** Letters with marks of their own, and between them at most two of: blank, `.`, `'`, `·`, `-`. Of a shortened name the dot may be last. */
const NAME = /^\p{L}\p{M}{0,3}(?:[ .'·-]{0,2}\p{L}\p{M}{0,3})*\.?$/u
/** Fillers, joiners, direction marks; and single jamo, which are letters too but nobody's name. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}|\p{C}/u
const JAMO = /[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\ud7b0-\ud7ff]/

/** A name in any script, of 2 to 60 letters; blanks are folded, apostrophes, middle dots and hyphens are the plain ones. */
export function readName(text: string): string | undefined {
  const name = plain(text).replace(/[・•‧∙ㆍ･]/g, '·')
  const letters = name.match(/\p{L}/gu)?.length ?? 0
  const readable = !UNSEEN.test(name) && !JAMO.test(name) && NAME.test(name)
  return readable && letters >= LETTERS.min && letters <= LETTERS.max ? name : undefined
}

/** What two writings of one name have in common: `kim MINSU` and `Kim Minsu`, `D’Angelo` and `DAngelo` are one person's. */
export function foldName(name: string): string {
  return plain(name)
    .replace(/[^\p{L}\p{M}]/gu, '')
    .toLowerCase()
    .normalize('NFC')
}

/** Six digits, alone with any blanks between them, or the only six of a whole message that was pasted. */
export function readCode(text: string): string | undefined {
  const written = plain(text)
  const alone = written.replace(/[ -]/g, '')
  if (/^\d{6}$/.test(alone)) return alone
  const found = written.match(/(?<!\d)\d{3}[ -]?\d{3}(?!\d)/g) ?? []
  const different = new Set(found.map(code => code.replace(/\D/g, '')))
  return different.size === 1 ? [...different][0] : undefined
}
