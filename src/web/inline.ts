/**
 * Scripts that stand in the page itself, allowed by their hash: what moves a token out of the address must not wait for another
 * request, for a form that was sent without it would be lost.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

function readScript(name: string): string {
  return readFileSync(new URL(`./inline/${name}.js`, import.meta.url), 'utf8').trim()
}

export const INLINE = { link: readScript('link'), enter: readScript('enter') } as const

/** As a Content-Security-Policy names them. */
export const INLINE_SOURCES = Object.values(INLINE).map(
  script => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
)
