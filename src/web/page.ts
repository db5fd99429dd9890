/** How every page leaves: its headers, its failures, and what a foreign page may not send here. */
import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import { AppError, type ErrorCode } from '../platform/errors.js'
import type { Log } from '../platform/log.js'
import { createPageHeaders, noteFailure } from '../platform/pages.js'
import { INLINE_SOURCES } from './inline.js'
import type { Views } from './views.js'

/** The only scripts that may stand in a page itself are the two known by their hash. */
export const createHeaders = (secure: boolean): RequestHandler => createPageHeaders(secure, INLINE_SOURCES)

/**
 * Refuses forms that another site's page sends, also those that would sign a person in as somebody else. Browsers that do not tell
 * where a form comes from are let in: the acts of a visit carry a key of their own.
 */
export const refuseForeignForms: RequestHandler = (req, _res, next) => {
  const from = req.get('sec-fetch-site')
  if (req.method === 'POST' && (from === 'cross-site' || from === 'same-site'))
    throw new AppError('forbidden', 'The form comes from another site')
  next()
}

export function sendPage(res: Response, views: Views, name: string, variables: Record<string, unknown> = {}): void {
  res.type('html').send(views.pages.render(name, variables))
}

const PAGE_OF: Partial<Record<ErrorCode, string>> = {
  unauthenticated: 'stranger',
  forbidden: 'stale',
  'not-found': 'not-found',
  unclear: 'unclear',
}

/** A failure as a page that offers a way on. */
export function createFailurePages(views: Views, log: Log): ErrorRequestHandler {
  return (error, _req, res, _next) => {
    const failure = noteFailure(error, log)
    res.status(failure.status)
    sendPage(res, views, PAGE_OF[failure.code] ?? 'failed')
  }
}
