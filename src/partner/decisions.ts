/** What an organisation does with one application, as routes: by the table of transitions, refused with the present state. */
import type { z } from 'zod'
import { mostMinutes } from '../domain/record.js'
import { AppError } from '../platform/errors.js'
import type { Said } from '../services/applications.js'
import type { Decision, OrganisationAct } from '../services/organising.js'
import { applicationForm, showApplication } from './answers.js'
import { invalid, unknown } from './input.js'
import { route } from './route.js'

interface DecisionRoute<Body extends z.ZodType> {
  /** The last part of the path. */
  readonly name: string
  readonly summary: string
  readonly body: Body
  act(body: z.output<Body>): { readonly act: OrganisationAct; readonly said?: Said }
}

/** `POST /applications/:id/<name>`, answered with the application. */
export function decisionRoute<Body extends z.ZodType>({ name, summary, body, act: actOf }: DecisionRoute<Body>) {
  return route({
    method: 'post',
    path: `/applications/:id/${name}`,
    scope: 'manage',
    summary,
    body,
    answer: applicationForm,
    refusals: ['not-found', 'conflict', 'invalid'],
    async run({ tx, services: { organising }, caller, id, body }) {
      const { act, said } = actOf(body)
      const decided = await organising.decide(tx, caller, id, act, said)
      return decided.ok ? showApplication(decided.application) : refusalOf(decided)
    },
    async repeated({ tx, services: { organising }, caller, id, body }) {
      const seen = await organising.seeAgain(tx, caller, id, actOf(body).act)
      return seen ? undefined : unknown('application')
    },
  })
}

export function refusalOf(decided: Extract<Decision, { ok: false }>) {
  if (decided.refused === 'not-found') return unknown('application')
  const { refused, application, program } = decided
  const { state } = application
  if (refused === 'no-reason') return invalid([{ field: 'reason', message: 'is needed to reject who was approved' }])
  if (refused === 'too-long')
    return invalid([{ field: 'minutes', message: `must be at most ${mostMinutes(program)}, eight hours a day` }])
  const message = refused === 'early' ? 'The program has not begun' : `The application is ${state}`
  return new AppError('conflict', message, { state })
}
