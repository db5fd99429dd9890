/** The pages a volunteer opens: the first one, linking, the one-time entry, their own activities, the privacy policy. */
import { json, type RequestHandler, Router, urlencoded } from 'express'
import { cleanRequest } from '../platform/clean-request.js'
import { refuseForeignForms } from '../platform/forgery.js'
import { keepNowhere } from '../platform/pages.js'
import { createHeaders } from './failures.js'
import { createHandler, type HandlerParts } from './handle.js'
import { linkPages } from './link.js'
import { myPages } from './my.js'
import { myDataPages } from './my-data.js'
import { openPages } from './open.js'
import type { Page } from './page.js'

/** Every page of this door. */
export const PAGES: readonly Page[] = [...openPages, ...linkPages, ...myPages, ...myDataPages]

const limit = '4kb'
const READ_FORM: RequestHandler[] = [refuseForeignForms, json({ limit }), urlencoded({ extended: false, limit })]

/** To be mounted at `/`. Other paths pass through untouched, and so do failures: `createWebFailures` answers them. */
export function createWeb(parts: HandlerParts): Router {
  const headers = createHeaders(parts.secureCookies)
  const router = Router().get('/favicon.ico', (_request, response) => response.redirect(301, '/assets/icon.svg'))
  for (const page of PAGES) {
    const form = page.method === 'post' ? READ_FORM : []
    router[page.method](page.path, headers, keepNowhere, ...form, cleanRequest, createHandler(page, parts))
  }
  return router
}
