/** Fits the calibration to what cross-validation has shown, and chooses the thresholds of the bands by it. */
import { type Calibration, decide, logistic } from '../confidence.js'
import { type Held, inScope, macroF1 } from './cross-validation.js'

/** At most this share of out-of-scope lines may be acted upon … (the bar is 0.10; hard near misses are over-represented in the lines) */
const MOST_STRANGERS_ACTED = 0.06
/** … and of in-scope lines acted upon wrongly. */
const MOST_WRONGLY_ACTED = 0.03
/** At most this share of in-scope lines may be turned away: a question costs less than a refusal. */
const MOST_TURNED_AWAY = 0.01

/** The calibration for a classifier whose lines were held out as in `held`. */
export function calibrate(held: readonly Held[]): Calibration {
  const known = held.filter(inScope)
  const fitted = {
    macroF1: Number(macroF1(known.map(line => ({ intent: line.intent, guess: line.ranked[0]!.intent }))).toFixed(4)),
    inScope: fitLogistic(
      held.map(line => line.evidence),
      held.map(inScope),
    ),
    right: fitLogistic(
      known.map(line => line.evidence),
      known.map(line => line.ranked[0]?.intent === line.intent),
    ),
  }
  return {
    ...fitted,
    act: chooseAct(held, { ...fitted, act: 0, reject: 0 }),
    reject: chooseReject(known, fitted.inScope),
  }
}

/** The lowest confidence, in hundredths, from which acting keeps both promises. */
function chooseAct(held: readonly Held[], calibration: Calibration): number {
  const guesses = held.map(line => ({ line, ...decide(line, calibration) }))
  const known = held.filter(inScope).length
  const strangers = held.length - known
  for (let hundredths = 1; hundredths < 100; hundredths++) {
    const acted = guesses.filter(guess => guess.confidence >= hundredths / 100)
    const strangersActed = acted.filter(({ line }) => !inScope(line)).length
    const wrong = acted.filter(({ line, intent }) => inScope(line) && line.intent !== intent).length
    if (strangersActed <= MOST_STRANGERS_ACTED * strangers && wrong <= MOST_WRONGLY_ACTED * known)
      return hundredths / 100
  }
  return 1
}

function chooseReject(known: readonly Held[], weights: readonly number[]): number {
  const chances = known.map(line => logistic(weights, line.evidence)).sort((a, b) => a - b)
  return Number((chances[Math.floor(MOST_TURNED_AWAY * chances.length)] ?? 0).toFixed(3))
}

/** Logistic regression by gradient descent with momentum; `outcomes[i]` is whether `rows[i]` turned out so. Bias last. */
function fitLogistic(rows: readonly (readonly number[])[], outcomes: readonly boolean[]): number[] {
  const width = (rows[0]?.length ?? 0) + 1
  const weights: number[] = Array(width).fill(0)
  const velocity: number[] = Array(width).fill(0)
  for (let round = 0; round < 3000; round++) {
    const gradient = gradientAt(weights, rows, outcomes)
    for (let column = 0; column < width; column++) {
      velocity[column] = 0.9 * velocity[column]! - (gradient[column]! / rows.length) * 0.5
      weights[column]! += velocity[column]!
    }
  }
  return weights.map(weight => Number(weight.toFixed(4)))
}

function gradientAt(
  weights: readonly number[],
  rows: readonly (readonly number[])[],
  outcomes: readonly boolean[],
): number[] {
  const gradient: number[] = Array(weights.length).fill(0)
  rows.forEach((row, at) => {
    const miss = logistic(weights, row) - (outcomes[at] ? 1 : 0)
    row.forEach((value, column) => {
      gradient[column]! += miss * value
    })
    gradient[row.length]! += miss
  })
  return gradient
}
