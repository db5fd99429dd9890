/** Signing in, and setting the password that an invitation asks for. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Router } from 'express'
import { z } from 'zod'
import { createCookies } from '../platform/cookies.js'
import { PASSWORD_LENGTH, type Weakness, weaknessOf } from '../services/passwords.js'
import type { SignedIn } from '../services/sign-in.js'
import type { Menu } from './menu.js'
import type { PageSender } from './views.js'
import { addressOf, COOKIES, refuseForgedForms, type VisitorParts, visitorOf } from './visitor.js'

/** Only pages of the console are gone back to. The path is read as a browser does it, with `..` followed. */
function isOfConsole(path: string): boolean {
  const here = 'http://here'
  const { origin, pathname } = URL.canParse(path, here) ? new URL(path, here) : { origin: '', pathname: '' }
  return origin === here && /^\/console(?:$|\/)/.test(pathname)
}

const next = z
  .string()
  .max(2000)
  .startsWith('/')
  .refine(path => isOfConsole(path))
  .optional()
  .catch(undefined)
const password = z.string().max(PASSWORD_LENGTH.max).catch('')
const signInForm = z.object({ email: z.string().max(254).catch(''), password, next })
const inviteForm = z.object({ token: z.string().trim().max(100).catch(''), password })

export function createSignInPages(parts: VisitorParts, pages: PageSender, { homeOf }: Menu): Router {
  const cookies = createCookies(COOKIES, parts.secureCookies)
  const router = Router()
  router.get('/sign-in', (request, response) => {
    const wanted = next.parse(request.query.next)
    const { member } = visitorOf(response)
    if (member) return response.redirect(303, wanted ?? homeOf(member))
    const said = request.query.said === 'set' ? 'set' : ''
    pages.send(response, 'sign-in', { email: '', next: wanted ?? '', said, refused: '' })
  })
  router.post('/sign-in', refuseForgedForms, async (request, response) => {
    const form = signInForm.parse(request.body)
    const result = await signIn(parts, form, addressOf(request), visitorOf(response).device)
    if (result.ok) {
      cookies.set(response, { session: result.session, device: result.device })
      return response.redirect(303, form.next ?? homeOf(result.member))
    }
    const { email, next: wanted } = form
    response.status(result.refused === 'too-many' ? 429 : 401)
    pages.send(response, 'sign-in', { email, next: wanted ?? '', said: '', refused: result.refused })
  })
  router.get('/invite', (_request, response) => pages.send(response, 'invite', { token: '', refused: '' }))
  router.post('/invite', refuseForgedForms, async (request, response) => {
    const form = inviteForm.parse(request.body)
    const refused = await acceptInvitation(parts, form)
    if (!refused) return response.redirect(303, '/console/sign-in?said=set')
    response.status(422)
    pages.send(response, 'invite', { token: form.token, refused })
  })
  return router
}

type Result = ({ ok: true } & SignedIn) | { ok: false; refused: 'too-many' | 'wrong' }

/** The try is committed before the password is compared, and no transaction is open meanwhile. */
async function signIn(
  { transactions, staff, pause = sleep }: VisitorParts,
  form: z.infer<typeof signInForm>,
  address: string,
  device: string | undefined,
): Promise<Result> {
  const attempt = await transactions.run(tx => staff.attempt(tx, form.email, address, device))
  if (!attempt) return { ok: false, refused: 'too-many' }
  if (attempt.delayMs > 0) await pause(attempt.delayMs)
  if (!(await staff.prove(attempt, form.password))) {
    await transactions.run(tx => staff.refuse(tx, attempt))
    return { ok: false, refused: 'wrong' }
  }
  const signedIn = await transactions.run(tx => staff.signIn(tx, attempt))
  return { ok: true, ...signedIn }
}

async function acceptInvitation(
  { transactions, staff }: VisitorParts,
  form: z.infer<typeof inviteForm>,
): Promise<Weakness | 'expired' | undefined> {
  const email = await transactions.run(tx => staff.invited(tx, form.token))
  if (email === undefined) return 'expired'
  const weakness = weaknessOf(form.password, email)
  if (weakness) return weakness
  const sealed = await staff.sealPassword(form.password)
  const accepted = await transactions.run(tx => staff.acceptInvitation(tx, form.token, sealed))
  return accepted.ok ? undefined : accepted.refused
}
