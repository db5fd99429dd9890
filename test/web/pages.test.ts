/** Every page of a volunteer as its table describes it: whom it refuses, what a look leaves alone, what no answer goes without. */
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { csrfOf } from '../../src/platform/forgery.js'
import { PAGES } from '../../src/web/index.js'
import type { Who } from '../../src/web/page.js'
import { routesOf } from '../support/walk/routes.js'
import { GILDONG, NOW, openSite, type Site } from './site.js'

/** Said once more, apart from the code: who is let in where. */
const EXPECTED: Record<Who, string[]> = {
  anybody: ['/', '/left', '/forgotten', '/privacy', '/certificates/:code', '/enter', '/link/:act'].map(get),
  entering: ['post /enter'],
  linking: [
    get('/link'),
    ...['open', 'code', 'again', 'confirm', 'change', 'stop', 'new'].map(act => `post /link/${act}`),
  ],
  visiting: [
    ...[
      '/my',
      '/my/programs/:id',
      '/my/programs/:id/similar',
      '/my/data',
      '/my/data/delete',
      '/my/accounts/:id/unlink',
    ].map(get),
    ...['cancel', 'undo', 'offer', 'confirm'].flatMap(act => [
      get(`/my/applications/:id/${act}`),
      `post /my/applications/:id/${act}`,
    ]),
    ...['/my/programs/:id', '/my/programs/:id/wait', '/my/wishes/:id/drop', '/my/accounts/:id/unlink', '/my/leave'].map(
      path => `post ${path}`,
    ),
    ...['post /my/data/export', 'post /my/data/delete'],
  ],
}
function get(path: string) {
  return `get ${path}`
}

const DAY_MS = 24 * 60 * 60_000
const LOOKS = PAGES.filter(({ method }) => method === 'get')
const FORMS = PAGES.filter(({ method }) => method === 'post')
const byCookie = FORMS.filter(({ who }) => who !== 'entering')

