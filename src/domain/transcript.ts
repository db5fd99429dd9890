/** What of a conversation may be kept readable. */

/** What people put between groups of digits: spaces, any dash, dots, brackets, nothing; `ㅡ` is the dash of a Korean keyboard. */
const GAP = '[^\\p{L}\\p{N}ㅡ]{0,3}ㅡ?'
const digits = (pattern: string) => new RegExp(`(?<!\\d)${pattern.replaceAll('~', GAP)}(?!\\d)`, 'gu')
const TOKEN = /(?<![A-Za-z0-9])[A-Za-z0-9]{43}(?![A-Za-z0-9])/g

const RULES: readonly [RegExp, string][] = [
  [/(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, '[이메일]'],
  [digits('\\d{6}~[1-8](?:\\d{6}|\\*{6})'), '[주민번호]'],
  [digits('(?:\\+?82~)?0?1[016789]~\\d{3,4}~\\d{4}'), '[전화번호]'],
  [digits('0(?:2|[3-6]\\d|70|50\\d)~\\d{3,4}~\\d{4}'), '[전화번호]'],
  [TOKEN, '[입장 코드]'],
  [
    /(?<!\d)(?:19|20)\d{2}[-./년\s]{0,2}(?:0?[1-9]|1[0-2])[-./월\s]{0,2}(?:0?[1-9]|[12]\d|3[01])일?\s*생/g,
    '[생년월일]',
  ],
  [digits('\\d{6}'), '[숫자 6자리]'],
]

/**
 * Phone numbers, e-mail addresses, resident-number-like digits, entry tokens and six-digit codes are replaced by what they were
 * (표준 개인정보 보호지침's least collection: staff need the sentence, not the number). Full-width forms become plain ones.
 */
export function maskUtterance(text: string): string {
  const plain = text.replace(/[！-～]/g, letter => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
  return RULES.reduce((masked, [pattern, word]) => masked.replace(pattern, word), plain)
}

/** Entry and link tokens in what the service itself said. */
export function maskTokens(text: string): string {
  return text.replace(TOKEN, '[입장 코드]')
}
