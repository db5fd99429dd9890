/** "내 봉사": a visitor's applications and hours, and applying, cancelling and undoing without any messenger. */
import { type Request, Router, urlencoded } from 'express'
import { z } from 'zod'
import { cleanRequest } from '../platform/clean-request.js'
import type { Clock } from '../platform/clock.js'
import { AppError } from '../platform/errors.js'
import { volunteer } from '../services/applications.js'
import type { Services } from '../services/index.js'
import { viewApplication, viewApplications, viewHours, viewProgram, viewWish } from './my-view.js'
import type { Views } from './views.js'
import type { PersonalWork, Visits } from './visit.js'

export interface MyParts {
  readonly services: Services
  readonly views: Views
  readonly visits: Visits
  readonly clock: Clock
}

export function createMyPages(parts: MyParts): Router {
  const { personal } = parts.visits
  return Router()
    .use('/my', urlencoded({ extended: false, limit: '4kb' }), cleanRequest)
    .get('/my', personal(overview(parts)))
    .get('/my/programs/:id', personal(program(parts)))
    .post('/my/programs/:id', personal(apply(parts)))
    .post('/my/wishes/:id/drop', personal(dropWish(parts)))
    .get('/my/applications/:id/cancel', personal(askToCancel(parts)))
    .post('/my/applications/:id/cancel', personal(cancel(parts)))
    .get('/my/applications/:id/undo', personal(askToUndo(parts)))
    .post('/my/applications/:id/undo', personal(undo(parts)))
    .post(
      '/my/leave',
      personal(async () => ({ goTo: '/left', leaves: true })),
    )
}

function overview({ services, views, clock }: MyParts): PersonalWork {
  return async (tx, { volunteerId }) => {
    const volunteer = await services.accounts.volunteer(tx, volunteerId)
    const mine = await services.applications.mine(tx, volunteerId)
    const hours = await services.records.ofVolunteer(tx, volunteerId)
    const wished = await services.applications.wishes(tx, volunteerId)
    const applications = viewApplications(mine, clock.now(), views.words)
    const wishes = wished.map(program => viewWish(program, clock.now(), views.words))
    return { page: 'my', variables: { name: volunteer?.name, ...applications, wishes, hours: viewHours(hours) } }
  }
}

function program({ services, views, clock }: MyParts): PersonalWork {
  return async (tx, { volunteerId }, req) => {
    const reviewed = await services.applications.reviewToApply(tx, volunteerId, idOf(req))
    const found = reviewed.program
    if (!found) throw notFound()
    const refused = reviewed.ok ? undefined : reviewed.refused
    const elsewhere = refused === 'external'
    const variables = {
      program: viewProgram(found, clock.now()),
      portal: elsewhere ? views.words.render(`portal.${found.portal}`) : undefined,
      refused: refused && !elsewhere ? views.words.render(`said.apply-${refused}`) : undefined,
      byHand: found.approval === 'manual',
    }
    return { page: 'program', variables }
  }
}

function apply({ services }: MyParts): PersonalWork {
  return async (tx, { volunteerId }, req) => {
    const id = idOf(req)
    const applied = await services.applications.apply(tx, volunteerId, id)
    if (applied.ok) return { goTo: '/my', said: applied.application.state }
    if (applied.refused === 'not-found') throw notFound()
    const { refused } = applied
    return { goTo: refused === 'already-applied' ? '/my' : `/my/programs/${id}`, said: `apply-${refused}` }
  }
}

function dropWish({ services }: MyParts): PersonalWork {
  return async (tx, { volunteerId }, req) => {
    await services.applications.forgetWish(tx, volunteerId, idOf(req))
    return { goTo: '/my', said: 'wish-dropped' }
  }
}

function askToCancel({ services, views, clock }: MyParts): PersonalWork {
  return async (tx, { volunteerId }, req) => {
    const one = await services.applications.one(tx, volunteerId, idOf(req))
    if (!one) throw notFound()
    const reviewed = await services.applications.review(tx, volunteer(volunteerId), one.application.id, 'cancel')
    const variables = {
      application: viewApplication(one, clock.now(), views.words),
      asksOrganisation: one.may.cancel === 'cancel-requested',
      refused: reviewed.ok ? undefined : views.words.render(`said.cancel-${reviewed.refused}`),
    }
    return { page: 'cancel', variables }
  }
}

function cancel({ services }: MyParts): PersonalWork {
  return async (tx, { volunteerId }, req) => {
    const cancelled = await services.applications.act(tx, volunteer(volunteerId), idOf(req), 'cancel')
    if (cancelled.ok) return { goTo: '/my', said: cancelled.application.state }
    if (cancelled.refused === 'not-found') throw notFound()
    return { goTo: '/my', said: `cancel-${cancelled.refused}` }
  }
}

function askToUndo({ services, views, clock }: MyParts): PersonalWork {
  return async (tx, { volunteerId }, req) => {
    const one = await services.applications.one(tx, volunteerId, idOf(req))
    if (!one) throw notFound()
    const application = viewApplication(one, clock.now(), views.words)
    const wasCalledOff = one.application.state === 'cancelled' || one.application.state === 'cancel-requested'
    return { page: 'undo', variables: { application, wasCalledOff } }
  }
}

function undo({ services }: MyParts): PersonalWork {
  return async (tx, { volunteerId }, req) => {
    const undone = await services.applications.act(tx, volunteer(volunteerId), idOf(req), 'undo')
    if (undone.ok) return { goTo: '/my', said: undone.application.state === 'cancelled' ? 'withdrawn' : 'restored' }
    if (undone.refused === 'not-found') throw notFound()
    return { goTo: '/my', said: `undo-${undone.refused}` }
  }
}

function notFound(): AppError {
  return new AppError('not-found', 'There is no such page')
}

function idOf(req: Request): string {
  const { data } = z.guid().safeParse(req.params.id)
  if (!data) throw notFound()
  return data
}
