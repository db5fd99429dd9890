/** Forms are taken from our own pages alone: each carries what follows from the secret in the cookie of the browser that was shown it. */
import { createHmac } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { equalSecrets } from './cipher.js'
import { AppError } from './errors.js'

/** What a form has to carry as `csrf` in the browser that holds this secret; empty where there is no secret to follow from. */
export function csrfOf(secret: string): string {
  return secret && createHmac('sha256', secret).update('form').digest('base64url')
}

/** @throws AppError `forbidden` for a form that was not shown to the browser that holds this secret. */
export function refuseForgery({ body }: Request, secret: string): void {
  const given = (body as { csrf?: unknown } | undefined)?.csrf
  if (!secret || typeof given !== 'string' || !equalSecrets(given, csrfOf(secret)))
    throw new AppError('forbidden', 'The form was not made for this browser')
}

/**
 * Refuses forms that another site's page sends, also those that would sign a person in as somebody else. Browsers that do not tell
 * where a form comes from are let in: what a cookie may do wants `csrf` besides.
 */
export const refuseForeignForms: RequestHandler = (request, _response, next) => {
  const from = request.get('sec-fetch-site')
  if (request.method === 'POST' && (from === 'cross-site' || from === 'same-site'))
    throw new AppError('forbidden', 'The form comes from another site')
  next()
}
