/** Every page of the console, in each role, walked through by its forms without a script, looked at small by day and wide by night. */
import { existsSync } from 'node:fs'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { type ConsoleSite, openConsoleSite, PASSWORD } from '../console/console-site.js'
import { NOW } from '../support/services.js'
import { CHROMIUM, type Eye, openEye } from './eye.js'

const LONG = '이번 주말 수원에서 할 수 있는 봉사 있어? 친구랑 같이 가고 싶은데 토요일 오후면 더 좋겠어 '
  .repeat(4)
  .trim()
const UNBROKEN = `https://example.org/${'a'.repeat(120)}`

describe('the look of the console', function () {
  this.timeout(60_000)
  let eye: Eye
  let site: ConsoleSite
  let page: Page
  before(async function () {
    if (!existsSync(CHROMIUM)) {
      process.stdout.write(`    (skipped: there is no ${CHROMIUM})\n`)
      this.skip()
    }
    site = await openConsoleSite()
    await talk(site)
    eye = await openEye()
  })
  after(async () => {
    await eye?.close()
    await site?.close()
  })
  beforeEach(async () => {
    page = await eye.visitor()
  })
  const walk = (whose: string, steps: () => Promise<void>) =>
    it(whose, async () => {
      await steps()
      expect(eye.faults()).to.deep.equal([])
    })
  const look = (name: string) => eye.look(page, `console-${name}`)
  const press = (name: string) => page.getByRole('button', { name }).first().click()
  const open = (path: string) => page.goto(`${site.url}/console${path}`)
  async function see(path: string, name: string) {
    await open(path)
    await look(name)
  }
  async function signIn(email: string, password = PASSWORD) {
    await open('/sign-in')
    await page.getByLabel('이메일').fill(email)
    await page.getByLabel('비밀번호').fill(password)
    await press('로그인')
  }
  const headings = () => page.locator('h1').allTextContents()

  walk('for who is invited and signs in', async () => {
    await see('/sign-in', 'sign-in')
    await signIn('nobody@example.org')
    await look('sign-in-wrong')
    await see('/invite', 'invite')
    const token = await site.invite('new@example.org', 'viewer')
    for (const [password, name] of [
      ['password12', 'invite-common'],
      [PASSWORD, 'sign-in-set'],
    ] as const) {
      await page.getByLabel('초대 코드').fill(token)
      await page.getByLabel('비밀번호').fill(password)
      await press('정하기')
      await look(name)
    }
    await signIn('new@example.org')
    expect(await headings()).to.deep.equal(['대화'])
  })

  walk('for a viewer, who only sees the list', async () => {
    await site.addStaff('viewer@example.org')
    await signIn('viewer@example.org')
    await look('list-viewer')
    await see('/requests', 'forbidden')
    await press('로그아웃')
    expect(await headings()).to.deep.equal(['로그인'])
  })

  walk('for a reviewer, who finds, reads and works through the queue', async () => {
    await site.addStaff('reviewer@example.org', 'reviewer')
    await signIn('reviewer@example.org')
    await see(`/conversations?q=${'가'.repeat(150)}&from=2026-13-01&intent=x`, 'list-faults')
    await open('/conversations')
    await page.getByLabel('한 말에서 찾기').fill('이번주말')
    await press('찾기')
    await look('list-found')
    await page.locator('a.opens').first().click()
    await look('conversation')
    expect(await page.locator('.turn.looked').count()).to.equal(1)
    await page.getByRole('link', { name: '대화 목록으로' }).click()
    expect(await page.getByLabel('한 말에서 찾기').inputValue()).to.equal('이번주말')
    await open('/conversations')
    await page.getByLabel('못 알아들은 것만').check()
    await press('찾기')
    await look('list-missed')
    await see('/conversations?q=없는말이에요', 'list-empty')
    await see('/requests', 'requests')
    await press('끝냄')
    await look('requests-ended')
    await see('/requests?state=done', 'requests-done')
    await press('다시 열기')
    expect(await page.locator('.note').textContent()).to.include('다시 열었어요')
    await see('/conversations/00000000-0000-4000-8000-000000000000', 'not-found')
    await see('/requests?state=all', 'bad-request')
  })

  walk('for a manager and the staff of an organisation', async () => {
    const { id } = await site.run(tx =>
      site.services.organisations.add(tx, '경기도수원시팔달구청소년자원봉사센터', 'manage'),
    )
    await site.addStaff('manager@example.org', 'manager')
    await site.addStaff('ours@example.org', 'viewer', id)
    await signIn('manager@example.org')
    await see('/organisations', 'organisations')
    page = await eye.visitor()
    await signIn('ours@example.org')
    await look('organisation-empty')
    await addProgram(site, id)
    await see('/organisation', 'organisation')
  })

  walk('for an admin, who invites, stops and lets in again', async () => {
    const mine = 'administrator.of.everything.that.is.here@volunteers.example.org'
    await site.addStaff(mine, 'admin')
    await signIn(mine)
    await see('/staff', 'staff')
    await page.getByLabel('초대할 이메일').fill('somebody@example.org')
    await page.getByLabel('역할').selectOption({ label: '상담' })
    await press('초대하기')
    await look('invited')
    expect(await page.locator('main').textContent()).to.include('상담으로 초대')
    await open('/staff')
    await page.getByLabel('초대할 이메일').fill(mine)
    await press('초대하기')
    await look('staff-known')
    await page.getByRole('link', { name: mine }).click()
    await look('member')
    await page.getByLabel('멈출게요').check()
    await press('사용 멈추기')
    await look('last-admin')
    await page.getByRole('link', { name: '직원 계정으로' }).click()
    await page.getByRole('link', { name: 'somebody@example.org' }).click()
    await page.getByLabel('멈출게요').check()
    await press('사용 멈추기')
    await look('member-disabled')
    await press('다시 쓰게 하기')
    expect(await page.locator('.note').textContent()).to.include('다시 쓸 수 있어요')
  })
})

