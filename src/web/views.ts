/** The pages' templates and words, read from their folder. */
import { readdirSync, readFileSync } from 'node:fs'
import { createBlocks, createPages, type Templates } from '../platform/templates.js'

export interface Views {
  /** Whole pages, escaped: `<page>.hbs`. */
  readonly pages: Templates
  /** Sentences by name, unescaped, for a page or a JSON answer to carry: the blocks of `<source>.words.hbs`. */
  readonly words: Templates
}

export function readViews(): Views {
  const folder = new URL('./views/', import.meta.url)
  const files = readdirSync(folder).filter(file => file.endsWith('.hbs'))
  const read = (chosen: string[], ending: string) =>
    new Map(chosen.map(file => [file.slice(0, -ending.length), readFileSync(new URL(file, folder), 'utf8')]))
  const isWords = (file: string) => file.endsWith('.words.hbs')
  return {
    pages: createPages(
      read(
        files.filter(file => !isWords(file)),
        '.hbs',
      ),
    ),
    words: createBlocks(read(files.filter(isWords), '.words.hbs'), { escape: false }),
  }
}
