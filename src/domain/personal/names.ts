/** Names of people: by what is said around them, and by their own shape. */
import { type Word, wordsIn } from './hangul-words.js'
import { createShapeReader, type NameShape } from './name-shapes.js'
import { BLANK, type Page } from './page.js'
import type { PersonalWords } from './word-lists.js'

/** What speaks for a person being meant. */
interface Circumstances {
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

const MOST_FOREIGN = 4
const SHORTEST_SPACED = 3
const TELLS_NAME = /^(?:제|내|본인)?(?:이름|성함|성명|본명|실명|성|성씨)(?:은|는|요)?$/
/** Between the names of a list. */
const LISTED = /^ ?[,·/&] ?$/
const POLITE_COPULA = '입니다'
const HANGUL = /^[가-힣]+$/

export type NameReader = (page: Page) => void

const SURE_SURNAMES = new Set([...'김박최윤권황홍곽'])
const SIGNS_BETWEEN = /^[\s:：=,.\-/·~()[\]{}'"“”‘’<>→|!]{0,4}$/
const TIES =
  /^[\s:,.\-/·()[\]]{0,3}(?:(?:제|내|폰|핸드폰|휴대폰|휴대전화|전화|연락처|번호|전화번호|이메일|메일|생일|생년월일|이고|이고요|이구요|고요|예요|이에요|입니다|인데요|이랑|은|는|의|이|가|연락처는|번호는|이며|으로|로|님|씨|학생|올림|드림|인데|에요)[\s:,.\-/·()[\]]{0,3}){0,3}$/

export function createNameReader(words: PersonalWords): NameReader {
  const shapesOf = createShapeReader(words)
  const [naming, intro, kin, thing] = ['naming', 'intro', 'kin', 'thing'].map(words.contexts)
  const titles = words.endings('title')
  const calling = words.endings('calling')
  const isEnding = (rest: string) =>
    ['copula', 'calling', 'title', 'personal'].some(kind => words.endings(kind).has(rest))
  const openings = [...naming!, ...intro!, ...kin!].filter(word => word.length > 1).sort((a, b) => b.length - a.length)

  const circumstances = (
    text: string,
    all: readonly Word[],
    at: number,
    name: Word,
    shape: NameShape,
    lastEnd = 0,
  ): Circumstances => {
    const word = all[at]!
    const glued = text.slice(word.start, name.start)
    const tied = at > 0 && SIGNS_BETWEEN.test(text.slice(all[at - 1]!.end, word.start))
    const before = glued || (tied ? all[at - 1]!.text : '')
    const earlier = tied && !glued ? (all[at - 2]?.text ?? '') : tied ? all[at - 1]!.text : ''
    const next = all[at + 1]
    const nextTied = next && SIGNS_BETWEEN.test(text.slice(word.end, next.start))
    const ofThing =
      thing!.has(earlier) || [...thing!].some(one => one.length > 1 && before !== one && before.startsWith(one))
    return {
      named: naming!.has(before) && !ofThing,
      introduced: intro!.has(before),
      kin: kin!.has(before) || (naming!.has(before) && kin!.has(earlier)),
      titled: shape.ending === 'title' || (shape.ending === 'none' && Boolean(nextTied && titles.has(next.text))),
      beside: isBeside(text, name.start, word.end) || (lastEnd > 0 && LISTED.test(text.slice(lastEnd, word.start))),
      saysWho:
        shape.ending === 'copula' ||
        shape.ending === 'calling' ||
        (shape.ending === 'none' && Boolean(nextTied && (calling.has(next.text) || next.text === POLITE_COPULA))),
      alone: all.length === 1,
    }
  }

  return page => {
    const text = page.rest()
    const all = wordsIn(text)
    let lastEnd = 0
    for (const [at, word] of all.entries()) {
      // Behind a number stands what belongs to it: 010…이에요.
      if (text[word.start - 1] === BLANK && (isEnding(word.text) || words.endings('particle').has(word.text))) continue
      const found =
        readForeign(word, at) ??
        readWord(word, at) ??
        readSpaced(word, at) ??
        readTold(word, at) ??
        (openings.length ? readGlued(word, at) : undefined)
      if (!found) continue
      page.take('name', found.start, found.end)
      lastEnd = found.end
    }

    function readWord(word: Word, at: number, from = 0): Word | undefined {
      const inside = word.text.slice(from)
      for (const shape of shapesOf(inside)) {
        const start = word.start + from
        const name = { text: inside.slice(0, shape.length), start, end: start + shape.length }
        if (isName(shape, circumstances(text, all, at, name, shape, lastEnd))) return name
      }
      return undefined
    }

    /** 응우옌 티 흐엉이에요: known names of another language, and what short words belong to them. */
    function readForeign(word: Word, at: number): Word | undefined {
      if (!words.foreign.has(word.text)) return undefined
      let end = word.end
      let known = word.text.length > 2 ? 1 : 0
      for (const next of all.slice(at + 1, at + MOST_FOREIGN)) {
        const base = text.slice(end, next.start) === ' ' ? foreignBase(next.text) : undefined
        if (!base) break
        end = next.start + base.length
        if (words.foreign.has(base)) known++
        if (base.length < next.text.length) break
      }
      const before = all[at - 1]?.text ?? ''
      const told = naming!.has(before) || intro!.has(before) || kin!.has(before)
      return end > word.end && (known > 0 || told)
        ? { text: text.slice(word.start, end), start: word.start, end }
        : undefined
    }

    /** 이름은 자밀라예요, 이름: 왕샤오밍: whatever is told as a name and is no other word. */
    function readTold(word: Word, at: number): Word | undefined {
      const before = all[at - 1]
      if (!before || !TELLS_NAME.test(before.text) || thing!.has(all[at - 2]?.text ?? '')) return undefined
      const gap = text.slice(before.end, word.start)
      for (const length of [5, 4, 3, 2, 1]) {
        const base = word.text.slice(0, length)
        const rest = word.text.slice(length)
        const ends =
          rest === '' ? /[:=]/.test(gap) : words.endings('copula').has(rest) || words.endings('calling').has(rest)
        if (base.length < length || !ends || !HANGUL.test(base) || words.ordinary.has(base.slice(0, 2))) continue
        if (length === 1 && !words.given.has(base) && !words.surnames.has(base)) continue
        return { text: base, start: word.start, end: word.start + length }
      }
      return undefined
    }

    function foreignBase(word: string): string | undefined {
      for (const length of [1, 2, 3, 4]) {
        const base = word.slice(0, length)
        const ends = word === base || isEnding(word.slice(length))
        if (
          base.length === length &&
          ends &&
          (words.foreign.has(base) || ((length < 3 || word !== base) && !words.ordinary.has(word)))
        )
          return base
      }
      return undefined
    }

    /** 저는김민수예요, 엄마이름박영희 */
    function readGlued(word: Word, at: number): Word | undefined {
      if (word.text.length < 4) return undefined
      const opening = openings.find(one => word.text.length > one.length + 1 && word.text.startsWith(one))
      const found = opening ? readWord(word, at, opening.length) : undefined
      return found && found.text.length > 2 ? found : undefined
    }

    /** 김 민수, 김 민 수 */
    function readSpaced(word: Word, at: number): Word | undefined {
      if (word.text.length > 2 || !words.surnames.has(word.text)) return undefined
      const next = all[at + 1]
      if (!next || !/^ {1,2}$/.test(text.slice(word.end, next.start))) return undefined
      const third = all[at + 2]
      const apart = next.text.length === 1 && third && text.slice(next.end, third.start) === ' '
      const joined = word.text + next.text + (apart ? third.text : '')
      const skipped = next.start - word.end + (apart ? 1 : 0)
      for (const shape of shapesOf(joined)) {
        if (!['usual', 'full'].includes(shape.shape) || shape.length < SHORTEST_SPACED) continue
        const name = {
          text: joined.slice(0, shape.length),
          start: word.start,
          end: word.start + shape.length + skipped,
        }
        const around = circumstances(
          text,
          [
            ...all.slice(0, at),
            { ...word, text: joined, end: (apart ? third : next).end },
            ...all.slice(at + (apart ? 3 : 2)),
          ],
          at,
          name,
          shape,
        )
        const sure =
          SURE_SURNAMES.has(word.text) ||
          around.named ||
          around.introduced ||
          around.kin ||
          around.titled ||
          around.beside
        if (sure && !words.ordinary.has(next.text) && isName(shape, around)) return name
      }
      return undefined
    }
  }
}

function isBeside(text: string, start: number, end: number): boolean {
  const ahead = text.indexOf(BLANK, end)
  if (ahead >= 0 && ahead - end <= 16 && TIES.test(text.slice(end, ahead))) return true
  const behind = text.lastIndexOf(BLANK, start - 1)
  return start > 0 && behind >= 0 && start - behind <= 12 && TIES.test(text.slice(behind + 1, start))
}

function isName({ shape, ending, ambiguous, telling }: NameShape, around: Circumstances): boolean {
  const { named, introduced, kin, titled, beside, saysWho, alone } = around
  const called = ending === 'calling' || (ending === 'none' && saysWho)
  const told = named || (introduced && saysWho) || (beside && (ending === 'none' || saysWho || titled))
  const likely = told || titled || (kin && ending !== 'none')
  switch (shape) {
    case 'usual':
      return true
    case 'full':
      return telling || likely || kin || alone || called
    case 'loose':
      return told || titled || called
    case 'short':
      return told || (!ambiguous && (titled || (telling && ending === 'personal')))
    case 'foreign':
      return likely || kin || (alone && saysWho) || telling
    case 'given':
      return (
        likely ||
        ending === 'calling' ||
        (telling && !ambiguous && (ending === 'personal' || ending === 'particle')) ||
        (alone && ending === 'copula')
      )
  }
}
