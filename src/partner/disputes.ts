/** Disputes over the partner API: what people say is wrong with their records, and the answer to it. */
import { z } from 'zod'
import { APPLICATION_STATES } from '../domain/application.js'
import { DISPUTE_RESULTS, DISPUTED_MATTERS } from '../domain/dispute.js'
import { seoulIso } from '../platform/clock.js'
import { AppError } from '../platform/errors.js'
import type { ListedDispute } from '../services/dispute-desk.js'
import { iso, recordForm } from './answers.js'
import { refusalOf } from './decisions.js'
import { list, minutes } from './fields.js'
import { invalid, unknown } from './input.js'
import { route } from './route.js'

const state = z.enum(['open', 'answered'])

const disputeForm = z
  .object({
    id: z.uuid(),
    state,
    matter: z
      .enum(DISPUTED_MATTERS)
      .describe('That they were absent, how long they were there, or that nothing is recorded.'),
    createdAt: iso,
    answerUntil: iso,
    application: z.object({ id: z.uuid(), state: z.enum(APPLICATION_STATES) }),
    program: z.object({ id: z.uuid(), title: z.string() }),
    volunteer: z.object({ id: z.uuid(), name: z.string().describe('Masked: 홍*동.') }),
    record: recordForm.optional(),
    result: z.enum(DISPUTE_RESULTS).optional(),
    answeredAt: iso.optional(),
    words: z.string().optional().describe("The person's, with what is personal masked. In lists only."),
    message: z.string().optional().describe('What they were answered. In lists only.'),
  })
  .meta({ title: 'Dispute' })

const answerForm = z
  .strictObject({
    result: z.enum(DISPUTE_RESULTS),
    minutes: minutes.nullish().describe('Of the corrected record; needed where its minutes are disputed.'),
    message: list(300)
      .refine(written => written !== '', 'must have something that can be seen')
      .describe('Told to the person.'),
  })
  .refine(({ result, minutes }) => result === 'corrected' || minutes == null, {
    path: ['minutes'],
    message: 'are only of what is corrected',
  })
  .meta({ title: 'DisputeAnswer' })

export const disputeRoutes = [
  route({
    method: 'get',
    path: '/disputes',
    scope: 'read',
    summary:
      'Disputes of own programs: open ones by when they are due, answered ones with the latest first, a hundred at most',
    query: z.strictObject({ state: state.default('open') }),
    answer: z.object({ items: z.array(disputeForm) }).meta({ title: 'Disputes' }),
    async run({ tx, services: { disputeDesk }, caller, query }) {
      const found = await disputeDesk.list(tx, caller, query.state)
      return { items: found.map(one => ({ ...showDispute(one), words: one.words, message: one.message ?? undefined })) }
    },
  }),
  route({
    method: 'post',
    path: '/disputes/:id/answer',
    scope: 'manage',
    summary: 'Answer a dispute, once: what is corrected is corrected with it, and the person is told',
    body: answerForm,
    answer: disputeForm,
    refusals: ['not-found', 'conflict', 'invalid'],
    async run({ tx, services: { disputeDesk }, caller, id, body }) {
      const answered = await disputeDesk.answer(tx, caller, id, { ...body, minutes: body.minutes ?? undefined })
      if (answered.ok) return showDispute(answered.dispute)
      if (answered.refused === 'not-found') return unknown('dispute')
      if (answered.refused === 'answered')
        return new AppError('conflict', 'The dispute is answered', { state: 'answered' })
      if (answered.refused === 'no-minutes')
        return invalid([{ field: 'minutes', message: 'are needed: they are disputed' }])
      return refusalOf(answered)
    },
    async repeated({ tx, services: { disputeDesk }, caller, id }) {
      return (await disputeDesk.seeAgain(tx, caller, id)) ? undefined : unknown('dispute')
    },
  }),
]

function showDispute(dispute: ListedDispute): z.infer<typeof disputeForm> {
  const { id, state, matter, application, program, volunteer, record, result, answeredAt } = dispute
  return {
    ...{ id, state, matter, application, program, volunteer, record },
    createdAt: seoulIso(dispute.createdAt),
    answerUntil: seoulIso(dispute.answerUntil),
    result: result ?? undefined,
    answeredAt: answeredAt ? seoulIso(answeredAt) : undefined,
  }
}
