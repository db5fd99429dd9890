/** The things people say: the names of all intents and the lines of `intents/<intent>.txt`. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../platform/errors.js'

/** Every intent by name; what each means is written in `intents/README.md`. `oos` is what belongs to none of the others. */
export const INTENTS = [
  'apply',
  'search',
  'recommend',
  'check',
  'cancel',
  'hours',
  'dispute',
  'certificate',
  'consent',
  'profile',
  'notices',
  'login',
  'logout',
  'agent',
  'help',
  'greet',
  'thanks',
  'bye',
  'affirm',
  'deny',
  'restart',
  'faq_eligibility',
  'faq_hours_policy',
  'faq_cancel_policy',
  'faq_preparation',
  'faq_insurance',
  'faq',
  'oos',
] as const

export type Intent = (typeof INTENTS)[number]

/** Sample lines of each intent, in the order of their file. */
export type Utterances = ReadonlyMap<Intent, readonly string[]>

const INTENT_NAMES: ReadonlySet<string> = new Set(INTENTS)

export function isIntent(name: string): name is Intent {
  return INTENT_NAMES.has(name)
}

/** The lines of one file of utterances: empty lines and notes (`#` at the start of a line) are left out. */
export function utterancesIn(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
}

/** Reads every `<intent>.txt` of the folder. Throws when a file names no intent, or an intent has no lines. */
export function loadUtterances(folder: string): Map<Intent, string[]> {
  const stray = readdirSync(folder).find(file => file.endsWith('.txt') && !isIntent(path.basename(file, '.txt')))
  if (stray) throw new AppError('internal', `${stray} in ${folder} is the file of no intent`)
  return new Map(INTENTS.map(intent => [intent, linesOf(folder, intent)]))
}

function linesOf(folder: string, intent: Intent): string[] {
  const lines = utterancesIn(readFileSync(path.join(folder, `${intent}.txt`), 'utf8'))
  if (lines.length === 0) throw new AppError('internal', `${intent}.txt in ${folder} has no lines`)
  return lines
}
