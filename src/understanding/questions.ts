/** Questions and their answers (`dialogs/questions.txt`): which of them is nearest to what was asked. */
import { readFileSync } from 'node:fs'
import { AppError } from '../platform/errors.js'
import { createVocabulary, featuresOf, type SparseVector } from './features.js'
import { normalise } from './korean.js'

/** What a messenger shows in one bubble without cutting. */
export const LONGEST_ANSWER = 400

export interface Question {
  readonly id: string
  readonly asked: readonly string[]
  readonly answer: string
  /** Where the answer comes from; kept for staff, not said. */
  readonly source: string
  readonly link?: string
}

export interface Answer {
  readonly id: string
  readonly answer: string
  /** How near the question is to the nearest one of the file; 1 is said in the same words, 0 a general answer. */
  readonly score: number
  readonly link?: string
}

export interface Questions {
  /** The answer to the nearest question, or `undefined` when none is near enough. */
  answerTo(asked: Asked): Answer | undefined
  /** As `answerTo`; where nothing is near enough, the general answer whose id is the intent, if the file has one. */
  answer(intent: string, asked: Asked): Answer | undefined
}

/** What was asked, by its features. */
export interface Asked {
  readonly features: readonly string[]
}

/** From this score on, four of five answers are to what was asked, when each way of asking is tried against the others; below, they are guesses. */
const NEAR_ENOUGH = 0.5
/** How much the answer's own words count beside the ways of asking. */
const ANSWER_WEIGHT = 0.6

/** Reads the file. Throws, naming the entry, when one has no question, no answer, no source or too long an answer. */
export function loadQuestions(file: string | URL): Questions {
  return createQuestions(parseQuestions(readFileSync(file, 'utf8')))
}

export function createQuestions(questions: readonly Question[]): Questions {
  const general = new Map(questions.map(question => [question.id, question]))
  const nearest = createRetrieval(questions)
  const answerTo = ({ features }: Asked) => {
    const found = nearest(features)
    return found && found.score >= NEAR_ENOUGH ? toAnswer(found) : undefined
  }
  return {
    answerTo,
    answer(intent, asked) {
      const question = general.get(intent)
      return answerTo(asked) ?? (question && toAnswer({ question, score: 0 }))
    },
  }
}

export interface Found {
  readonly question: Question
  readonly score: number
}

/** The nearest question, however far. `leftOut` is a way of asking that is not looked at, so that it can be tried against the others. */
export function createRetrieval(
  questions: readonly Question[],
): (features: readonly string[], leftOut?: string) => Found | undefined {
  const readFeatures = (text: string) => featuresOf(normalise(text))
  const vocabulary = createVocabulary(questions.flatMap(question => question.asked.map(readFeatures)))
  const ways: Way[] = questions.flatMap((question, place) => [
    ...question.asked.map(text => ({ place, text, features: readFeatures(text) })),
    { place, text: undefined, features: readFeatures(question.answer) },
  ])
  const standing = indexFeatures(
    vocabulary.size,
    ways.map(({ features }) => vocabulary.vectorOf(features)),
  )
  return (features, leftOut) => {
    const vector = vocabulary.vectorOf(features)
    const similarity = standing.similarityTo(vector)
    const asked = new Float64Array(questions.length)
    const answer = new Float64Array(questions.length)
    for (let way = 0; way < ways.length; way++) {
      const { place, text: said } = ways[way]!
      if (said === undefined) answer[place] = similarity[way]!
      else if (similarity[way]! > asked[place]! && said !== leftOut) asked[place] = similarity[way]!
    }
    // Lowered by the share of the asker's words that the file has never seen: they may be what the question is about.
    const scores = asked.map((score, place) => (score + ANSWER_WEIGHT * answer[place]!) * Math.sqrt(vector.coverage))
    const best = scores.reduce((first, score, place) => (score > scores[first]! ? place : first), 0)
    const question = questions[best]
    return question && { question, score: scores[best]! }
  }
}

/** Where each feature stands, and with what weight: a text shares features with few of the vectors. */
function indexFeatures(size: number, vectors: readonly SparseVector[]) {
  const ends = new Int32Array(size + 1)
  for (const { indices } of vectors) for (const index of indices) ends[index + 1]!++
  for (let feature = 0; feature < size; feature++) ends[feature + 1]! += ends[feature]!
  const next = ends.slice()
  const vectorAt = new Int32Array(ends[size]!)
  const weightAt = new Float32Array(ends[size]!)
  for (const [vector, { indices, values }] of vectors.entries())
    indices.forEach((feature, at) => {
      const place = next[feature]!++
      vectorAt[place] = vector
      weightAt[place] = values[at]!
    })
  return {
    similarityTo({ indices, values }: SparseVector): Float64Array {
      const similarity = new Float64Array(vectors.length)
      for (let at = 0; at < indices.length; at++) {
        const feature = indices[at]!
        const value = values[at]!
        for (let place = ends[feature]!; place < ends[feature + 1]!; place++)
          similarity[vectorAt[place]!]! += weightAt[place]! * value
      }
      return similarity
    },
  }
}

/** A way of asking, or the answer itself (without `text`). */
interface Way {
  readonly place: number
  readonly text: string | undefined
  readonly features: readonly string[]
}

function toAnswer({ question: { id, answer, link }, score }: Found): Answer {
  return { id, answer, score, link }
}

/** The entries of the file: `[id]`, then lines of `질문:`, one each of `답:` and `근거:`, and perhaps `링크:`. */
export function parseQuestions(text: string): Question[] {
  const entries = text
    .split('\n')
    .filter(line => !line.startsWith('#'))
    .join('\n')
    .split(/^(?=\[)/m)
    .filter(entry => entry.trim() !== '')
  return entries.map(readEntry)
}

function readEntry(entry: string): Question {
  const id = /^\[([a-z0-9_-]+)\]$/m.exec(entry)?.[1]
  const all = (label: string) =>
    [...entry.matchAll(new RegExp(`^${label}: *(.+)$`, 'gm'))].map(match => match[1]!.trim())
  const asked = all('질문')
  const [answer, source, link] = [all('답')[0], all('근거')[0], all('링크')[0]]
  if (!id || asked.length === 0 || !answer || !source || answer.length > LONGEST_ANSWER) {
    throw new AppError('internal', `The entry ${id ?? entry.slice(0, 40)} of the questions is not complete or too long`)
  }
  return { id, asked, answer, source, link }
}
