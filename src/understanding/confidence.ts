/** From a reading to a decision: a confidence that means what it says, and what the bot may do with it. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Reading } from './classifier.js'
import type { Intent } from './intents.js'

/** `act`: do it. `confirm`: ask, with the two nearest as buttons. `reject`: say so, offer the nearest and the menu. */
export type Band = 'act' | 'confirm' | 'reject'

export interface IntentGuess {
  readonly intent: Intent
  /** Probability that this is what is meant, 0 to 1. */
  readonly confidence: number
}

export interface Decision extends IntentGuess {
  readonly band: Band
  /** The next nearest intents, likeliest first, without `intent` itself and without `oos`. */
  readonly alternatives: readonly IntentGuess[]
}

const weights = z.array(z.number()).min(1)
const calibrationSchema = z.object({
  /** Cross-validated macro-F1 over the real intents when this was written: the figure that may not fall by more than a point. */
  macroF1: z.number().min(0).max(1),
  /** Logistic weights (bias last) of "in scope", and of "the nearest intent is right" where in scope. */
  inScope: weights,
  right: weights,
  /** From this confidence on the bot acts. */
  act: z.number().min(0).max(1),
  /** Below this probability of being in scope the bot rejects. */
  reject: z.number().min(0).max(1),
})
export type Calibration = z.infer<typeof calibrationSchema>

/** Reads what `npm run evaluate -- --calibrate` has written. Throws when it is not there or not of that form. */
export function loadCalibration(file: string | URL): Calibration {
  return calibrationSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** How many other intents are told beside the decided one. */
const MOST_ALTERNATIVES = 3

/**
 * Out of scope is decided apart from which intent is nearest, so that teaching what lies outside blurs no intent. A rejected utterance
 * is `oos`, with the nearest real intents as its alternatives.
 */
export function decide({ ranked, evidence }: Reading, calibration: Calibration): Decision {
  const inScope = logistic(calibration.inScope, evidence)
  const confidence = inScope * logistic(calibration.right, evidence)
  const [first, ...others] = ranked
  if (!first) throw new Error('There is no intent to choose from')
  const shareOfOthers = Math.max(1 - first.share, Number.EPSILON)
  const nearest = [
    { intent: first.intent, confidence },
    ...others.map(({ intent, share }) => {
      const left = (share / shareOfOthers) * (inScope - confidence)
      return { intent, confidence: Math.min(left, confidence) }
    }),
  ]
  if (inScope < calibration.reject) {
    return { intent: 'oos', confidence: 1 - inScope, band: 'reject', alternatives: nearest.slice(0, MOST_ALTERNATIVES) }
  }
  const band = confidence >= calibration.act ? 'act' : 'confirm'
  return { intent: first.intent, confidence, band, alternatives: nearest.slice(1, MOST_ALTERNATIVES + 1) }
}

export function logistic(weights: readonly number[], evidence: readonly number[]): number {
  const sum = evidence.reduce((total, value, at) => total + value * weights[at]!, weights[evidence.length]!)
  return 1 / (1 + Math.exp(-sum))
}
