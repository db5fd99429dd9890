/** The service's own keys. On the desk they are made once and kept beside the data, so that a newcomer needs none. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Config } from './config.js'

const kept = z.object({ data: z.string(), signing: z.string() })
export type Keys = z.infer<typeof kept>

/** Both keys, 32 bytes in base64. In production they come from the environment only (`readConfig` insists). */
export function loadKeys({ keys, database }: Pick<Config, 'keys' | 'database'>): Keys {
  if (keys.data && keys.signing) return { data: keys.data, signing: keys.signing }
  return { ...readOrMake(path.join(database.dataDir, 'keys.json')), ...keys }
}

function readOrMake(file: string): Keys {
  mkdirSync(path.dirname(file), { recursive: true })
  const made: Keys = { data: randomBytes(32).toString('base64'), signing: randomBytes(32).toString('base64') }
  try {
    // Whoever makes the file first wins; the others read it.
    writeFileSync(file, JSON.stringify(made), { flag: 'wx', mode: 0o600 })
    return made
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return kept.parse(JSON.parse(readFileSync(file, 'utf8')))
  }
}
