/** Reads a body that a messenger would post. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export function fixture(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures', `${name}.json`), 'utf8'))
}
