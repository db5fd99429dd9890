/** Sentences in which personal data is labelled, and how well something finds it. */
import { readFileSync } from 'node:fs'

export interface Stretch {
  readonly start: number
  readonly end: number
}
export interface Labelled {
  readonly text: string
  readonly personal: readonly Stretch[]
}

/**
 * Letters and digits are counted, not what stands between them. Recall: of those that are personal, the share that was found. Precision: of
 * those that were found, the share that is personal. `whole`: stretches of which nothing stays readable, of all.
 */
export interface Score {
  readonly sentences: number
  readonly withoutPersonal: number
  readonly recall: number
  readonly precision: number
  readonly whole: number
  /** Sentences without personal data in which something was found. */
  readonly damaged: number
}

const FOLDER = new URL('../test/fixtures/personal-data/', import.meta.url)
const LABEL = /<[가-힣]+:([^>]*)>/g
const COUNTED = /[\p{L}\p{N}]/u

/** `\n` in a line is the end of one; `<갈래:글자>` is personal. */
export function readLabelled(name: string): Labelled[] {
  return readFileSync(new URL(`${name}.txt`, FOLDER), 'utf8')
    .split('\n')
    .filter(line => line && !line.startsWith('#'))
    .map(line => readLine(line.replaceAll('\\n', '\n')))
}

function readLine(line: string): Labelled {
  const personal: Stretch[] = []
  let text = ''
  let at = 0
  for (const { index, 0: whole, 1: inside = '' } of line.matchAll(LABEL)) {
    text += line.slice(at, index)
    personal.push({ start: text.length, end: text.length + inside.length })
    text += inside
    at = index + whole.length
  }
  return { text: text + line.slice(at), personal }
}

export function score(lines: readonly Labelled[], find: (text: string) => readonly Stretch[]): Score {
  const counts = { personal: 0, found: 0, both: 0, stretches: 0, whole: 0, without: 0, damaged: 0 }
  for (const { text, personal } of lines) {
    const wanted = lettersIn(text, personal)
    const found = lettersIn(text, find(text))
    counts.personal += wanted.size
    counts.found += found.size
    counts.both += [...wanted].filter(at => found.has(at)).length
    counts.stretches += personal.length
    counts.whole += personal.filter(stretch => [...lettersIn(text, [stretch])].every(at => found.has(at))).length
    if (personal.length > 0) continue
    counts.without++
    if (found.size > 0) counts.damaged++
  }
  return {
    sentences: lines.length,
    withoutPersonal: counts.without,
    recall: counts.both / counts.personal,
    precision: counts.both / counts.found,
    whole: counts.whole / counts.stretches,
    damaged: counts.damaged,
  }
}

function lettersIn(text: string, stretches: readonly Stretch[]): Set<number> {
  const places = stretches.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at))
  return new Set(places.filter(at => COUNTED.test(text[at] ?? '')))
}
