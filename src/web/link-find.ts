/** Which linking a form is about: a token or pairing code in it, or the one that was opened in this browser. */
import type { CookieOptions, Request, Response } from 'express'
import { cookieOf } from '../platform/pages.js'
import { TOKEN_LIFE_MS } from '../services/entry.js'
import type { Services, Tx } from '../services/index.js'
import { type FieldFault, readPairing, readTyped } from './link-form.js'
import type { Views } from './views.js'

/** The session of the linking that a form is about; or why it is about none. */
export type Found =
  | { readonly ok: true; readonly value: string; readonly faults: readonly [] }
  | { readonly ok: false; readonly faults: readonly FieldFault[] }

export interface LinkFinder {
  /** The session that this browser keeps; empty when there is none. */
  kept(req: Request): string
  keep(res: Response, session: string): void
  forget(res: Response): void
  find(tx: Tx, req: Request): Promise<Found>
}

const COOKIE = 'linking'

/** Whether a program asks, or the page's own script. */
export function isJson(req: Request): boolean {
  return Boolean(req.is('json')) || req.accepts(['html', 'json']) === 'json'
}

export function createLinkFinder(parts: { services: Services; views: Views; secureCookies: boolean }): LinkFinder {
  const { linking } = parts.services
  const cookie: CookieOptions = { httpOnly: true, sameSite: 'lax', path: '/link', secure: parts.secureCookies }
  const kept = (req: Request) => cookieOf(req, COOKIE) ?? ''
  const missing = (field: string, words: string): Found => ({
    ok: false,
    faults: [{ field, message: parts.views.words.render(`link.${words}`) }],
  })
  /** A token in the form wins over the cookie: a new link counts. The session of the same link stays what it is. */
  const byToken = (req: Request, token: string) => {
    const tail = linking.tailOf(kept(req))
    return found(tail && token.endsWith(tail) ? kept(req) : linking.open(token))
  }
  return {
    kept,
    keep: (res, session) => void res.cookie(COOKIE, session, { ...cookie, maxAge: TOKEN_LIFE_MS.link }),
    forget: res => void res.clearCookie(COOKIE, cookie),
    async find(tx, req) {
      const { token, pairing } = readTyped(req.body)
      if (token) return byToken(req, token)
      const pasted = readPairing(pairing)
      if (pasted?.token) return byToken(req, pasted.token)
      if (pasted?.digits) {
        const opened = await linking.openPaired(tx, pasted.digits, req.ip ?? '')
        return opened.ok ? found(opened.session) : missing('pairing', opened.refused)
      }
      if (!pairing && (await linking.look(tx, kept(req)))) return found(kept(req))
      return isJson(req) ? missing('token', 'field-token') : missing('pairing', 'field-pairing')
    },
  }
}

function found(value: string): Found {
  return { ok: true, value, faults: [] }
}
