/** Words into numbers: letter n-grams of an utterance, and the weighted sparse vectors made of them. */
import { disassemble } from 'es-hangul'

/** The kinds of features, each brought to the same length: else the many letter trigrams outvote the few syllables. */
const BLOCKS = 'cj'

/**
 * What a text in the form of `normalise` consists of for whoever compares texts: syllable 1- and 2-grams of its words (c), and 3- and 4-grams of its letters without spaces
 * (j), so that neither spacing nor one wrong letter hides a word. The letter in front also keeps names of `Object` out.
 */
export function featuresOf(plain: string): string[] {
  const words = plain.split(' ').filter(Boolean)
  if (words.length === 0) return []
  return [
    ...words.flatMap(word => grams('c', ` ${word} `, 1, 2)),
    ...grams('j', `^${disassemble(words.join(''))}$`, 3, 4),
  ]
}

function grams(block: string, text: string, from: number, to: number): string[] {
  const found: string[] = []
  for (let length = from; length <= to; length++) {
    for (let at = 0; at + length <= text.length; at++) found.push(block + text.slice(at, at + length))
  }
  return found
}

export interface SparseVector {
  readonly indices: Int32Array
  readonly values: Float32Array
  /** Share of the text's features that training has seen, 0 to 1. */
  readonly coverage: number
}

/** What a vocabulary has learned: plain data that can be kept. */
export interface VocabularyData {
  readonly indexOf: ReadonlyMap<string, number>
  readonly idf: Float32Array
  readonly blockOf: Uint8Array
}

export interface Vocabulary {
  readonly data: VocabularyData
  readonly size: number
  vectorOf(features: readonly string[]): SparseVector
}

/**
 * The vocabulary of the given documents. A vector's weights are (1 + ln tf) · idf within blocks of equal length.
 */
export function createVocabulary(documents: readonly (readonly string[])[], minimumDocuments = 1): Vocabulary {
  const frequencies = new Map<string, number>()
  for (const document of documents) {
    for (const feature of new Set(document)) frequencies.set(feature, (frequencies.get(feature) ?? 0) + 1)
  }
  const kept = [...frequencies].filter(([, frequency]) => frequency >= minimumDocuments)
  const indexOf = new Map(kept.map(([feature], index) => [feature, index]))
  const idf = Float32Array.from(kept, ([, frequency]) => Math.log((1 + documents.length) / (1 + frequency)) + 1)
  const blockOf = Uint8Array.from(kept, ([feature]) => BLOCKS.indexOf(feature.charAt(0)))
  return openVocabulary({ indexOf, idf, blockOf })
}

export function openVocabulary(data: VocabularyData): Vocabulary {
  return { data, size: data.indexOf.size, vectorOf: features => weigh(features, data) }
}

function weigh(features: readonly string[], { indexOf, idf, blockOf }: VocabularyData): SparseVector {
  const counts = new Map<number, number>()
  let known = 0
  for (const feature of features) {
    const index = indexOf.get(feature)
    if (index === undefined) continue
    known++
    counts.set(index, (counts.get(index) ?? 0) + 1)
  }
  const indices = new Int32Array(counts.size)
  const values = new Float32Array(counts.size)
  const squares = new Float64Array(BLOCKS.length)
  let size = 0
  for (const [index, count] of counts) {
    indices[size] = index
    values[size] = (1 + Math.log(count)) * idf[index]!
    squares[blockOf[index]!]! += values[size]! ** 2
    size++
  }
  const blocks = squares.filter(square => square > 0).length
  const lengths = squares.map(square => Math.sqrt(square * blocks))
  for (let at = 0; at < size; at++) values[at]! /= lengths[blockOf[indices[at]!]!]!
  return { indices, values, coverage: features.length === 0 ? 0 : known / features.length }
}
