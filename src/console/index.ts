/** The console: pages for staff, mounted at `/console`. Every failure on its paths is answered here. */
import { fileURLToPath } from 'node:url'
import express, { Router } from 'express'
import { cleanRequest } from '../platform/clean-request.js'
import type { Log } from '../platform/log.js'
import { createPageHeaders, keepNowhere, notThere } from '../platform/pages.js'
import { createPages } from '../platform/templates.js'
import { readWords } from '../platform/words.js'
import { conversationList } from './conversations.js'
import { createHandler } from './handle.js'
import { homePages } from './home.js'
import { createMenu } from './menu.js'
import { organisationPages } from './organisations.js'
import type { Page, PageParts } from './page.js'
import { requestPages } from './requests.js'
import { createSignInPages } from './sign-in.js'
import { staffPages } from './staff.js'
import { transcriptPage } from './transcript.js'
import { createPageSender } from './views.js'
import { createIdentify, refuseForgedForms, requireStaff, type VisitorParts } from './visitor.js'

export interface ConsoleParts extends VisitorParts, PageParts {
  readonly log: Log
}

/** Every page behind the sign-in. */
export const PAGES: readonly Page[] = [
  ...homePages,
  conversationList,
  transcriptPage,
  ...requestPages,
  ...organisationPages,
  ...staffPages,
]

const ASSETS = fileURLToPath(new URL('./assets', import.meta.url))

/** What stands above `requireStaff` is open to strangers; everything below it sends them to sign in. */
export function createConsole(parts: ConsoleParts): Router {
  const pages = createPageSender(createPages(readWords('src/console/views')), parts.log)
  const menu = createMenu(PAGES)
  const router = Router()
    .use('/assets', express.static(ASSETS, { index: false, redirect: false, maxAge: 0 }))
    .use(
      createPageHeaders(parts.secureCookies),
      keepNowhere,
      express.urlencoded({ extended: false, limit: '20kb' }),
      cleanRequest,
    )
    .use(createIdentify(parts))
    .use(createSignInPages(parts, pages, menu))
    .use(requireStaff, refuseForgedForms)
  for (const page of PAGES) router[page.method](page.path, createHandler(page, { ...parts, pages, menu }))
  return router
    .use(() => {
      throw notThere()
    })
    .use(pages.failure)
}
