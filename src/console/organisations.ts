/** Organisations: all of them for managers of the service, and for staff of one their own programs. No volunteer is named here. */
import { Router } from 'express'
import { spellMoment } from '../domain/spelling.js'
import { AppError } from '../platform/errors.js'
import type { Services } from '../services/index.js'
import type { PageSender } from './page.js'
import { memberOf } from './visitor.js'

const MOST_PROGRAMS = 100

export function createOrganisationPages(
  { transactions, organisations }: Pick<Services, 'transactions' | 'organisations'>,
  pages: PageSender,
): Router {
  const router = Router()
  router.get('/organisations', async (_request, response) => {
    const rows = await transactions.run(tx => organisations.overview(tx))
    pages.send(response, 'organisations', {
      rows: rows.map(({ createdAt, ...row }) => ({ ...row, since: spellMoment(createdAt) })),
    })
  })
  router.get('/organisation', async (_request, response) => {
    const id = memberOf(response).organisationId
    const found = id && (await transactions.run(tx => organisations.programsOf(tx, id, MOST_PROGRAMS)))
    if (!found) throw new AppError('not-found', 'There is no such organisation')
    pages.send(response, 'organisation', {
      name: found.name,
      rows: found.programs.map(({ startsAt, endsAt, ...row }) => ({ ...row, when: spellMoment(startsAt, endsAt) })),
    })
  })
  return router
}
