/** Records over the partner API: approve what was entered. */
import { z } from 'zod'
import { AppError } from '../platform/errors.js'
import { recordForm } from './answers.js'
import { refusalOf } from './decisions.js'
import { minutes } from './fields.js'
import { unknown } from './input.js'
import { route } from './route.js'

export const recordRoutes = [
  route({
    method: 'post',
    path: '/records/:id/approve',
    scope: 'manage',
    summary: 'Approve a record: from then on its time counts',
    body: z
      .strictObject({ minutes: minutes.nullish().describe('Corrects what was entered or approved.') })
      .prefault({})
      .meta({ title: 'RecordApproval' }),
    answer: recordForm,
    refusals: ['not-found', 'conflict', 'invalid'],
    async run({ tx, services: { organising }, caller, id, body }) {
      const application = await organising.applicationOfRecord(tx, caller, id)
      if (!application) return unknown('record')
      const minutes = body.minutes ?? undefined
      const decided = await organising.decide(tx, caller, application, 'approve-record', { minutes })
      if (decided.ok) return decided.application.record!
      if (decided.refused === 'state') return new AppError('conflict', 'The record is approved', { state: 'approved' })
      return refusalOf(decided)
    },
    async repeated({ tx, services: { organising }, caller, id }) {
      const application = await organising.applicationOfRecord(tx, caller, id)
      const seen = application && (await organising.seeAgain(tx, caller, application, 'approve-record'))
      return seen ? undefined : unknown('record')
    },
  }),
]
