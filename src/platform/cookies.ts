/** The cookies of a door's pages: no script reads them, and no other site's page sends them along. */
import { parseCookie } from 'cookie'
import type { CookieOptions, Request, Response } from 'express'

export interface CookieKind {
  readonly called: string
  /** The least path that needs it. */
  readonly path: string
  readonly lifeMs?: number
  /** `lax` is sent along, too, when a link somewhere else leads here. */
  readonly sameSite?: 'lax'
}

export interface Cookies<Name extends string> {
  /** Empty when the browser has none. */
  of(request: Request, name: Name): string
  /** Null takes a cookie away, undefined leaves it as it is. */
  set(response: Response, values: { readonly [name in Name]?: string | null | undefined }): void
}

/** @param secure whether people come by https only. A cookie for every path is then `__Host-`: no neighbouring host can set it. */
export function createCookies<Name extends string>(
  kinds: Readonly<Record<Name, CookieKind>>,
  secure: boolean,
): Cookies<Name> {
  const nameOf = ({ called, path }: CookieKind) => (secure && path === '/' ? `__Host-${called}` : called)
  return {
    of: (request, name) => parseCookie(request.get('cookie') ?? '')[nameOf(kinds[name])] ?? '',
    set(response, values) {
      for (const name of Object.keys(values) as Name[]) {
        const { path, sameSite = 'strict', lifeMs } = kinds[name]
        const limits: CookieOptions = { httpOnly: true, sameSite, secure, path }
        const value = values[name]
        if (value === null) response.clearCookie(nameOf(kinds[name]), limits)
        else if (value !== undefined)
          response.cookie(nameOf(kinds[name]), value, lifeMs ? { ...limits, maxAge: lifeMs } : limits)
      }
    },
  }
}
