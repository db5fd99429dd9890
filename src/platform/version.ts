/** Telling apart versions of what is read from files: by what they say, so that the same files have the same version everywhere. */
import { createHash } from 'node:crypto'

const LENGTH = 12

/** Short, the same for the same content. */
export function versionOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, LENGTH)
}
