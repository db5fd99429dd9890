/** Texts of a form and of a query, cleaned before any page reads them. */
import type { RequestHandler } from 'express'
import { clean } from './clean.js'
import { mapTexts } from './values.js'

/** A password is what was typed, to the letter; only its hash is kept. */
const AS_TYPED = 'password'

/** Stands behind what parses the body. */
export const cleanRequest: RequestHandler = (request, _response, next) => {
  const query = mapTexts(request.query, clean)
  // Express reads the query anew whenever it is asked for.
  Object.defineProperty(request, 'query', { value: query, configurable: true })
  const { body } = request as { body?: unknown }
  if (typeof body === 'object' && body !== null) {
    const typed = Object.entries(body).filter(([name]) => name === AS_TYPED)
    request.body = { ...(mapTexts(body, clean) as object), ...Object.fromEntries(typed) }
  }
  next()
}
