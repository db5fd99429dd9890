/** "내 봉사": a visitor's applications, hours and linked chats, and applying, cancelling and undoing without any messenger. */

import { notThere } from '../platform/pages.js'
import { volunteer } from '../services/applications.js'
import { viewApplication, viewApplications, viewHours, viewProgram } from './my-view.js'
import { type Answer, type Calls, page } from './page.js'

type Call = Calls['visiting']

const MOST_SIMILAR = 5

export const myPages = [
  page({ method: 'get', path: '/my', who: 'visiting', run: overview }),
  page({ method: 'get', path: '/my/programs/:id', who: 'visiting', run: program }),
  page({ method: 'post', path: '/my/programs/:id', who: 'visiting', run: apply }),
  page({ method: 'get', path: '/my/programs/:id/similar', who: 'visiting', run: similar }),
  page({
    method: 'post',
    path: '/my/wishes/:id/drop',
    who: 'visiting',
    async run({ tx, services, volunteerId, id }) {
      await services.applications.forgetWish(tx, volunteerId, id)
      return { goTo: '/my', said: 'wish-dropped' }
    },
  }),
  page({ method: 'get', path: '/my/applications/:id/cancel', who: 'visiting', run: askToCancel }),
  page({ method: 'post', path: '/my/applications/:id/cancel', who: 'visiting', run: cancel }),
  page({ method: 'post', path: '/my/programs/:id/wait', who: 'visiting', run: standInLine }),
  page({ method: 'get', path: '/my/applications/:id/offer', who: 'visiting', run: askToAccept }),
  page({ method: 'post', path: '/my/applications/:id/offer', who: 'visiting', run: accept }),
  page({ method: 'get', path: '/my/applications/:id/confirm', who: 'visiting', run: askToConfirm }),
  page({ method: 'post', path: '/my/applications/:id/confirm', who: 'visiting', run: confirm }),
  page({ method: 'get', path: '/my/applications/:id/undo', who: 'visiting', run: askToUndo }),
  page({ method: 'post', path: '/my/applications/:id/undo', who: 'visiting', run: undo }),
  page({
    // Of an account that is not the visitor's nothing is told but that: it may be another person's by now, or gone.
    method: 'get',
    path: '/my/accounts/:id/unlink',
    who: 'visiting',
    async run({ tx, services, volunteerId, id }) {
      const account = await services.accounts.own(tx, volunteerId, id)
      const variables = { isLinked: account !== undefined, isKakao: account?.messenger === 'kakao' }
      return { page: 'unlink', variables }
    },
  }),
  page({
    method: 'post',
    path: '/my/accounts/:id/unlink',
    who: 'visiting',
    async run({ tx, services, volunteerId, id }) {
      const unlinked = await services.accounts.unlinkOwn(tx, volunteerId, id)
      return { goTo: '/my', said: unlinked ? 'unlinked' : 'unlinked-already' }
    },
  }),
  page({
    method: 'post',
    path: '/my/leave',
    who: 'visiting',
    async run({ tx, services, cookie }) {
      await services.entry.leave(tx, cookie('visit'))
      return { goTo: '/left', keep: { visit: null } }
    },
  }),
]

async function overview({ tx, services, volunteerId, views, clock }: Call): Promise<Answer> {
  const volunteer = await services.accounts.volunteer(tx, volunteerId)
  const mine = await services.applications.mine(tx, volunteerId)
  const hours = await services.records.ofVolunteer(tx, volunteerId)
  const wished = await services.applications.wishes(tx, volunteerId)
  const applications = viewApplications(mine, clock.now(), views.words)
  const wishes = wished.map(program => viewProgram(program, clock.now(), views.words))
  return { page: 'my', variables: { name: volunteer?.name, ...applications, wishes, hours: viewHours(hours) } }
}

async function program({ tx, services, volunteerId, id, views, clock }: Call): Promise<Answer> {
  const reviewed = await services.applications.reviewToApply(tx, volunteerId, id)
  const found = reviewed.program
  if (!found) throw notThere()
  const refused = reviewed.ok ? undefined : reviewed.refused
  const elsewhere = refused === 'external'
  const variables = {
    program: viewProgram(found, clock.now(), views.words),
    elsewhere,
    waiting: refused === 'full' ? await services.applications.waiting(tx, id) : undefined,
    mayWait: refused === 'full',
    refused: refused && !elsewhere ? views.words.render(`said.apply-${refused}`) : undefined,
    byHand: found.approval === 'manual',
  }
  return { page: 'program', variables }
}

/** What can be applied for instead. */
async function similar({ tx, services, id, views, clock }: Call): Promise<Answer> {
  const program = await services.programs.byId(tx, id)
  if (!program) throw notThere()
  const found = await services.programs.similarTo(tx, program, MOST_SIMILAR)
  const programs = found.map(one => viewProgram(one, clock.now(), views.words))
  return { page: 'similar', variables: { program: viewProgram(program, clock.now(), views.words), programs } }
}

