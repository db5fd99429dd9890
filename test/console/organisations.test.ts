/** Organisations on the console: in numbers for managers, their own programs for their own staff. */
import { expect } from 'chai'
import { type ConsoleSite, createStaffBrowser, openConsoleSite } from './console-site.js'

describe('organisations on the console', () => {
  let site: ConsoleSite
  before(async () => {
    site = await openConsoleSite()
    const ids: string[] = []
    for (const name of ['푸른 기관', '하늘 기관'])
      ids.push((await site.run(tx => site.services.organisations.add(tx, name, 'manage'))).id)
    await site.addStaff('manager@example.org', 'manager')
    await site.addStaff('viewer@blue.example.org', 'viewer', ids[0])
    for (const [id, title] of [
      [ids[0], '하천 줍기'],
      [ids[1], '책 정리'],
    ] as const)
      await site.query(
        `INSERT INTO programs (organisation_id, organisation_name, title, kind, category, sido, place, starts_at, ends_at, capacity,
           approval, min_age, max_age, recruit_until, cancel_until, certificate, search_jamo, created_at)
         VALUES ($1, '기관', $2, 'regular', '교육', '경기도', '수원천', $3, $3::timestamptz + interval '2 hours', 7, 'manual', 9, 24,
           $3, $3, 'automatic', '', $3)`,
        [id, title, new Date('2026-11-28T10:00:00+09:00')],
      )
  })
  after(() => site.close())

  const text = async (email: string, path: string) => {
    const browser = createStaffBrowser(site)
    const { location } = await browser.signIn(email)
    const { status, body } = await browser.get(path)
    return { location, status, text: body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') }
  }

  it('are all told to a manager, in numbers', async () => {
    const seen = await text('manager@example.org', '/console/organisations')
    expect(seen.status).to.equal(200)
    expect(seen.text)
      .to.match(/푸른 기관 활동을 만들고 바꿀 수 있음 앞으로 열릴 활동 1개/)
      .and.include('하늘 기관')
  })

  it('show their own staff only their own programs, and bring them there', async () => {
    const seen = await text('viewer@blue.example.org', '/console/organisation')
    expect(seen.location).to.equal('/console/organisation')
    expect(seen.status).to.equal(200)
    expect(seen.text)
      .to.match(/하천 줍기 11월 28일\(토\) 10:00~12:00 수원천 0\/7명/)
      .and.not.include('책 정리')
  })
})
