/** Who calls the partner API, by the key they carry. */
import type { Request, RequestHandler, Response } from 'express'
import { AppError } from '../platform/errors.js'
import type { Services } from '../services/index.js'
import type { Organisation } from '../services/organisations.js'
import type { Caller } from '../services/organising.js'

/** Lets in who carries the key of an organisation in `Authorization: Bearer`, everybody else gets 401. */
export function requireKey({
  transactions,
  organisations,
}: Pick<Services, 'transactions' | 'organisations'>): RequestHandler {
  return async (request, response, next) => {
    const key = /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '')?.[1]
    const organisation = key && (await transactions.run(tx => organisations.byKey(tx, key)))
    if (!organisation) {
      response.set('WWW-Authenticate', 'Bearer')
      throw new AppError('unauthenticated', 'A valid key is needed: Authorization: Bearer <key>')
    }
    response.locals.organisation = organisation
    next()
  }
}

/** Behind `requireKey`. */
export function callerOf(request: Request, response: Response): Caller {
  return { organisation: response.locals.organisation as Organisation, address: request.ip ?? '' }
}
