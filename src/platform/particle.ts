/** The Korean particle that fits a word as it is read aloud: digits by their names, without signs and without what stands in brackets. */
import { josa } from 'es-hangul'

export type Particle = Parameters<typeof josa>[1]

/** As the last of a number is read: a nought ends 십, 백, 천 or 영, which all close alike. */
const DIGITS = ['영', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구']
const LAST_READ = /[\p{L}\p{N}]/u

/** The word with the particle of the pair (`은/는`) behind it. */
export function withParticle(word: string, pair: Particle): string {
  return word + josa.pick(spoken(word), pair)
}

function spoken(word: string): string {
  const letters = [...withoutBrackets(word.normalize('NFKC').trimEnd())]
  const last = letters.findLastIndex(letter => LAST_READ.test(letter))
  const read = letters.slice(0, last + 1).join('')
  const digit = DIGITS[Number(read.at(-1))]
  return digit && /\d$/.test(read) ? digit : read || word
}

/** Brackets at the end add to a word, but are not read. A word that is all brackets is. */
function withoutBrackets(word: string): string {
  const opened = word.endsWith(')') ? word.lastIndexOf('(') : -1
  return opened > 0 ? word.slice(0, opened) : word
}
