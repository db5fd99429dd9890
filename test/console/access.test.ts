/** Every route of the console with every role of the service and of an organisation, and with a stranger. */
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { PAGES } from '../../src/console/index.js'
import { ROLES, type Role } from '../../src/services/staff.js'
import { routesOf } from '../support/walk/routes.js'
import { type ConsoleSite, createStaffBrowser, openConsoleSite } from './console-site.js'

const OPEN = ['GET /sign-in', 'POST /sign-in', 'GET /invite', 'POST /invite']

/** Said once more, apart from the code: who is let in where. */
const EXPECTED: Record<string, { service?: string; organisation?: string }> = {
  'get /': { service: 'viewer', organisation: 'viewer' },
  'post /sign-out': { service: 'viewer', organisation: 'viewer' },
  'get /conversations': { service: 'viewer' },
  'get /conversations/:id': { service: 'reviewer' },
  'get /requests': { service: 'reviewer' },
  'post /requests/:id/done': { service: 'reviewer' },
  'post /requests/:id/reopen': { service: 'reviewer' },
  'get /organisations': { service: 'manager' },
  'get /organisation': { organisation: 'viewer' },
  'get /staff': { service: 'admin' },
  'post /staff/invite': { service: 'admin' },
  'get /staff/:id': { service: 'admin' },
  'post /staff/:id/invite': { service: 'admin' },
  'post /staff/:id/disable': { service: 'admin' },
  'post /staff/:id/enable': { service: 'admin' },
  'post /staff/:id/end-sessions': { service: 'admin' },
}

describe('the doors of the console', () => {
  let site: ConsoleSite
  let accountId: string
  before(async () => {
    site = await openConsoleSite()
    accountId = await site.addAccount('user-1', '홍길동')
    await site.say(accountId, '수원 봉사 있어?')
    const { id } = await site.run(tx => site.services.organisations.add(tx, '다른 기관', 'manage'))
    for (const role of ROLES) {
      await site.addStaff(`${role}@example.org`, role)
      await site.addStaff(`${role}@organisation.example.org`, role, id)
    }
  })
  after(() => site.close())

  const mayPass = (least: string | undefined, role: Role) =>
    least !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(least as Role)
  const go = (browser: ReturnType<typeof createStaffBrowser>, method: string, path: string) =>
    method === 'get' ? browser.get(address(path)) : browser.submit('/console/nothing', address(path), {})
  const idOf = async (email: string) =>
    (await site.query<{ id: string }>('SELECT id FROM staff WHERE email = $1', [email]))[0]!.id
  const address = (path: string) => `/console${path.replace(':id', accountId)}`

  it('are all described, and nothing else is registered', () => {
    const registered = routesOf({ router: site.router }).map(({ method, path }) => `${method} ${path}`)
    const described = PAGES.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
    expect(registered).to.have.members([...OPEN, ...described])
    expect(Object.keys(EXPECTED)).to.have.members(PAGES.map(({ method, path }) => `${method} ${path}`))
  })

  for (const side of ['service', 'organisation'] as const)
    for (const role of ROLES)
      it(`open to a ${role} of the ${side} as far as that role goes`, async () => {
        const browser = createStaffBrowser(site)
        for (const { method, path } of PAGES) {
          await browser.signIn(`${role}@${side === 'service' ? '' : 'organisation.'}example.org`)
          const seen = await site.looks()
          const { status, body } = await go(browser, method, path)
          const where = `${method} ${path}`
          if (mayPass(EXPECTED[where]?.[side], role)) {
            expect(status, where).to.not.be.oneOf([401, 403])
            continue
          }
          expect(status, where).to.equal(403)
          expect(body, where).to.include('볼 수 없는 페이지예요').and.not.include('수원 봉사')
          expect(await site.looks(), where).to.deep.equal(seen)
        }
      })

  it('send a stranger to sign in', async () => {
    for (const { method, path } of PAGES) {
      const stranger = createStaffBrowser(site)
      const { status, location, body } =
        method === 'get' ? await stranger.get(address(path)) : await stranger.post(address(path), {})
      expect(status, path).to.equal(303)
      expect(location, path).to.match(/^\/console\/sign-in/)
      expect(body).to.not.include('수원 봉사')
    }
  })

  it('change nothing by a forged form', async () => {
    for (const { path } of PAGES.filter(({ method }) => method === 'post')) {
      const browser = createStaffBrowser(site)
      await browser.signIn('admin@example.org')
      expect((await browser.post(address(path), { csrf: randomUUID() })).status, path).to.equal(403)
    }
  })

  it('write to the access log what they say that they write, and nothing when it is nothing', async () => {
    await site.run(tx => site.services.agents.request(tx, accountId, '상담'))
    const [request] = await site.query<{ id: string }>('SELECT id FROM agent_requests')
    const ids = new Map([
      ['conversations', accountId],
      ['requests', request!.id],
      ['staff', await idOf('viewer@example.org')],
    ])
    const fields = { email: 'new@example.org', role: 'viewer', sure: '1' }
    const leaving = PAGES.filter(({ path }) => path === '/sign-out')
    for (const { method, path, side, records } of [...PAGES.filter(page => !leaving.includes(page)), ...leaving]) {
      const browser = createStaffBrowser(site)
      await browser.signIn(side === 'organisation' ? 'admin@organisation.example.org' : 'admin@example.org')
      const before = await site.looks()
      const there = `/console${path.replace(':id', ids.get(path.split('/')[1]!) ?? '')}`
      const { status } = await (method === 'get'
        ? browser.get(there)
        : browser.submit('/console/nothing', there, fields))
      expect(status, there).to.be.oneOf([200, 303])
      const written = (await site.looks()).filter(({ id }) => !before.some(look => look.id === id))
      expect(written.length > 0, `${method} ${path}`).to.equal(records.length > 0)
      for (const { action, actor_id } of written) {
        expect(action, `${method} ${path}`).to.be.oneOf([...records])
        expect(actor_id).to.equal(await idOf('admin@example.org'))
      }
    }
  })

  it('tell nobody of what is not there', async () => {
    const browser = createStaffBrowser(site)
    await browser.signIn('reviewer@example.org')
    for (const path of [`/conversations/${randomUUID()}`, '/conversations/abc', '/nothing', '/conversations/a/b']) {
      const { status, body } = await browser.get(`/console${path}`)
      expect(status, path).to.equal(404)
      expect(body).to.include('찾는 것이 없어요')
    }
  })
})
