/** An utterance to intent, confidence and slots. The only home of natural: its classifier, with Korean features and sparse training. */
import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js'
import { versionOf } from '../platform/version.js'
import { type CareReader, decideCare, loadCare } from './care.js'
import { type IntentClassifier, openClassifier, type Reading, type TrainedModel, trainModel } from './classifier.js'
import { type Calibration, decide, loadCalibration } from './confidence.js'
import { featuresOf } from './features.js'
import { type Heard, hear } from './heard.js'
import type { Intent, Utterances } from './intents.js'
import { normalise } from './korean.js'
import { type ModelCache, modelKeyOf } from './model-cache.js'
import type { SlotReader } from './slots.js'

export interface Understand {
  /** Of what it learned from, by which code, and what it was calibrated to. */
  readonly version: string
  /** Understands one utterance said on `today` (`YYYY-MM-DD` in Seoul). Never throws on any text. */
  understand(text: string, today: string): Heard
}

export interface UnderstandingParts {
  readonly utterances: Utterances
  readonly readSlots: SlotReader
  /** What the shipped utterances were calibrated to, unless given. */
  readonly calibration?: Calibration
  /** The shipped phrases of distress and danger, unless given. */
  readonly care?: CareReader
  /** Where the trained model is kept between starts; unset: it is trained at every start. */
  readonly models?: ModelCache
}

const SHIPPED_CALIBRATION = new URL('../../intents/calibration.json', import.meta.url)
const SHIPPED_CARE = new URL('../../intents/care', import.meta.url)

/** Trains on the utterances (about a second for the shipped ones), or takes the kept model; answers from memory afterwards. */
export function createUnderstanding(parts: UnderstandingParts): Understand {
  const { utterances, readSlots, calibration, models, care = loadCare(SHIPPED_CARE) } = parts
  const classifier = new KoreanClassifier()
  const kept = models?.get(utterances)
  if (kept) classifier.adopt(kept)
  else {
    for (const [intent, lines] of utterances) for (const line of lines) classifier.addDocument(line, intent)
    const model = classifier.train()
    models?.put(utterances, model)
  }
  const calibrated = calibration ?? loadCalibration(SHIPPED_CALIBRATION)
  const understand = (text: string, today: string): Heard => {
    const plain = normalise(text)
    const features = featuresOf(plain)
    const decision = decideCare(care.read(plain), decide(classifier.read(features), calibrated))
    const slots = readSlots(text, today, decision.intent)
    return hear(text, { ...decision, slots }, { plain, features, understand: part => understand(part, today) })
  }
  return { version: versionOf([modelKeyOf(utterances), calibrated, care.version]), understand }
}

/**
 * natural's classifier with its documents, labels and Stemmer, and three things replaced: its tokeniser drops Hangul, its feature rows
 * are dense, and its Bayes multiplies out of log space (a long message scores 0 for every class).
 */
export class KoreanClassifier extends BayesClassifier {
  private trained: IntentClassifier | undefined

  constructor() {
    super({ tokenizeAndStem: text => featuresOf(normalise(text)) })
  }

  override textToFeatures(observation: string | string[]): string[] {
    return typeof observation === 'string' ? this.stemmer.tokenizeAndStem(observation) : observation
  }

  override train(): TrainedModel {
    const model = trainModel(this.docs.map(({ label, text }) => ({ intent: label as Intent, features: text })))
    this.adopt(model)
    this.emit('doneTraining', true)
    return model
  }

  /** Takes what an earlier training has learned. */
  adopt(model: TrainedModel): void {
    this.trained = openClassifier(model)
  }

  read(observation: string | string[]): Reading {
    if (!this.trained) throw new Error('The classifier has not been trained')
    return this.trained.read(this.textToFeatures(observation))
  }

  override getClassifications(observation: string | string[]): { label: string; value: number }[] {
    return this.read(observation).ranked.map(({ intent, share }) => ({ label: intent, value: share }))
  }

  override classify(observation: string | string[]): string {
    return this.read(observation).ranked[0]?.intent ?? 'oos'
  }
}
