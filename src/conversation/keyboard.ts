/** Hangul typed with the keyboard left in Latin mode (`tlscjd` for 신청), and Hangul left in loose letters (ㅅㅣㄴ청). */
import { assemble, convertQwertyToHangul } from 'es-hangul'

/** Latin words that would turn into whole syllables by chance. Acronyms in capitals are never touched. */
const LATIN_WORDS = new Set(['vms', 'sns', 'sms', 'ems', 'gps', 'dna', 'fps', 'rpg', 'skt', 'cms'])
/** Two letters are too few to tell a slip from a word, but for these whole messages. */
const SHORT_SLIPS: Readonly<Record<string, string>> = {
  dd: 'ㅇㅇ',
  ss: 'ㄴㄴ',
  sp: '네',
  rr: 'ㄱㄱ',
  gg: 'ㅎㅎ',
  zz: 'ㅋㅋ',
}

/** Turns Latin runs of three or more letters into Hangul where the whole run makes syllables; everything else stays. */
export function undoLatinMode(text: string): string {
  const slip = SHORT_SLIPS[text.trim().toLowerCase()]
  if (slip) return slip
  return text.replace(/[A-Za-z]{3,}/g, run => {
    if (LATIN_WORDS.has(run.toLowerCase()) || run === run.toUpperCase()) return run
    const hangul = convertQwertyToHangul(run)
    return /^[가-힣]+[ㅋㅎㅠㅜ]*$/.test(hangul) ? hangul : run
  })
}

/** Puts loose letters together (ㅅㅣㄴ청 → 신청, 안녀ㅇ → 안녕); runs such as ㅋㅋ, ㅠㅠ and ㅇㅇ stay what they are. */
export function composeLoose(text: string): string {
  return text
    .replace(/[가-힣ㄱ-ㅎㅏ-ㅣ]*[ㄱ-ㅎ][ㅏ-ㅣ][가-힣ㄱ-ㅎㅏ-ㅣ]*/g, run => assemble([...run]))
    .replace(/[가-힣][ㄱㄴㄹㅁㅂㅅㅆㅇ](?![ㄱ-ㅎㅏ-ㅣ])/g, pair => assemble([...pair]))
}
