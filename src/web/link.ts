/** Linking a messenger account to its person by a code on their phone: the page, and the two calls of its script. */
import { type ErrorRequestHandler, json, type Request, Router } from 'express'
import { z } from 'zod'
import { faultOfPhone, readBirth, readCode, readName, readPhone } from '../domain/person-reading.js'
import { type Clock, seoulDay } from '../platform/clock.js'
import { AppError, type ErrorCode } from '../platform/errors.js'
import type { Log } from '../platform/log.js'
import { CODE_LIFE_MS, CODE_TRIES, type CodeSent, type Linked } from '../services/accounts.js'
import type { Services } from '../services/index.js'
import { noteFailure, sendPage } from './page.js'
import type { Views } from './views.js'

export interface LinkParts {
  readonly services: Services
  readonly views: Views
  readonly clock: Clock
  readonly log: Log
  /** Called once the link is committed. That it fails takes nothing back. */
  readonly onLinked: (account: { messenger: 'kakao' | 'talktalk'; userKey: string }) => Promise<void>
}

type Refusal = Extract<CodeSent | Linked, { ok: false }>['refused']

const CODE_OF: Record<Refusal, ErrorCode> = {
  expired: 'unauthenticated',
  'under-14': 'forbidden',
  'too-many': 'too-many',
  'wrong-code': 'invalid',
  'code-expired': 'conflict',
  'too-many-tries': 'too-many',
  'linked-already': 'conflict',
}

export function createLinkPage(parts: LinkParts): Router {
  const { views, log } = parts
  const failures: ErrorRequestHandler = (error, _req, res, _next) => {
    const failure = noteFailure(error, log)
    const told = failure.code === 'unclear' ? new AppError('unclear', views.words.render('link.unclear')) : failure
    res.status(told.status).json(told.toBody())
  }
  const calls = Router()
    .use(json({ limit: '4kb' }))
    .post('/code', async (req, res) => void res.json(await sendCode(parts, req)))
    .post('/confirm', async (req, res) => void res.json(await confirmCode(parts, req)))
    .use(failures)
  return Router()
    .get('/link', (_req, res) => sendPage(res, views, 'link'))
    .use('/link', calls)
}

/** The same answer whether or not the phone is known here. */
async function sendCode({ services, views, clock }: LinkParts, req: Request): Promise<object> {
  const { token, name, birth, phone } = readBody(personForm(seoulDay(clock.now())), req, views)
  const sent = await services.transactions.run(tx =>
    services.accounts.sendCode(tx, token, { name, birth, phone }, req.ip ?? ''),
  )
  if (!sent.ok) throw refusal(sent.refused, views)
  return { lifeSeconds: CODE_LIFE_MS / 1000 }
}

async function confirmCode({ services, views, log, onLinked }: LinkParts, req: Request): Promise<object> {
  const { token, code } = readBody(codeForm, req, views)
  const linked = await services.transactions.run(tx => services.accounts.confirmCode(tx, token, code))
  if (!linked.ok) throw refusal(linked.refused, views, 'triesLeft' in linked ? linked.triesLeft : 0)
  try {
    await onLinked(linked.account)
  } catch (error) {
    log.error({ stack: (error as Error).stack }, 'The chat could not be continued after linking')
  }
  return { message: views.words.render(`link.linked-${linked.account.messenger}`) }
}

const read = <T>(reader: (text: string) => T | undefined) =>
  z.string().transform((text, context) => {
    const value = reader(text)
    if (value !== undefined) return value
    context.addIssue('is not valid')
    return z.NEVER
  })

const personForm = (today: string) =>
  z.object({
    token: z.string(),
    name: read(readName),
    birth: read(text => readBirth(text, today)),
    phone: read(readPhone),
    consent: z.literal(true),
  })

const codeForm = z.object({ token: z.string(), code: read(readCode) })

/** Each wrong field with the sentence that tells how to put it right. */
function readBody<T>(schema: z.ZodType<T>, req: Request, views: Views): T {
  const { data, error } = schema.safeParse(req.body ?? {})
  if (!error) return data
  const fields = [...new Set(error.issues.map(issue => String(issue.path[0] ?? 'form')))]
  const wordsOf = (field: string) => (field === 'phone' ? `phone-${faultOfPhone(String(req.body?.phone))}` : field)
  const details = fields.map(field => ({ field, message: views.words.render(`link.field-${wordsOf(field)}`) }))
  throw new AppError('invalid', views.words.render('link.invalid'), details)
}

function refusal(refused: Refusal, views: Views, triesLeft = 0): AppError {
  const message = views.words.render(`link.${refused}`, { tries: CODE_TRIES, triesLeft })
  const differs = [{ field: 'code', message: views.words.render('link.field-code-differs') }]
  const details = refused === 'wrong-code' ? differs : { refused }
  return new AppError(CODE_OF[refused], message, details)
}
