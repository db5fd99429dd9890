/** Answers the calls of a route: who may, what is read of them, the one transaction, the first answer again to a repeat. */
import type { Request, RequestHandler } from 'express'
import { AppError } from '../platform/errors.js'
import { callerOf } from './access.js'
import { idOf, read } from './input.js'
import { answerOnce, keyOf } from './once.js'
import type { PartnerServices, Route } from './route.js'

export function createHandler(route: Route, services: PartnerServices): RequestHandler {
  return async (request, response) => {
    const caller = callerOf(request, response)
    if (route.scope === 'manage' && caller.organisation.scope !== 'manage')
      throw new AppError('forbidden', 'This key may only read')
    const key = route.method === 'post' ? keyOf(request) : undefined
    const asked = readCall(route, request)
    const { status, answer } = await services.transactions.run(async tx => {
      const call = { tx, services, caller, ...asked }
      const work = async () => ({ status: route.status, answer: granted(await route.run(call)) })
      if (key === undefined) return work()
      const repeated = async () => void granted((await route.repeated?.(call)) ?? {})
      return answerOnce(call, key, [route.method, route.path, asked], work, repeated)
    })
    response.status(status).json(answer)
  }
}

function readCall({ query, body }: Route, request: Request) {
  return { query: read(query, request.query), id: idOf(request), body: body && read(body, request.body) }
}

/** A refusal is thrown, so that the transaction takes back what was written. */
function granted<T extends object>(given: T | AppError): T {
  if (given instanceof AppError) throw given
  return given
}
