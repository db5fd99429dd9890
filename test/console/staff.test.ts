/** Staff accounts on the console: seen, invited, disabled and let in again by admins. */
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { type ConsoleSite, createStaffBrowser, openConsoleSite, PASSWORD } from './console-site.js'

const HOME = '/console/staff'
const LIST = '/console/conversations'

describe('staff accounts', () => {
  let site: ConsoleSite
  let admin: ReturnType<typeof createStaffBrowser>
  beforeEach(async () => {
    site = await openConsoleSite()
    await site.addStaff('admin@example.org', 'admin')
    await site.addStaff('viewer@example.org')
    admin = createStaffBrowser(site)
    await admin.signIn('admin@example.org')
  })
  afterEach(() => site.close())

  const idOf = async (email: string) => {
    const [row] = await site.query<{ id: string }>('SELECT id FROM staff WHERE email = $1', [email])
    return row!.id
  }
  const act = async (email: string, what: string, fields = {}) => {
    const page = `${HOME}/${await idOf(email)}`
    return admin.submit(page, `${page}/${what}`, fields)
  }
  const linkIn = (body: string) => /console\/invite#([A-Za-z0-9]{43})/.exec(body)?.[1]

  it('are listed with role, state and last sign-in', async () => {
    await site.invite('new@example.org', 'manager')
    const { body } = await admin.get(HOME)
    const text = body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    expect(text).to.match(/admin@example\.org 관리자 사용 중 마지막 로그인 11월 23일\(월\) 10:0\d 로그인 중인 곳 1/)
    expect(text).to.match(/new@example\.org 기관 담당 초대함 아직 로그인하지 않음/)
    expect(body).to.not.match(/argon2|hash/)
  })

  it('stand below a warning while the database’s role could change the access log', async () => {
    const warning = 'Who may change the access log'
    expect((await admin.get(HOME)).body).to.include(warning)
    Object.assign(site.services.accessLog, { isChangeable: async () => false })
    expect((await admin.get(HOME)).body).to.not.include(warning)
  })

  it('are invited by a link that is shown once, and not twice under one e-mail', async () => {
    const invited = await admin.submit(HOME, `${HOME}/invite`, { email: 'New@Example.org', role: 'reviewer' })
    const token = linkIn(invited.body)!
    const fields = { token, password: PASSWORD }
    expect((await createStaffBrowser(site).submit('/console/invite', '/console/invite', fields)).status).to.equal(303)
    expect((await createStaffBrowser(site).signIn('new@example.org')).status).to.equal(303)
    const again = await admin.submit(HOME, `${HOME}/invite`, { email: 'new@example.org', role: 'admin' })
    expect(again.status).to.equal(409)
    expect(again.body).to.include('이미 있는 이메일이에요')
    expect(await site.query("SELECT role FROM staff WHERE email = 'new@example.org'")).to.deep.equal([
      { role: 'reviewer' },
    ])
    for (const wrong of [
      { email: 'x', role: 'viewer' },
      { email: 'y@example.org', role: 'owner' },
      {} as Record<string, string>,
    ])
      expect((await admin.submit(HOME, `${HOME}/invite`, wrong)).status).to.equal(422)
  })

  it('keep role and organisation when they are invited anew', async () => {
    const { id } = await site.run(tx => site.services.organisations.add(tx, '다른 기관', 'manage'))
    await site.addStaff('partner@example.org', 'manager', id)
    expect(linkIn((await act('partner@example.org', 'invite')).body)).to.be.a('string')
    const [row] = await site.query("SELECT role, organisation_id FROM staff WHERE email = 'partner@example.org'")
    expect(row).to.deep.equal({ role: 'manager', organisation_id: id })
  })

  it('are disabled with their sessions and invitations, after a tick, and let in again', async () => {
    const viewer = createStaffBrowser(site)
    await viewer.signIn('viewer@example.org')
    const token = linkIn((await act('viewer@example.org', 'invite')).body)!
    expect((await act('viewer@example.org', 'disable')).location).to.match(/said=unsure$/)
    expect((await viewer.get(LIST)).status).to.equal(200)
    expect((await act('viewer@example.org', 'disable', { sure: '1' })).location).to.match(/said=disabled$/)
    expect((await viewer.get(LIST)).status).to.equal(303)
    expect((await createStaffBrowser(site).signIn('viewer@example.org')).status).to.equal(401)
    const form = { token, password: PASSWORD }
    expect((await createStaffBrowser(site).submit('/console/invite', '/console/invite', form)).status).to.equal(422)
    expect((await act('viewer@example.org', 'invite')).status).to.equal(409)
    expect((await act('viewer@example.org', 'enable')).location).to.match(/said=enabled$/)
    expect((await createStaffBrowser(site).signIn('viewer@example.org')).status).to.equal(303)
    expect((await viewer.get(LIST)).status).to.equal(303)
  })

  it('lose their sessions alone when that is asked', async () => {
    const viewer = createStaffBrowser(site)
    await viewer.signIn('viewer@example.org')
    expect((await act('viewer@example.org', 'end-sessions')).location).to.match(/said=ended$/)
    expect((await viewer.get(LIST)).status).to.equal(303)
    expect((await createStaffBrowser(site).signIn('viewer@example.org')).status).to.equal(303)
  })

  it('always have one admin of the service who can sign in', async () => {
    await site.invite('invited@example.org', 'admin')
    const { id } = await site.run(tx => site.services.organisations.add(tx, '다른 기관', 'manage'))
    await site.addStaff('partner@example.org', 'admin', id)
    expect((await act('admin@example.org', 'disable', { sure: '1' })).location).to.match(/said=last-admin$/)
    expect((await admin.get(HOME)).status).to.equal(200)
    await site.addStaff('other@example.org', 'admin')
    const both = await Promise.all(
      ['admin@example.org', 'other@example.org'].map(async email => {
        const target = await idOf(email)
        const acting = { staffId: await idOf('viewer@example.org'), address: '::1' }
        return site.run(tx => site.services.staff.disable(tx, acting, target))
      }),
    )
    expect(both.filter(({ ok }) => ok)).to.have.lengthOf(1)
  })

  it('are noted: who did what to whom', async () => {
    await act('viewer@example.org', 'end-sessions')
    await act('viewer@example.org', 'disable', { sure: '1' })
    await act('viewer@example.org', 'enable')
    await act('viewer@example.org', 'invite')
    await admin.get(HOME)
    const [adminId, viewerId] = [await idOf('admin@example.org'), await idOf('viewer@example.org')]
    const looks = (await site.looks()).filter(look => look.actor_id === adminId && /staff|ended/.test(look.action))
    expect(looks.map(({ action, details, address }) => ({ action, details, address }))).to.deep.equal([
      ...['sessions-ended', 'staff-disabled', 'staff-enabled', 'staff-invited'].map(action => ({
        ...{ action, details: { staffId: viewerId }, address: '127.0.0.1' },
      })),
      { action: 'staff', details: {}, address: '127.0.0.1' },
    ])
  })

  it('that are not there are not found', async () => {
    for (const id of [randomUUID(), 'abc']) expect((await admin.get(`${HOME}/${id}`)).status).to.equal(404)
    expect((await admin.submit(HOME, `${HOME}/${randomUUID()}/disable`, { sure: '1' })).status).to.equal(404)
  })
})
