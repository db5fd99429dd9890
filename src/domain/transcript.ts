/** What of a conversation may be kept readable. */

const RULES: readonly [RegExp, string][] = [
  [/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, '[이메일]'],
  [/(?<!\d)\d{6}[-–—·\s.]{0,3}[1-8]\d{6}(?!\d)/g, '[주민번호]'],
  [/(?<![\d])(?:\+?82[-–—·\s.]{0,3})?0?1[016789][-–—·\s.)]{0,3}\d{3,4}[-–—·\s.]{0,3}\d{4}(?!\d)/g, '[전화번호]'],
  [/(?<!\d)0(?:2|[3-6]\d|70|50\d)[-–—·\s.)]{0,3}\d{3,4}[-–—·\s.]{0,3}\d{4}(?!\d)/g, '[전화번호]'],
  [/(?<![A-Za-z0-9])[A-Za-z0-9]{43}(?![A-Za-z0-9])/g, '[입장 코드]'],
  [
    /(?<!\d)(?:19|20)\d{2}[-./년\s]{0,2}(?:0?[1-9]|1[0-2])[-./월\s]{0,2}(?:0?[1-9]|[12]\d|3[01])일?\s*생/g,
    '[생년월일]',
  ],
  [/(?<!\d)\d{6}(?!\d)/g, '[숫자 6자리]'],
]

/**
 * Phone numbers, e-mail addresses, resident-number-like digits, entry tokens and six-digit codes are replaced by what they were
 * (표준 개인정보 보호지침's least collection: staff need the sentence, not the number).
 */
export function maskUtterance(text: string): string {
  return RULES.reduce((masked, [pattern, word]) => masked.replace(pattern, word), withPlainDigits(text))
}

/** Full-width digits, as some keyboards type them, are digits too. */
function withPlainDigits(text: string): string {
  return text.replace(/[０-９]/g, digit => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
}

/** Entry and link tokens in what the service itself said. */
export function maskTokens(text: string): string {
  return text.replace(/(?<![A-Za-z0-9])[A-Za-z0-9]{43}(?![A-Za-z0-9])/g, '[입장 코드]')
}
