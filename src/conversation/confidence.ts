/** From evidence to a confidence that means what it says, and from confidence to what the bot may do. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** `act`: do it. `confirm`: ask, with the two nearest as buttons. `reject`: say so, offer the nearest and the menu. */
export type Band = 'act' | 'confirm' | 'reject'

const weights = z.array(z.number()).min(1)
const calibrationSchema = z.object({
  /** Cross-validated macro-F1 over all intents at the time of calibration: the figure that may not fall by more than a point. */
  macroF1: z.number().min(0).max(1),
  /** Logistic weights (bias last) of "in scope", and of "the nearest intent is right" when in scope. */
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

export interface Judgement {
  /** Probability that the utterance is about volunteering at all. */
  readonly inScope: number
  /** Probability that the nearest intent is the right one. */
  readonly confidence: number
  readonly band: Band
}

export function judge(evidence: readonly number[], calibration: Calibration): Judgement {
  const inScope = logistic(calibration.inScope, evidence)
  const confidence = inScope * logistic(calibration.right, evidence)
  const band = inScope < calibration.reject ? 'reject' : confidence >= calibration.act ? 'act' : 'confirm'
  return { inScope, confidence, band }
}

export function logistic(weights: readonly number[], evidence: readonly number[]): number {
  const sum = evidence.reduce((total, value, at) => total + value * weights[at]!, weights[evidence.length]!)
  return 1 / (1 + Math.exp(-sum))
}

/** Logistic regression by gradient descent with momentum; `outcomes[i]` is whether `rows[i]` turned out so. Bias last. */
export function fitLogistic(rows: readonly (readonly number[])[], outcomes: readonly boolean[]): number[] {
  const width = (rows[0]?.length ?? 0) + 1
  const weights: number[] = Array(width).fill(0)
  const speed: number[] = Array(width).fill(0)
  for (let round = 0; round < 3000; round++) {
    const slope: number[] = Array(width).fill(0)
    rows.forEach((row, at) => {
      const miss = logistic(weights, row) - (outcomes[at] ? 1 : 0)
      row.forEach((value, column) => {
        slope[column]! += miss * value
      })
      slope[width - 1]! += miss
    })
    for (let column = 0; column < width; column++) {
      speed[column] = 0.9 * speed[column]! - (slope[column]! / rows.length) * 0.5
      weights[column]! += speed[column]!
    }
  }
  return weights.map(weight => Number(weight.toFixed(4)))
}
