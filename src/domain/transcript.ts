/** What of a conversation is kept readable: the sentence, with what is personal in it named but not told. */
import { BLANK, type Kind, type Span } from './personal/page.js'
import { createRecogniser, type Recogniser } from './personal/recogniser.js'
import type { PersonalWords } from './personal/word-lists.js'

export interface Masked {
  readonly text: string
  /** The same done to whatever else came of the sentence: every text in it that holds the sentence, or what was personal in it. */
  hide<Value>(value: Value): Value
}

export interface Masker {
  /** @param known names of whom the account is known to belong to. */
  mask(text: string, known?: readonly string[]): Masked
  /** Where something personal stands. */
  find(text: string, known?: readonly string[]): readonly Span[]
  /** Entry and link tokens in what the service itself said. */
  hideTokens(text: string): string
  /** Numbers that the service itself told, wherever they stand alone in any text of the value. */
  hideSecrets<Value>(value: Value, secrets: readonly string[]): Value
}

/** Longer texts are read piece by piece, each with what stands around it, so that the time grows with the length and no faster. */
const PIECE = 1000
const AROUND = 120
/** Shorter pieces stand in other words, too, and in what only machines read. */
const TELLING = { digits: 5, letters: 3 } as const

const TOKEN = /(?<![A-Za-z0-9])[A-Za-z0-9]{43}(?![A-Za-z0-9])/g

/** Whether there is an entry or link token anywhere in it. */
export function holdsToken(value: unknown): boolean {
  return JSON.stringify(value).search(TOKEN) >= 0
}

export function createMasker(words: PersonalWords): Masker {
  const recognise = createRecogniser(words)
  const labels = Object.fromEntries([...words.labels]) as Record<Kind, string>
  const known = new RegExp([...words.labels.values()].map(label => label.replace(/[[\]]/g, '\\$&')).join('|'), 'g')
  const find = (text: string, names: readonly string[] = []) => {
    const readable = text.includes('[') ? text.replace(known, label => BLANK.repeat(label.length)) : text
    return merged(spansIn(readable, recognise, names))
  }
  return {
    find,
    mask(text, names = []) {
      const plain = text.normalize('NFC')
      const spans = find(plain, names)
      const masked = spans.length === 0 ? text : write(plain, spans, labels)
      return { text: masked, hide: value => hideIn(value, replacements(plain, masked, spans, names, labels)) }
    },
    hideTokens: text => text.replace(TOKEN, labels.token),
    hideSecrets: (value, secrets) =>
      hideIn(
        value,
        secrets.map((secret): Replacement => [secret, labels.number]),
      ),
  }
}

function spansIn(text: string, recognise: Recogniser, names: readonly string[]): readonly Span[] {
  if (text.length <= PIECE) return recognise(text, names)
  const spans: Span[] = []
  for (let from = 0; from < text.length; from += PIECE) {
    const begin = Math.max(0, from - AROUND)
    const piece = text.slice(begin, from + PIECE + AROUND)
    for (const { kind, start, end } of recognise(piece, names))
      spans.push({ kind, start: begin + start, end: begin + end })
  }
  return spans
}

/** What two pieces both found, or found in parts, is one. */
function merged(spans: readonly Span[]): Span[] {
  const whole: Span[] = []
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    const last = whole.at(-1)
    if (last && span.start < last.end) whole[whole.length - 1] = { ...last, end: Math.max(last.end, span.end) }
    else whole.push(span)
  }
  return whole
}

function write(text: string, spans: readonly Span[], labels: Record<Kind, string>): string {
  let written = ''
  let at = 0
  for (const { kind, start, end } of spans) {
    written += text.slice(at, start) + labels[kind]
    at = end
  }
  return written + text.slice(at)
}

type Replacement = readonly [from: string, to: string]

/** The sentence itself first, then what was personal in it, longest first. */
function replacements(
  text: string,
  masked: string,
  spans: readonly Span[],
  names: readonly string[],
  labels: Record<Kind, string>,
): Replacement[] {
  const parts: Replacement[] = spans.map(({ kind, start, end }) => [text.slice(start, end), labels[kind]])
  const told = names.map((name): Replacement => [name, labels.name])
  const telling = [...parts, ...told].filter(
    ([part]) => part.length >= (/^\d+$/.test(part) ? TELLING.digits : TELLING.letters),
  )
  const whole: Replacement[] = spans.length > 0 ? [[text, masked]] : []
  return [...whole, ...telling.sort(([one], [other]) => other.length - one.length)]
}

function hideIn<Value>(value: Value, parts: readonly Replacement[]): Value {
  if (parts.length === 0) return value
  const hide = (inner: unknown): unknown => {
    if (typeof inner === 'string') return parts.reduce((text, [from, to]) => replaceIn(text, from, to), inner)
    if (Array.isArray(inner)) return inner.map(hide)
    if (typeof inner !== 'object' || inner === null) return inner
    return Object.fromEntries(Object.entries(inner).map(([key, one]) => [key, hide(one)]))
  }
  return hide(value) as Value
}

/** Digits count only where no other digit or letter goes on: those of an id that a machine reads stay. */
function replaceIn(text: string, from: string, to: string): string {
  if (!text.includes(from)) return text
  if (!/^[\w-]+$/.test(from)) return text.replaceAll(from, to)
  return text
    .split(from)
    .reduce((whole, rest) => whole + (/[\w-]$/.test(whole) || /^[\w-]/.test(rest) ? from : to) + rest)
}
