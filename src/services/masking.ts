/** Masking what people typed, by the word lists that lie beside the recogniser. */
import { readFileSync } from 'node:fs'
import { readPersonalWords } from '../domain/personal/word-lists.js'
import { createMasker, type Masker } from '../domain/transcript.js'

const FOLDER = new URL('../domain/personal/', import.meta.url)

let shared: Masker | undefined

/** Read once a process: the lists are part of the program. */
export function loadMasker(): Masker {
  shared ??= createMasker(readPersonalWords(list => readFileSync(new URL(`${list}.txt`, FOLDER), 'utf8')))
  return shared
}
