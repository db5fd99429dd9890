/** The queue of requests for a person: who waits since when, ended and opened again with one press. */
import { Router } from 'express'
import { z } from 'zod'
import { spellMinutes, spellMoment } from '../domain/spelling.js'
import { seoulIso } from '../platform/clock.js'
import { AppError } from '../platform/errors.js'
import type { Services } from '../services/index.js'
import type { ListedRequest, RequestCursor } from '../services/requests.js'
import type { PageSender } from './page.js'
import { lookerOf } from './visitor.js'
import { messengerWord } from './words.js'

const LIST_SIZE = 30
const HOME = '/console/requests'
const DAY_MINUTES = 24 * 60

const requestId = z.uuid()
const cursor = z.tuple([z.iso.datetime(), z.uuid()])
const query = z.object({
  state: z.enum(['open', 'done']).default('open'),
  after: z.string().optional(),
  said: z.enum(['done', 'reopened', 'already']).optional().catch(undefined),
})

export function createRequestPages(services: Pick<Services, 'transactions' | 'requests'>, pages: PageSender): Router {
  const { transactions, requests } = services
  const router = Router()
  router.get('/requests', async (request, response) => {
    const asked = query.safeParse(request.query)
    const after = readCursor(asked.data?.after)
    if (!asked.success || after === 'none') throw new AppError('bad-request', 'There is no such part of the queue')
    const { state, said = '' } = asked.data
    const found = await transactions.run(tx => requests.list(tx, lookerOf(request, response), state, after, LIST_SIZE))
    const last = found.requests.at(-1)
    pages.send(response, 'requests', {
      done: state === 'done',
      said,
      rows: found.requests.map(rowView),
      next: found.more && last ? `${HOME}?${new URLSearchParams({ state, after: cursorOf(last) })}` : null,
      first: after ? `${HOME}?state=${state}` : null,
    })
  })
  for (const [path, act, said] of [
    ['/requests/:id/done', requests.end, 'done'],
    ['/requests/:id/reopen', requests.reopen, 'reopened'],
  ] as const)
    router.post(path, async (request, response) => {
      const { success, data: id } = requestId.safeParse(request.params.id)
      if (!success) throw new AppError('not-found', 'There is no such request')
      const settled = await transactions.run(tx => act(tx, lookerOf(request, response), id))
      const state = said === 'reopened' ? '&state=done' : ''
      response.redirect(303, `${HOME}?said=${settled.ok ? said : settled.refused}${state}`)
    })
  return router
}

function readCursor(given: string | undefined): RequestCursor | undefined | 'none' {
  if (given === undefined) return undefined
  const { data } = cursor.safeParse(given.split('_'))
  return data ? { at: new Date(data[0]), id: data[1] } : 'none'
}

function cursorOf({ doneAt, createdAt, id }: ListedRequest): string {
  return `${(doneAt ?? createdAt).toISOString()}_${id}`
}

function rowView(row: ListedRequest) {
  const { id, accountId, turnId, waitedMinutes, doneAt } = row
  return {
    id,
    topic: row.topic,
    href: `/console/conversations/${accountId}${turnId ? `?turn=${turnId}#turn-${turnId}` : ''}`,
    messenger: messengerWord(row.messenger),
    name: row.name ?? null,
    since: spellMoment(row.createdAt),
    iso: seoulIso(row.createdAt),
    inHours: row.inHours,
    days: waitedMinutes >= DAY_MINUTES ? Math.floor(waitedMinutes / DAY_MINUTES) : null,
    waited: spellMinutes(waitedMinutes),
    doneAt: doneAt && spellMoment(doneAt),
    doneBy: row.doneBy,
  }
}
