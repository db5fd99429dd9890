/** Which passwords are taken: long enough, not among those that are tried first, not made of what everybody knows of the person. */
import { readFileSync } from 'node:fs'
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import { convertHangulToQwerty } from 'es-hangul'

export const PASSWORD_LENGTH = { min: 10, max: 200 } as const
/** `weak`: too short, too long or hardly more than one key. `common`: soon guessed. `personal`: holds the e-mail or our name. */
export type Weakness = 'weak' | 'common' | 'personal'

const LEAST_DIFFERENT_LETTERS = 5
/** Of zxcvbn's five steps: 3 stands for at least 10⁸ guesses. */
const LEAST_SCORE = 3
/** A guesser's work is judged by the beginning; judging takes longer than linear time. */
const MOST_JUDGED = 64
/** A shorter part of an e-mail may stand in a password by chance. */
const LEAST_OF_EMAIL = 4
const OUR_NAMES = ['손모아', 'thsahdk', 'sonmoa']

let judge: ZxcvbnFactory | undefined

/** The lists of common passwords are read at the first password that is set, some 50,000 entries in a tenth of a second. */
function theJudge(): ZxcvbnFactory {
  judge ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: MOST_JUDGED })
  return judge
}

const koreanWords = readFileSync(new URL('./passwords.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter(line => line && !line.startsWith('#'))
  .flatMap(word => [word, convertHangulToQwerty(word)])

/** Why this password cannot be set for the account with this e-mail; undefined when it can. */
export function weaknessOf(password: string, email: string): Weakness | undefined {
  if (password.length < PASSWORD_LENGTH.min || password.length > PASSWORD_LENGTH.max) return 'weak'
  if (new Set(password).size < LEAST_DIFFERENT_LETTERS) return 'weak'
  const plain = plainOf(password)
  const [name = '', host = ''] = plainOf(email).split('@')
  const ofEmail = [name, host, host.split('.')[0] ?? ''].filter(part => part.length >= LEAST_OF_EMAIL)
  if ([...ofEmail, ...OUR_NAMES].some(part => plain.includes(part))) return 'personal'
  const { score } = theJudge().check(password.slice(0, MOST_JUDGED), [...koreanWords, ...ofEmail])
  return score < LEAST_SCORE ? 'common' : undefined
}

function plainOf(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}
