/** The pages' templates and words, read from their folder. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Response } from 'express'
import { createBlocks, createPages, type Templates } from '../platform/templates.js'
import { readWords } from '../platform/words.js'

export interface Views {
  /** Whole pages, escaped: `<page>.hbs`. */
  readonly pages: Templates
  /**
   * Sentences by name, unescaped, for a page or a JSON answer to carry: the blocks of `<source>.words.hbs`, and as `common.<block>` what the
   * chat says in every flow.
   */
  readonly words: Templates
}

/** What every page may show: who runs the service and where its chats are. */
export interface Shared {
  /** Who answers for personal data and how to reach them; `undefined` on a desk that has not been told. */
  readonly operator: { readonly name: string; readonly contact: string } | undefined
  readonly kakaoUrl: string | undefined
  readonly talktalkUrl: string | undefined
  /** The desk's own chat page. */
  readonly simulatorUrl: string | undefined
}

const NOTHING_SHARED: Shared = {
  operator: undefined,
  kakaoUrl: undefined,
  talktalkUrl: undefined,
  simulatorUrl: undefined,
}

export function readViews(shared: Shared = NOTHING_SHARED): Views {
  const folder = new URL('./views/', import.meta.url)
  const files = readdirSync(folder).filter(file => file.endsWith('.hbs'))
  const read = (chosen: string[], ending: string) =>
    new Map(chosen.map(file => [file.slice(0, -ending.length), readFileSync(new URL(file, folder), 'utf8')]))
  const isWords = (file: string) => file.endsWith('.words.hbs')
  const common = readWords('dialogs/messages').get('common') ?? ''
  const pages = createPages(
    read(
      files.filter(file => !isWords(file)),
      '.hbs',
    ),
  )
  return {
    pages: { ...pages, render: (name, variables) => pages.render(name, { ...shared, ...variables }) },
    words: createBlocks(read(files.filter(isWords), '.words.hbs').set('common', common), { escape: false }),
  }
}

export function sendPage(response: Response, views: Views, name: string, variables: Record<string, unknown>): void {
  response.type('html').send(views.pages.render(name, variables))
}
