/**
 * `bench -- nlp`: the shipped classifier on public Korean sets, StyleKQC (24-way: six topics by four acts; full and with 20 lines a class)
 * and 3i4K (7-way), on their official test splits, beside natural's own BayesClassifier and, where it is installed, node-nlp. The sets (cynthia/stylekqc, warnikchow/3i4K, both
 * CC BY-SA 4.0) are no part of the repository: `NLP_DATA` names their folder. Settings were chosen on train and dev lines only.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js'
import { present } from '../src/platform/present.js'
import { macroF1, mean } from '../src/understanding/evaluation/cross-validation.js'
import { featuresOf } from '../src/understanding/features.js'
import { normalise } from '../src/understanding/korean.js'
import { createRandom } from '../src/understanding/svm.js'
import { KoreanClassifier } from '../src/understanding/understand.js'
import { createNodeNlp, INSTALL, isNodeNlpThere, type Peer } from './node-nlp.js'

interface Line {
  readonly label: string
  readonly text: string
}
interface Result {
  readonly set: string
  readonly method: string
  readonly accuracy: number
  readonly macroF1: number
  readonly trainSeconds: number
  readonly microsecondsPerLine: number
  /** Test lines that were read before the time was up. */
  readonly read: number
  readonly of: number
}
type Method = () => Peer

const METHODS: Readonly<Record<string, Method>> = present<Record<string, Method | undefined>>({
  'natural Bayes, words': () =>
    asPeer(new BayesClassifier({ tokenizeAndStem: text => text.split(/\s+/).filter(Boolean) }, 0.1)),
  'natural Bayes, our features': () =>
    asPeer(new BayesClassifier({ tokenizeAndStem: text => featuresOf(normalise(text)) }, 0.1)),
  'node-nlp, ko': isNodeNlpThere() ? createNodeNlp : undefined,
})
const OURS = 'shipped classifier'
const MOST_MS_READING = 60_000
const SHOTS = 20
const SEEDS = [1, 2, 3]
/** A folder for data that lies beside the checkout, where there is one. */
const BESIDE = path.resolve(import.meta.dirname, '..', '..', 'shared', 'data')

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } })
  const folder = process.env.NLP_DATA ?? BESIDE
  if (!existsSync(folder))
    throw new Error('Set NLP_DATA to a folder with skqc_*.tsv and 3i4k_*.txt; they are not shipped')
  if (!isNodeNlpThere()) process.stderr.write(`node-nlp is not compared; to have it: ${INSTALL}\n`)
  const results: Result[] = []
  const note = (result: Result) => {
    results.push(result)
    if (!values.json) process.stdout.write(toRow(result))
  }
  const style = { train: readStyle(folder, 'train'), test: readStyle(folder, 'test') }
  for (const [method, create] of Object.entries({ ...METHODS, [OURS]: createOurs })) {
    const rounds = method === OURS ? SEEDS : SEEDS.slice(0, 1)
    const measured: Result[] = []
    for (const seed of rounds) {
      measured.push(
        await measure('StyleKQC, 20 lines a class', method, create, drawShots(style.train, seed), style.test),
      )
    }
    note(average(measured))
  }
  note(await measure('StyleKQC, full', OURS, createOurs, style.train, style.test))
  note(await measure('3i4K, full', OURS, createOurs, readIntonation(folder, 'train'), readIntonation(folder, 'test')))
  if (values.json) process.stdout.write(`${JSON.stringify(results)}\n`)
}

function createOurs(): Peer {
  return asPeer(new KoreanClassifier())
}

function asPeer(classifier: BayesClassifier): Peer {
  return {
    async train(lines) {
      for (const { label, text } of lines) classifier.addDocument(text, label)
      classifier.train()
    },
    classify: async text => classifier.classify(text),
  }
}

async function measure(
  set: string,
  method: string,
  create: Method,
  train: readonly Line[],
  test: readonly Line[],
): Promise<Result> {
  const classifier = create()
  const begun = performance.now()
  await classifier.train(train)
  const trained = performance.now()
  const guesses: { intent: string; guess: string }[] = []
  for (const { label, text } of test) {
    if (performance.now() - trained > MOST_MS_READING) break
    guesses.push({ intent: label, guess: await classifier.classify(text) })
  }
  return {
    set,
    method,
    accuracy: mean(guesses.map(({ intent, guess }) => (intent === guess ? 1 : 0))),
    macroF1: macroF1(guesses),
    trainSeconds: (trained - begun) / 1000,
    microsecondsPerLine: ((performance.now() - trained) * 1000) / guesses.length,
    read: guesses.length,
    of: test.length,
  }
}

function average(results: readonly Result[]): Result {
  const of = (pick: (result: Result) => number) => mean(results.map(pick))
  return {
    ...results[0]!,
    accuracy: of(result => result.accuracy),
    macroF1: of(result => result.macroF1),
    trainSeconds: of(result => result.trainSeconds),
    microsecondsPerLine: of(result => result.microsecondsPerLine),
  }
}

function toRow(result: Result): string {
  const part = result.read < result.of ? `   stopped after ${result.read} of ${result.of} lines` : ''
  return `${result.set.padEnd(28)}${result.method.padEnd(30)}accuracy ${result.accuracy.toFixed(4)}   macro-F1 ${result.macroF1.toFixed(4)}   train ${result.trainSeconds.toFixed(1)} s   ${result.microsecondsPerLine.toFixed(0)} µs a line${part}\n`
}

/** Topic and act stand in two files, aligned by line; together they are the class. */
function readStyle(folder: string, split: string): Line[] {
  const rows = (kind: string) => linesOf(path.join(folder, `skqc_${kind}_${split}.tsv`)).slice(1)
  const acts = rows('act')
  return rows('topic').map((row, at) => {
    const [topic = '', text = ''] = row.split('\t')
    return { label: `${topic}-${acts[at]?.split('\t')[0]}`, text }
  })
}

function readIntonation(folder: string, split: string): Line[] {
  return linesOf(path.join(folder, `3i4k_${split}.txt`)).map(row => {
    const [label = '', text = ''] = row.split('\t')
    return { label, text }
  })
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8').split(/\r?\n/).filter(Boolean)
}

function drawShots(train: readonly Line[], seed: number): Line[] {
  const random = createRandom(seed)
  const drawn = train.map(line => ({ line, draw: random() })).sort((a, b) => a.draw - b.draw)
  const counts = new Map<string, number>()
  return drawn.flatMap(({ line }) => {
    const count = counts.get(line.label) ?? 0
    counts.set(line.label, count + 1)
    return count < SHOTS ? [line] : []
  })
}
