/** Runs a step of linking and answers it: as the page of the step that the linking is then at, or as JSON. */
import type { Request, Response } from 'express'
import type { Services, Tx } from '../services/index.js'
import type { LinkStep } from '../services/linking.js'
import { createLinkFinder, type Found, isJson } from './link-find.js'
import { readTyped } from './link-form.js'
import { createLinkPages, type LinkPageParts, type Shown } from './link-page.js'
import { errorOf, type Refused } from './link-refusals.js'
import { sendPage } from './page.js'

export type Outcome =
  | {
      readonly ok: true
      readonly answer: object
      /** Words that the next page shows. */
      readonly said?: 'again'
      readonly afterwards?: () => Promise<void>
    }
  | Refused
export type Work = (tx: Tx, req: Request, session: Found) => Promise<Outcome>

export interface LinkDoorParts extends LinkPageParts {
  readonly services: Services
  readonly secureCookies: boolean
}

type Handle = (req: Request, res: Response) => Promise<void>
export interface LinkDoor {
  readonly show: Handle
  readonly open: Handle
  readonly change: Handle
  readonly stop: Handle
  /** Forgets the linking in this browser. */
  readonly forget: Handle
  /** Runs the work in a transaction of its own, which is committed also when it refuses. */
  act(work: Work): Handle
}

export function createLinkDoor(parts: LinkDoorParts): LinkDoor {
  const { services, views } = parts
  const { linking } = services
  const { run } = services.transactions
  const pages = createLinkPages(parts)
  const finder = createLinkFinder(parts)
  const look = (session: string) => run(tx => linking.look(tx, session))
  const send = (res: Response, session: string, step: LinkStep | undefined, shown: Shown = {}) => {
    const { page, variables } = pages.of(step, { ...shown, tail: linking.tailOf(session) })
    sendPage(res, views, page, variables)
  }
  return {
    async show(req, res) {
      const session = finder.kept(req)
      const again = req.query.said === 'again' ? { message: views.words.render('link.sent-again') } : {}
      send(res, session, await look(session), again)
    },
    async open(req, res) {
      const session = await run(tx => finder.find(tx, req))
      if (session.ok) finder.keep(res, session.value)
      if (!isJson(req)) return res.redirect(303, '/link')
      const step = session.ok ? await look(session.value) : undefined
      const linked = step && 'number' in step ? { about: pages.about(step), number: step.number } : {}
      res.json({ step: step?.step ?? 'closed', ...linked })
    },
    async change(req, res) {
      const session = finder.kept(req)
      const typed = await run(tx => linking.change(tx, session))
      send(res, session, await look(session), typed ? { typed: { ...typed, consent: true } } : {})
    },
    async stop(req, res) {
      await run(tx => linking.stop(tx, finder.kept(req)))
      res.redirect(303, '/link')
    },
    async forget(_req, res) {
      finder.forget(res)
      res.redirect(303, '/link')
    },
    act: work => async (req, res) => {
      const { session, outcome } = await run(async tx => {
        const session = await finder.find(tx, req)
        return { session, outcome: await work(tx, req, session) }
      })
      if (session.ok) finder.keep(res, session.value)
      if (outcome.ok) return goOn(req, res, outcome)
      const { error, faults } = errorOf(outcome, views)
      if (isJson(req)) throw error
      const kept = session.ok ? session.value : ''
      const step = await look(kept)
      if (step?.step === 'done') return res.redirect(303, '/link')
      res.status(error.status)
      send(res, kept, step, { typed: readTyped(req.body), faults, message: error.message, isBad: true })
    },
  }
}

async function goOn(req: Request, res: Response, outcome: Outcome & { ok: true }): Promise<void> {
  await outcome.afterwards?.()
  if (isJson(req)) res.json(outcome.answer)
  else res.redirect(303, outcome.said ? `/link?said=${outcome.said}` : '/link')
}
