/** Where staff begin, and the way out. */
import { page } from './page.js'

export const homePages = [
  page({
    method: 'get',
    path: '/',
    role: 'viewer',
    side: 'both',
    records: [],
    run: async ({ home }) => ({ goTo: home }),
  }),
  page({
    method: 'post',
    path: '/sign-out',
    role: 'viewer',
    side: 'both',
    records: ['sign-out'],
    async run({ tx, services: { staff }, session, looker }) {
      await staff.signOut(tx, session, looker.address)
      return { goTo: '/console/sign-in', leaves: true }
    },
  }),
]
