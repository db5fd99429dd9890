/** Applications over the partner API: list those of a program, approve, reject. */
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { AppError } from '../platform/errors.js'
import type { Services, Tx } from '../services/index.js'
import { type AccessServices, callerOf, requireManage } from './access.js'
import { showApplication } from './answers.js'
import { decisionForm } from './forms.js'
import { idOf, read, unknown, withoutQuery } from './input.js'
import { answerOnce } from './once.js'

export type ApplicationServices = AccessServices & Pick<Services, 'organising'>

export function createApplicationRoutes(services: ApplicationServices): Router {
  const { transactions, organising } = services
  const decide =
    (decision: 'approve' | 'reject'): RequestHandler =>
    async (request, response) => {
      const id = idOf(request, 'application')
      const { reason } = read(decisionForm, request.body ?? {})
      const work = async (tx: Tx) => {
        const decided = await organising.decide(tx, caller(request, response), id, decision, reason || undefined)
        if (decided.ok) return { status: 200, answer: showApplication(decided.application) }
        if (decided.refused === 'not-found') throw unknown('application')
        throw new AppError('conflict', `The application is ${decided.state}`, { state: decided.state })
      }
      const repeating = async (tx: Tx) => {
        if (!(await organising.seeAgain(tx, caller(request, response), id, decision))) throw unknown('application')
      }
      await answerOnce(services, request, response, [decision, id, reason], work, repeating)
    }
  const caller = (request: Request, response: Response) => ({
    organisation: callerOf(response),
    address: request.ip ?? '',
  })
  const router = Router()
  router.get('/programs/:id/applications', withoutQuery, async (request, response) => {
    const id = idOf(request, 'program')
    const items = await transactions.run(tx => organising.applications(tx, caller(request, response), id))
    if (!items) throw unknown('program')
    response.json({ items: items.map(showApplication) })
  })
  router.post('/applications/:id/approve', requireManage, withoutQuery, decide('approve'))
  router.post('/applications/:id/reject', requireManage, withoutQuery, decide('reject'))
  return router
}
