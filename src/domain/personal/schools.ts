/** Somebody's school: with grade and class, or told as one's own. A school at which something takes place is none. */
import { endingIn, type Word, wordsIn } from './hangul-words.js'
import type { Page } from './page.js'
import type { PersonalWords } from './word-lists.js'

/** 2학년 3반 12번, 3반 12번, 2-3반. */
const CLASS =
  /(?<!\d)(?:[1-6]\s?학년\s?[,/-]?\s?\d{1,2}\s?반(?:\s?[,/-]?\s?\d{1,2}\s?번)?|[1-6]\s?-\s?\d{1,2}\s?반(?:\s?\d{1,2}\s?번)?|\d{1,2}\s?반\s?\d{1,2}\s?번|[1-6]\s?학년\s?\d{1,2}\s?번)/gu
/** A grade alone, or 2-3: with a school before it only. */
const GRADE =
  /^\s?(?:[1-6]\s?학년|[1-6]\s?-\s?\d{1,2}(?!\d|\s?(?:시|명|월|일|개|번째))(?:\s?반)?(?:\s?\d{1,2}\s?번)?|[1-3](?!\d|\s?(?:시|명|월|일|개|번|학기|차|주|년|시간|회|층|호|인))(?=[^\d]|$))/u

const TAIL = /^(?:에|를|을|은|는)$/
const COPULA = /^(?:이에요|예요|입니다|이야|야|인데요|이고요|에요|이요|요)$/

/** 저는대학생입니다 names no school. */
const GLUED = /^(?:저는|나는|제가|저희|우리|저도)/

interface School {
  readonly name: string
  /** What stands behind it in the word. */
  readonly rest: string
  readonly sure: boolean
}

export type SchoolReader = (page: Page) => void

export function createSchoolReader({ schools, contexts }: PersonalWords): SchoolReader {
  const [long, short, attending, not, own] = ['long', 'short', 'attend', 'not', 'own'].map(schools)
  const intro = contexts('intro')

  /** 수원중학교에: a whole word for a school ends the name. */
  const inFull = (word: string): School | undefined => {
    for (let to = word.length; to > 2; to--) {
      const name = word.slice(0, to)
      const suffix = endingIn(name, long!)
      if (suffix && suffix.length < name.length && !GLUED.test(name)) return { name, rest: word.slice(to), sure: true }
    }
    return undefined
  }

  /** 수원여고에: one letter for a school ends the name, so what follows has to speak for it. */
  const inShort = (word: string): School | undefined => {
    const isSchool = (name: string) =>
      short!.has(name.at(-1)!) && !GLUED.test(name) && !not!.has(name) && !isOtherWord(name)
    for (let to = word.length; to > 2; to--) {
      const [name, rest] = [word.slice(0, to), word.slice(to)]
      const followed = rest === '' || TAIL.test(rest) || COPULA.test(rest) || attending!.has(rest)
      if (followed && isSchool(name)) return { name, rest, sure: false }
    }
    return undefined
  }
  const otherEndings = [...not!].filter(({ length }) => length > 2)
  const isOtherWord = (name: string) => otherEndings.some(one => name.endsWith(one))

  const isOwn = (words: readonly Word[], at: number, rest: string, sure: boolean): boolean => {
    const before = words[at - 1]?.text ?? ''
    const next = words[at + 1]?.text ?? ''
    if ((rest === '' || TAIL.test(rest)) && attending!.has(next)) return true
    if (attending!.has(rest)) return true
    const copula = COPULA.test(rest)
    if (own!.has(before)) return copula || (rest === '' && at === words.length - 1)
    return sure && copula && intro.has(before)
  }

  return page => {
    const text = page.rest()
    if (!/[초중고대반]/.test(text)) return
    const words = wordsIn(text)
    for (const [at, word] of words.entries()) {
      const school = inFull(word.text) ?? inShort(word.text)
      if (!school) continue
      const end = word.start + school.name.length
      const grade = GRADE.exec(text.slice(end))
      const whole = CLASS.exec(text.slice(end, end + 24))
      CLASS.lastIndex = 0
      if (whole && whole.index <= 2) page.take('school', word.start, end + whole.index + whole[0].length)
      else if (grade) page.take('school', word.start, end + grade[0].length)
      else if (isOwn(words, at, school.rest, school.sure)) page.take('school', word.start, end)
    }
    page.takeAll('school', CLASS)
  }
}
