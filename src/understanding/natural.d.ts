/** What is used of natural's classifier when it is imported by its own path: natural itself has types for its front door only. */
declare module 'natural/lib/natural/classifiers/bayes_classifier.js' {
  import type { EventEmitter } from 'node:events'

  interface Stemmer {
    tokenizeAndStem(text: string): string[]
  }
  interface Classification {
    label: string
    value: number
  }
  class BayesClassifier extends EventEmitter {
    constructor(stemmer?: Stemmer, smoothing?: number)
    stemmer: Stemmer
    readonly docs: { label: string; text: string[] }[]
    addDocument(text: string | string[], label: string): void
    textToFeatures(observation: string | string[]): unknown
    train(): void
    getClassifications(observation: string | string[]): Classification[]
    classify(observation: string | string[]): string
  }
  export = BayesClassifier
}
