/** Linking a messenger account to its person by a code on their phone: forms that work without script, and as JSON. */
import { seoulDay } from '../platform/clock.js'
import { csrfOf } from '../platform/forgery.js'
import { CODE_LIFE_MS } from '../services/linking.js'
import { codeForm, personForm, readForm, readTyped } from './link-form.js'
import { type Shown, tellAbout, viewStep } from './link-page.js'
import { errorOf, type Refused } from './link-refusals.js'
import { type Answer, type Calls, page } from './page.js'

type Call = Calls['linking']
const HERE = { goTo: '/link' } as const

export const linkPages = [
  page({
    method: 'get',
    path: '/link',
    who: 'linking',
    run: call => show(call, call.query.said === 'again' ? { message: call.views.words.render('link.sent-again') } : {}),
  }),
  // The address of a form that was answered with what is wrong in it, asked for again.
  page({ method: 'get', path: '/link/:act', who: 'anybody', run: async () => HERE }),
  page({
    method: 'post',
    path: '/link/open',
    who: 'linking',
    async run(call) {
      const { session, step } = await look(call)
      const told = step && 'number' in step ? { about: tellAbout(call, step), number: step.number } : {}
      return { ...HERE, json: { step: step?.step ?? 'closed', csrf: csrfOf(session), ...told } }
    },
  }),
  page({ method: 'post', path: '/link/code', who: 'linking', run: sendCode }),
  page({
    method: 'post',
    path: '/link/again',
    who: 'linking',
    async run(call) {
      const { tx, services, link, address } = call
      if (!link.ok) return refuse(call, link)
      const sent = await services.linking.sendAgain(tx, link.session, address)
      return sent.ok ? { goTo: '/link?said=again', json: {} } : refuse(call, sent)
    },
  }),
  page({ method: 'post', path: '/link/confirm', who: 'linking', run: confirm }),
  page({
    method: 'post',
    path: '/link/change',
    who: 'linking',
    async run(call) {
      const { tx, services, link } = call
      const typed = link.ok ? await services.linking.change(tx, link.session) : undefined
      return show(call, typed ? { typed: { ...typed, consent: true } } : {})
    },
  }),
  page({
    method: 'post',
    path: '/link/stop',
    who: 'linking',
    async run({ tx, services, link }) {
      if (link.ok) await services.linking.stop(tx, link.session)
      return HERE
    },
  }),
  // Forgets the linking in this browser.
  page({ method: 'post', path: '/link/new', who: 'linking', run: async () => ({ ...HERE, keep: { linking: null } }) }),
]

async function look({ tx, services, link, cookie }: Call) {
  const session = link.ok ? link.session : cookie('linking')
  return { session, step: await services.linking.look(tx, session) }
}

async function show(call: Call, shown: Shown) {
  const { session, step } = await look(call)
  return viewStep(call, step, { ...shown, tail: call.services.linking.tailOf(session) })
}

async function refuse(call: Call, refused: Refused): Promise<Answer> {
  const { error, faults } = errorOf(refused, call.views)
  if ((await look(call)).step?.step === 'done') return { ...HERE, json: error }
  const shown = { typed: readTyped(call.body), faults, message: error.message, isBad: true }
  return { ...(await show(call, shown)), status: error.status, json: error }
}

/** The same answer whether or not the phone is known. */
async function sendCode(call: Call): Promise<Answer> {
  const { tx, services, views, clock, log, link, address, body } = call
  const form = readForm(personForm(seoulDay(clock.now())), body, views)
  if (!form.ok || !link.ok) return refuse(call, faultsOf(link, form))
  const { name, birth, phone } = form.value
  const sent = await services.linking.sendCode(tx, link.session, { name, birth, phone }, address)
  if (!sent.ok && sent.refused === 'busy') log.warn('No phone codes are sent for the rest of this hour: too many')
  return sent.ok ? { ...HERE, json: { lifeSeconds: CODE_LIFE_MS / 1000 } } : refuse(call, sent)
}

/** The chat is told once everything is committed, before the page is. */
async function confirm(call: Call): Promise<Answer> {
  const { tx, services, views, log, link, body, onLinked } = call
  const form = readForm(codeForm, body, views)
  if (!form.ok || !link.ok) return refuse(call, faultsOf(link, form))
  const linked = await services.linking.confirm(tx, link.session, form.value.code)
  if (!linked.ok) return refuse(call, linked)
  const { account } = linked
  const afterwards = () =>
    onLinked(account).catch((error: Error) =>
      log.error({ stack: error.stack }, 'The chat could not be continued after linking'),
    )
  return { ...HERE, json: { message: views.words.render(`link.linked-${account.messenger}`) }, afterwards }
}

function faultsOf(...read: (Call['link'] | { ok: true } | Extract<Refused, { faults: unknown }>)[]): Refused {
  return { ok: false, faults: read.flatMap(one => (one.ok ? [] : one.faults)) }
}
