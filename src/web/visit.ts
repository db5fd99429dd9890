/** A visit of one person to their own pages: its cookies, its form key, and the door that strangers do not pass. */
import { createHmac } from 'node:crypto'
import type { CookieOptions, Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import { equalSecrets } from '../platform/cipher.js'
import { AppError } from '../platform/errors.js'
import { cookieOf } from '../platform/pages.js'
import { type Entrant, TOKEN_LIFE_MS } from '../services/entry.js'
import type { Services, Tx } from '../services/index.js'
import { sendPage } from './page.js'
import type { Views } from './views.js'

/**
 * What a personal route answers, sent only once its transaction is committed. `said` names words that the next page shows once;
 * `leaves` ends the visit in this browser.
 */
export type Answer =
  | { readonly page: string; readonly variables: Record<string, unknown> }
  | { readonly goTo: string; readonly said?: string; readonly leaves?: true }
  | { readonly file: string; readonly json: object }
export type PersonalWork = (tx: Tx, visitor: Entrant, req: Request) => Promise<Answer>

export interface Visits {
  start(res: Response, visit: string): void
  /** A route for visitors only: without a live visit 401, a form without the visit's key 403. */
  personal(work: PersonalWork): RequestHandler
}

const VISIT = 'visit'
const SAID = 'said'
const SAID_LIFE_MS = 60_000
const form = z.object({ key: z.string() })

export function createVisits(parts: { services: Services; views: Views; secureCookies: boolean }): Visits {
  const { services, views } = parts
  const cookie: CookieOptions = { httpOnly: true, sameSite: 'strict', path: '/my', secure: parts.secureCookies }
  const work = (run: PersonalWork, visit: string, req: Request) =>
    services.transactions.run(async tx => {
      const visitor = await services.entry.visitor(tx, visit)
      if (!visitor) throw new AppError('unauthenticated', 'There is no visit')
      if (req.method === 'POST' && !hasKey(req, visit)) throw new AppError('forbidden', 'The form has no key')
      const answer = await run(tx, visitor, req)
      if ('goTo' in answer && answer.leaves) await services.entry.leave(tx, visit)
      return answer
    })
  return {
    start: (res, visit) => void res.cookie(VISIT, visit, { ...cookie, maxAge: TOKEN_LIFE_MS.visit }),
    personal: run => async (req, res) => {
      const visit = cookieOf(req, VISIT) ?? ''
      const answer = await work(run, visit, req)
      if ('goTo' in answer) {
        if (answer.leaves) res.clearCookie(VISIT, cookie)
        if (answer.said) res.cookie(SAID, answer.said, { ...cookie, maxAge: SAID_LIFE_MS })
        res.redirect(303, answer.goTo)
      } else if ('file' in answer) {
        res.attachment(answer.file).json(answer.json)
      } else {
        const said = saidOnce(cookieOf(req, SAID), res)
        sendPage(res, views, answer.page, { ...answer.variables, said, key: keyOf(visit) })
      }
    },
  }

  function saidOnce(name: string | undefined, res: Response): { text: string; tone: Tone } | undefined {
    if (name) res.clearCookie(SAID, cookie)
    const block = `said.${name}`
    return views.words.names().includes(block)
      ? { text: views.words.render(block), tone: toneOf(name ?? '') }
      : undefined
  }
}

/** What was refused is not told in the colour of success; what is only kept in mind is neither. */
function toneOf(name: string): Tone {
  if (NEUTRAL.includes(name)) return 'plain'
  return /^(?:apply|cancel|undo)-/.test(name) && name !== 'cancel-requested' ? 'bad' : 'good'
}
type Tone = 'good' | 'plain' | 'bad'
const NEUTRAL: readonly string[] = ['apply-external', 'cancel-requested', 'wish-dropped', 'unlinked-already']

/** Derived from the secret of the visit, so that a form can only come from a page of this visit. */
function keyOf(visit: string): string {
  return createHmac('sha256', visit).update('form').digest('base64url')
}

function hasKey(req: Request, visit: string): boolean {
  const { success, data } = form.safeParse(req.body)
  return success && equalSecrets(data.key, keyOf(visit))
}
