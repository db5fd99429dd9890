/** The pages' templates and words, read from their folder. */
import { readdirSync, readFileSync } from 'node:fs'
import { createBlocks, createPages, type Templates } from '../platform/templates.js'

export interface Views {
  /** Whole pages, escaped: `<page>.hbs`. */
  readonly pages: Templates
  /** Sentences by name, unescaped, for a page or a JSON answer to carry: the blocks of `<source>.words.hbs`. */
  readonly words: Templates
  /** Shown at the foot of every page and in the privacy policy; null on a desk that names nobody. */
  readonly operator: Operator | null
}

/** Who runs the service and answers for personal data, and how to reach them. */
export interface Operator {
  readonly name: string
  readonly contact: string
}

export function readViews(operator: Operator | null = null): Views {
  const folder = new URL('./views/', import.meta.url)
  const files = readdirSync(folder).filter(file => file.endsWith('.hbs'))
  const read = (chosen: string[], ending: string) =>
    new Map(chosen.map(file => [file.slice(0, -ending.length), readFileSync(new URL(file, folder), 'utf8')]))
  const isWords = (file: string) => file.endsWith('.words.hbs')
  return {
    operator,
    pages: createPages(
      read(
        files.filter(file => !isWords(file)),
        '.hbs',
      ),
    ),
    words: createBlocks(read(files.filter(isWords), '.words.hbs'), { escape: false }),
  }
}
