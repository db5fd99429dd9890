/** Linking in a real browser: with script, without, with its file blocked or late; reloaded, closed, gone back, and by others. */
import { existsSync } from 'node:fs'
import { expect } from 'chai'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { NOW, openSite, type Site } from './site.js'

const CHROMIUM = '/usr/bin/chromium'
const TOO_SMALL = `
  [...document.querySelectorAll('button, .button, input:not([type=checkbox]):not([type=hidden]), .check label')]
    .map(found => ({ text: found.textContent, height: found.getBoundingClientRect().height }))
    .filter(({ height }) => height > 0 && height < 44)`
const TOO_WIDE = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
const CONSENT = '개인정보 수집·이용에 동의합니다 (필수)'
const PERSON = { 이름: '김하늘', 생년월일: '2010-03-01', '휴대전화 번호': '010-1234-5678' }
const PHONE = { viewport: { width: 320, height: 640 }, locale: 'ko-KR' }

describe('linking in a browser', () => {
  let browser: Browser
  let site: Site
  let context: BrowserContext
  let page: Page
  /** Every address that was asked for: none may hold what was typed. */
  let asked: string[]
  let users = 0

  before(async function () {
    if (!existsSync(CHROMIUM)) {
      process.stdout.write(`    (skipped: there is no ${CHROMIUM})\n`)
      this.skip()
    }
    this.timeout(30_000)
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    site = await openSite({ kakao: 'https://pf.kakao.com/_sonmoa/chat' })
  })
  after(async () => {
    await browser?.close()
    await site?.close()
  })
  beforeEach(async () => {
    site.clock.set(NOW)
    await site.query('DELETE FROM allowances')
    await site.query('DELETE FROM notices')
    await openContext()
  })
  afterEach(async () => {
    for (const url of asked) expect(decodeURIComponent(url)).to.not.match(/김하늘|20?10.?03|1234.?5678|[A-Za-z0-9]{43}/)
    expect(await page.evaluate(TOO_SMALL)).to.deep.equal([])
    expect(await page.evaluate(TOO_WIDE)).to.equal(0)
    await context.close()
  })

  async function openContext(options: { javaScriptEnabled?: boolean } = {}) {
    await context?.close()
    context = await browser.newContext({ ...PHONE, ...options })
    context.setDefaultTimeout(6_000)
    page = await context.newPage()
    asked = []
    context.on('request', request => asked.push(request.url().replace(/#.*/, '')))
  }
  const user = () => `browser-${++users}`
  const press = (name: string, where = page) => where.getByRole('button', { name, exact: true }).click()
  const heading = (text: string, where = page) => where.getByRole('heading', { name: text }).waitFor()
  async function fill(values: Record<string, string>, where = page) {
    for (const [label, value] of Object.entries(values)) await where.getByLabel(label, { exact: true }).fill(value)
  }
  async function askForCode(where = page) {
    await fill(PERSON, where)
    await where.getByLabel(CONSENT, { exact: true }).check()
    await press('인증번호 받기', where)
    await heading('인증번호 넣기', where)
  }
  async function finish(where = page) {
    await fill({ 인증번호: await site.lastCode() }, where)
    await press('확인', where)
    await heading('연결되었습니다', where)
  }
  const focused = () => page.evaluate('document.activeElement.id')

  it('goes from the form over a mistake and a wrong code to 연결되었습니다 and back into the chat', async () => {
    const { token, number } = await site.linking('kakao', user())
    await page.goto(`${site.url}/link#${token}`)
    await page.getByText('카카오톡 채팅방을 연결해요').waitFor()
    expect(await page.locator('#about-number').textContent()).to.equal(number)
    expect(await page.getByLabel('연결 코드').isVisible()).to.equal(false)
    await fill({ ...PERSON, '휴대전화 번호': 'O10-1234-5678' })
    await press('인증번호 받기')
    await page.getByText('글자 O는 숫자 0이 아니에요').waitFor()
    expect(await focused()).to.equal('phone')
    expect(await page.getByLabel('이름', { exact: true }).inputValue()).to.equal('김하늘')
    expect(await page.getByLabel('휴대전화 번호').getAttribute('aria-invalid')).to.equal('true')
    await askForCode()
    expect(await focused()).to.equal('code')
    expect(await page.locator('main').textContent())
      .to.include('2/2')
      .and.include(`카카오톡 ${number}번 채팅방에 김*늘님으로 연결해요`)
      .and.include('010-****-5678')
    const code = await site.lastCode()
    await fill({ 인증번호: code === '111111' ? '222222' : '111111' })
    await press('확인')
    await page.getByText('받은 번호와 달라요').waitFor()
    expect(await focused()).to.equal('code')
    await site.query('DELETE FROM notices')
    await press('인증번호 다시 받기')
    await page.getByText('인증번호를 다시 보냈어요').waitFor()
    await fill({ 인증번호: `[Web발신]\n[손모아] 인증번호 ${await site.lastCode()} (카카오톡 연결)` })
    await press('확인')
    await heading('연결되었습니다')
    const back = page.getByRole('link', { name: '카카오톡으로 돌아가기' })
    expect(await back.getAttribute('href')).to.equal('https://pf.kakao.com/_sonmoa/chat')
  })

  it('writes the dashes while a phone and a birth date are typed, and leaves other forms alone', async () => {
    await page.goto(`${site.url}/link#${await site.linkToken('kakao', user())}`)
    const typed = async (label: string, text: string) => {
      const input = page.getByLabel(label, { exact: true })
      await input.fill('')
      await input.pressSequentially(text)
      return input.inputValue()
    }
    expect(await typed('휴대전화 번호', '01012345678')).to.equal('010-1234-5678')
    expect(await typed('휴대전화 번호', '0111234567')).to.equal('011-123-4567')
    expect(await typed('휴대전화 번호', '+82 10 1234 5678')).to.equal('+82 10 1234 5678')
    expect(await typed('생년월일', '20100301')).to.equal('2010-03-01')
    expect(await typed('생년월일', '100301')).to.equal('100301')
  })

  it('loses nothing by a reload, by closing the browser of the messenger, nor by opening the link elsewhere', async () => {
    const { token } = await site.linking('talktalk', user())
    await page.goto(`${site.url}/link#${token}`)
    await askForCode()
    await page.reload()
    await heading('인증번호 넣기')
    await page.close()
    page = await context.newPage()
    await page.goto(`${site.url}/link#${token}`)
    await heading('인증번호 넣기')
    expect(await page.locator('main').textContent()).to.include('김*늘님')
    const elsewhere = await browser.newContext(PHONE)
    const other = await elsewhere.newPage()
    await other.goto(`${site.url}/link#${token}`)
    await heading('인증번호 넣기', other)
    expect(await other.locator('main').textContent(), 'somebody else may hold the link').to.not.match(/김\*늘|5678/)
    await elsewhere.close()
    await finish()
    expect(await page.locator('main').textContent()).to.include('채팅방으로 돌아가면')
  })

  it('takes the code that the browser read out of the SMS by itself', async () => {
    await page.addInitScript(`
      window.OTPCredential = class {}
      navigator.credentials.get = asked => new Promise(told => { window.asked = asked; window.tell = code => told({ code }) })`)
    await page.goto(`${site.url}/link#${await site.linkToken('kakao', user())}`)
    await askForCode()
    await page.waitForFunction('window.asked')
    expect(await page.evaluate('window.asked.otp.transport')).to.deep.equal(['sms'])
    await page.evaluate(`window.tell('${await site.lastCode()}')`)
    await heading('연결되었습니다')
  })

  it('leads on when one goes back after linking', async () => {
    await page.goto(`${site.url}/link#${await site.linkToken('kakao', user())}`)
    await askForCode()
    await finish()
    for (let step = 0; step < 2; step++) {
      await page.goBack()
      await heading('연결되었습니다')
    }
  })

  for (const [what, age, why] of [
    ['expired', 31 * 60_000, '링크를 새로 받아 주세요'],
    ['unknown', 0, '링크를 새로 받아 주세요'],
    ['spent', 0, '이미 쓴 링크예요'],
  ] as const) {
    it(`says of ${what === 'spent' ? 'a' : 'an'} ${what} link at once that it leads nowhere, and how to go on`, async () => {
      const { token } = await site.linking('kakao', user())
      if (what === 'spent') await site.query('UPDATE tokens SET spent_at = $1 WHERE spent_at IS NULL', [NOW])
      site.clock.set(new Date(NOW.getTime() + age))
      await page.goto(`${site.url}/link#${what === 'unknown' ? 'x'.repeat(43) : token}`)
      await heading(why)
      expect(await page.locator('main').textContent()).to.include('연결하기’라고 보내')
      expect(await page.getByRole('button', { name: '인증번호 받기' }).count()).to.equal(0)
    })
  }

  it('takes a new link in the same tab, after a dead one and in the middle of the first step', async () => {
    await page.goto(`${site.url}/link#${'x'.repeat(43)}`)
    await heading('링크를 새로 받아 주세요')
    for (let link = 0; link < 2; link++) {
      const { token, number } = await site.linking('kakao', user())
      await page.evaluate(`location.hash = '${token}'`)
      await page.locator('#about-number').filter({ hasText: number }).waitFor()
    }
    await askForCode()
    await finish()
    const [linked] = await site.query(
      'SELECT FROM messenger_accounts WHERE user_key = $1 AND volunteer_id IS NOT NULL',
      [`browser-${users}`],
    )
    expect(linked).to.not.equal(undefined)
  })

  it('stops a link that is not one’s own, for everybody', async () => {
    const { token } = await site.linking('kakao', user())
    await page.goto(`${site.url}/link#${token}`)
    await page.getByText('카카오톡 채팅방을 연결해요').waitFor()
    await press('숫자가 달라요')
    await heading('연결을 멈췄어요')
    const session = site.services.linking.open(token)
    expect(await site.run(tx => site.services.linking.look(tx, session))).to.include({ step: 'closed', why: 'stopped' })
  })

  it('refuses another year after one under 14, also after a reload', async () => {
    const { token } = await site.linking('kakao', user())
    await page.goto(`${site.url}/link#${token}`)
    await fill({ ...PERSON, 생년월일: '2014-03-01' })
    await page.getByLabel(CONSENT, { exact: true }).check()
    await press('인증번호 받기')
    await heading('아직은 연결할 수 없어요')
    await page.goto(`${site.url}/link#${token}`)
    await heading('아직은 연결할 수 없어요')
  })

  for (const [what, block] of [
    ['blocked', 'abort'],
    ['late', 'late'],
  ] as const) {
    it(`works when the script’s file is ${what}`, async () => {
      await page.route('**/*.js', route =>
        block === 'abort'
          ? route.abort()
          : new Promise(() => setTimeout(() => route.continue().catch(() => undefined), 20_000)),
      )
      await page.goto(`${site.url}/link#${await site.linkToken('kakao', user())}`, { waitUntil: 'commit' })
      await askForCode()
      await finish()
    })
  }

  it('works without any script, by the code that stands in the chat', async () => {
    await openContext({ javaScriptEnabled: false })
    const { token, pairing, number } = await site.linking('kakao', user())
    await page.goto(`${site.url}/link#${token}`)
    await fill(PERSON)
    await page.getByLabel(CONSENT, { exact: true }).check()
    await press('인증번호 받기')
    await page.getByText('연결 코드를 읽지 못했어요').waitFor()
    expect(page.url()).to.equal(`${site.url}/link/code`)
    await page.goto(`${site.url}/link/code`)
    await fill({ '연결 코드': pairing })
    await askForCode()
    expect(page.url()).to.equal(`${site.url}/link`)
    expect(await page.locator('#about-number').textContent()).to.equal(number)
    await press('입력한 내용 고치기')
    await site.query('DELETE FROM notices')
    expect(await page.getByLabel('이름', { exact: true }).inputValue()).to.equal('김하늘')
    await press('인증번호 받기')
    await heading('인증번호 넣기')
    await page.reload()
    await finish()
    await page.reload()
    await heading('연결되었습니다')
  })

  it('takes a whole link that was pasted for the code', async () => {
    await openContext({ javaScriptEnabled: false })
    await page.goto(`${site.url}/link`)
    await fill({ '연결 코드': `https://sonmoa.example/link#${await site.linkToken('kakao', user())}` })
    await askForCode()
    await finish()
  })

  it('enters without script by the link that was pasted, and leads on when one goes back', async () => {
    const volunteer = await site.addVolunteer()
    for (const javaScriptEnabled of [true, false]) {
      await openContext({ javaScriptEnabled })
      const token = await site.entryToken(volunteer.id, 'hours')
      await page.goto(`${site.url}/enter#${token}`)
      const pasted = page.getByLabel('받은 링크')
      expect(await pasted.isVisible()).to.equal(!javaScriptEnabled)
      const link = `${site.url}/enter#${token}`
      if (!javaScriptEnabled) await pasted.fill(link)
      await press('들어가기')
      await page.waitForURL(`${site.url}/my#hours`)
      await page.goBack()
      if (!javaScriptEnabled) await pasted.fill(link)
      await press('들어가기')
      await page.waitForURL(`${site.url}/my#hours`)
    }
    const stranger = await browser.newContext(PHONE)
    const other = await stranger.newPage()
    const token = await site.entryToken(volunteer.id, 'check')
    await page.goto(`${site.url}/enter`)
    await page.getByLabel('받은 링크').fill(token)
    await press('들어가기')
    await other.goto(`${site.url}/enter#${token}`)
    await press('들어가기', other)
    await heading('이 링크는 이미 썼거나 시간이 지났어요', other)
    await stranger.close()
  })
})
