/** Signing in to the console. */
import { expect } from 'chai'
import { createToken } from '../../src/platform/cipher.js'
import { INVITATION_LIFE_MS, SESSION_LIFE_MS, SIGN_IN_DELAY, SIGN_IN_TRIES } from '../../src/services/staff.js'
import { NOW } from '../support/services.js'
import { type ConsoleSite, createStaffBrowser, openConsoleSite, PASSWORD } from './console-site.js'

const HOME = '/console/conversations'

describe('signing in to the console', () => {
  let site: ConsoleSite
  before(async () => {
    site = await openConsoleSite()
    await site.addStaff('viewer@example.org')
  })
  after(() => site.close())
  beforeEach(() => site.clock.set(NOW))
  afterEach(() => site.query('DELETE FROM allowances'))

  it('has the fields and the button by their names, kept nowhere, with no script or style in the page', async () => {
    const { headers, body } = await createStaffBrowser(site).get('/console/sign-in')
    for (const label of ['이메일', '비밀번호']) {
      const id = new RegExp(`<label for="([^"]+)">${label}</label>`).exec(body)?.[1]
      expect(body, label).to.match(new RegExp(`<input id="${id}"`))
    }
    expect(body)
      .to.match(/<button type="submit">로그인<\/button>/)
      .and.not.match(/<script>|style=/)
    expect(headers.get('cache-control')).to.equal('no-store')
    expect(headers.get('content-security-policy'))
      .to.include("default-src 'none'")
      .and.include("script-src 'self'")
      .and.not.include('unsafe')
  })

  it('lets in with the right password, for twelve hours', async () => {
    const browser = createStaffBrowser(site)
    expect((await browser.signIn(' Viewer@Example.org ')).location).to.equal(HOME)
    expect((await browser.get(HOME)).status).to.equal(200)
    site.clock.set(new Date(NOW.getTime() + SESSION_LIFE_MS - 60_000))
    expect((await browser.get(HOME)).status).to.equal(200)
    site.clock.set(new Date(NOW.getTime() + SESSION_LIFE_MS + 60_000))
    expect((await browser.get(HOME)).location).to.match(/^\/console\/sign-in/)
  })

  it('goes on to the page that was wanted, of the console only', async () => {
    const wanted = `${HOME}?q=%EC%88%98%EC%9B%90`
    const { location } = await createStaffBrowser(site).get(wanted)
    expect(location).to.equal(`/console/sign-in?next=${encodeURIComponent(wanted)}`)
    const { body } = await createStaffBrowser(site).get(location!)
    expect(body).to.include(`name="next" value="${wanted.replaceAll('=', '&#x3D;')}"`)
    const to = async (next: string) =>
      (await createStaffBrowser(site).signIn('viewer@example.org', PASSWORD, { next })).location
    expect(await to(wanted)).to.equal(wanted)
    expect(await to('https://example.net/console/')).to.equal(HOME)
    for (const other of [
      '//example.net',
      '/\\example.net/console/',
      '/console/../my',
      '/console/%2e%2e/my',
      '/console/.\t./my',
    ])
      expect(await to(other), other).to.equal(HOME)
  })

  it('says the same of a wrong password, an unknown e-mail and an account without a password', async () => {
    await site.invite('invited@example.org')
    const answers = await Promise.all(
      ['viewer@example.org', 'nobody@example.org', 'invited@example.org'].map(async email => {
        const { status, body } = await createStaffBrowser(site).signIn(email, 'wrong password')
        return { status, body: body.replaceAll(email, '').replace(/name="csrf" value="[^"]+"/, '') }
      }),
    )
    expect(answers[0]!.status).to.equal(401)
    expect(answers[0]!.body).to.include('이메일이나 비밀번호가 맞지 않아요')
    expect(answers[1]).to.deep.equal(answers[0])
    expect(answers[2]).to.deep.equal(answers[0])
  })

  it('compares a password also for an unknown e-mail', async () => {
    const attempt = await site.run(tx => site.services.staff.attempt(tx, 'nobody@example.org', '::1'))
    await site.services.staff.prove(attempt!, 'warm')
    const began = performance.now()
    expect(await site.services.staff.prove(attempt!, 'wrong')).to.equal(false)
    expect(performance.now() - began).to.be.above(5)
  })

  it('ends after too many wrong tries of one account from one address, known or not, also for the right password', async () => {
    for (const email of ['viewer@example.org', 'nobody@example.org']) {
      for (let n = 0; n < SIGN_IN_TRIES.account; n++)
        expect((await createStaffBrowser(site).signIn(email, 'wrong password')).status).to.equal(401)
      expect((await createStaffBrowser(site).signIn(email)).status).to.equal(429)
    }
    site.clock.set(new Date(NOW.getTime() + 15 * 60_000))
    expect((await createStaffBrowser(site).signIn('viewer@example.org')).status).to.equal(303)
  })

  it('cannot be shut for the owner by others: neither elsewhere nor in a browser that signed in before', async () => {
    const owner = createStaffBrowser(site)
    await owner.signIn('viewer@example.org')
    await owner.submit(HOME, '/console/sign-out', {})
    const attempt = (address: string, device?: string) =>
      site.run(tx => site.services.staff.attempt(tx, 'viewer@example.org', address, device))
    for (let stranger = 0; stranger < 30; stranger++)
      for (let n = 0; n < SIGN_IN_TRIES.account; n++) await attempt(`10.0.0.${stranger}`)
    for (let n = 0; n < SIGN_IN_TRIES.address; n++) await createStaffBrowser(site).signIn(`${n}@example.org`, 'wrong')
    expect((await createStaffBrowser(site).signIn('viewer@example.org')).status).to.equal(429)
    site.pauses.length = 0
    expect((await owner.signIn('viewer@example.org')).status).to.equal(303)
    expect(site.pauses).to.deep.equal([])
    const elsewhere = await attempt('192.0.2.7')
    expect(await site.services.staff.prove(elsewhere!, PASSWORD)).to.equal(true)
    expect(elsewhere!.delayMs).to.equal(SIGN_IN_DELAY.mostMs)
  })

  it('stays open to the owner who mistyped often in a browser that is known', async () => {
    const owner = createStaffBrowser(site)
    await owner.signIn('viewer@example.org')
    await owner.submit(HOME, '/console/sign-out', {})
    for (let n = 0; n < SIGN_IN_TRIES.account + 5; n++)
      expect((await owner.signIn('viewer@example.org', 'wrong password')).status).to.equal(401)
    expect((await owner.signIn('viewer@example.org')).status).to.equal(303)
  })

  it('counts a browser apart for the account only that signed in with it', async () => {
    await site.addStaff('other@example.org')
    const other = createStaffBrowser(site)
    await other.signIn('other@example.org')
    await other.submit(HOME, '/console/sign-out', {})
    for (let n = 0; n < SIGN_IN_TRIES.account; n++) await other.signIn('viewer@example.org', 'wrong password')
    expect((await other.signIn('viewer@example.org')).status).to.equal(429)
  })

  it('holds guessers back, twice as long each time, known e-mail or not', async () => {
    const { free, firstMs, mostMs } = SIGN_IN_DELAY
    for (const email of ['viewer@example.org', 'unknown@example.org']) {
      site.pauses.length = 0
      for (let n = 0; n < free + 6; n++)
        await site.run(async tx =>
          site.pauses.push((await site.services.staff.attempt(tx, email, `10.1.0.${n}`))!.delayMs),
        )
      const waits = Array.from({ length: 6 }, (_, n) => Math.min(firstMs * 2 ** n, mostMs))
      expect(site.pauses, email).to.deep.equal([...Array(free).fill(0), ...waits])
    }
  })

  it('keeps the browser it knows only as a hash', async () => {
    const owner = createStaffBrowser(site)
    await owner.signIn('viewer@example.org')
    const device = owner.cookies.get('console-device')!
    expect(device).to.match(/^[A-Za-z0-9]{43}$/)
    const rows = await site.query<{ hash: Buffer }>('SELECT hash FROM staff_devices')
    expect(rows.map(({ hash }) => hash.toString())).to.not.include(device)
  })

  it('ends after too many wrong tries from one address', async () => {
    const tries = Array.from({ length: SIGN_IN_TRIES.address }, (_, n) =>
      site.run(tx => site.services.staff.attempt(tx, `${n}@example.org`, '127.0.0.1')),
    )
    expect(await Promise.all(tries)).to.not.include(undefined)
    expect((await createStaffBrowser(site).signIn('viewer@example.org')).status).to.equal(429)
  })

  it('is noted with who came from where, also when it fails or is shut, and leaving too', async () => {
    const browser = createStaffBrowser(site)
    const [{ id } = {}] = await site.query<{ id?: string }>("SELECT id FROM staff WHERE email = 'viewer@example.org'")
    const before = new Set((await site.looks()).map(look => look.id))
    await browser.signIn('viewer@example.org')
    await browser.submit('/console/conversations', '/console/sign-out', {})
    await createStaffBrowser(site).signIn('viewer@example.org', 'wrong password')
    for (let n = 0; n < SIGN_IN_TRIES.account + 3; n++)
      await createStaffBrowser(site).signIn('010-1234-5678@example.org', 'wrong password')
    const noted = (await site.looks()).filter(look => !before.has(look.id))
    const known = noted.filter(look => look.actor_id === id && look.address === '127.0.0.1').map(look => look.action)
    expect(known.filter(action => action !== 'conversations')).to.deep.equal(['sign-in', 'sign-out', 'sign-in-failed'])
    const unknown = noted.filter(look => look.actor_id === null)
    expect(unknown.map(look => look.words)).to.include('010-1234-5678@example.org')
    // One row for being shut out, however often it is tried.
    const count = (action: string) => unknown.filter(look => look.action === action).length
    expect([count('sign-in-failed'), count('locked-out')]).to.deep.equal([SIGN_IN_TRIES.account, 1])
    const dump = JSON.stringify(await site.query('SELECT l::text, w::text FROM access_log l, access_words w'))
    expect(dump).to.not.match(/1234-5678|viewer@/)
  })

  it('does not count sign-ins that succeed', async () => {
    for (let n = 0; n < SIGN_IN_TRIES.account + 2; n++)
      expect((await createStaffBrowser(site).signIn('viewer@example.org')).status).to.equal(303)
  })

  it('refuses a form without the token of this browser', async () => {
    const browser = createStaffBrowser(site)
    const fields = { email: 'viewer@example.org', password: PASSWORD }
    expect((await browser.post('/console/sign-in', fields)).status).to.equal(403)
    await browser.get('/console/sign-in')
    expect((await browser.post('/console/sign-in', { ...fields, csrf: createToken() })).status).to.equal(403)
  })

  it('signs out on the server, too, and not by a forged form', async () => {
    const browser = createStaffBrowser(site)
    await browser.signIn('viewer@example.org')
    const session = browser.cookies.get('console')!
    expect((await browser.post('/console/sign-out', { csrf: createToken() })).status).to.equal(403)
    expect((await browser.get(HOME)).status).to.equal(200)
    expect((await browser.submit(HOME, '/console/sign-out', {})).location).to.equal('/console/sign-in')
    browser.cookies.set('console', session)
    expect((await browser.get(HOME)).status).to.equal(303)
  })

  it('keeps neither sessions nor passwords readable', async () => {
    const browser = createStaffBrowser(site)
    await browser.signIn('viewer@example.org')
    const rows = JSON.stringify([
      await site.query('SELECT * FROM staff_sessions'),
      await site.query('SELECT * FROM staff'),
    ])
    expect(rows).to.include('$argon2id$').and.not.include(browser.cookies.get('console')!).and.not.include(PASSWORD)
  })
})

describe('the cookies of the console', () => {
  it('are out of reach of scripts and other sites, and bound to the host where it is https', async () => {
    const site = await openConsoleSite({ secureCookies: true })
    await site.addStaff('viewer@example.org')
    const browser = createStaffBrowser(site)
    const { headers } = await browser.signIn('viewer@example.org')
    const cookie = headers.getSetCookie().find(line => line.startsWith('__Host-console='))
    expect(cookie)
      .to.match(/Path=\//)
      .and.match(/HttpOnly/)
      .and.match(/Secure/)
      .and.match(/SameSite=Strict/)
      .and.match(/Max-Age=43200/)
    await site.close()
  })
})

describe('an invitation to the console', () => {
  let site: ConsoleSite
  before(async () => {
    site = await openConsoleSite()
  })
  after(() => site.close())
  beforeEach(() => site.clock.set(NOW))

  const accept = (token: string, password = PASSWORD) =>
    createStaffBrowser(site).submit('/console/invite', '/console/invite', { token, password })

  it('sets the password once', async () => {
    const token = await site.invite('once@example.org')
    expect((await accept(token)).location).to.equal('/console/sign-in?said=set')
    expect((await createStaffBrowser(site).signIn('once@example.org')).status).to.equal(303)
    const again = await accept(token, 'another password')
    expect(again.status).to.equal(422)
    expect(again.body).to.include('이미 쓴 초대이거나 기한이 지났어요')
    expect((await createStaffBrowser(site).signIn('once@example.org', 'another password')).status).to.equal(401)
  })

  it('asks for a longer password and can be used again for it', async () => {
    const token = await site.invite('weak@example.org')
    for (const weak of ['', 'short', 'aaaaaaaaaaaa', 'x'.repeat(201)]) {
      const { status, body } = await accept(token, weak)
      expect(status).to.equal(422)
      expect(body).to.include('너무 짧거나 단순해요').and.include(`value="${token}"`)
    }
    expect((await accept(token)).status).to.equal(303)
  })

  it('expires, and a newer one replaces it', async () => {
    const old = await site.invite('late@example.org')
    const token = await site.invite('late@example.org')
    expect((await accept(old)).status).to.equal(422)
    site.clock.set(new Date(NOW.getTime() + INVITATION_LIFE_MS + 60_000))
    expect((await accept(token)).status).to.equal(422)
  })

  it('ends the sessions that an earlier password began', async () => {
    await site.addStaff('again@example.org')
    const browser = createStaffBrowser(site)
    await browser.signIn('again@example.org')
    expect((await browser.get(HOME)).status).to.equal(200)
    await accept(await site.invite('again@example.org'), 'another password')
    expect((await browser.get(HOME)).status).to.equal(303)
  })

  it('is for an organisation that there is', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000'
    const invited = await site.run(tx => site.services.staff.invite(tx, 'x@example.org', 'viewer', unknown))
    expect(invited).to.deep.equal({ ok: false, refused: 'unknown-organisation' })
  })

  it('is refused without the token of this browser', async () => {
    const token = await site.invite('forged@example.org')
    expect((await createStaffBrowser(site).post('/console/invite', { token, password: PASSWORD })).status).to.equal(403)
  })
})
