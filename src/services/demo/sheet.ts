/** The demo's data files: tab-separated, a line of names first, `#` starts a note. */
import { readFileSync } from 'node:fs'

/** Rows of `<name>.tsv` beside this file. Throws when a line has not as many cells as there are names. */
export function readSheet<Name extends string>(name: string): Record<Name, string>[] {
  const text = readFileSync(new URL(`./${name}.tsv`, import.meta.url), 'utf8')
  const lines = text.split(/\r?\n/).filter(line => line.trim() && !line.startsWith('#'))
  const [names = [], ...rows] = lines.map(line => line.split('\t'))
  return rows.map(cells => {
    if (cells.length !== names.length) throw new Error(`${name}.tsv: "${cells[0]}" has ${cells.length} cells`)
    return Object.fromEntries(names.map((column, index) => [column, cells[index]])) as Record<Name, string>
  })
}
