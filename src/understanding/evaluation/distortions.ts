/** What people's typing does to a sentence, made up for measuring: spaces, slips of a key, a lost syllable, the wrong keyboard mode. */
import { convertHangulToQwerty, disassemble } from 'es-hangul'
import { assemble } from '../jamo.js'
import { createRandom } from '../svm.js'

/** Letters that lie beside each other on the two-set keyboard, or sound alike. */
const SLIPS: Readonly<Record<string, string>> = {
  ㅐ: 'ㅔ',
  ㅔ: 'ㅐ',
  ㅓ: 'ㅏㅗ',
  ㅏ: 'ㅓㅑ',
  ㅗ: 'ㅜㅓㅛ',
  ㅜ: 'ㅗㅠ',
  ㅡ: 'ㅜㅣ',
  ㅣ: 'ㅡㅏ',
  ㄱ: 'ㅅㄷㅎ',
  ㄷ: 'ㄱㅈㅇ',
  ㅈ: 'ㅂㄷ',
  ㅂ: 'ㅈㅁ',
  ㅅ: 'ㄱㅎㅆ',
  ㅁ: 'ㄴㅂ',
  ㄴ: 'ㅁㅇ',
  ㅇ: 'ㄴㄹ',
  ㄹ: 'ㅇㅎ',
  ㅎ: 'ㄹㅅ',
}
const SLIPS_PER_SYLLABLE = 0.12

/** Distortions by name, drawing from a fixed seed each. */
export function createDistortions(seed = 11): Record<string, (text: string) => string> {
  const random = createRandom(seed)
  return {
    'no spaces': text => text.replaceAll(' ', ''),
    'bad spaces': text =>
      [...text]
        .map(letter => (letter === ' ' ? (random() < 0.5 ? '' : ' ') : letter + (random() < 0.1 ? ' ' : '')))
        .join(''),
    'letter slips': text =>
      [...text].map(letter => (random() < SLIPS_PER_SYLLABLE ? slip(letter, random) : letter)).join(''),
    'lost syllable': text => loseSyllable([...text], random),
    'latin mode': text => (/[A-Za-z]/.test(text) ? text : convertHangulToQwerty(text)),
  }
}

function slip(syllable: string, random: () => number): string {
  const letters = [...disassemble(syllable)]
  const at = Math.floor(random() * letters.length)
  const others = SLIPS[letters[at] ?? '']
  if (!others || !/[가-힣]/.test(syllable)) return syllable
  letters[at] = others[Math.floor(random() * others.length)]!
  return assemble(letters.join(''))
}

function loseSyllable(letters: string[], random: () => number): string {
  return letters.length < 4 ? letters.join('') : letters.toSpliced(Math.floor(random() * letters.length), 1).join('')
}
