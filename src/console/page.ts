/** How every page of the console leaves: its headers, what all pages show, and its failures. */
import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import { toAppError } from '../platform/http.js'
import type { Log } from '../platform/log.js'
import type { Templates } from '../platform/templates.js'
import { menuOf } from './menu.js'
import { visitorOf } from './visitor.js'

export interface PageSender {
  send(response: Response, name: string, variables?: Record<string, unknown>): void
  /** A failure as a page that offers a way on. */
  readonly failure: ErrorRequestHandler
}

const NOTHING = ["'none'"]
const OWN = ["'self'"]

/** Scripts, styles and fonts are files of this address; nothing is written into a page. */
export function createHeaders(secure: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        ...{ defaultSrc: NOTHING, baseUri: NOTHING, frameAncestors: NOTHING },
        ...{ scriptSrc: OWN, styleSrc: OWN, fontSrc: OWN, imgSrc: OWN, formAction: OWN },
      },
    },
    frameguard: { action: 'deny' },
    strictTransportSecurity: secure,
  })
}

export const keepNowhere: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store')
  next()
}

/** Failures with a page of their own words; the others are told as `internal`. */
const TOLD = ['forbidden', 'not-found', 'bad-request', 'conflict']

export function createPageSender(templates: Templates, log: Log): PageSender {
  const send: PageSender['send'] = (response, name, variables = {}) => {
    const { member = null, csrf = '' } = visitorOf(response)
    response.type('html').send(templates.render(name, { ...variables, member, csrf, menu: menuOf(response) }))
  }
  return {
    send,
    failure(error, _request, response, next) {
      if (response.headersSent) return next(error)
      const failure = toAppError(error)
      // Without the values: those of a failed statement may be a person's.
      if (failure.status >= 500) log.error({ stack: (failure.cause as Error | undefined)?.stack }, 'A page failed')
      response.status(failure.status)
      send(response, 'problem', { code: TOLD.includes(failure.code) ? failure.code : 'internal' })
    },
  }
}
