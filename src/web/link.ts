/** Linking a messenger account to its person by a code on their phone: forms that work without script, and two of them as JSON. */
import { type ErrorRequestHandler, json, type Request, type Response, Router, urlencoded } from 'express'
import { cleanRequest } from '../platform/clean-request.js'
import { type Clock, seoulDay } from '../platform/clock.js'
import { AppError } from '../platform/errors.js'
import type { Log } from '../platform/log.js'
import { noteFailure } from '../platform/pages.js'
import { CODE_LIFE_MS } from '../services/linking.js'
import { createLinkDoor, type LinkDoor, type LinkDoorParts, type Work } from './link-door.js'
import { isJson } from './link-find.js'
import { codeForm, personForm, readForm } from './link-form.js'

export interface LinkParts extends LinkDoorParts {
  readonly clock: Clock
  readonly log: Log
  /** Called once the link is committed. That it fails takes nothing back. */
  readonly onLinked: (account: { messenger: 'kakao' | 'talktalk'; userKey: string }) => Promise<void>
}

export function createLinkPage(parts: LinkParts): Router {
  const door = createLinkDoor(parts)
  const failures: ErrorRequestHandler = (error, req, res, next) => {
    if (!isJson(req)) return next(error)
    const failure = noteFailure(error, parts.log)
    const told =
      failure.code === 'unclear' ? new AppError('unclear', parts.views.words.render('link.unclear')) : failure
    res.status(told.status).json(told.toBody())
  }
  const acts = Router()
    .use(json({ limit: '4kb' }), urlencoded({ extended: false, limit: '4kb' }), cleanRequest)
    .post('/open', (req, res) => door.open(req, res))
    .post('/code', door.act(sendCode(parts)))
    .post('/again', door.act(sendAgain(parts)))
    .post('/confirm', confirm(parts, door))
    .post('/change', (req, res) => door.change(req, res))
    .post('/stop', (req, res) => door.stop(req, res))
    .post('/new', (req, res) => door.forget(req, res))
    // The address of a form that was answered with what is wrong in it, asked for again.
    .get('/:act', (_req, res) => res.redirect(303, '/link'))
    .use(failures)
  return Router()
    .get('/link', (req, res) => door.show(req, res))
    .use('/link', acts)
}

/** The same answer whether or not the phone is known. */
function sendCode({ services, views, clock, log }: LinkParts): Work {
  return async (tx, req, session) => {
    const form = readForm(personForm(seoulDay(clock.now())), req.body, views)
    if (!form.ok || !session.ok) return { ok: false, faults: [...session.faults, ...(form.ok ? [] : form.faults)] }
    const { name, birth, phone } = form.value
    const sent = await services.linking.sendCode(tx, session.value, { name, birth, phone }, req.ip ?? '')
    if (!sent.ok && sent.refused === 'busy') log.warn('No phone codes are sent for the rest of this hour: too many')
    return sent.ok ? { ok: true, answer: { lifeSeconds: CODE_LIFE_MS / 1000 } } : sent
  }
}

function sendAgain({ services }: LinkParts): Work {
  return async (tx, req, session) => {
    if (!session.ok) return { ok: false, faults: session.faults }
    const sent = await services.linking.sendAgain(tx, session.value, req.ip ?? '')
    return sent.ok ? { ok: true, answer: {}, said: 'again' } : sent
  }
}

/** The chat is told once everything is committed, before the page is. */
function confirm({ services, views, log, onLinked }: LinkParts, door: LinkDoor) {
  const work: Work = async (tx, req, session) => {
    const form = readForm(codeForm, req.body, views)
    if (!form.ok || !session.ok) return { ok: false, faults: [...session.faults, ...(form.ok ? [] : form.faults)] }
    const linked = await services.linking.confirm(tx, session.value, form.value.code)
    if (!linked.ok) return linked
    const { account } = linked
    const afterwards = () =>
      onLinked(account).catch((error: Error) =>
        log.error({ stack: error.stack }, 'The chat could not be continued after linking'),
      )
    return { ok: true, answer: { message: views.words.render(`link.linked-${account.messenger}`) }, afterwards }
  }
  return (req: Request, res: Response) => door.act(work)(req, res)
}
