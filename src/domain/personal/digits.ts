/** Digits as people spell them: 공일공, 영일영, O1O, 하나둘, 二. */

/** How each digit is written in one letter, its place in the list being the digit. */
const SPELLINGS = [
  '공영빵〇零○ㅇOoQ',
  '일一lIi|ㅣ',
  '이둘二',
  '삼셋三',
  '사넷四',
  '오五',
  '육륙六',
  '칠七',
  '팔八',
  '구九',
] as const
const NUMERALS: ReadonlyMap<string, string> = new Map(
  SPELLINGS.flatMap((letters, digit) => [...letters].map(letter => [letter, String(digit)] as const)),
)
const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({ 하나: '1', 다섯: '5', 여섯: '6', 일곱: '7', 여덟: '8', 아홉: '9', 제로: '0' }),
)
/** Said between the groups of a number, as people do aloud. */
const GAP_WORDS = ['다시', '대시', '하이픈', '국에', '국의', '에', '의', '점', '짝대기', '바'] as const
const MOST_GAP = 4

interface Numeral {
  readonly digit: string
  readonly start: number
  readonly end: number
  readonly spelled: boolean
}

const isDigit = (letter: string) => letter >= '0' && letter <= '9' && letter.length === 1
const isLetter = (letter: string) => /[\p{L}\p{N}□]/u.test(letter)

function numeralAt(text: string, at: number): Numeral | undefined {
  const letter = text[at]!
  if (isDigit(letter)) return { digit: letter, start: at, end: at + 1, spelled: false }
  const word = WORDS.get(text.slice(at, at + 2))
  if (word) return { digit: word, start: at, end: at + 2, spelled: true }
  const digit = NUMERALS.get(letter)
  return digit === undefined ? undefined : { digit, start: at, end: at + 1, spelled: true }
}

/** Length of what may stand between two digits of one number; 0 when another thing begins. */
export function gapAt(text: string, at: number): number {
  let length = 0
  while (length < MOST_GAP && at + length < text.length && !isLetter(text[at + length]!)) length++
  const word = GAP_WORDS.find(one => text.startsWith(one, at + length))
  if (!word) return length
  const after = at + length + word.length
  return length + word.length + (text[after] === ' ' ? 1 : 0)
}

/** What a run of digits and numerals has to hold to be a number of somebody's. */
const PHONE = /(?:82)?01[016789]\d{7,8}|821[016789]\d{7,8}|^0(?:2|[3-6]\d|70)\d{7,8}$/
const SPELLED_TOGETHER = 8
const NUMBERED = /번호|코드|비번|암호|주민|계좌|카드/
const LETTERS_BEFORE = 12

/** The text with the digits of spelled numbers as digits, every position kept. Words that only look like numerals stay. */
export function spellOut(text: string): string {
  let read = text
  for (let at = 0; at < text.length; at++) {
    const run = runAt(text, at)
    if (run.length === 0) continue
    const numbers =
      NUMBERED.test(text.slice(Math.max(0, at - LETTERS_BEFORE), at)) && isCode(run) ? run : numbersIn(run)
    for (const { digit, start, end } of numbers)
      read = read.slice(0, start) + digit + '\u2060'.repeat(end - start - 1) + read.slice(end)
    at = run.at(-1)!.end - 1
  }
  return read
}

function runAt(text: string, from: number): Numeral[] {
  const run: Numeral[] = []
  let at = from
  while (at < text.length) {
    const numeral = numeralAt(text, at)
    if (numeral) run.push(numeral)
    else if (run.length === 0) return run
    const next = numeral ? numeral.end : at + gapAt(text, at)
    if (next === at || (!numeral && !numeralAt(text, next))) return run
    at = next
  }
  return run
}

/** 인증번호는 삼구이공일팔: at least four, not one of them apart. */
function isCode(run: readonly Numeral[]): boolean {
  const together = run.every(({ start }, at) => at === 0 || start === run[at - 1]!.end)
  return together && run.length >= 4 && run.every(({ spelled }) => spelled)
}

function numbersIn(run: readonly Numeral[]): readonly Numeral[] {
  if (run.length < SPELLED_TOGETHER || !run.some(({ spelled }) => spelled)) return []
  const digits = run.map(({ digit }) => digit).join('')
  const plain = run.map(({ digit, spelled }) => (spelled ? ' ' : digit)).join('')
  if (PHONE.test(plain)) return []
  const phone = PHONE.exec(digits)
  if (phone) return run.slice(phone.index, phone.index + phone[0].length)
  return isSpelledTogether(run) ? run : []
}

/** So many numerals without a word between them are no words: eight together, or ten of which four are. */
function isSpelledTogether(run: readonly Numeral[]): boolean {
  let together = 0
  let longest = 0
  for (const [at, { start, spelled }] of run.entries()) {
    const goesOn = at > 0 && start === run[at - 1]!.end
    together = spelled ? (goesOn ? together + 1 : 1) : 0
    longest = Math.max(longest, together)
  }
  const all = run.filter(({ spelled }) => spelled).length
  return longest >= SPELLED_TOGETHER || (all > SPELLED_TOGETHER + 1 && longest >= 4)
}

/** Digits that stand together. */
export interface Group {
  readonly digits: string
  readonly start: number
  readonly end: number
}

export function groupsIn(text: string): Group[] {
  return [...text.matchAll(/\d[\d\u2060]*/g)].map(match => ({
    digits: match[0].replaceAll('\u2060', ''),
    start: match.index,
    end: match.index + match[0].length,
  }))
}
