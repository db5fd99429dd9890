/** Names of people: by what is said around them, and by their own shape. */
import { createForeignReader } from './foreign-names.js'
import { type Word, wordsIn } from './hangul-words.js'
import { contextsOf, createCircumstanceReader, isName, type Scene } from './name-circumstances.js'
import { createShapeReader } from './name-shapes.js'
import { BLANK, type Page } from './page.js'
import { createSpacedReader } from './spaced-names.js'
import type { PersonalWords } from './word-lists.js'

export type NameReader = (page: Page) => void

const ENDINGS_OF_NAMES = ['copula', 'calling', 'title', 'personal'] as const
const TELLS_NAME = /^(?:제|내|본인)?(?:이름|성함|성명|본명|실명|성|성씨)(?:은|는|요)?$/
const HANGUL = /^[가-힣]+$/
const LONGEST_TOLD = 5
const SHORTEST_GLUED = 4

export function createNameReader(lists: PersonalWords): NameReader {
  const { given, surnames, ordinary } = lists
  const { naming, intro, kin, thing } = contextsOf(lists.contexts)
  const [copulas, calling, particles] = ['copula', 'calling', 'particle'].map(lists.endings)
  const isEnding = (rest: string) => ENDINGS_OF_NAMES.some(kind => lists.endings(kind).has(rest))
  const openings = [...naming, ...intro, ...kin].filter(word => word.length > 1).sort((a, b) => b.length - a.length)
  const shapesOf = createShapeReader(lists)
  const circumstancesOf = createCircumstanceReader(lists)
  const readForeign = createForeignReader(lists, isEnding)
  const readSpaced = createSpacedReader(lists, shapesOf, circumstancesOf)

  function readWord(scene: Scene, from = 0): Word | undefined {
    const word = scene.words[scene.at]!
    const inside = word.text.slice(from)
    const start = word.start + from
    for (const shape of shapesOf(inside)) {
      const name = { text: inside.slice(0, shape.length), start, end: start + shape.length }
      if (isName(shape, circumstancesOf(scene, name, shape))) return name
    }
    return undefined
  }

  /** 이름은 자밀라예요, 이름: 왕샤오밍: whatever is told as a name and is no other word. */
  function readTold({ text, words, at }: Scene): Word | undefined {
    const before = words[at - 1]
    if (!before || !TELLS_NAME.test(before.text) || thing.has(words[at - 2]?.text ?? '')) return undefined
    const word = words[at]!
    const isPointedAt = /[:=]/.test(text.slice(before.end, word.start))
    const endsWell = (rest: string) => (rest === '' ? isPointedAt : copulas!.has(rest) || calling!.has(rest))
    const mayBeName = (base: string) =>
      HANGUL.test(base) && !ordinary.has(base.slice(0, 2)) && (base.length > 1 || given.has(base) || surnames.has(base))
    for (let length = Math.min(LONGEST_TOLD, word.text.length); length > 0; length--) {
      const base = word.text.slice(0, length)
      if (endsWell(word.text.slice(length)) && mayBeName(base))
        return { text: base, start: word.start, end: word.start + length }
    }
    return undefined
  }

  /** 저는김민수예요, 엄마이름박영희 */
  function readGlued(scene: Scene): Word | undefined {
    const { text } = scene.words[scene.at]!
    if (text.length < SHORTEST_GLUED) return undefined
    const opening = openings.find(one => text.length > one.length + 1 && text.startsWith(one))
    const found = opening ? readWord(scene, opening.length) : undefined
    return found && found.text.length > 2 ? found : undefined
  }

  return page => {
    const text = page.rest()
    const words = wordsIn(text)
    let lastEnd = 0
    for (const [at, word] of words.entries()) {
      // Behind a number stands what belongs to it: 010…이에요.
      if (text[word.start - 1] === BLANK && (isEnding(word.text) || particles!.has(word.text))) continue
      const scene = { text, words, at, lastEnd }
      const found = readForeign(scene) ?? readWord(scene) ?? readSpaced(scene) ?? readTold(scene) ?? readGlued(scene)
      if (!found) continue
      page.take('name', found.start, found.end)
      lastEnd = found.end
    }
  }
}
