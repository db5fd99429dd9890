/** What is wrong with a body that came in, as a door tells it: the field and the reason, never the value. */
import type { z } from 'zod'

export interface Issue {
  readonly path: string
  readonly message: string
}

export function issuesOf(error: z.ZodError): Issue[] {
  return error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
}
