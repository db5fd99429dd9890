/** A text in which personal data is looked for: read as if it were typed plainly, and blanked where something was found. */

export type Kind =
  | 'phone'
  | 'email'
  | 'resident'
  | 'birth'
  | 'passport'
  | 'licence'
  | 'card'
  | 'account'
  | 'address'
  | 'school'
  | 'name'
  | 'code'
  | 'token'
  | 'id'
  | 'secret'
  | 'link'
  | 'number'

/** Where something personal stands, `end` exclusive. */
export interface Span {
  readonly kind: Kind
  readonly start: number
  readonly end: number
}

/** Stands where something was found; no rule reads over it. */
export const BLANK = '□'
/** Stands where there is nothing to read: the second half of a character, a keycap's frame. */
const NOTHING = '\u2060'

export interface Page {
  /** What no rule has taken yet, each character at its place in the text. */
  rest(): string
  readonly spans: readonly Span[]
  take(kind: Kind, start: number, end: number): void
  /** Every match of a global pattern, or the part of it in the group `personal`; what `allows` refuses stays. */
  takeAll(kind: Kind, pattern: RegExp, allows?: (match: RegExpExecArray) => boolean): void
}

export function createPage(plain: string): Page {
  let rest = plain
  const spans: Span[] = []
  const take = (kind: Kind, start: number, end: number) => {
    spans.push({ kind, start, end })
    rest = rest.slice(0, start) + BLANK.repeat(end - start) + rest.slice(end)
  }
  return {
    rest: () => rest,
    spans,
    take,
    takeAll(kind, pattern, allows) {
      for (const match of rest.matchAll(pattern)) {
        if (allows && !allows(match)) continue
        const personal = match.groups?.personal
        const start = match.index + (personal === undefined ? 0 : match[0].lastIndexOf(personal))
        take(kind, start, start + (personal ?? match[0]).length)
      }
    },
  }
}

const OTHERS: ReadonlyMap<string, string> = new Map([
  ...[...'‐‑‒–—―−－ーㅡ⁃﹣'].map(dash => [dash, '-'] as const),
  ...[...'・•‧∙ㆍ･·'].map(dot => [dot, '·'] as const),
  ...[...'⓪①②③④⑤⑥⑦⑧⑨'].map((digit, at) => [digit, String(at)] as const),
  ...[...'⓿❶❷❸❹❺❻❼❽❾'].map((digit, at) => [digit, String(at)] as const),
  ...[...'⁰¹²³⁴⁵⁶⁷⁸⁹'].map((digit, at) => [digit, String(at)] as const),
  ...[...'₀₁₂₃₄₅₆₇₈₉'].map((digit, at) => [digit, String(at)] as const),
  ...[...'\u2060\u200b\u200c\u200d\ufe0e\ufe0f\u20e3'].map(unseen => [unseen, NOTHING] as const),
  ['。', '.'],
  ['｡', '.'],
  ['〜', '~'],
])
const NEEDS_READING = /[^\n -~가-힣]/

/** The same text with full-width, circled, raised and styled signs as plain ones, every position kept. */
export function readPlainly(text: string): string {
  if (!NEEDS_READING.test(text)) return text
  let plain = ''
  for (const letter of text) {
    const code = letter.codePointAt(0)!
    if (code >= 0xff01 && code <= 0xff5e) plain += OTHERS.get(letter) ?? String.fromCharCode(code - 0xfee0)
    else if (code < 0xac00 || code > 0xd7a3) plain += readSign(letter)
    else plain += letter
  }
  return plain
}

function readSign(letter: string): string {
  const known = OTHERS.get(letter)
  if (known !== undefined) return known
  if (/\p{Zs}/u.test(letter)) return ' '
  if (letter.length === 1) return letter
  const plain = letter.normalize('NFKC')
  return plain.length === 1 ? plain + NOTHING : letter
}
