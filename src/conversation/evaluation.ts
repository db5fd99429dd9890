/** How well the utterances can be told apart: cross-validation, and the figures drawn from it. */
import { type Document, trainClassifier } from './classifier.js'
import { featuresOf } from './features.js'
import type { Intent, Utterances } from './intents.js'
import { createRandom } from './svm.js'

export interface Sample {
  readonly intent: Intent
  readonly text: string
}

/** What the classifier said of one line that it had not been trained on. */
export interface Held extends Sample {
  readonly ranked: readonly Intent[]
  readonly shares: readonly number[]
  readonly evidence: readonly number[]
}

export function samplesOf(utterances: Utterances): Sample[] {
  return [...utterances].flatMap(([intent, lines]) => lines.map(text => ({ intent, text })))
}

/** Deals each intent's lines evenly over the folds, in an order drawn from the seed. */
export function dealFolds(samples: readonly Sample[], foldCount: number, seed = 1): number[] {
  const random = createRandom(seed)
  const drawn = samples.map((sample, index) => ({ index, intent: sample.intent, draw: random() }))
  drawn.sort((a, b) => a.intent.localeCompare(b.intent) || a.draw - b.draw)
  const folds: number[] = Array(samples.length).fill(0)
  drawn.forEach(({ index }, place) => {
    folds[index] = place % foldCount
  })
  return folds
}

/** Reads every sample by a classifier trained without its fold. `distort` changes the text that is read, not what is trained on. */
export function crossValidate(
  samples: readonly Sample[],
  { foldCount = 5, seed = 1, distort = (text: string) => text } = {},
): Held[] {
  const folds = dealFolds(samples, foldCount, seed)
  const documents: Document[] = samples.map(({ intent, text }) => ({ intent, features: featuresOf(text) }))
  const held: Held[] = []
  for (let fold = 0; fold < foldCount; fold++) {
    const classifier = trainClassifier(documents.filter((_, index) => folds[index] !== fold))
    samples.forEach((sample, index) => {
      if (folds[index] !== fold) return
      const { ranked, evidence } = classifier.read(featuresOf(distort(sample.text)))
      held.push({
        ...sample,
        ranked: ranked.map(guess => guess.intent),
        shares: ranked.map(guess => guess.share),
        evidence,
      })
    })
  }
  return held
}
