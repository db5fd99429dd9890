/** Hangul letters put together to syllables as a keyboard's input method does it. (es-hangul's `assemble` throws on some sequences.) */
const INITIALS = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ']
const MEDIALS = 'ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ'.split(' ')
const FINALS =
  ' ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ'.split(' ')
const FIRST_SYLLABLE = '가'.charCodeAt(0)

/**
 * Syllables out of single letters, with compound vowels and finals spelled as two (`disassemble` of es-hangul gives them so): a
 * consonant before a vowel begins the next syllable. Letters that make no syllable stay as they are. Never throws.
 */
export function assemble(letters: string): string {
  const left = [...letters]
  let text = ''
  while (left.length > 0) {
    const initial = INITIALS.indexOf(left[0]!)
    const medial = initial < 0 ? 0 : longest(MEDIALS, left, 1)
    if (medial === 0) {
      text += left.shift()
      continue
    }
    const final = longestFinal(left, 1 + medial)
    const medialAt = MEDIALS.indexOf(left.slice(1, 1 + medial).join(''))
    const finalAt = FINALS.indexOf(left.slice(1 + medial, 1 + medial + final).join(''))
    text += String.fromCharCode(FIRST_SYLLABLE + (initial * MEDIALS.length + medialAt) * FINALS.length + finalAt)
    left.splice(0, 1 + medial + final)
  }
  return text
}

/** How many letters from `at` on are one of the parts: two, one or none. */
function longest(parts: readonly string[], letters: readonly string[], at: number): number {
  if (at + 1 < letters.length && parts.includes(letters[at]! + letters[at + 1]!)) return 2
  return at < letters.length && parts.includes(letters[at]!) ? 1 : 0
}

function longestFinal(letters: readonly string[], at: number): number {
  const length = longest(FINALS, letters, at)
  const beginsNext = length > 0 && longest(MEDIALS, letters, at + length) > 0
  return beginsNext ? length - 1 : length
}
