/** Whether somebody is in distress or in danger, and of which kind: by the phrases of `intents/care/`, figures of speech set aside. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { versionOf } from '../platform/version.js'
import type { Decision } from './confidence.js'
import { utterancesIn } from './intents.js'

/** Most pressing first: of several kinds in one message the first is answered. */
export const CARE_KINDS = ['danger', 'injury', 'self-harm', 'abuse', 'bullying', 'lost'] as const
/** `distress`: somebody is in need, and no phrase says of what kind. */
export type CareKind = (typeof CARE_KINDS)[number] | 'distress'

export interface CareReading {
  readonly kind: (typeof CARE_KINDS)[number] | undefined
  /** Something in it only sounds like need. */
  readonly figure: boolean
}

export interface CareReader {
  /** Of all phrases. */
  readonly version: string
  /** Reads a text in the form of `normalise`. */
  read(plain: string): CareReading
}

/** Of what a phrase says, so much was right of the lines that were held back. */
const SURE = 0.98

/**
 * Need that is read in the words is what is meant, whatever else they are near to. What only the classifier takes for it is need of no
 * known kind when it is sure and nothing in it is a figure of speech; else something near is meant, and asked about.
 */
export function decideCare(
  { kind, figure }: CareReading,
  decision: Decision,
): Decision & { readonly care: CareKind | undefined } {
  const others = [decision, ...decision.alternatives].filter(({ intent }) => intent !== 'care' && intent !== 'oos')
  const alternatives = others.map(({ intent, confidence }) => ({ intent, confidence: Math.min(confidence, 1 - SURE) }))
  if (kind) return { intent: 'care', confidence: SURE, band: 'act', alternatives, care: kind }
  if (decision.intent !== 'care') return { ...decision, care: undefined }
  if (decision.band === 'act' && !figure) return { ...decision, care: 'distress' }
  const [nearest] = others
  if (!nearest)
    return { intent: 'oos', confidence: 1 - decision.confidence, band: 'reject', alternatives: [], care: undefined }
  return { ...nearest, band: 'confirm', alternatives: others.slice(1), care: undefined }
}

/** One of these words, at once after the part before it or a few letters on. */
interface Part {
  readonly words: readonly string[]
  readonly gap: number
}
type Phrase = readonly Part[]
interface Span {
  readonly start: number
  readonly end: number
}

/** Letters, spaces left out, between the parts of a phrase. */
const GAPS = { '+': 2, '…': 40, '': 12 } as const
/** Stands where a figure of speech was: no phrase goes over it. */
const COVER = '\0'

/** Reads `<kind>.txt` of each kind, and `not.txt`. Throws when one is missing. */
export function loadCare(folder: string | URL): CareReader {
  const fileOf = (name: string) =>
    readFileSync(path.join(folder instanceof URL ? fileURLToPath(folder) : folder, `${name}.txt`), 'utf8')
  const files = [...CARE_KINDS, 'not'].map(fileOf)
  const kinds = CARE_KINDS.map((kind, at) => ({ kind, find: finderOf(files[at]!) }))
  const figures = finderOf(files.at(-1)!)
  return {
    version: versionOf(files),
    read(plain) {
      const letters = plain.replaceAll(' ', '')
      const figured = figures(letters)
      const meant = figured.reduce(covered, letters)
      return { kind: kinds.find(({ find }) => find(meant).length > 0)?.kind, figure: figured.length > 0 }
    },
  }
}

function covered(letters: string, { start, end }: Span): string {
  return letters.slice(0, start) + COVER.repeat(end - start) + letters.slice(end)
}

/** Finds where the phrases of a file stand. Time grows with the letters: each place is compared with the words of one letter. */
function finderOf(file: string): (letters: string) => Span[] {
  const phrases = utterancesIn(file).map(toPhrase)
  const words = new Map<string, { word: string; whole: boolean; phrase: number; part: number }[]>()
  for (const [phrase, parts] of phrases.entries()) {
    for (const [part, { words: alternatives }] of parts.entries()) {
      for (const alternative of alternatives) {
        const whole = alternative.startsWith('=')
        const word = whole ? alternative.slice(1) : alternative
        words.set(word[0]!, [...(words.get(word[0]!) ?? []), { word, whole, phrase, part }])
      }
    }
  }
  return letters => {
    const found = new Map<number, Span[][]>()
    for (let start = 0; start < letters.length; start++) {
      for (const { word, whole, phrase, part } of words.get(letters[start]!) ?? []) {
        if (!letters.startsWith(word, start) || (whole && letters.length !== word.length)) continue
        const parts = found.get(phrase) ?? phrases[phrase]!.map(() => [])
        parts[part]!.push({ start, end: start + word.length })
        found.set(phrase, parts)
      }
    }
    return [...found].flatMap(([phrase, spans]) => chains(phrases[phrase]!, spans))
  }
}

function toPhrase(line: string): Phrase {
  return line.split(/\s+/).map(said => {
    const mark = said[0] === '+' || said[0] === '…' ? said[0] : ''
    return { words: said.slice(mark.length).split('|').filter(Boolean), gap: GAPS[mark] }
  })
}

/** Where all parts stand in their order, none too far from the one before. */
function chains(phrase: Phrase, spans: readonly (readonly Span[])[]): Span[] {
  return spans.slice(1).reduce<readonly Span[]>((before, next, at) => {
    const { gap } = phrase[at + 1]!
    return next.flatMap(({ start, end }) => {
      const from = before.find(earlier => earlier.end <= start && start - earlier.end <= gap)
      return from ? [{ start: from.start, end }] : []
    })
  }, spans[0]!) as Span[]
}
