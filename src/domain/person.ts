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
