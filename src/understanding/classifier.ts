/** Which intent an utterance is nearest to, and what speaks for it: one SVM among the intents, one against everything out of scope. */
import { createVocabulary, openVocabulary, type VocabularyData } from './features.js'
import type { Intent } from './intents.js'
import { type LinearData, openLinear, trainLinear } from './svm.js'

export interface Document {
  readonly intent: Intent
  readonly features: readonly string[]
}

export interface Reading {
  /** Every real intent (never `oos`), nearest first; the shares sum to 1 and say nothing about being out of scope. */
  readonly ranked: readonly { readonly intent: Intent; readonly share: number }[]
  /** What the calibration weighs: the nearest score, its lead over the second, the score of being in scope, the share of known features. */
  readonly evidence: readonly number[]
}

export interface IntentClassifier {
  read(features: readonly string[]): Reading
}

/** How sharply scores become shares; it changes no order. */
const SHARPNESS = 4

/** What training has learned: plain data that can be kept. */
export interface TrainedModel {
  readonly intents: readonly Intent[]
  readonly vocabulary: VocabularyData
  readonly nearest: LinearData
  readonly belonging: LinearData
}

/** Trains on the documents; those of `oos` only teach what lies outside. Takes about a second for 6,000 lines. */
export function trainModel(documents: readonly Document[]): TrainedModel {
  const intents: Intent[] = [...new Set(documents.map(document => document.intent))].filter(intent => intent !== 'oos')
  const vocabulary = createVocabulary(documents.map(document => document.features))
  const vectors = documents.map(document => vocabulary.vectorOf(document.features))
  const inScope = documents.flatMap((document, index) => (document.intent === 'oos' ? [] : [index]))
  const nearest = trainLinear(
    inScope.map(index => vectors[index]!),
    inScope.map(index => intents.indexOf(documents[index]!.intent)),
    intents.length,
    vocabulary.size,
  )
  const belonging = trainLinear(
    vectors,
    documents.map(document => (document.intent === 'oos' ? -1 : 0)),
    1,
    vocabulary.size,
  )
  return { intents, vocabulary: vocabulary.data, nearest, belonging }
}

export function openClassifier(model: TrainedModel): IntentClassifier {
  const { intents } = model
  const vocabulary = openVocabulary(model.vocabulary)
  const nearest = openLinear(model.nearest)
  const belonging = openLinear(model.belonging)
  return {
    read(features) {
      const vector = vocabulary.vectorOf(features)
      const scores = nearest.scores(vector)
      const ranked = shares(scores)
        .map((share, index) => ({ intent: intents[index]!, share, score: scores[index]! }))
        .sort((a, b) => b.share - a.share)
      const [first, second] = ranked
      const top = first?.score ?? 0
      return {
        ranked: ranked.map(({ intent, share }) => ({ intent, share })),
        evidence: [top, top - (second?.score ?? top), belonging.scores(vector)[0]!, vector.coverage],
      }
    },
  }
}

function shares(scores: Float32Array): number[] {
  const highest = Math.max(...scores)
  const raised: number[] = []
  let sum = 0
  for (const score of scores) {
    const value = Math.exp(SHARPNESS * (score - highest))
    raised.push(value)
    sum += value
  }
  return raised.map(value => value / sum)
}
