/** How every page of the console leaves: with what all pages show, and failures as a page that offers a way on. */
import type { ErrorRequestHandler, Response } from 'express'
import { csrfOf } from '../platform/forgery.js'
import type { Log } from '../platform/log.js'
import { createFailures } from '../platform/pages.js'
import type { Templates } from '../platform/templates.js'
import { visitorOf } from './visitor.js'

export interface PageSender {
  send(response: Response, name: string, variables?: Record<string, unknown>): void
  readonly failure: ErrorRequestHandler
}

/** Failures with a page of their own words; the others are told as `internal`. */
const TOLD = ['forbidden', 'not-found', 'bad-request', 'conflict']

export function createPageSender(templates: Templates, log: Log): PageSender {
  /** The menu is empty before the sign-in and on a page that failed before it. */
  const send: PageSender['send'] = (response, name, variables = {}) => {
    const { member = null, secret } = visitorOf(response)
    const { menu = [] } = response.locals
    response.type('html').send(templates.render(name, { ...variables, member, csrf: csrfOf(secret), menu }))
  }
  return {
    send,
    failure: createFailures(log, ({ code }, _request, response) =>
      send(response, 'problem', { code: TOLD.includes(code) ? code : 'internal' }),
    ),
  }
}
