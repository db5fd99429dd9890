/** Opens a page to those who may see it, in one transaction, and sends what it answers once that is committed. */
import type { Request, RequestHandler } from 'express'
import { createCookies } from '../platform/cookies.js'
import { AppError } from '../platform/errors.js'
import { csrfOf, refuseForgery } from '../platform/forgery.js'
import { idOf } from '../platform/pages.js'
import type { Tx } from '../services/index.js'
import { COOKIES } from './cookies.js'
import { isJson } from './failures.js'
import { findLink } from './link-find.js'
import type { Answer, Asked, Page, PageParts } from './page.js'
import { sayOnce } from './said.js'
import { sendPage } from './views.js'

export interface HandlerParts extends PageParts {
  readonly secureCookies: boolean
}

/** What is answered, and the secret of the cookie that the forms of the next page are for. */
interface Answered {
  readonly answer: Answer
  readonly secret: string
}

export function createHandler(page: Page, { secureCookies, ...parts }: HandlerParts): RequestHandler {
  const cookies = createCookies(COOKIES, secureCookies)
  return async (request, response) => {
    const cookie: Asked['cookie'] = name => cookies.of(request, name)
    const { query, body } = request
    const asked = { ...parts, id: idOf(request), query, body: body as unknown, isJson: isJson(request), cookie }
    const { answer, secret } = await answerTo(page, request, { ...asked, address: request.ip ?? '' })
    await answer.afterwards?.()
    cookies.set(response, answer.keep ?? {})
    if (answer.json && asked.isJson) {
      if (answer.json instanceof AppError) throw answer.json
      return void response.json(answer.json)
    }
    if ('content' in answer) return void response.attachment(answer.file).json(answer.content)
    if ('goTo' in answer) {
      if (answer.said) cookies.set(response, { said: answer.said })
      return response.redirect(303, answer.goTo)
    }
    const said = page.who === 'visiting' ? cookie('said') : ''
    if (said) cookies.set(response, { said: null })
    response.status(answer.status ?? 200)
    const shown = { said: sayOnce(said, parts.views), csrf: csrfOf(secret) }
    sendPage(response, parts.views, answer.page, { ...answer.variables, ...shown })
  }
}

async function answerTo(page: Page, request: Request, asked: Asked): Promise<Answered> {
  const inTransaction = <T>(work: (tx: Tx) => Promise<T>) => asked.services.transactions.run(work)
  switch (page.who) {
    case 'anybody':
      return { answer: await page.run(asked), secret: '' }
    case 'entering':
      return { answer: await inTransaction(tx => page.run({ ...asked, tx })), secret: '' }
    case 'linking':
      return inTransaction(async tx => {
        const opened = asked.cookie('linking')
        if (page.method === 'get')
          return { answer: await page.run({ ...asked, tx, link: { ok: true, session: opened } }), secret: opened }
        const link = await findLink({ ...asked, tx }, opened, () => refuseForgery(request, opened))
        const answer = await page.run({ ...asked, tx, link })
        const session = link.ok ? link.session : opened
        return { answer: { ...answer, keep: { linking: session || undefined, ...answer.keep } }, secret: session }
      })
    case 'visiting':
      return inTransaction(async tx => {
        const visit = asked.cookie('visit')
        const visitor = await asked.services.entry.visitor(tx, visit)
        if (!visitor) throw new AppError('unauthenticated', 'There is no visit')
        if (page.method === 'post') refuseForgery(request, visit)
        return { answer: await page.run({ ...asked, tx, volunteerId: visitor.volunteerId }), secret: visit }
      })
  }
}
