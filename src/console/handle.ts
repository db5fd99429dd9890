/** Opens a page of the console to those who may, in the one transaction that its access-log row is committed with. */
import type { RequestHandler } from 'express'
import { createCookies } from '../platform/cookies.js'
import { AppError } from '../platform/errors.js'
import { idOf } from '../platform/pages.js'
import type { Menu } from './menu.js'
import { type Page, type PageParts, permits } from './page.js'
import type { PageSender } from './views.js'
import { addressOf, COOKIES, memberOf, visitorOf } from './visitor.js'

export interface HandlerParts extends PageParts {
  readonly secureCookies: boolean
  readonly pages: PageSender
  readonly menu: Menu
}

/** To stand behind the sign-in. */
export function createHandler(page: Page, { pages, menu, secureCookies, ...services }: HandlerParts): RequestHandler {
  const cookies = createCookies(COOKIES, secureCookies)
  return async (request, response) => {
    const member = memberOf(response)
    if (!permits(page, member)) throw new AppError('forbidden', 'This role may not do that')
    const call = {
      services,
      member,
      looker: { staffId: member.id, address: addressOf(request) },
      session: visitorOf(response).session,
      id: idOf(request),
      query: request.query,
      body: request.body as unknown,
      home: menu.homeOf(member),
      mayOpen: (path: string) => menu.mayOpen(member, path),
    }
    const answer = await services.transactions.run(async tx => {
      response.locals.menu = await menu.of(tx, services, member)
      return page.run({ ...call, tx })
    })
    if ('view' in answer) return pages.send(response.status(answer.status ?? 200), answer.view, answer.variables)
    if (answer.leaves) cookies.set(response, { session: null })
    response.redirect(303, answer.goTo)
  }
}
