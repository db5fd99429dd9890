/** Applications over the partner API: list those of a program, approve, reject. */
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { AppError } from '../platform/errors.js'
import type { Services } from '../services/index.js'
import { type AccessServices, callerOf, requireManage } from './access.js'
import { decisionForm, showApplication } from './forms.js'
import { idOf, read, unknown } from './input.js'

export type ApplicationServices = AccessServices & Pick<Services, 'organising'>

export function createApplicationRoutes({ transactions, organising }: ApplicationServices): Router {
  const decide =
    (decision: 'approve' | 'reject'): RequestHandler =>
    async (request, response) => {
      const id = idOf(request, 'application')
      const { reason } = read(decisionForm, request.body ?? {})
      const decided = await transactions.run(tx =>
        organising.decide(tx, caller(request, response), id, decision, reason),
      )
      if (decided.ok) return void response.json(showApplication(decided.application))
      if (decided.refused === 'not-found') throw unknown('application')
      throw new AppError('conflict', `The application is ${decided.state}`, { state: decided.state })
    }
  const caller = (request: Request, response: Response) => ({
    organisation: callerOf(response),
    address: request.ip ?? '',
  })
  const router = Router()
  router.get('/programs/:id/applications', async (request, response) => {
    const id = idOf(request, 'program')
    const items = await transactions.run(tx => organising.applications(tx, caller(request, response), id))
    if (!items) throw unknown('program')
    response.json({ items: items.map(showApplication) })
  })
  router.post('/applications/:id/approve', requireManage, decide('approve'))
  router.post('/applications/:id/reject', requireManage, decide('reject'))
  return router
}
