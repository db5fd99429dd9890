/** What the pages of every door share: their headers, the id in their path, and how a failure becomes a page. */
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import { z } from 'zod'
import { AppError } from './errors.js'
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

/** The `:id` of a path, empty where there is none. What is no id is not there. */
export function idOf({ params }: Request): string {
  const { success, data } = z.guid().or(z.undefined()).safeParse(params.id)
  if (!success) throw notThere()
  return data ?? ''
}

export function notThere(): AppError {
  return new AppError('not-found', 'There is no such page')
}

/**
 * Shows a failure as a page. What is unexpected is logged without its values: those of a failed statement may be a person's.
 * @param isOurs whose failures are shown here; the others pass.
 */
export function createFailures(
  log: Log,
  show: (failure: AppError, request: Request, response: Response) => void,
  isOurs: (request: Request) => boolean = () => true,
): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent || !isOurs(request)) return next(error)
    const failure = toAppError(error)
    if (failure.code === 'internal') log.error({ stack: (failure.cause as Error | undefined)?.stack }, 'A page failed')
    response.status(failure.status)
    show(failure, request, response)
  }
}
