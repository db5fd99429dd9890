/** The console: pages for staff, mounted at `/console`. Every failure on its paths is answered here. */
import { fileURLToPath } from 'node:url'
import express, { Router } from 'express'
import { cleanRequest } from '../platform/clean-request.js'
import type { Log } from '../platform/log.js'
import { createPages } from '../platform/templates.js'
import { readWords } from '../platform/words.js'
import type { Services } from '../services/index.js'
import { createGate } from './access.js'
import { type ConversationServices, createConversationList } from './conversations.js'
import { createMenu, homeOf } from './menu.js'
import { createOrganisationPages } from './organisations.js'
import { createHeaders, createPageSender, keepNowhere } from './page.js'
import { createRequestPages } from './requests.js'
import { createSignInPages, createSignOut } from './sign-in.js'
import { createStaffPages, type StaffPageParts } from './staff.js'
import { createTranscriptPage } from './transcript.js'
import { createIdentify, memberOf, refuseForgedForms, requireStaff, type VisitorParts } from './visitor.js'

export interface ConsoleParts
  extends VisitorParts,
    ConversationServices,
    StaffPageParts,
    Pick<Services, 'requests' | 'organisations'> {
  readonly log: Log
}

const ASSETS = fileURLToPath(new URL('./assets', import.meta.url))

/** What stands above `requireStaff` is open to strangers; everything below it sends them to sign in. */
export function createConsole(parts: ConsoleParts): Router {
  const pages = createPageSender(createPages(readWords('src/console/views')), parts.log)
  return Router()
    .use('/assets', express.static(ASSETS, { index: false, redirect: false, maxAge: 0 }))
    .use(
      createHeaders(parts.secureCookies),
      keepNowhere,
      express.urlencoded({ extended: false, limit: '20kb' }),
      cleanRequest,
    )
    .use(createIdentify(parts))
    .use(createSignInPages(parts, pages))
    .use(requireStaff, refuseForgedForms, createGate())
    .use(createMenu(parts))
    .get('/', (_request, response) => response.redirect(303, homeOf(memberOf(response))))
    .use(createSignOut(parts), createConversationList(parts, pages), createTranscriptPage(parts, pages))
    .use(createRequestPages(parts, pages), createOrganisationPages(parts, pages), createStaffPages(parts, pages))
    .use(pages.failure)
}
