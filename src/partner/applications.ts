/** Applications over the partner API: list those of a program, approve, reject. */
import { z } from 'zod'
import { AppError } from '../platform/errors.js'
import { applicationForm, showApplication } from './answers.js'
import { list } from './fields.js'
import { invalid, unknown } from './input.js'
import { route } from './route.js'

const decisionForm = z
  .strictObject({ reason: list(300).nullish().describe('Told to the person. Who was approved is owed one.') })
  .transform(({ reason }) => reason || undefined)
  .prefault({})
  .meta({ title: 'Decision' })

const decisionRoute = (decision: 'approve' | 'reject', summary: string) =>
  route({
    method: 'post',
    path: `/applications/:id/${decision}`,
    scope: 'manage',
    summary,
    body: decisionForm,
    answer: applicationForm,
    refusals: ['not-found', 'conflict', 'invalid'],
    async run({ tx, services: { organising }, caller, id, body: reason }) {
      const decided = await organising.decide(tx, caller, id, decision, reason)
      if (decided.ok) return showApplication(decided.application)
      if (decided.refused === 'not-found') return unknown('application')
      if (decided.refused === 'no-reason')
        return invalid([{ field: 'reason', message: 'is needed to reject who was approved' }])
      const { state } = decided
      return new AppError('conflict', `The application is ${state}`, { state })
    },
    async repeated({ tx, services: { organising }, caller, id }) {
      const seen = await organising.seeAgain(tx, caller, id, decision)
      return seen ? undefined : unknown('application')
    },
  })

export const applicationRoutes = [
  route({
    method: 'get',
    path: '/programs/:id/applications',
    scope: 'read',
    summary: 'Applications for an own program',
    answer: z
      .object({ items: z.array(applicationForm).describe('In order of application.') })
      .meta({ title: 'Applications' }),
    refusals: ['not-found'],
    async run({ tx, services: { organising }, caller, id }) {
      const applications = await organising.applications(tx, caller, id)
      return applications ? { items: applications.map(showApplication) } : unknown('program')
    },
  }),
  decisionRoute('approve', 'Approve'),
  decisionRoute('reject', 'Reject'),
]
