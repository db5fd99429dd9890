/**
 * SMS speaks EUC-KR, strictly KS X 1001: 2,350 syllables, no emoji, no `—`. SOLAPI refuses anything else (1029). The table is read
 * out of the runtime's own decoder, whose WHATWG superset (CP949) is kept out by asking for the two-byte rows 0xA1–0xFE only.
 */
const FIRST = 0xa1
const LAST = 0xfe
const decoder = new TextDecoder('euc-kr')

function row(lead: number): string[] {
  const trails = Array.from({ length: LAST - FIRST + 1 }, (_, n) => FIRST + n)
  return trails.map(trail => decoder.decode(Uint8Array.of(lead, trail)))
}

/** Undefined places decode to U+FFFD, the user-defined rows 0xC9 and 0xFE to private characters. */
const DOUBLE: ReadonlySet<string> = new Set(
  Array.from({ length: LAST - FIRST + 1 }, (_, n) => row(FIRST + n))
    .flat()
    .filter(char => [...char].length === 1 && !/[\uFFFD\p{Co}]/u.test(char)),
)

/** Bytes of `text` in EUC-KR, or `undefined` when it holds something that EUC-KR has not. */
export function eucKrBytes(text: string): number | undefined {
  let bytes = 0
  for (const char of text) {
    if (!isPlain(char) && !DOUBLE.has(char)) return undefined
    bytes += isPlain(char) ? 1 : 2
  }
  return bytes
}

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '—': '-',
  '–': '-',
  '•': '·',
  '₩': '￦',
  '〜': '~',
  '✅': '[v]',
  '\u00a0': ' ',
}

/** The same in EUC-KR: look-alikes where there are any, base letters for accented ones, nothing for emoji, `?` for the rest. */
export function toEucKr(text: string): string {
  return [...text.normalize('NFC')].map(char => (eucKrBytes(char) === undefined ? replacement(char) : char)).join('')
}

function replacement(char: string): string {
  const alike = LOOK_ALIKES[char]
  if (alike !== undefined) return alike
  if (/[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{M}\p{Cf}\p{Cc}]/u.test(char)) return ''
  const base = [...char.normalize('NFKD')].filter(part => eucKrBytes(part) !== undefined).join('')
  return base && !/\p{Script=Hangul}/u.test(char) ? base : '?'
}

/** Printable ASCII and the end of a line; anything lower is refused too (1028). */
function isPlain(char: string): boolean {
  return /^[\n\x20-\x7e]$/.test(char)
}
