/** The way in by a one-time entry token. Opening the page spends nothing: link previews open it too. */
import { type CookieOptions, type Request, type Response, Router, urlencoded } from 'express'
import { z } from 'zod'
import type { Purpose } from '../domain/entry.js'
import { cleanRequest } from '../platform/clean-request.js'
import { cookieOf } from '../platform/pages.js'
import { TOKEN_LIFE_MS } from '../services/entry.js'
import type { Services } from '../services/index.js'
import { INLINE } from './inline.js'
import { sendPage } from './page.js'
import type { Views } from './views.js'
import type { Visits } from './visit.js'

const form = z.object({ token: z.string().catch(''), pasted: z.string().catch('') })
const TOKEN = /(?<![A-Za-z0-9])[A-Za-z0-9]{43}(?![A-Za-z0-9])/

/** The visit that was begun here, so that who goes back and presses again is led on by a token that is spent. */
const ENTERED = 'entered'

export function createEnterPages(parts: {
  services: Services
  views: Views
  visits: Visits
  secureCookies: boolean
}): Router {
  const { services, views, visits } = parts
  const cookie: CookieOptions = { httpOnly: true, sameSite: 'strict', path: '/enter', secure: parts.secureCookies }
  const enteredBefore = (req: Request) => cookieOf(req, ENTERED) ?? ''
  async function enter(req: Request, res: Response): Promise<void> {
    const { token, pasted } = form.parse(req.body ?? {})
    const given = token || (TOKEN.exec(pasted)?.[0] ?? '')
    const { entered, again } = await services.transactions.run(async tx => {
      const entered = await services.entry.startVisit(tx, given, req.ip ?? '')
      return { entered, again: entered ? undefined : await services.entry.enteredBy(tx, given, enteredBefore(req)) }
    })
    if (entered) {
      visits.start(res, entered.visit)
      res.cookie(ENTERED, entered.visit, { ...cookie, maxAge: TOKEN_LIFE_MS.visit })
      res.redirect(303, pageOf(entered.purpose))
    } else if (again) res.redirect(303, pageOf(again))
    else {
      res.status(401)
      sendPage(res, views, 'spent')
    }
  }
  return Router()
    .get('/enter', (req, res) =>
      sendPage(res, views, 'enter', { script: INLINE.enter, isIn: Boolean(enteredBefore(req)) }),
    )
    .post('/enter', urlencoded({ extended: false, limit: '4kb' }), cleanRequest, enter)
}

function pageOf({ flow, subject }: Purpose): string {
  if (flow === 'apply') return `/my/programs/${subject}`
  if (flow === 'cancel' || flow === 'undo') return `/my/applications/${subject}/${flow}`
  if (flow === 'logout') return `/my/accounts/${subject}/unlink`
  if (flow === 'profile') return '/my/data'
  return flow === 'hours' ? '/my#hours' : '/my'
}
