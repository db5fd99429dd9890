/**
 * `bench -- masking`: how much of the personal data in labelled sentences is found, how much else, and how long a sentence takes, beside
 * masking by patterns of digits. The held-out sentences were not looked at while the rules were made; the third part is in another voice.
 */
import { parseArgs } from 'node:util'
import { loadMasker } from '../src/services/masking.js'
import { type Labelled, readLabelled, type Score, type Stretch, score } from './labelled.js'
import { findByPatterns } from './pattern-masker.js'

interface Result extends Score {
  readonly set: string
  readonly method: string
  readonly medianMicroseconds: number
  readonly p99Microseconds: number
}

const SETS: Readonly<Record<string, readonly string[]>> = {
  development: ['development', 'development-varied'],
  'held out': ['held-out', 'held-out-varied'],
  third: ['third'],
}
const ROUNDS = 20

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } })
  const masker = loadMasker()
  const methods: Record<string, (text: string) => readonly Stretch[]> = {
    patterns: findByPatterns,
    shipped: text => masker.find(text),
  }
  const results = Object.entries(SETS).flatMap(([set, files]) => {
    const lines = files.flatMap(readLabelled)
    return Object.entries(methods).map(
      ([method, find]): Result => ({ set, method, ...score(lines, find), ...time(lines, find) }),
    )
  })
  process.stdout.write(values.json ? `${JSON.stringify(results)}\n` : results.map(toRow).join(''))
}

function time(lines: readonly Labelled[], find: (text: string) => unknown) {
  const took: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    for (const { text } of lines) {
      const begun = performance.now()
      find(text)
      if (round > 0) took.push((performance.now() - begun) * 1000)
    }
  }
  took.sort((one, other) => one - other)
  return {
    medianMicroseconds: took[Math.floor(took.length / 2)]!,
    p99Microseconds: took[Math.floor(took.length * 0.99)]!,
  }
}

function toRow({ set, method, sentences, withoutPersonal, ...result }: Result): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(8)
  return [
    set.padEnd(13) + method.padEnd(10),
    `${sentences} sentences, ${withoutPersonal} without personal data`,
    `  recall${percent(result.recall)}  precision${percent(result.precision)}  wholly masked${percent(result.whole)}`,
    `  damaged ${result.damaged}  median ${result.medianMicroseconds.toFixed(0)} µs, p99 ${result.p99Microseconds.toFixed(0)} µs\n`,
  ].join('')
}
