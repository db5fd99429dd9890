/** Words that are no names because this project's own texts say them: what is typed here is mostly said in them, too. */
import { createShapeReader, type NameShape } from './name-shapes.js'
import type { PersonalWords } from './word-lists.js'

const WORD = /[가-힣]{2,}/g
const NOTE = /^#.*$/gm
/** What stands behind a word and is no part of it. */
const BEHIND = ['copula', 'calling', 'personal', 'particle'] as const
const SHORTEST = 2

/** The word lists with the words of the texts among the ordinary ones, each also without what stands behind it. Names that stand there stay names. */
export function withOwnWords(words: PersonalWords, texts: readonly string[]): PersonalWords {
  const shapesOf = createShapeReader({ ...words, ordinary: new Set() })
  const isName = (word: string) => words.usual.has(word) || words.ambiguous.has(word) || shapesOf(word).some(isSurely)
  const endings = new Set(BEHIND.flatMap(kind => [...words.endings(kind)]))
  const said = new Set(texts.flatMap(text => text.replace(NOTE, '').match(WORD) ?? []))
  const stems = [...said].flatMap(word => stemsOf(word, endings))
  return { ...words, ordinary: new Set([...words.ordinary, ...[...said, ...stems].filter(word => !isName(word))]) }
}

/** 김민수, 민수예요 */
function isSurely({ shape, telling, ending }: NameShape): boolean {
  return shape === 'usual' || (shape === 'given' && telling && (ending === 'copula' || ending === 'calling'))
}

function stemsOf(word: string, endings: ReadonlySet<string>): string[] {
  const lengths = Array.from({ length: Math.max(0, word.length - SHORTEST) }, (_, at) => at + SHORTEST)
  return lengths.filter(length => endings.has(word.slice(length))).map(length => word.slice(0, length))
}
