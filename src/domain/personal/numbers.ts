/** Numbers that belong to a person: phones, resident numbers, cards, accounts, codes. */
import { type Group, gapAt, groupsIn } from './digits.js'
import type { Kind, Page } from './page.js'

const LONGEST = 20
const MOST_GROUPS = 20
const CONTEXT_LETTERS = 16

/** Digit groups that may be one number, with what is written around them. */
interface Window {
  readonly digits: string
  readonly lengths: readonly number[]
  readonly start: number
  readonly end: number
  readonly before: string
  readonly after: string
  /** Every gap is the same. */
  readonly even: boolean
}
type Reader = (window: Window) => Kind | undefined

const CARD = /카드|card|체크|신용|페이/i
const BANK =
  /계좌|통장|입금|송금|이체|환급|은행|뱅크|국민|신한|우리|하나|농협|기업|카뱅|토스|새마을|신협|수협|우체국|케이|케뱅|제일|대구|부산|광주|전북|경남|제주|산업|씨티|kb|nh|ibk|sc|account/i
const RESIDENT = /주민|외국인\s?등록|등록번호|주번|민번|뒷자리|앞자리|rrn/i
const CODE = /인증|코드|비밀번호|비번|암호|otp|pin|핀\s?번호|패스워드|번호가|code/i
const NUMBERED = /학번|수험|회원\s?번호|사번|접수번호|등록번호|여권|면허|고객번호|외국인|아이디|id/i
const UNIT = /^\s?(?:원|명|개|회|건|시간|분|년|월|포인트|점|만|천|호|번\s?버스|kg|m|%|보)/

export function takeNumbers(page: Page): void {
  takeWindows(page, readLong)
  takeWindows(page, readByContext)
}

/** At every group of digits the reader sees the runs of groups that begin there, the longest last; the longest it knows counts. */
function takeWindows(page: Page, read: Reader): void {
  const text = page.rest()
  const groups = groupsIn(text)
  for (let at = 0; at < groups.length; at++) {
    const found = windowsAt(text, groups, at)
      .map(window => ({ window, kind: read(window) }))
      .findLast(({ kind }) => kind)
    if (!found?.kind) continue
    const { window, kind } = found
    page.take(kind, signBefore(text, window.start), window.end)
    at += window.lengths.length - 1
  }
}

/** The plus of +82 goes with it. */
function signBefore(text: string, start: number): number {
  return text[start - 1] === '+' ? start - 1 : start
}

function windowsAt(text: string, groups: readonly Group[], from: number): Window[] {
  const windows: Window[] = []
  const { start } = groups[from]!
  const before = text.slice(Math.max(0, start - CONTEXT_LETTERS), start)
  const lengths: number[] = []
  const gaps = new Set<string>()
  let digits = ''
  for (const group of groups.slice(from, from + MOST_GROUPS)) {
    const last = windows.at(-1)?.end
    if (last !== undefined) {
      if (last + gapAt(text, last) !== group.start) break
      gaps.add(text.slice(last, group.start))
    }
    digits += group.digits
    if (digits.length > LONGEST) break
    lengths.push(group.digits.length)
    const after = text.slice(group.end, group.end + 6)
    windows.push({ digits, lengths: [...lengths], start, end: group.end, before, after, even: gaps.size < 2 })
  }
  return windows
}

const MOBILE = /^(?:00)?(?:82)?0?(?:10\d{8}|1[16789]\d{7,8})$/
const LANDLINE = /^(?:82)?(?:02|0[3-6]\d|070|050\d)\d{7,8}$/
const BIRTH_AND_MORE = /^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[0-8]\d{6}$/
const DAY_AND_TIME = /^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/

const readLong: Reader = window => {
  const { digits, lengths, before, even } = window
  const shape = lengths.join('-')
  const parted = lengths.length <= (digits.startsWith('82') ? 5 : 4) || even
  if (isResident(window, shape)) return 'resident'
  if (parted && MOBILE.test(digits) && !isCutOff(window)) return 'phone'
  if (isCard(digits, shape, before)) return 'card'
  if (parted && LANDLINE.test(digits) && !BANK.test(before)) return 'phone'
  return isAccount(window, shape) ? 'account' : undefined
}

function isResident({ digits, before }: Window, shape: string): boolean {
  if (!BIRTH_AND_MORE.test(digits)) return false
  return ['6-7', '13', '6-1-6', Array(13).fill(1).join('-')].includes(shape) || RESIDENT.test(before)
}

/** Shorter numbers end where a longer one would, not in the middle of it. */
function isCutOff({ digits, lengths }: Window): boolean {
  const national = digits.replace(/^(?:00)?82/, '')
  return /^0?1[16789]\d{7}$/.test(national) && lengths.length > 1 && lengths.at(-1) !== 4 && lengths.at(-1)! > 1
}

function isCard(digits: string, shape: string, before: string): boolean {
  if (shape === '4-4-4-4' || shape === '4-6-5') return true
  if (digits.length !== 16 && digits.length !== 15) return false
  return CARD.test(before) || (shape === String(digits.length) && hasCheckDigit(digits))
}

/** Luhn's sum, by which card numbers are told from others. */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, at) => {
    const weighed = Number(digit) * (at % 2 === 1 ? 2 : 1)
    return total + (weighed > 9 ? weighed - 9 : weighed)
  }, 0)
  return sum % 10 === 0
}

function isAccount({ digits, lengths, before, after, even }: Window, shape: string): boolean {
  if (digits.length < 10 || digits.length > 16 || UNIT.test(after) || isDay(digits, lengths)) return false
  if (BANK.test(before)) return lengths.length <= 5 || even
  const accountLike = lengths.length >= 3 && lengths.length <= 4 && lengths.every(length => length >= 2) && even
  return digits.length >= 11 && (lengths.length === 1 || accountLike) && !/^20[12]\d-\d\d-\d\d/.test(shape)
}

function isDay(digits: string, lengths: readonly number[]): boolean {
  return (
    DAY_AND_TIME.test(digits) && (lengths.length > 1 ? lengths[0] === 4 : digits.length === 12 || digits.length === 14)
  )
}

const YYMMDD = /^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/
const BORN = /생년월일|생일|생년|태어|출생|생월일|birth|민증/i

const readByContext: Reader = window => {
  const { digits, lengths, before, after } = window
  if (UNIT.test(after)) return undefined
  const count = digits.length
  const shape = lengths.join('-')
  if (RESIDENT.test(before) && count >= 6 && count <= 13) return 'resident'
  if (BORN.test(before) && count === 6 && YYMMDD.test(digits)) return 'birth'
  if (CODE.test(before) && count >= 4 && count <= 8 && (lengths.length <= 3 || lengths.length === count)) return 'code'
  if (NUMBERED.test(before) && lengths.length <= 2 && count >= 5) return 'number'
  if (shape === '6') return 'code'
  return lengths.length === 1 && count >= 10 && !isDay(digits, lengths) ? 'number' : undefined
}
