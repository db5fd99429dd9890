/** One-against-the-rest linear SVMs on sparse vectors: what natural's own training is replaced with. */
import type { SparseVector } from './features.js'

/** What training has learned: plain data that can be kept. `weights` has a row for each feature with a column for each class. */
export interface LinearData {
  readonly weights: Float32Array
  readonly biases: Float32Array
}

export interface LinearModel {
  /** The distance from each class's hyperplane, in the order of the classes; above 0 is inside. */
  scores(vector: SparseVector): Float32Array
}

export interface LinearOptions {
  /** Cost of a training line on the wrong side. */
  readonly cost?: number
  readonly mostEpochs?: number
  /** Training of a class ends when no step is larger than this. */
  readonly tolerance?: number
}

/**
 * L2-loss SVM by dual coordinate descent (Hsieh et al. 2008, algorithm 1; LIBLINEAR's solver 1), with a bias. `classes[i]` is the class
 * of `vectors[i]`; a class of -1 belongs to none and only pushes away. Deterministic.
 */
export function trainLinear(
  vectors: readonly SparseVector[],
  classes: readonly number[],
  classCount: number,
  size: number,
  { cost = 1, mostEpochs = 20, tolerance = 0.1 }: LinearOptions = {},
): LinearData {
  const weights = new Float32Array(size * classCount)
  const biases = new Float32Array(classCount)
  const random = createRandom(1)
  for (let one = 0; one < classCount; one++) {
    const signs = classes.map(other => (other === one ? 1 : -1))
    const hyperplane = trainHyperplane(vectors, signs, size, { cost, mostEpochs, tolerance }, random)
    hyperplane.weights.forEach((weight, feature) => {
      weights[feature * classCount + one] = weight
    })
    biases[one] = hyperplane.bias
  }
  return { weights, biases }
}

export function openLinear(data: LinearData): LinearModel {
  return { scores: vector => project(vector, data) }
}

function project({ indices, values }: SparseVector, { weights, biases }: LinearData): Float32Array {
  const scores = new Float32Array(biases)
  const classes = scores.length
  for (let at = 0; at < indices.length; at++) {
    const row = indices[at]! * classes
    const value = values[at]!
    for (let one = 0; one < classes; one++) scores[one]! += weights[row + one]! * value
  }
  return scores
}

function trainHyperplane(
  vectors: readonly SparseVector[],
  signs: readonly number[],
  size: number,
  { cost, mostEpochs, tolerance }: Required<LinearOptions>,
  random: () => number,
): { weights: Float64Array; bias: number } {
  const slack = 0.5 / cost
  const curvature = vectors.map(({ values }) => values.reduce((sum, value) => sum + value * value, 1 + slack))
  const weights = new Float64Array(size)
  const duals = new Float64Array(vectors.length)
  const order = vectors.map((_, index) => index)
  let bias = 0
  for (let epoch = 0; epoch < mostEpochs; epoch++) {
    shuffle(order, random)
    let largest = 0
    for (const index of order) {
      const { indices, values } = vectors[index]!
      const sign = signs[index]!
      let distance = bias
      for (let at = 0; at < indices.length; at++) distance += weights[indices[at]!]! * values[at]!
      const before = duals[index]!
      const gradient = sign * distance - 1 + slack * before
      const step = before === 0 ? Math.min(gradient, 0) : gradient
      if (Math.abs(step) < 1e-9) continue
      largest = Math.max(largest, Math.abs(step))
      duals[index] = Math.max(before - gradient / curvature[index]!, 0)
      const change = (duals[index]! - before) * sign
      for (let at = 0; at < indices.length; at++) weights[indices[at]!]! += change * values[at]!
      bias += change
    }
    if (largest < tolerance) break
  }
  return { weights, bias }
}

function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const kept = order[last]!
    order[last] = order[other]!
    order[other] = kept
  }
}

/** Mulberry32: the same numbers from the same seed, so that training and evaluation can be repeated exactly. */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
