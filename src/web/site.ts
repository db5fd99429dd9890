/** What people meet who come by no link of ours: the first page, the check of a certificate, and pages where nothing is. */
import { type ErrorRequestHandler, type Request, type Response, Router } from 'express'
import { AppError } from '../platform/errors.js'
import type { Log } from '../platform/log.js'
import { noteFailure } from '../platform/pages.js'
import { createHeaders, sendPage } from './page.js'
import type { Views } from './views.js'

/** Addresses that programs call: what goes wrong there is JSON, whoever asks. */
const FOR_PROGRAMS = /^\/(?:partner\/v1|webhooks)(?:\/|$)/

/** Whether a person's browser asks; a program that takes anything gets JSON. */
export function isBrowser(req: Request): boolean {
  return !FOR_PROGRAMS.test(req.path) && req.accepts(['json', 'html']) === 'html'
}

/** To be mounted at `/`, after everything else. */
export function createSite({ views, secure }: { views: Views; secure: boolean }): Router {
  const certificate = (req: Request, res: Response) => {
    if (!isBrowser(req)) throw new AppError('not-found', 'There is no such certificate')
    res.status(404)
    sendPage(res, views, 'no-certificate')
  }
  return Router()
    .get('/favicon.ico', (_req, res) => res.redirect(301, '/assets/icon.svg'))
    .get('/', createHeaders(secure), (_req, res) => sendPage(res, views, 'home'))
    .get('/certificates/:code', createHeaders(secure), certificate)
}

/** Failures of requests that a browser made, as pages with a way on. What programs asked passes through. */
export function createSiteFailures(parts: { views: Views; log: Log; secure: boolean }): ErrorRequestHandler {
  const headers = createHeaders(parts.secure)
  return (error, req, res, next) => {
    if (res.headersSent || !isBrowser(req)) return next(error)
    const failure = noteFailure(error, parts.log)
    headers(req, res, () => {
      res.status(failure.status)
      sendPage(res, parts.views, failure.code === 'not-found' ? 'not-found' : 'failed')
    })
  }
}
