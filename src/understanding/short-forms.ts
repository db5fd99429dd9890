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
const ENGLISH = new Map(FORMS.filter(([form]) => /^[a-z ]+$/.test(form)))
const OTHERS = FORMS.filter(([form]) => !ENGLISH.has(form))
/** The last of initial letters may be held: ㄱㄱㄱㄱ. */
const OTHER = new RegExp(OTHERS.map(([form]) => (/[ㄱ-ㅎ]$/.test(form) ? `${form}+` : form)).join('|'), 'gu')
/** English stands alone: a form is one word, or two. */
const ENGLISH_WORDS = /[a-z]+(?: [a-z]+)*/gi

/** The text with words in the place of short forms, each with a space on both sides; everything else stays. */
export function spellOut(text: string): string {
  return text
    .replace(ENGLISH_WORDS, inKorean)
    .replace(OTHER, found => ` ${OTHERS.find(([form]) => found.startsWith(form))![1]} `)
}

function inKorean(words: string): string {
  const said = words.split(' ')
  const spelled: string[] = []
  while (said.length > 0) {
    const two = said.length > 1 && ENGLISH.get(`${said[0]} ${said[1]}`.toLowerCase())
    const word = two || ENGLISH.get(said[0]!.toLowerCase())
    spelled.push(word ? ` ${word} ` : said[0]!)
    said.splice(0, two ? 2 : 1)
  }
  return spelled.join(' ')
}

/** Whether it is one of them as it stands there, in lower case. */
export function isShortForm(word: string): boolean {
  return FORMS.some(([form]) => form === word)
}
