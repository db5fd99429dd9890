/** What around a word speaks for a person being meant by it, and whether that is enough for what it looks like. */
import type { Word } from './hangul-words.js'
import type { NameShape } from './name-shapes.js'
import { BLANK } from './page.js'
import type { PersonalWords } from './word-lists.js'

/** A word of a text, as a reader of names comes to it. */
export interface Scene {
  readonly text: string
  readonly words: readonly Word[]
  /** Which of the words. */
  readonly at: number
  /** Where the name before it ends; 0 where there was none. */
  readonly lastEnd: number
}

/** What speaks for a person being meant. */
export interface Circumstances {
  /** 이름은, 성함:, 신청자 */
  readonly named: boolean
  /** 저는, 안녕하세요 */
  readonly introduced: boolean
  /** 친구, 엄마, 동생은 */
  readonly kin: boolean
  /** 학생 or 님 behind it. */
  readonly titled: boolean
  /** A phone number, birth date, e-mail or class stands beside it. */
  readonly beside: boolean
  /** 입니다, 이라고 behind it, joined or not. */
  readonly saysWho: boolean
  /** Nothing else was said. */
  readonly alone: boolean
}
export type CircumstanceReader = (scene: Scene, name: Word, shape: NameShape) => Circumstances

const POLITE_COPULA = '입니다'
const SIGNS_BETWEEN = /^[\s:：=,.\-/·~()[\]{}'"“”‘’<>→|!]{0,4}$/
/** Between the names of a list. */
const LISTED = /^ ?[,·/&] ?$/
const TIES =
  /^[\s:,.\-/·()[\]]{0,3}(?:(?:제|내|폰|핸드폰|휴대폰|휴대전화|전화|연락처|번호|전화번호|이메일|메일|생일|생년월일|이고|이고요|이구요|고요|예요|이에요|입니다|인데요|이랑|은|는|의|이|가|연락처는|번호는|이며|으로|로|님|씨|학생|올림|드림|인데|에요)[\s:,.\-/·()[\]]{0,3}){0,3}$/
/** How far what a name belongs to may be behind it and before it. */
const MOST_AHEAD = 16
const MOST_BEHIND = 12

export function createCircumstanceReader({ contexts, endings }: PersonalWords): CircumstanceReader {
  const { naming, intro, kin, thing } = contextsOf(contexts)
  const things = [...thing].filter(({ length }) => length > 1)
  const [titles, calling] = [endings('title'), endings('calling')]

  /** What was said just before: the beginning of the word itself (저는김민수), or the word before it; and what stood before that. */
  const saidBefore = ({ text, words, at }: Scene, name: Word) => {
    const word = words[at]!
    const glued = text.slice(word.start, name.start)
    const [last, secondLast] = isTied(text, words[at - 1], word) ? [words[at - 1]?.text, words[at - 2]?.text] : []
    return glued ? { before: glued, earlier: last ?? '' } : { before: last ?? '', earlier: secondLast ?? '' }
  }
  const isOfThing = (before: string, earlier: string) =>
    thing.has(earlier) || things.some(one => before !== one && before.startsWith(one))

  return (scene, name, { ending }) => {
    const { text, words, at, lastEnd } = scene
    const word = words[at]!
    const { before, earlier } = saidBefore(scene, name)
    const next = ending === 'none' && isTied(text, word, words[at + 1]) ? words[at + 1]?.text : undefined
    const isListed = lastEnd > 0 && LISTED.test(text.slice(lastEnd, word.start))
    return {
      named: naming.has(before) && !isOfThing(before, earlier),
      introduced: intro.has(before),
      kin: kin.has(before) || (naming.has(before) && kin.has(earlier)),
      titled: ending === 'title' || (next !== undefined && titles.has(next)),
      beside: isBeside(text, name.start, word.end) || isListed,
      saysWho:
        ending === 'copula' ||
        ending === 'calling' ||
        (next !== undefined && (calling.has(next) || next === POLITE_COPULA)),
      alone: words.length === 1,
    }
  }
}

/** Words before a name, by what they say of it. */
export function contextsOf(contexts: PersonalWords['contexts']) {
  return { naming: contexts('naming'), intro: contexts('intro'), kin: contexts('kin'), thing: contexts('thing') }
}

function isTied(text: string, one: Word | undefined, next: Word | undefined): boolean {
  return one !== undefined && next !== undefined && SIGNS_BETWEEN.test(text.slice(one.end, next.start))
}

function isBeside(text: string, start: number, end: number): boolean {
  const ahead = text.indexOf(BLANK, end)
  if (ahead >= 0 && ahead - end <= MOST_AHEAD && TIES.test(text.slice(end, ahead))) return true
  const behind = text.lastIndexOf(BLANK, start - 1)
  return start > 0 && behind >= 0 && start - behind <= MOST_BEHIND && TIES.test(text.slice(behind + 1, start))
}

/** The less a word looks like a name, the more has to speak for it. */
export function isName({ shape, ending, ambiguous, telling }: NameShape, around: Circumstances): boolean {
  const { named, introduced, kin, titled, beside, saysWho, alone } = around
  const called = ending === 'calling' || (ending === 'none' && saysWho)
  const told = named || (introduced && saysWho) || (beside && (ending === 'none' || saysWho || titled))
  const likely = told || titled || (kin && ending !== 'none')
  const isEnough = {
    usual: () => true,
    full: () => telling || likely || kin || alone || called,
    loose: () => told || titled || called,
    short: () => told || (!ambiguous && (titled || (telling && ending === 'personal'))),
    foreign: () => likely || kin || (alone && saysWho) || telling,
    given: () => likely || ending === 'calling' || (alone && ending === 'copula') || isSureGiven(),
  }
  const isSureGiven = () => telling && !ambiguous && (ending === 'personal' || ending === 'particle')
  return isEnough[shape]()
}
