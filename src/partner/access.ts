/** Who calls the partner API, by the key they carry, and what that key may do. */
import type { Request, RequestHandler, Response } from 'express'
import { AppError } from '../platform/errors.js'
import type { Services } from '../services/index.js'
import type { Organisation } from '../services/organisations.js'

export type AccessServices = Pick<Services, 'transactions' | 'organisations'>

/** Lets in who carries the key of an organisation in `Authorization: Bearer`, everybody else gets 401. */
export function requireKey({ transactions, organisations }: AccessServices): RequestHandler {
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

/** Refuses keys of scope `read`. */
export const requireManage: RequestHandler = (_request: Request, response, next) => {
  if (callerOf(response).scope !== 'manage') throw new AppError('forbidden', 'This key may only read')
  next()
}

export function callerOf(response: Response): Organisation {
  return response.locals.organisation as Organisation
}
