/** Pages that anybody may see, and the way in by a one-time entry token. */
import { z } from 'zod'
import { PRIVACY_VERSION } from '../domain/consent.js'
import type { Purpose } from '../domain/entry.js'
import { AppError } from '../platform/errors.js'
import { INLINE } from './inline.js'
import { page } from './page.js'

const form = z.object({ token: z.string().catch(''), pasted: z.string().catch('') })
const TOKEN = /(?<![A-Za-z0-9])[A-Za-z0-9]{43}(?![A-Za-z0-9])/

export const openPages = [
  page({ method: 'get', path: '/', who: 'anybody', run: async () => ({ page: 'home' }) }),
  page({ method: 'get', path: '/left', who: 'anybody', run: async () => ({ page: 'left' }) }),
  page({ method: 'get', path: '/forgotten', who: 'anybody', run: async () => ({ page: 'forgotten' }) }),
  page({
    method: 'get',
    path: '/privacy',
    who: 'anybody',
    async run({ services: { retention } }) {
      const { turnsDays: keptDays, originalsDays: originalDays } = retention.keep
      return { page: 'privacy', variables: { version: PRIVACY_VERSION, keptDays, originalDays } }
    },
  }),
  page({
    method: 'get',
    path: '/certificates/:code',
    who: 'anybody',
    async run() {
      throw new AppError('not-found', 'There is no such certificate')
    },
  }),
  page({
    method: 'get',
    path: '/enter',
    who: 'anybody',
    run: async ({ cookie }) => ({
      page: 'enter',
      variables: { script: INLINE.enter, isIn: cookie('entered') !== '' },
    }),
  }),
  page({
    method: 'post',
    path: '/enter',
    who: 'entering',
    async run({ tx, services: { entry }, body, address, cookie }) {
      const { token, pasted } = form.parse(body ?? {})
      const given = token || (TOKEN.exec(pasted)?.[0] ?? '')
      const entered = await entry.startVisit(tx, given, address)
      if (entered) return { goTo: pageOf(entered.purpose), keep: { visit: entered.visit, entered: entered.visit } }
      const again = await entry.enteredBy(tx, given, cookie('entered'))
      return again ? { goTo: pageOf(again) } : { page: 'spent', status: 401 }
    },
  }),
]

function pageOf({ flow, subject }: Purpose): string {
  if (flow === 'apply') return `/my/programs/${subject}`
  if (flow === 'similar') return `/my/programs/${subject}/similar`
  if (['cancel', 'undo', 'offer', 'confirm'].includes(flow)) return `/my/applications/${subject}/${flow}`
  if (flow === 'logout') return `/my/accounts/${subject}/unlink`
  if (flow === 'profile') return '/my/data'
  return flow === 'hours' ? '/my#hours' : '/my'
}