describe('the pages of a volunteer', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())
  beforeEach(() => site.clock.set(NOW))

  let people = 0
  /** Somebody who may come in, has come in, and is at the second step of linking a chat. */
  async function somebody() {
    const phone = `0105555${String(++people).padStart(4, '0')}`
    const { id: volunteerId } = await site.addVolunteer({ phone })
    const program = await site.addProgram()
    const application = await site.apply(volunteerId, program.id)
    const token = await site.entryToken(volunteerId, 'check')
    const { linking, entry } = site.services
    const session = linking.open(await site.linkToken('kakao', `user-${people}`))
    await site.run(tx => linking.sendCode(tx, session, { ...GILDONG, phone }, '::1'))
    const spent = await site.entryToken(volunteerId, 'check')
    const visit = (await site.run(tx => entry.startVisit(tx, spent, '::1')))!.visit
    const account = await site.run(async tx => {
      const { id } = await site.services.accounts.findOrAdd(tx, { messenger: 'talktalk', userKey: `user-${people}` })
      await site.services.accounts.link(tx, id, volunteerId)
      return id
    })
    const ids = { programs: program.id, wishes: program.id, applications: application.id, accounts: account }
    const typed = { ...GILDONG, phone, consent: 'on', code: await site.lastCode() }
    return { ids, typed, token, visit, session }
  }
  type Somebody = Awaited<ReturnType<typeof somebody>>
  type Page = (typeof PAGES)[number]

  const addressOf = ({ path }: Page, { ids }: Somebody) =>
    path.replace(':id', ids[path.split('/')[2] as keyof typeof ids] ?? '').replace(/:\w+/, 'x')
  const secretOf = ({ who }: Page, { visit, session }: Somebody) => (who === 'visiting' ? visit : session)

  /** As this person's browser does it, but for what is said. No answer goes without what keeps pages apart. */
  async function send(
    page: Page,
    person: Somebody,
    but: { method?: string; cookie?: string; fields?: object; from?: string } = {},
  ) {
    const {
      method = page.method,
      cookie = `visit=${person.visit}; linking=${person.session}`,
      from = 'same-origin',
    } = but
    const token: object = page.who === 'entering' ? { token: person.token } : { csrf: csrfOf(secretOf(page, person)) }
    const body = new URLSearchParams({ ...person.typed, ...token, ...but.fields })
    const answer = await fetch(site.url + addressOf(page, person), {
      method: method.toUpperCase(),
      headers: { cookie, 'sec-fetch-site': from, accept: 'text/html' },
      redirect: 'manual',
      body: method === 'post' ? body : null,
    })
    const where = `${method} ${page.path}`
    const header = (name: string) => answer.headers.get(name)
    expect(header('content-security-policy'), where)
      .to.include("default-src 'none'")
      .and.include("frame-ancestors 'none'")
    expect(header('x-frame-options'), where).to.equal('DENY')
    expect(header('referrer-policy'), where).to.equal('no-referrer')
    expect(header('x-content-type-options'), where).to.equal('nosniff')
    expect(header('cache-control'), where).to.equal('no-store')
    return { where, status: answer.status, body: await answer.text() }
  }

  /** What every table holds. */
  async function everything() {
    const tables = await site.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
    )
    const held = tables.map(
      ({ name }) => `SELECT '${name}' AS name, md5(string_agg(t::text, '' ORDER BY t::text)) FROM ${name} t`,
    )
    return site.query(held.join(' UNION ALL '))
  }
  async function changingNothing<T>(work: () => Promise<T>): Promise<T> {
    const before = await everything()
    const result = await work()
    expect(await everything(), JSON.stringify(result).slice(0, 200)).to.deep.equal(before)
    return result
  }

  it('are all described, and nothing else is registered', () => {
    const spelled = PAGES.map(({ method, path, who }) => `${who}: ${method} ${path}`)
    const expected = Object.entries(EXPECTED).flatMap(([who, pages]) => pages.map(page => `${who}: ${page}`))
    expect(spelled).to.have.members(expected)
    const registered = routesOf({ router: site.web }).map(({ method, path }) => `${method} ${path}`)
    const described = PAGES.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
    expect(registered).to.have.members(['GET /favicon.ico', ...described])
    expect(FORMS.filter(({ who }) => who === 'anybody')).to.deep.equal([])
  })

  it('spend and change nothing when they are looked at', async () => {
    const person = await somebody()
    for (const page of LOOKS)
      for (const method of ['get', 'head', 'get']) {
        const { status, where } = await changingNothing(() => send(page, person, { method }))
        expect(status, where).to.be.oneOf(page.path.startsWith('/certificates') ? [404] : [200, 303])
      }
    const enter = FORMS.find(({ who }) => who === 'entering')!
    expect((await send(enter, person)).status, 'the token is unspent').to.equal(303)
  })

  it('refuse a stranger, who has nothing or what nobody was given', async () => {
    const person = await somebody()
    for (const page of [...LOOKS.filter(({ who }) => who === 'visiting'), ...FORMS])
      for (const secret of ['', 'x'.repeat(43), `${person.session}x`]) {
        const cookie = `visit=${secret}; linking=${secret}`
        const fields = { csrf: csrfOf(secret), token: '' }
        const { status, body, where } = await changingNothing(() => send(page, person, { cookie, fields }))
        expect(body, where).to.not.include('도서관')
        if (page.who === 'visiting' || page.who === 'entering') expect(status, where).to.equal(401)
        else expect(status, where).to.be.oneOf([200, 303, 401, 422])
      }
  })

  it('refuse who was let in too long ago', async () => {
    const person = await somebody()
    site.clock.set(new Date(NOW.getTime() + 8 * DAY_MS))
    for (const page of [...LOOKS.filter(({ who }) => who === 'visiting'), ...FORMS]) {
      const { status, where } = await changingNothing(() => send(page, person))
      if (page.who === 'linking') expect(status, where).to.be.oneOf([200, 303, 401])
      else expect(status, where).to.equal(401)
    }
  })

  it('refuse a form that carries no csrf, a guessed one, or that of somebody else', async () => {
    const person = await somebody()
    const other = await somebody()
    for (const page of byCookie)
      for (const csrf of ['', randomUUID(), csrfOf(''), csrfOf(secretOf(page, other))]) {
        const { status, where } = await changingNothing(() => send(page, person, { fields: { csrf } }))
        expect(status, where).to.equal(403)
      }
  })

  it('refuse a form that another site sends, whatever it carries', async () => {
    const person = await somebody()
    for (const page of FORMS)
      for (const from of ['cross-site', 'same-site'])
        expect((await changingNothing(() => send(page, person, { from }))).status, page.path).to.equal(403)
  })

  it('let the right one in', async () => {
    for (const page of [...LOOKS, ...FORMS]) {
      const { status, where } = await send(page, await somebody())
      expect(status, where).to.be.oneOf(page.path.startsWith('/certificates') ? [404] : [200, 303])
    }
  })
})
