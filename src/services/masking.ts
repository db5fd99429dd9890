/** Masking what people typed, by the word lists that lie beside the recogniser and the words of the project's own texts. */
import { readdirSync, readFileSync } from 'node:fs'
import { withOwnWords } from '../domain/personal/own-words.js'
import { readPersonalWords } from '../domain/personal/word-lists.js'
import { createMasker, type Masker } from '../domain/transcript.js'

const LISTS = new URL('../domain/personal/', import.meta.url)
/** Words that stand around names there. */
const SAID_AROUND_NAMES = ['contexts', 'endings', 'addresses', 'schools', 'labels'] as const
/** What people say here, which places and fields they name, and what is answered. */
const FOLDERS = ['intents/', 'intents/slots/', 'dialogs/', 'dialogs/messages/', 'dialogs/notices/'] as const

let shared: Masker | undefined

/** Read once a process: lists and texts are part of the program. */
export function loadMasker(): Masker {
  shared ??= createMasker(
    withOwnWords(readPersonalWords(readList), [...SAID_AROUND_NAMES.map(readList), ...ownTexts()]),
  )
  return shared
}

const readList = (list: string): string => readFileSync(new URL(`${list}.txt`, LISTS), 'utf8')

function ownTexts(): string[] {
  return FOLDERS.map(folder => new URL(`../../${folder}`, import.meta.url)).flatMap(folder =>
    readdirSync(folder)
      .filter(file => /\.(?:txt|tsv|hbs)$/.test(file))
      .map(file => readFileSync(new URL(file, folder), 'utf8')),
  )
}
