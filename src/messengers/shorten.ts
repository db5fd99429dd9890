/**
 * Fits text into a wire's limits: shortens at a word, splits at a paragraph. Lengths are UTF-16 code units: no messenger says what it
 * counts, and no other unit is ever longer. Neither cuts through what a reader sees as one character.
 */
const GRAPHEMES = new Intl.Segmenter('ko', { granularity: 'grapheme' })
const ELLIPSIS = '…'

/** At most `most` units (≥ 1); what is cut ends in `…`. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  const room = most - ELLIPSIS.length
  const word = lastMatch(/\s/g, text, Math.ceil(room / 2), room)
  return text.slice(0, word ?? boundary(text, room)).trimEnd() + ELLIPSIS
}

/** The same, and at most `lines` lines. */
export function shortenLines(text: string, most: number, lines: number): string {
  const rows = text.split('\n')
  return shorten(rows.length <= lines ? text : `${rows.slice(0, lines).join('\n').trimEnd()}${ELLIPSIS}`, most)
}

const BREAKS = [/\n\s*\n/g, /\n/g, /(?<=[.!?…。])\s/g, /\s/g]

/**
 * Pieces of at most `most` units (≥ 2), cut at a paragraph, else a line, a sentence, a word. With `pieces`, at most that many: cut
 * later where an early cut would leave too much for the others, so that nothing but space is lost as long as they can hold it all;
 * beyond that the last one is shortened.
 */
export function split(text: string, most: number, pieces = Number.POSITIVE_INFINITY): string[] {
  const done: string[] = []
  let rest = text.trim()
  while (rest.length > most && done.length + 1 < pieces) {
    const roomLater = (pieces - done.length - 1) * most
    const cut = breakBetween(rest, Math.max(rest.length - roomLater, Math.ceil(most / 3)), most) ?? boundary(rest, most)
    done.push(rest.slice(0, cut).trimEnd())
    rest = rest.slice(cut).trimStart()
  }
  return rest ? [...done, shorten(rest, most)] : done
}

function breakBetween(text: string, from: number, to: number): number | undefined {
  for (const kind of BREAKS) {
    const found = lastMatch(kind, text, from, to)
    if (found !== undefined) return found
  }
  return undefined
}

/** Where the last match begins that lies within `from`…`to`, both included. */
function lastMatch(pattern: RegExp, text: string, from: number, to: number): number | undefined {
  return [...text.slice(0, to + 1).matchAll(pattern)].map(match => match.index).findLast(index => index >= from)
}

/** The nearest place at or before `at` between two characters that a reader sees. */
function boundary(text: string, at: number): number {
  const start = GRAPHEMES.segment(text).containing(at)?.index ?? at
  // Marks piled up without end are one grapheme that no limit can hold: there only surrogate pairs stay whole.
  if (start > 0) return start
  return /^[\uDC00-\uDFFF]/.test(text.slice(at)) ? Math.max(at - 1, 0) : at
}
