/** What people write for words: initial letters (ㅇㅋ), emoji (👍), a few English words. Which is which stands in `intents/short-forms.tsv`. */
import { readFileSync } from 'node:fs'

/** As it is shipped: what is learned from a line depends on it. */
export const SHORT_FORMS = readFileSync(new URL('../../intents/short-forms.tsv', import.meta.url), 'utf8')

/** The longest first, so that none hides another that it begins. */
const FORMS: readonly (readonly [form: string, word: string])[] = SHORT_FORMS.normalize('NFC')
  .split(/\r?\n/)
  .filter(line => line.trim() !== '' && !line.startsWith('#'))
  .flatMap(line => {
    const [word = '', forms = ''] = line.split('\t')
    return forms.split(',').map(form => [form.trim(), word.trim()] as const)
  })
  .sort(([one], [other]) => other.length - one.length)
const SHORT = new RegExp(FORMS.map(([form]) => patternOf(form)).join('|'), 'giu')

/** The text with words in the place of short forms, each with a space on both sides; everything else stays. */
export function spellOut(text: string): string {
  return text.replace(SHORT, found => ` ${FORMS.find(([form]) => found.toLowerCase().startsWith(form))![1]} `)
}

/** Whether it is one of them as it stands there, in lower case. */
export function isShortForm(word: string): boolean {
  return FORMS.some(([form]) => form === word)
}

/** English stands alone; the last of initial letters may be held: ㄱㄱㄱㄱ. */
function patternOf(form: string): string {
  if (/^[a-z ]+$/.test(form)) return `(?<![a-z])${form}(?![a-z])`
  return /[ㄱ-ㅎ]$/.test(form) ? `${form}+` : form
}
