/** The console in a real browser: an invitation, signing in and reading a transcript, with the keyboard and on a phone's width. */
import { existsSync } from 'node:fs'
import { expect } from 'chai'
import { type Browser, chromium, type Page } from 'playwright-core'
import { NOW } from '../support/services.js'
import { type ConsoleSite, openConsoleSite, PASSWORD } from './console-site.js'

const CHROMIUM = '/usr/bin/chromium'
const PAGES = process.env.SCREENSHOTS

describe('the console in a browser', function () {
  this.timeout(60_000)
  let site: ConsoleSite
  let browser: Browser
  let page: Page
  const faults: string[] = []

  before(async function () {
    if (!existsSync(CHROMIUM)) {
      process.stdout.write(`  (left out: there is no ${CHROMIUM})\n`)
      this.skip()
    }
    site = await openConsoleSite()
    await talk(site)
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'ko-KR' })
    page.on('console', message => message.type() === 'error' && faults.push(message.text()))
    page.on('pageerror', error => faults.push(error.message))
  })
  after(async () => {
    await browser?.close()
    await site?.close()
  })

  /** Nothing sticks out sideways, on a desk and on a phone. */
  async function fits(name: string) {
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      const overhang = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect(overhang, `${name} at ${width}`).to.be.at.most(0)
      if (PAGES) await page.screenshot({ path: `${PAGES}/${name}-${width}.png`, fullPage: true })
    }
  }

  it('takes the invitation out of the address and sets the password', async () => {
    const token = await site.invite('reviewer@example.org', 'reviewer')
    await page.goto(`${site.url}/console/invite#${token}`)
    expect(page.url()).to.equal(`${site.url}/console/invite`)
    await page.getByLabel('비밀번호').fill(PASSWORD)
    await page.getByLabel('입력한 글자 보기').check()
    expect(await page.getByLabel('비밀번호').getAttribute('type')).to.equal('text')
    await fits('invite')
    await page.getByRole('button', { name: '정하기' }).click()
    await page.getByText('비밀번호를 정했어요').waitFor()
  })

  it('signs in with the keyboard alone', async () => {
    await page.goto(`${site.url}/console`)
    await fits('sign-in')
    await page.getByLabel('이메일').focus()
    await page.keyboard.type('reviewer@example.org')
    await page.keyboard.press('Tab')
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '대화', exact: true }).waitFor()
    await fits('conversations')
  })

  it('filters the list and opens a transcript', async () => {
    await page.getByLabel('의도').selectOption({ label: '신청' })
    await page.getByRole('button', { name: '찾기' }).click()
    expect(await page.locator('.conversations li').count()).to.equal(1)
    await page.getByRole('link', { name: '첫 번째 거 신청할래' }).press('Enter')
    await page.getByText('수원의 활동이에요').waitFor()
    expect(await page.getByText('수원의 활동이에요').isVisible()).to.equal(true)
    await fits('conversation')
  })

  it('signs out', async () => {
    await page.getByRole('button', { name: '로그아웃' }).click()
    await page.getByRole('button', { name: '로그인' }).waitFor()
  })

  it('broke none of its own rules on the way', () => {
    expect(faults).to.deep.equal([])
  })
})

async function talk(site: ConsoleSite) {
  const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
  const stranger = await site.addAccount('b', undefined, 'talktalk')
  await site.say(stranger, '웅앵웅 초키포키', {
    ...{ messenger: 'talktalk', at: at(-300), intent: 'oos', confidence: 0.21, band: 'reject', outcome: 'rejected' },
    answer: { replies: [{ kind: 'text', text: '잘 못 알아들었어요. 이런 걸 도와드릴 수 있어요.' }], choices: [] },
  })
  const id = await site.addAccount('a', '홍길동')
  await site.say(id, '이번 주말 수원에서 할 수 있는 봉사 있어? 친구랑 같이 가고 싶은데 토요일 오후면 더 좋겠어', {
    at: at(0),
    answer: {
      replies: [
        { kind: 'text', text: '토요일 오후 수원에서 할 수 있는 활동이에요.' },
        {
          kind: 'list',
          title: '수원의 활동이에요',
          items: [
            {
              title: '하천 쓰레기 줍기',
              text: '11월 28일(토) 14:00~17:00 · 수원천',
              choice: { label: '1', say: '1번' },
            },
            {
              title: '도서관 책 정리',
              text: '11월 28일(토) 13:00~16:00 · 중앙도서관',
              choice: { label: '2', say: '2번' },
            },
          ],
          buttons: [{ label: '더 보기', say: '더 보기' }],
        },
      ],
      choices: [
        { label: '다른 날', say: '다른 날' },
        { label: '처음으로', say: '처음으로' },
      ],
    },
  })
  await site.say(id, '첫 번째 거 신청할래', {
    ...{ at: at(1), intent: 'apply', confidence: 0.97, flow: 'apply', step: 'confirm' },
    answer: {
      replies: [
        {
          kind: 'card',
          title: '하천 쓰레기 줍기',
          text: '이 활동을 신청할까요?',
          facts: [
            { label: '때', value: '11월 28일(토) 14:00~17:00' },
            { label: '곳', value: '수원시 팔달구 수원천 화홍문 앞' },
          ],
          buttons: [
            { label: '네', say: '네' },
            { label: '아니요', say: '아니요' },
          ],
        },
      ],
      choices: [],
    },
  })
  await site.say(id, '음 글쎄', {
    ...{
      at: at(2),
      intent: 'deny',
      confidence: 0.31,
      band: 'reject',
      flow: 'apply',
      step: 'confirm',
      outcome: 'unsure',
    },
    answer: { replies: [{ kind: 'text', text: '신청할까요? 네 또는 아니요로 답해 주세요.' }], choices: [] },
  })
  await site.run(tx => site.services.agents.request(tx, id, '단체로 신청할 수 있는지 궁금해요'))
}
