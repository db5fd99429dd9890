/** Applications over the partner API: list those of a program, decide about them, say who came. */
import { z } from 'zod'
import { applicationForm, showApplication } from './answers.js'
import { decisionRoute } from './decisions.js'
import { list, minutes } from './fields.js'
import { unknown } from './input.js'
import { route } from './route.js'

const decisionForm = z
  .strictObject({ reason: list(300).nullish().describe('Told to the person. Who was approved is owed one.') })
  .transform(({ reason }) => reason || undefined)
  .prefault({})
  .meta({ title: 'Decision' })

const cancellationForm = z
  .strictObject({
    decision: z.enum(['grant', 'keep']),
    message: list(300).nullish().describe('Told to who is kept.'),
  })
  .meta({ title: 'CancellationDecision' })

const attendanceForm = z
  .strictObject({
    result: z.enum(['attended', 'absent']),
    minutes: minutes.nullish().describe('What is recorded; the length of the program when left out.'),
  })
  .refine(({ result, minutes }) => result === 'attended' || minutes == null, {
    path: ['minutes'],
    message: 'are only of who attended',
  })
  .meta({ title: 'Attendance' })

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
  ...(['approve', 'reject'] as const).map(act =>
    decisionRoute({
      name: act,
      summary: { approve: 'Approve', reject: 'Reject' }[act],
      body: decisionForm,
      act: reason => ({ act, said: { reason } }),
    }),
  ),
  decisionRoute({
    name: 'cancellation',
    summary: 'Answer who asked too late to be let off: grant it, or keep the place as it was',
    body: cancellationForm,
    act: ({ decision, message }) => ({
      act: decision === 'grant' ? 'grant-cancellation' : 'keep-place',
      said: { reason: message || undefined },
    }),
  }),
  decisionRoute({
    name: 'attendance',
    summary: 'Say who came, from the start on; said again, it corrects',
    body: attendanceForm,
    act: ({ result, minutes }) => ({
      act: result === 'attended' ? 'attend' : 'miss',
      said: { minutes: minutes ?? undefined },
    }),
  }),
]
