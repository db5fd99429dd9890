/** Failures as pages with a way on, for people; what programs asked is answered in JSON. */
import type { ErrorRequestHandler, Request } from 'express'
import type { ErrorCode } from '../platform/errors.js'
import { createFailures, createPageHeaders } from '../platform/pages.js'
import { INLINE_SOURCES } from './inline.js'
import type { PageParts } from './page.js'
import { sendPage } from './views.js'

/** Addresses of this door, and those that programs call: what goes wrong there is JSON, whoever asks. */
const OURS = /^\/(?:link|enter|my|left|forgotten|privacy)(?:\/|$)/
const FOR_PROGRAMS = /^\/(?:partner\/v1|webhooks)(?:\/|$)/

const PAGE_OF: Partial<Record<ErrorCode, string>> = {
  unauthenticated: 'stranger',
  forbidden: 'stale',
  'not-found': 'not-found',
  unclear: 'unclear',
}

function pageOf(code: ErrorCode, path: string): string {
  if (code === 'not-found' && path.startsWith('/certificates/')) return 'no-certificate'
  if (code === 'forbidden' && path.startsWith('/link/')) return 'link-stale'
  return PAGE_OF[code] ?? 'failed'
}

/** The only scripts that may stand in a page itself are the two known by their hash. */
export const createHeaders = (secure: boolean) => createPageHeaders(secure, INLINE_SOURCES)

/** Whether a page's own script asks, or a program that says so. */
export function isJson(request: Request): boolean {
  return Boolean(request.is('json')) || request.accepts(['html', 'json']) === 'json'
}

/** Whether a person's browser asks; a program that takes anything gets JSON. */
function isBrowser(request: Request): boolean {
  return !FOR_PROGRAMS.test(request.path) && request.accepts(['json', 'html']) === 'html'
}

/** To be mounted behind every door: it tells also where nothing is. */
export function createWebFailures(
  parts: Pick<PageParts, 'views' | 'log'> & { secureCookies: boolean },
): ErrorRequestHandler {
  const headers = createHeaders(parts.secureCookies)
  return createFailures(
    parts.log,
    (failure, request, response) => {
      if (OURS.test(request.path) && isJson(request)) return void response.json(failure.toBody())
      response.set('Cache-Control', 'no-store')
      headers(request, response, () => sendPage(response, parts.views, pageOf(failure.code, request.path), {}))
    },
    request => OURS.test(request.path) || isBrowser(request),
  )
}
