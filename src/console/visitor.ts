/** Who visits the console: known by a session cookie, or a stranger; and that a form was sent from a page of ours. */
import type { CookieOptions, Request, RequestHandler, Response } from 'express'
import { createToken, equalSecrets } from '../platform/cipher.js'
import { AppError } from '../platform/errors.js'
import { cookieOf } from '../platform/pages.js'
import type { Services } from '../services/index.js'
import type { SignedIn } from '../services/sign-in.js'
import { DEVICE_LIFE_MS, SESSION_LIFE_MS, type StaffMember } from '../services/staff.js'

export interface VisitorParts extends Pick<Services, 'transactions' | 'staff'> {
  /** Whether people reach the console by https only. */
  readonly secureCookies: boolean
  /** How an answer to a guesser is held back; unset: by waiting. */
  readonly pause?: (ms: number) => Promise<unknown>
}

export interface Visitor {
  readonly member?: StaffMember
  /** The token in the cookie of the session. */
  readonly session?: string
  /** The cookie of a browser that has signed in before. */
  readonly device?: string
  /** What a form of this visitor carries. */
  readonly csrf?: string
}

/** `__Host-` cookies cannot be set by a neighbouring host; browsers take them by https only. */
function cookiesOf(secure: boolean) {
  const prefix = secure ? '__Host-' : ''
  return { session: `${prefix}console`, form: `${prefix}console-form`, device: `${prefix}console-device` }
}

function limits(secure: boolean): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', secure, path: '/' }
}

/** The session, and what tells this browser from a guesser's from now on; the latter opens nothing. */
export function setSession(response: Response, secure: boolean, { session, device }: SignedIn): void {
  const names = cookiesOf(secure)
  response.cookie(names.session, session, { ...limits(secure), maxAge: SESSION_LIFE_MS })
  response.cookie(names.device, device, { ...limits(secure), maxAge: DEVICE_LIFE_MS })
}

export function clearSession(response: Response, secure: boolean): void {
  response.clearCookie(cookiesOf(secure).session, limits(secure))
}

export function visitorOf(response: Response): Visitor {
  return (response.locals.visitor as Visitor | undefined) ?? {}
}

/** A stranger's forms are bound to their browser by a cookie of their own, those of staff to the session. */
export function createIdentify({ transactions, staff, secureCookies }: VisitorParts): RequestHandler {
  const names = cookiesOf(secureCookies)
  return async (request, response, next) => {
    const session = cookieOf(request, names.session)
    const formCookie = cookieOf(request, names.form)
    const visit = session ? await transactions.run(tx => staff.visit(tx, session)) : undefined
    const csrf = visit?.csrf ?? (formCookie || createToken())
    if (!visit && csrf !== formCookie) response.cookie(names.form, csrf, limits(secureCookies))
    const device = cookieOf(request, names.device)
    response.locals.visitor = { ...visit, session, device, csrf } satisfies Visitor
    next()
  }
}

/** Strangers are sent to sign in, and from there to what they wanted to see. */
export const requireStaff: RequestHandler = (request, response, next) => {
  if (visitorOf(response).member) return next()
  const wanted = request.method === 'GET' ? `?next=${encodeURIComponent(request.originalUrl)}` : ''
  response.redirect(303, `/console/sign-in${wanted}`)
}

/** Refuses what changes something and does not carry the visitor's own `csrf`. */
export const refuseForgedForms: RequestHandler = (request, response, next) => {
  const given = (request.body as { csrf?: unknown } | undefined)?.csrf
  const { csrf } = visitorOf(response)
  const ours = typeof given === 'string' && csrf !== undefined && equalSecrets(given, csrf)
  if (!ours && !['GET', 'HEAD'].includes(request.method))
    throw new AppError('forbidden', 'The form is not of this visit')
  next()
}

/** Where a request comes from; `trust proxy` of the app decides whom to believe. */
export function addressOf(request: Request): string {
  return request.ip ?? ''
}

/** The member on a page below `requireStaff`. */
export function memberOf(response: Response): StaffMember {
  const { member } = visitorOf(response)
  if (!member) throw new AppError('unauthenticated', 'Sign in first')
  return member
}
