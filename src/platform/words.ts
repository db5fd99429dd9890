/** Reads the shipped words: every `.hbs` of a folder under its name. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** @param folder relative to the repository's root, e.g. `dialogs/messages`. */
export function readWords(folder: string): Map<string, string> {
  const root = fileURLToPath(new URL(`../../${folder}/`, import.meta.url))
  const files = readdirSync(root).filter(file => file.endsWith('.hbs'))
  return new Map(files.map(file => [path.basename(file, '.hbs'), readFileSync(path.join(root, file), 'utf8')]))
}
