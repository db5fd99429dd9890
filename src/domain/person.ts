/** A volunteer: how a person is told apart, how old they are, how little of them is shown. */

/** Name, birth date (`YYYY-MM-DD`) and mobile number (digits only): a phone may be a family's, so all three tell its people apart. */
export interface Person {
  readonly name: string
  readonly birth: string
  readonly phone: string
}

/** Below this age a guardian has to consent (개인정보 보호법 제22조의2). */
export const AGE_OF_OWN_CONSENT = 14
/** 청소년 is 9 to 24 (청소년기본법 제3조). */
export const YOUTH_AGES = { min: 9, max: 24 } as const

/** Age in full years (만 나이) on `day`, both `YYYY-MM-DD`. */
export function ageOn(birth: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4))
  return day.slice(5) < birth.slice(5) ? years - 1 : years
}

/** `2010-03-01`, `20100301` or `2010.3.1` → `2010-03-01`; undefined when there is no such day or it is not a living person's. */
export function readBirth(text: string, today: string): string | undefined {
  const match = /^\s*(\d{4})(?:(\d{2})(\d{2})|\D{1,3}(\d{1,2})\D{1,3}(\d{1,2}))\D{0,2}$/.exec(text)
  if (!match) return undefined
  const [, year, mm, dd, month = mm!, date = dd!] = match
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const moment = new Date(`${day}T00:00:00Z`)
  const exists = !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === day
  return exists && day > '1900-01-01' && day <= today ? day : undefined
}

/** Korean mobile numbers only: `010-1234-5678`, `+82 10 1234 5678` → `01012345678`. */
export function readPhone(text: string): string | undefined {
  const digits = text.replace(/[^\d+]/g, '').replace(/^\+82(?:0)?/, '0')
  return /^01[016789]\d{7,8}$/.test(digits) ? digits : undefined
}

/** Letters of a Korean or Latin name; spaces are folded. */
export function readName(text: string): string | undefined {
  const name = text.normalize('NFC').trim().replace(/\s+/g, ' ')
  return /^[\p{L}][\p{L} .'-]{0,38}[\p{L}.]$/u.test(name) ? name : undefined
}

/** 홍길동 → 홍*동, 홍길 → 홍*, 남궁길동 → 남**동. */
export function maskName(name: string): string {
  const letters = [...name]
  if (letters.length <= 2) return `${letters[0] ?? ''}*`
  return `${letters[0]}${'*'.repeat(letters.length - 2)}${letters.at(-1)}`
}

/** 01012345678 → 010-****-5678. */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}-****-${phone.slice(-4)}`
}
