/** What the pages of every door share: their headers, cookies, and how what is unexpected is noted. */
import { parseCookie } from 'cookie'
import type { Request, RequestHandler } from 'express'
import helmet from 'helmet'
import type { AppError } from './errors.js'
import { toAppError } from './http.js'
import type { Log } from './log.js'

const NOTHING = ["'none'"]
const OWN = ["'self'"]

/** Scripts, styles, letters and pictures come from this address; of scripts in a page itself only those whose hashes are given. */
export function createPageHeaders(secure: boolean, inlineSources: readonly string[] = []): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: NOTHING,
        scriptSrc: [...OWN, ...inlineSources],
        styleSrc: OWN,
        fontSrc: OWN,
        imgSrc: OWN,
        connectSrc: OWN,
        formAction: OWN,
        baseUri: NOTHING,
        frameAncestors: NOTHING,
      },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure,
  })
}

/** Pages that are about a person, or lead to one, are kept nowhere. */
export const keepNowhere: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store')
  next()
}

export function cookieOf(request: Request, name: string): string | undefined {
  return parseCookie(request.get('cookie') ?? '')[name]
}

/** What is unexpected is logged without its values: those of a failed statement may be a person's. */
export function noteFailure(error: unknown, log: Log): AppError {
  const failure = toAppError(error)
  if (failure.code === 'internal') log.error({ stack: (failure.cause as Error | undefined)?.stack }, 'A page failed')
  return failure
}
