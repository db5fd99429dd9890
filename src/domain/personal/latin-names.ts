/** Names in Latin letters: my name is Minsu Kim, 이름은 Nguyen Thi Huong, KIM MINSU. */
import { BLANK, type Page } from './page.js'
import type { PersonalWords } from './word-lists.js'

const RUN = /[A-Za-z][A-Za-z'’.-]*(?: [A-Za-z][A-Za-z'’.-]*)*/g
const NAMED = /(?:이름|성함|성명|영문명|name|신청자|예금주|참가자|보호자)(?:은|는|이|\sis)?\s?[:=]?\s?$/i
const INTRODUCED = /(?:저는|나는|전|제가|난|저|안녕하세요,?|친구|동생|엄마|아빠|언니|누나|형|오빠|선생님)\s?$/
const SAYS_WHO = /^\s?(?:이?에요|예요|입니다|이?라고|이야|야|인데|님|씨|이고|올림|드림|랑|이랑|학생)/
const OPENING = /(?:^|\b)(?:my (?:full |english )?name is|name:?|i am|i'm|this is|call me|im)\s+/gi
const MOST_WORDS = 4

export function createLatinNameReader({ romanised }: PersonalWords): (page: Page) => void {
  const surnames = romanised('surname')
  const stop = romanised('stop')
  const isCapital = (word: string) => /^[A-Z]/.test(word)

  /** Words from `words[0]` on that may be a name, up to the first that is none. */
  const leading = (words: readonly string[]) => {
    const end = words.findIndex(word => stop.has(word.toLowerCase().replace(/[.,]/g, '')))
    return words.slice(0, Math.min(end < 0 ? words.length : end, MOST_WORDS))
  }
  const takeAfterOpening = (page: Page, run: string, start: number) => {
    for (const opening of run.matchAll(OPENING)) {
      const from = opening.index + opening[0].length
      const words = leading(run.slice(from).split(' '))
      if (words.length === 0 || (/^i/i.test(opening[0]) && !words.every(isCapital) && words.length > 2)) continue
      const length = words.join(' ').replace(/[.,]{1,3}$/, '').length
      if (length > 1) page.take('name', start + from, start + from + length)
      return true
    }
    return false
  }
  /** Kim Minsu, MINSU KIM, Nguyen Thi Huong: capital letters, one of them a known surname. */
  const takeKnown = (page: Page, run: string, start: number, sure: boolean) => {
    const words = run.split(' ')
    const isSurname = (word: string | undefined) =>
      word !== undefined && surnames.has(word.toLowerCase().replace(/[.,-].*/, ''))
    const likely =
      words.length >= 2 &&
      words.length <= MOST_WORDS &&
      words.every(isCapital) &&
      (isSurname(words[0]) || isSurname(words.at(-1)))
    const told =
      sure && words.length <= MOST_WORDS && !words.some(word => stop.has(word.toLowerCase())) && run.length > 1
    if (likely || told) page.take('name', start, start + run.replace(/[.'-]{1,3}$/, '').length)
  }

  return page => {
    if (!/[A-Za-z]{2}/.test(page.rest())) return
    for (const match of page.rest().matchAll(RUN)) {
      const [run] = match
      if (takeAfterOpening(page, run, match.index)) continue
      const text = page.rest()
      const before = text.slice(Math.max(0, match.index - 12), match.index)
      const after = text.slice(match.index + run.length, match.index + run.length + 8)
      const beside =
        new RegExp(`^[ ,:/(-]{0,3}${BLANK}`).test(after) || new RegExp(`${BLANK}[ ,:/)-]{1,3}$`).test(before)
      const sure =
        NAMED.test(before) ||
        (INTRODUCED.test(before) && SAYS_WHO.test(after)) ||
        (beside && isCapital(run)) ||
        /^\s?(?:라고|이라고)\s?(?:합|해|불)/.test(after)
      takeKnown(page, run, match.index, sure)
    }
  }
}
