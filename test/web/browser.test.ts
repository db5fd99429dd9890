/** The volunteer's pages in a real browser, on a phone's screen. */
import { existsSync } from 'node:fs'
import { expect } from 'chai'
import { type Browser, chromium, type Page } from 'playwright-core'
import { NOW, openSite, type Site } from './site.js'

const CHROMIUM = '/usr/bin/chromium'

/** What can be pressed, is shown and is less than 44 pixels high. */
const TOO_SMALL = `
  [...document.querySelectorAll('button, .button, input:not([type=checkbox]):not([type=hidden]), .check label')]
    .map(found => ({ text: found.textContent, height: found.getBoundingClientRect().height }))
    .filter(({ height }) => height > 0 && height < 44)`
const TOO_WIDE = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

describe('the pages in a browser', () => {
  let browser: Browser
  let site: Site
  let page: Page
  let faults: string[]

  before(async function () {
    if (!existsSync(CHROMIUM)) {
      process.stdout.write(`    (skipped: there is no ${CHROMIUM})\n`)
      this.skip()
    }
    this.timeout(30_000)
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    site = await openSite()
  })
  after(async () => {
    await browser?.close()
    await site?.close()
  })

  beforeEach(async () => {
    site.clock.set(NOW)
    page = await browser.newPage({ viewport: { width: 360, height: 740 }, locale: 'ko-KR' })
    faults = []
    page.on('pageerror', error => faults.push(error.message))
    // A refused call shows up as a failed resource; a breach of the content security policy must not.
    page.on('console', message => {
      if (message.type() === 'error' && !message.text().includes('the server responded with'))
        faults.push(message.text())
    })
  })
  afterEach(async () => {
    expect(faults).to.deep.equal([])
    expect(await page.evaluate(TOO_SMALL)).to.deep.equal([])
    expect(await page.evaluate(TOO_WIDE)).to.equal(0)
    await page.close()
  })

  it('leads from a notice to cancelling and back', async () => {
    const volunteer = await site.addVolunteer()
    const { id } = await site.apply(volunteer.id, (await site.addProgram()).id)
    await page.goto(`${site.url}/enter#${await site.entryToken(volunteer.id, 'cancel', id)}`)
    await page.getByRole('button', { name: '들어가기' }).click()
    await page.getByRole('button', { name: '취소하기' }).click()
    expect(await page.locator('.message:focus').textContent()).to.include('10분 안에 되돌릴 수 있어요')
    expect(page.url()).to.equal(`${site.url}/my`)
    await page.getByRole('button', { name: '되돌리기' }).click()
    expect(await page.locator('.message:focus').textContent()).to.include('되돌렸어요')
    expect(await page.locator('.state').textContent()).to.equal('승인되었어요')
    await page.getByRole('button', { name: '취소', exact: false }).first().click()
    await page.getByText('이 신청을 취소할까요?').waitFor()
    await page.getByRole('link', { name: '그대로 두기' }).click()
    await page.getByRole('button', { name: '나가기' }).click()
    await page.getByText('안전하게 나왔어요').waitFor()
  })

  it('has the font and the policy', async () => {
    await page.goto(`${site.url}/privacy`)
    expect(await page.locator('h1').textContent()).to.equal('개인정보 처리방침')
    expect(
      await page.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('17px \"Noto Sans KR Variable\"', '가'))",
      ),
    ).to.equal(true)
  })
})
