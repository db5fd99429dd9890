/** How well utterances are told apart: cross-validation, and the figures drawn from what was decided. */
import { openClassifier, type Reading, trainModel } from '../classifier.js'
import type { Decision } from '../confidence.js'
import { featuresOf } from '../features.js'
import type { Intent, Utterances } from '../intents.js'
import { normalise } from '../korean.js'
import { createRandom } from '../svm.js'

export interface Sample {
  readonly intent: Intent
  readonly text: string
}

/** What the classifier read in a line that it had not been trained on. */
export type Held = Sample & Reading

export const inScope = ({ intent }: { readonly intent: Intent }) => intent !== 'oos'

export function samplesOf(utterances: Utterances): Sample[] {
  return [...utterances].flatMap(([intent, lines]) => lines.map(text => ({ intent, text })))
}

/** The fold of each sample: every intent's lines are dealt evenly, in an order drawn from the seed. */
function dealFolds(samples: readonly Sample[], foldCount: number, seed: number): number[] {
  const random = createRandom(seed)
  const drawn = samples.map(({ intent }, index) => ({ index, intent, draw: random() }))
  drawn.sort((a, b) => (a.intent === b.intent ? a.draw - b.draw : a.intent < b.intent ? -1 : 1))
  const folds: number[] = Array(samples.length).fill(0)
  drawn.forEach(({ index }, place) => {
    folds[index] = place % foldCount
  })
  return folds
}

export interface CrossValidation {
  readonly foldCount?: number
  readonly seed?: number
  /** Changes the text that is read, not what is trained on. */
  readonly distort?: (text: string) => string
}

/** Reads every sample by a classifier that was trained without its fold. */
export function crossValidate(
  samples: readonly Sample[],
  { foldCount = 5, seed = 1, distort = text => text }: CrossValidation = {},
): Held[] {
  const folds = dealFolds(samples, foldCount, seed)
  const documents = samples.map(({ intent, text }) => ({ intent, features: featuresOf(normalise(text)) }))
  return Array.from({ length: foldCount }, (_, fold) => fold).flatMap(fold => {
    const classifier = openClassifier(trainModel(documents.filter((_, index) => folds[index] !== fold)))
    return samples
      .filter((_, index) => folds[index] === fold)
      .map(sample => ({ ...sample, ...classifier.read(featuresOf(normalise(distort(sample.text)))) }))
  })
}

/** What was said and what it was taken for. */
export interface Guess {
  readonly intent: string
  readonly guess: string
}

export interface IntentFigures {
  readonly intent: string
  readonly lines: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** Precision, recall and F1 of every intent that has a line. */
export function figuresByIntent(guesses: readonly Guess[]): IntentFigures[] {
  return [...new Set(guesses.map(({ intent }) => intent))].map(intent => {
    const lines = guesses.filter(guess => guess.intent === intent).length
    const guessed = guesses.filter(({ guess }) => guess === intent).length
    const right = guesses.filter(guess => guess.intent === intent && guess.guess === intent).length
    const f1 = (2 * right) / (lines + guessed)
    return { intent, lines, precision: guessed === 0 ? 0 : right / guessed, recall: right / lines, f1 }
  })
}

export function macroF1(guesses: readonly Guess[]): number {
  return mean(figuresByIntent(guesses).map(({ f1 }) => f1))
}

/** A line beside what was decided of it. */
export interface Decided extends Sample {
  readonly decision: Decision
}

export interface Summary {
  readonly lines: number
  /** In scope: the nearest intent is the right one. */
  readonly top1: number
  /** In scope: acted upon rightly, or asked with the right one among the two that are offered. */
  readonly rightOrAsked: number
  readonly confirmed: number
  readonly turnedAway: number
  readonly wronglyActed: number
  /** Out of scope: acted upon all the same; NaN without such lines. */
  readonly strangersActed: number
}

export function summarise(decided: readonly Decided[]): Summary {
  const known = decided.filter(inScope)
  const share = (lines: readonly Decided[], claim: (line: Decided) => boolean) =>
    mean(lines.map(line => (claim(line) ? 1 : 0)))
  return {
    lines: decided.length,
    top1: share(known, isRight),
    rightOrAsked: share(known, isRightOrAsked),
    confirmed: share(known, ({ decision }) => decision.band === 'confirm'),
    turnedAway: share(known, ({ decision }) => decision.band === 'reject'),
    wronglyActed: share(known, line => line.decision.band === 'act' && !isRight(line)),
    strangersActed: share(
      decided.filter(line => !inScope(line)),
      ({ decision }) => decision.band === 'act',
    ),
  }
}

const isRight = ({ intent, decision }: Decided) => decision.intent === intent

function isRightOrAsked(line: Decided): boolean {
  const { intent, decision } = line
  return isRight(line) || (decision.band === 'confirm' && decision.alternatives[0]?.intent === intent)
}

/** Chance that a line of the first kind scores above one of the second. */
export function auroc(above: readonly number[], below: readonly number[]): number {
  const wins = above.map(high => mean(below.map(low => (high > low ? 1 : high === low ? 0.5 : 0))))
  return mean(wins)
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
