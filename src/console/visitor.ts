/** Who visits the console: known by a session cookie, or a stranger; and that a form was sent from a page of ours. */
import type { Request, RequestHandler, Response } from 'express'
import { createToken } from '../platform/cipher.js'
import { type CookieKind, createCookies } from '../platform/cookies.js'
import { AppError } from '../platform/errors.js'
import { refuseForgery } from '../platform/forgery.js'
import type { Services } from '../services/index.js'
import { DEVICE_LIFE_MS, SESSION_LIFE_MS, type StaffMember } from '../services/staff.js'

export interface VisitorParts extends Pick<Services, 'transactions' | 'staff'> {
  /** Whether people reach the console by https only. */
  readonly secureCookies: boolean
  /** How an answer to a guesser is held back; unset: by waiting. */
  readonly pause?: (ms: number) => Promise<unknown>
}

export interface Visitor {
  readonly member?: StaffMember | undefined
  /** The token in the cookie of the session. */
  readonly session: string
  /** The cookie of a browser that has signed in before. */
  readonly device: string | undefined
  /** What a form of this visitor follows from. */
  readonly secret: string
}

const NOBODY: Visitor = { session: '', device: undefined, secret: '' }

export const COOKIES = {
  session: { called: 'console', path: '/', lifeMs: SESSION_LIFE_MS },
  /** Of a browser that nobody is signed in with: its forms are bound to it. */
  form: { called: 'console-form', path: '/' },
  /** What tells this browser from a guesser's once somebody has signed in with it; it opens nothing. */
  device: { called: 'console-device', path: '/', lifeMs: DEVICE_LIFE_MS },
} as const satisfies Record<string, CookieKind>

export function visitorOf(response: Response): Visitor {
  return (response.locals.visitor as Visitor | undefined) ?? NOBODY
}

/** A stranger's forms are bound to their browser by a cookie of their own, those of staff to the session. */
export function createIdentify({ transactions, staff, secureCookies }: VisitorParts): RequestHandler {
  const cookies = createCookies(COOKIES, secureCookies)
  return async (request, response, next) => {
    const session = cookies.of(request, 'session')
    const member = session ? await transactions.run(tx => staff.visit(tx, session)) : undefined
    const form = cookies.of(request, 'form') || createToken()
    if (!member) cookies.set(response, { form })
    const device = cookies.of(request, 'device') || undefined
    response.locals.visitor = { member, session, device, secret: member ? session : form } satisfies Visitor
    next()
  }
}

/** Strangers are sent to sign in, and from there to what they wanted to see. */
export const requireStaff: RequestHandler = (request, response, next) => {
  if (visitorOf(response).member) return next()
  const wanted = request.method === 'GET' ? `?next=${encodeURIComponent(request.originalUrl)}` : ''
  response.redirect(303, `/console/sign-in${wanted}`)
}

/** Refuses what changes something and was not made for this visitor. */
export const refuseForgedForms: RequestHandler = (request, response, next) => {
  if (!['GET', 'HEAD'].includes(request.method)) refuseForgery(request, visitorOf(response).secret)
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
