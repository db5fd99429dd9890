/** The queue of requests for a person: what is urgent, who waits since when, ended and opened again with one press. */
import { z } from 'zod'
import { spellMinutes, spellMoment } from '../domain/spelling.js'
import { seoulIso } from '../platform/clock.js'
import { AppError } from '../platform/errors.js'
import type { ListedRequest, RequestCursor } from '../services/requests.js'
import { page } from './page.js'
import { messengerWord } from './words.js'

const LIST_SIZE = 30
const HOME = '/console/requests'
const DAY_MINUTES = 24 * 60

const cursor = z.tuple([z.iso.datetime(), z.uuid(), z.enum(['urgent', 'usual'])])
const queueQuery = z.object({
  state: z.enum(['open', 'done']).default('open'),
  after: z.string().optional(),
  said: z.enum(['done', 'reopened', 'already']).optional().catch(undefined),
})

export const requestPages = [
  page({
    method: 'get',
    path: '/requests',
    role: 'reviewer',
    side: 'service',
    menu: '상담 요청',
    records: ['requests'],
    async run({ tx, services: { requests }, looker, query }) {
      const asked = queueQuery.safeParse(query)
      const after = readCursor(asked.data?.after)
      if (!asked.success || after === 'none') throw new AppError('bad-request', 'There is no such part of the queue')
      const { state, said = '' } = asked.data
      const found = await requests.list(tx, looker, state, after, LIST_SIZE)
      const last = found.requests.at(-1)
      return {
        view: 'requests',
        variables: {
          done: state === 'done',
          said,
          rows: found.requests.map(rowView),
          next: found.more && last ? `${HOME}?${new URLSearchParams({ state, after: cursorOf(last) })}` : null,
          first: after ? `${HOME}?state=${state}` : null,
        },
      }
    },
  }),
  page({
    method: 'post',
    path: '/requests/:id/done',
    role: 'reviewer',
    side: 'service',
    records: ['request-done'],
    async run({ tx, services: { requests }, looker, id }) {
      const settled = await requests.end(tx, looker, id)
      return { goTo: `${HOME}?said=${settled.ok ? 'done' : settled.refused}` }
    },
  }),
  page({
    method: 'post',
    path: '/requests/:id/reopen',
    role: 'reviewer',
    side: 'service',
    records: ['request-reopened'],
    async run({ tx, services: { requests }, looker, id }) {
      const settled = await requests.reopen(tx, looker, id)
      return { goTo: `${HOME}?said=${settled.ok ? 'reopened' : settled.refused}&state=done` }
    },
  }),
]

function readCursor(given: string | undefined): RequestCursor | undefined | 'none' {
  if (given === undefined) return undefined
  const { data } = cursor.safeParse(given.split('_'))
  return data ? { at: new Date(data[0]), id: data[1], urgent: data[2] === 'urgent' } : 'none'
}

function cursorOf({ doneAt, createdAt, id, urgent }: ListedRequest): string {
  return `${(doneAt ?? createdAt).toISOString()}_${id}_${urgent ? 'urgent' : 'usual'}`
}

function rowView(row: ListedRequest) {
  const { id, accountId, turnId, waitedMinutes, doneAt } = row
  return {
    id,
    topic: row.topic,
    urgent: row.urgent,
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
