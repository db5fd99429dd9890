/** Hangul typed with the keyboard left in Latin mode (`tlscjd` for 신청), and Hangul left in loose letters (ㅅㅣㄴ청). */
import { disassemble } from 'es-hangul'
import { assemble } from './jamo.js'
import { isShortForm } from './short-forms.js'

/** The two-set keyboard. */
const KEYS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'rㄱ Rㄲ sㄴ eㄷ Eㄸ fㄹ aㅁ qㅂ Qㅃ tㅅ Tㅆ dㅇ wㅈ Wㅉ cㅊ zㅋ xㅌ vㅍ gㅎ ' +
    'kㅏ oㅐ iㅑ Oㅒ jㅓ pㅔ uㅕ Pㅖ hㅗ yㅛ nㅜ bㅠ mㅡ lㅣ'
  )
    .split(' ')
    .map(pair => [pair.charAt(0), pair.charAt(1)]),
)
/** Latin words that would turn into whole syllables by chance. Acronyms in capitals are never touched. */
const LATIN_WORDS = new Set(['vms', 'sns', 'sms', 'ems', 'gps', 'dna', 'fps', 'rpg', 'skt', 'cms'])
/** Two letters are too few to tell a slip from a word, but for these whole messages. */
const SHORT_SLIPS: ReadonlyMap<string, string> = new Map([
  ['dd', 'ㅇㅇ'],
  ['ss', 'ㄴㄴ'],
  ['sp', '네'],
  ['rr', 'ㄱㄱ'],
  ['gg', 'ㅎㅎ'],
  ['zz', 'ㅋㅋ'],
])

/**
 * Turns Latin runs of three or more letters into Hangul where the whole run makes syllables; where there was one, shorter runs of the
 * message too. Everything else stays.
 */
export function undoLatinMode(text: string): string {
  const slip = SHORT_SLIPS.get(text.trim().toLowerCase())
  if (slip) return slip
  const undone = text.replace(/[A-Za-z]{3,}/g, undoRun)
  return undone === text ? text : undone.replace(/[A-Za-z]{2}/g, undoRun)
}

function undoRun(run: string): string {
  const word = run.toLowerCase()
  if (LATIN_WORDS.has(word) || isShortForm(word) || run === run.toUpperCase()) return run
  const hangul = assemble([...run].map(key => KEYS[key] ?? KEYS[key.toLowerCase()]!).join(''))
  return /^[가-힣]+[ㅋㅎㅠㅜ]*$/.test(hangul) ? hangul : run
}

/** Puts loose letters together (ㅅㅣㄴ청 → 신청, 안녀ㅇ → 안녕); runs such as ㅋㅋ, ㅠㅠ and ㅇㅇ stay what they are. */
export function composeLoose(text: string): string {
  return text
    .replace(/[가-힣ㄱ-ㅎㅏ-ㅣ]+/g, run => (/[ㄱ-ㅎ][ㅏ-ㅣ]/.test(run) ? assemble(disassemble(run)) : run))
    .replace(/[가-힣][ㄱㄴㄹㅁㅂㅅㅆㅇ](?![ㄱ-ㅎㅏ-ㅣ])/g, pair => assemble(disassemble(pair)))
}
