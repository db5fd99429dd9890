/** Organisations: all of them for managers of the service, and for staff of one their own programs. No volunteer is named here. */
import { spellMoment } from '../domain/spelling.js'
import { notThere } from '../platform/pages.js'
import { page } from './page.js'

const MOST_PROGRAMS = 100

export const organisationPages = [
  page({
    method: 'get',
    path: '/organisations',
    role: 'manager',
    side: 'service',
    menu: '기관',
    records: [],
    async run({ tx, services: { organisations } }) {
      const rows = await organisations.overview(tx)
      return {
        view: 'organisations',
        variables: { rows: rows.map(({ createdAt, ...row }) => ({ ...row, since: spellMoment(createdAt) })) },
      }
    },
  }),
  page({
    method: 'get',
    path: '/organisation',
    role: 'viewer',
    side: 'organisation',
    menu: '우리 기관',
    records: [],
    async run({ tx, services: { organisations }, member: { organisationId: id } }) {
      const found = id && (await organisations.programsOf(tx, id, MOST_PROGRAMS))
      if (!found) throw notThere()
      const rows = found.programs.map(({ startsAt, endsAt, ...row }) => ({
        ...row,
        when: spellMoment(startsAt, endsAt),
      }))
      return { view: 'organisation', variables: { name: found.name, rows } }
    },
  }),
]