async function apply({ tx, services, volunteerId, id }: Call): Promise<Answer> {
  const applied = await services.applications.apply(tx, volunteerId, id)
  if (applied.ok) return { goTo: '/my', said: applied.application.state }
  if (applied.refused === 'not-found') throw notThere()
  const { refused } = applied
  return { goTo: refused === 'already-applied' ? '/my' : `/my/programs/${id}`, said: `apply-${refused}` }
}

async function standInLine({ tx, services, volunteerId, id }: Call): Promise<Answer> {
  const waited = await services.applications.wait(tx, volunteerId, id)
  if (waited.ok) return { goTo: '/my', said: waited.application.state }
  if (waited.refused === 'not-found') throw notThere()
  const { refused } = waited
  return { goTo: refused === 'already-applied' ? '/my' : `/my/programs/${id}`, said: `apply-${refused}` }
}

async function askToAccept({ tx, services, volunteerId, id, views, clock }: Call): Promise<Answer> {
  const one = await services.applications.one(tx, volunteerId, id)
  if (!one) throw notThere()
  const reviewed = await services.applications.review(tx, volunteer(volunteerId), id, 'accept')
  const variables = {
    application: viewApplication(one, clock.now(), views.words),
    hasSeat: !reviewed.ok && reviewed.refused === 'has-seat',
    refused: reviewed.ok ? undefined : views.words.render(`said.${reviewed.refused}`),
  }
  return { page: 'offer', variables }
}

async function accept({ tx, services, volunteerId, id }: Call): Promise<Answer> {
  const taken = await services.applications.act(tx, volunteer(volunteerId), id, 'accept')
  if (taken.ok) return { goTo: '/my', said: 'seat-taken' }
  if (taken.refused === 'not-found') throw notThere()
  return { goTo: '/my', said: taken.refused }
}

async function askToCancel({ tx, services, volunteerId, id, views, clock }: Call): Promise<Answer> {
  const one = await services.applications.one(tx, volunteerId, id)
  if (!one) throw notThere()
  const reviewed = await services.applications.review(tx, volunteer(volunteerId), id, 'cancel')
  const variables = {
    application: viewApplication(one, clock.now(), views.words),
    asksOrganisation: one.may.cancel === 'cancel-requested',
    refused: reviewed.ok ? undefined : views.words.render(`said.cancel-${reviewed.refused}`),
  }
  return { page: 'cancel', variables }
}

async function cancel({ tx, services, volunteerId, id }: Call): Promise<Answer> {
  const cancelled = await services.applications.act(tx, volunteer(volunteerId), id, 'cancel')
  if (cancelled.ok) return { goTo: '/my', said: cancelled.application.state }
  if (cancelled.refused === 'not-found') throw notThere()
  return { goTo: '/my', said: `cancel-${cancelled.refused}` }
}

async function askToConfirm({ tx, services, volunteerId, id, views, clock }: Call): Promise<Answer> {
  const one = await services.applications.one(tx, volunteerId, id)
  if (!one) throw notThere()
  const reviewed = await services.applications.review(tx, volunteer(volunteerId), id, 'confirm')
  const variables = {
    application: viewApplication(one, clock.now(), views.words),
    refused: reviewed.ok ? undefined : views.words.render(`said.confirm-${reviewed.refused}`),
  }
  return { page: 'confirm', variables }
}

async function confirm({ tx, services, volunteerId, id }: Call): Promise<Answer> {
  const confirmed = await services.applications.act(tx, volunteer(volunteerId), id, 'confirm')
  if (confirmed.ok) return { goTo: '/my', said: 'confirmed' }
  if (confirmed.refused === 'not-found') throw notThere()
  return { goTo: '/my', said: `confirm-${confirmed.refused}` }
}

async function askToUndo({ tx, services, volunteerId, id, views, clock }: Call): Promise<Answer> {
  const one = await services.applications.one(tx, volunteerId, id)
  if (!one) throw notThere()
  const application = viewApplication(one, clock.now(), views.words)
  const wasCalledOff = one.application.state === 'cancelled' || one.application.state === 'cancel-requested'
  return { page: 'undo', variables: { application, wasCalledOff } }
}

async function undo({ tx, services, volunteerId, id }: Call): Promise<Answer> {
  const undone = await services.applications.act(tx, volunteer(volunteerId), id, 'undo')
  if (undone.ok) return { goTo: '/my', said: undone.application.state === 'cancelled' ? 'withdrawn' : 'restored' }
  if (undone.refused === 'not-found') throw notThere()
  return { goTo: '/my', said: `undo-${undone.refused}` }
}
