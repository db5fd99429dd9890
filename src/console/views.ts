/** How every page of the console leaves: with what all pages show, and failures as a page that offers a way on. */
import type { ErrorRequestHandler, Response } from 'express'
import type { Log } from '../platform/log.js'
import { noteFailure } from '../platform/pages.js'
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
    const { member = null, csrf = '' } = visitorOf(response)
    const { menu = [] } = response.locals
    response.type('html').send(templates.render(name, { ...variables, member, csrf, menu }))
  }
  return {
    send,
    failure(error, _request, response, next) {
      if (response.headersSent) return next(error)
      const failure = noteFailure(error, log)
      response.status(failure.status)
      send(response, 'problem', { code: TOLD.includes(failure.code) ? failure.code : 'internal' })
    },
  }
}
