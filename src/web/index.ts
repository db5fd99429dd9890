/** The pages a volunteer opens: linking, the one-time entry, their own activities, the privacy policy. */
import { Router } from 'express'
import { PRIVACY_VERSION } from '../domain/consent.js'
import { AppError } from '../platform/errors.js'
import { keepNowhere } from '../platform/pages.js'
import { createEnterPages } from './enter.js'
import { createLinkPage, type LinkParts } from './link.js'
import { createMyPages } from './my.js'
import { createMyAccountPages } from './my-accounts.js'
import { createMyDataPages } from './my-data.js'
import { createFailurePages, createHeaders, refuseForeignForms, sendPage } from './page.js'
import { createVisits } from './visit.js'

export interface WebParts extends LinkParts {
  /** Whether people reach the pages by https only. */
  readonly secureCookies: boolean
}

const PERSONAL = ['/link', '/enter', '/left', '/forgotten', '/my']

/** To be mounted at `/`. Other paths pass through untouched; every failure on its own paths is answered here. */
export function createWeb(parts: WebParts): Router {
  const { views } = parts
  const { keep } = parts.services.retention
  const visits = createVisits(parts)
  return Router()
    .use([...PERSONAL, '/privacy'], createHeaders(parts.secureCookies), refuseForeignForms)
    .use(PERSONAL, keepNowhere)
    .get('/privacy', (_req, res) =>
      sendPage(res, views, 'privacy', {
        version: PRIVACY_VERSION,
        keptDays: keep.turnsDays,
        originalDays: keep.originalsDays,
      }),
    )
    .get('/left', (_req, res) => sendPage(res, views, 'left'))
    .get('/forgotten', (_req, res) => sendPage(res, views, 'forgotten'))
    .use(createLinkPage(parts), createEnterPages({ ...parts, visits }), createMyPages({ ...parts, visits }))
    .use(createMyDataPages({ ...parts, visits }), createMyAccountPages({ ...parts, visits }))
    .use(PERSONAL, () => {
      throw new AppError('not-found', 'There is no such page')
    })
    .use([...PERSONAL, '/privacy'], createFailurePages(views, parts.log))
}
