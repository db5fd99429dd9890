/** The way in by a one-time entry token. Opening the page spends nothing: link previews open it too. */
import { type Request, type Response, Router, urlencoded } from 'express'
import { z } from 'zod'
import type { Purpose } from '../domain/entry.js'
import type { Services } from '../services/index.js'
import { sendPage } from './page.js'
import type { Views } from './views.js'
import type { Visits } from './visit.js'

const form = z.object({ token: z.string() })

export function createEnterPages(parts: { services: Services; views: Views; visits: Visits }): Router {
  const { services, views, visits } = parts
  async function enter(req: Request, res: Response): Promise<void> {
    const { data } = form.safeParse(req.body)
    const address = req.ip ?? ''
    const entered = data && (await services.transactions.run(tx => services.entry.startVisit(tx, data.token, address)))
    if (entered) {
      visits.start(res, entered.visit)
      res.redirect(303, pageOf(entered.purpose))
    } else {
      res.status(401)
      sendPage(res, views, 'spent')
    }
  }
  return Router()
    .get('/enter', (_req, res) => sendPage(res, views, 'enter'))
    .post('/enter', urlencoded({ extended: false, limit: '4kb' }), enter)
}

function pageOf({ flow, subject }: Purpose): string {
  if (flow === 'apply') return `/my/programs/${subject}`
  if (flow === 'cancel' || flow === 'undo') return `/my/applications/${subject}/${flow}`
  return flow === 'hours' ? '/my#hours' : '/my'
}