async function addProgram(site: ConsoleSite, organisationId: string) {
  await site.query(
    `INSERT INTO programs (organisation_id, organisation_name, title, kind, category, sido, place, starts_at, ends_at, capacity,
       approval, min_age, max_age, recruit_until, cancel_until, certificate, search_jamo, created_at)
     VALUES ($1, '기관', '하천 줍기', 'regular', '교육', '경기도', '수원천', $2, $2::timestamptz + interval '2 hours', 7, 'manual', 9, 24,
       $2, $2, 'automatic', '', $2)`,
    [organisationId, new Date('2026-11-28T10:00:00+09:00')],
  )
}

/** Long words and words without a space, a card, a list, missed and unsure ones, and two who wait for a person. */
async function talk(site: ConsoleSite) {
  const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
  const id = await site.addAccount('a', '홍길동')
  for (let n = 0; n < 3; n++) await site.say(id, `수원 봉사 ${n}`, { at: at(n - 60) })
  const missed = { intent: 'oos', confidence: 0.21, band: 'reject', outcome: 'rejected' } as const
  await site.say(await site.addAccount('b', undefined, 'talktalk'), '웅앵웅 초키포키', { ...missed, at: at(-300) })
  await site.say(await site.addAccount('c'), UNBROKEN, { ...missed, at: at(-200) })
  const choice = { label: '1', say: '1번' }
  const items = [1, 2].map(n => ({
    title: `하천 쓰레기 줍기 ${n}`,
    text: `11월 28일(토) 14:00~17:00 · ${UNBROKEN}`,
    choice,
  }))
  await site.say(id, LONG, {
    at: at(1),
    answer: {
      replies: [
        { kind: 'text', text: `토요일 오후 수원에서 할 수 있는 활동이에요.\n${UNBROKEN}` },
        { kind: 'list', title: '수원의 활동이에요', items, buttons: [{ label: '더 보기', say: '더 보기' }] },
        {
          kind: 'card',
          title: '하천 쓰레기 줍기',
          facts: [{ label: '때', value: '11월 28일(토)' }],
          buttons: [choice],
        },
      ],
      choices: [{ label: '처음으로', say: '처음으로' }],
    },
  })
  for (const [topic, account] of [
    [LONG.slice(0, 150), id],
    ['', await site.addAccount('d')],
  ] as const)
    await site.run(tx => site.services.agents.request(tx, account, topic))
}
