/** The simulator's page in a real browser: what it sends, what it draws, and that anybody can use it. */

import { existsSync } from 'node:fs'
import { expect } from 'chai'
import { type Browser, chromium, type Page } from 'playwright-core'
import { readKakao } from '../../src/messengers/kakao/request.js'
import { createSolapiClient } from '../../src/messengers/solapi/client.js'
import { createAlimTalk, createTextMessage } from '../../src/messengers/solapi/message.js'
import { createTalkTalkClient } from '../../src/messengers/talktalk/client.js'
import { readTalkTalk } from '../../src/messengers/talktalk/event.js'
import { systemClock } from '../../src/platform/clock.js'
import { faultsOf } from '../support/axe.js'
import { KAKAO, TALKTALK } from './answers.js'
import { type Desk, openDesk, type Taken } from './desk.js'

const CHROMIUM = '/usr/bin/chromium'
const SIZES = [
  { width: 1280, height: 900 },
  { width: 360, height: 740 },
  { width: 320, height: 568 },
]

/** What can be pressed, is shown and is less than 44 pixels high. */
const TOO_SMALL = `
  [...document.querySelectorAll('button, summary, .card__button, .mail__button, a.item, input')]
    .map(found => ({ text: found.textContent, height: found.getBoundingClientRect().height }))
    .filter(({ height }) => height > 0 && height < 44)`

/** What of the bar runs out of its own box, and so lies under its neighbour. */
const OVER_THE_EDGE = `
  [...document.querySelectorAll('.bar, .bar > *, .bar > * > *')]
    .filter(found => getComputedStyle(found).overflow === 'visible' && found.scrollWidth > found.clientWidth && found.clientWidth > 0)
    .map(found => found.className)`

describe("the simulator's page", () => {
  let browser: Browser
  let desk: Desk
  let page: Page
  let faults: string[]

  before(async function () {
    if (!existsSync(CHROMIUM)) {
      process.stdout.write(`    (skipped: there is no ${CHROMIUM})\n`)
      this.skip()
    }
    this.timeout(30_000)
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  })
  after(() => browser?.close())

  beforeEach(async () => {
    desk = await openDesk({ answer: call => answerTo(call, desk.url) })
    page = await browser.newPage({ viewport: SIZES[0]!, locale: 'ko-KR' })
    faults = []
    page.on('pageerror', error => faults.push(error.message))
    page.on('console', message => {
      if (message.type() === 'error' && !message.text().includes('/assets/font/')) faults.push(message.text())
    })
    await page.goto(`${desk.url}/simulator`)
    await page.getByRole('button', { name: '이번 주말 수원 봉사 신청할래' }).waitFor()
  })
  afterEach(async () => {
    await page.close()
    await desk.close()
    expect(faults).to.deep.equal([])
  })

  const say = async (text: string) => {
    await page.getByRole('textbox', { name: '메시지' }).fill(text)
    await page.keyboard.press('Enter')
  }
  const lastCall = () => desk.taken.at(-1)!
  const open = (name: string) => page.getByRole('tab', { name }).click()

  it('sends Kakao a whole skill call of one person, each with a request id of its own', async () => {
    await page.getByRole('button', { name: '이번 주말 수원 봉사 신청할래' }).click()
    await page.getByText('들은 말: 이번 주말 수원 봉사 신청할래').waitFor()
    await say('안녕')
    await page.getByText('들은 말: 안녕').waitFor()
    const [first, second] = desk.taken.map(({ body }) => readKakao(body))
    expect(first).to.deep.include({ ok: true })
    const users = [first, second].map(reading => reading?.ok && reading.call.user)
    expect(users[0])
      .to.match(/^[0-9a-f]{66}$/)
      .and.to.equal(users[1])
    const ids = desk.taken.map(({ headers }) => headers['x-request-id'])
    expect(new Set(ids).size).to.equal(2)
  })

  it('sends what a pressed thing says with its extra, and takes the quick replies away', async () => {
    await say('목록')
    await page.getByRole('button', { name: /^2\. 어린이자료실/ }).click()
    await page.getByText('들은 말: 2. 어린이자료실 책 정리').waitFor()
    expect(lastCall().body.action).to.deep.include({ clientExtra: { value: 'pick:2' } })
    expect(await page.getByRole('button', { name: '토요일만' }).count()).to.equal(0)
    await say('목록')
    await page.getByRole('button', { name: '토요일만' }).click()
    await page.getByText('들은 말: 토요일만').waitFor()
    expect(lastCall().body.action).to.deep.include({ clientExtra: { value: 'chip:토요일만' } })
  })

  it('draws every component of Kakao', async () => {
    for (const asked of Object.keys(KAKAO)) await say(asked)
    const chat = page.locator('#kakao')
    for (const shown of [
      '이번 주말 · 경기도 수원시',
      '수원천 남수문 앞',
      '이 활동을 신청할까요?',
      '30% 7,000원',
      '아직 없는 말풍선',
    ])
      await chat.getByText(shown, { exact: false }).first().waitFor()
    expect(await chat.getByRole('img', { name: '산이 보이는 공원' }).count()).to.equal(1)
    expect(await chat.getByRole('link', { name: /포털에서 보기/ }).getAttribute('href')).to.equal(
      'https://example.com/list',
    )
    expect(await chat.getByRole('link', { name: '기관에 전화' }).getAttribute('href')).to.equal('tel:031-000-0000')
    expect(await chat.locator('.carousel__track > li').count()).to.equal(6)
    await chat.getByRole('button', { name: '전체 보기' }).click()
    expect(await chat.getByRole('link', { name: /example\.com\/a/ }).getAttribute('href')).to.equal(
      'https://example.com/a?b=1',
    )
  })

  it('opens the TalkTalk chat once and sends typed words, codes, a sticker and a picture', async () => {
    await open('네이버 톡톡')
    await page.getByText('안녕하세요, 손모아예요.').waitFor()
    await page.getByRole('button', { name: '활동 찾기' }).click()
    await page.getByRole('button', { name: '스티커' }).click()
    await page.getByRole('button', { name: '사진' }).click()
    await open('카카오톡')
    await open('네이버 톡톡')
    await say('안녕')
    await page.locator('#talktalk .theirs').nth(4).waitFor()
    const events = desk.taken.map(({ body }) => readTalkTalk(body))
    expect(events.map(reading => reading.ok && reading.event.kind)).to.deep.equal([
      'open',
      'say',
      'sticker',
      'image',
      'say',
    ])
    expect(desk.taken[1]?.body.textContent).to.deep.equal({ text: '활동 찾기', code: 'search', inputType: 'button' })
  })

  it('draws composites, options and pickers of TalkTalk, and sends what was picked', async () => {
    await open('네이버 톡톡')
    await say('목록')
    await page.getByRole('button', { name: '2번 보기' }).waitFor()
    await say('고르기')
    await page.getByText('더 고르기').click()
    await page.getByRole('button', { name: '평일' }).waitFor()
    await page.getByText('날짜 고르기').click()
    await page.locator('input[type=date]').fill('2026-11-28')
    await page.locator('.option[open]', { hasText: '날짜 고르기' }).getByRole('button', { name: '고르기' }).click()
    await page.locator('#talktalk .theirs').nth(3).waitFor()
    expect(lastCall().body.textContent).to.deep.equal({ text: '20261128', code: 'day', inputType: 'calendar' })
  })

  it('shows what comes to this person by the TalkTalk send API, and nothing of others', async () => {
    await open('네이버 톡톡')
    await page.getByText('안녕하세요, 손모아예요.').waitFor()
    const client = createTalkTalkClient({
      apiUrl: `${desk.url}/simulator/talktalk-api`,
      authorization: 'k',
      timeoutMs: 2000,
    })
    const user = String(desk.taken[0]?.body.user)
    await client.typingOn(user)
    await page.locator('#talktalk .typing').waitFor()
    await client.send('somebody-else', { event: 'send', textContent: { text: '남의 말' } })
    await client.send(user, { event: 'send', textContent: { text: '연결되었어요.' } })
    await page.getByText('연결되었어요.').waitFor()
    expect(await page.getByText('남의 말').count()).to.equal(0)
    expect(await page.locator('#talktalk .typing').count()).to.equal(0)
  })

  it('shows AlimTalk and text messages on the phone, the newest on top, with the code large and buttons that open', async () => {
    await sendTo(desk)
    await page.getByRole('link', { name: /신청 확인/ }).waitFor()
    expect(await page.locator('.mail').first().textContent()).to.contain('알림톡')
    expect(await page.locator('.mail__code strong').textContent()).to.equal('482913')
    const opened = page.context().waitForEvent('page')
    await page.getByRole('link', { name: /신청 확인/ }).click()
    expect((await opened).url()).to.contain('/assets/icon.svg#token')
    await page.reload()
    await page.locator('.mail').nth(1).waitFor()
  })

  it('says so when the webhook fails, and shows the developer the call and its answer', async () => {
    await say('고장')
    await page.getByText('챗봇이 답하지 못했어요.').waitFor()
    faults.splice(0)
    await page.getByText('개발자: 마지막 요청과 응답').click()
    expect(await page.locator('#inspector-line').textContent()).to.match(
      /^HTTP 500 · \d+ms · x-turn: test\/step\/asked$/,
    )
    expect(await page.getByLabel('마지막 요청').inputValue()).to.contain('"utterance": "고장"')
  })

  it('keeps both talks over a reload, ready to be gone on with', async () => {
    await say('목록')
    await page.getByRole('button', { name: '토요일만' }).waitFor()
    await open('네이버 톡톡')
    await say('안녕')
    await page.getByText('들었어요.').waitFor()
    const calls = desk.taken.length
    await page.reload()
    await page.getByRole('button', { name: '토요일만' }).click()
    await page.getByText('들은 말: 토요일만').waitFor()
    await open('네이버 톡톡')
    await page.locator('#talktalk').getByText('들었어요.').waitFor()
    expect(desk.taken.length).to.equal(calls + 1)
  })

  it('closes what stands open with Escape, and gives the keys back to what opened it', async () => {
    await page.getByText('서비스 시각').click()
    await page.getByLabel(/날짜와 시각/).focus()
    await page.keyboard.press('Escape')
    expect(await page.locator('.menu').getAttribute('open')).to.equal(null)
    expect(await page.evaluate('document.activeElement.className')).to.equal('menu__open')
  })

  it('says in Korean that the service cannot be reached, and when it can again', async () => {
    await page.context().setOffline(true)
    await say('안녕')
    await page.getByText('서비스에 연결되지 않아서 보내지 못했어요.').waitFor()
    await page.getByText('서비스에 연결되지 않아요.', { exact: false }).first().waitFor()
    faults.splice(0)
    await page.context().setOffline(false)
    await page.getByText('다시 연결됐어요.').waitFor({ timeout: 10_000 })
    faults.splice(0)
  })

  it('is a second device on a narrow screen', async () => {
    await page.setViewportSize({ width: 390, height: 740 })
    expect(await page.locator('#phone').isVisible()).to.equal(false)
    await sendTo(desk)
    await page.getByRole('button', { name: /휴대전화 2/ }).click()
    await page.locator('.mail').first().waitFor()
    expect(await page.locator('#kakao').isVisible()).to.equal(false)
    await page.getByRole('button', { name: '채팅', exact: true }).click()
    expect(await page.locator('#kakao').isVisible()).to.equal(true)
  })

  it('leaves the phone of the person before to them', async () => {
    await sendTo(desk)
    await page.locator('.mail').nth(1).waitFor()
    const reloaded = page.waitForEvent('load')
    await page.getByRole('button', { name: '처음 온 사람으로 다시 시작' }).click()
    await reloaded
    await page.getByText('아직 온 메시지가 없어요.').waitFor()
    expect(await page.locator('.mail').count()).to.equal(0)
  })

  for (const colorScheme of ['light', 'dark'] as const)
    it(`has nothing that axe finds wrong, ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme })
      await sendTo(desk)
      for (const asked of ['목록', '안녕']) await say(asked)
      await page.getByText('들은 말: 안녕').waitFor()
      expect(await faultsOf(page)).to.deep.equal([])
      await open('네이버 톡톡')
      await say('목록')
      await page.getByRole('button', { name: '2번 보기' }).waitFor()
      expect(await faultsOf(page)).to.deep.equal([])
    })

  it('starts again as somebody new', async () => {
    const ids = () =>
      page.evaluate<string[]>("['kakao', 'talktalk'].map(name => localStorage.getItem('simulator.' + name))")
    const [kakao, talktalk] = await ids()
    expect(talktalk).to.match(/^[\w-]{22}$/)
    await page.reload()
    expect(await ids()).to.deep.equal([kakao, talktalk])
    const reloaded = page.waitForEvent('load')
    await page.getByRole('button', { name: '처음 온 사람으로 다시 시작' }).click()
    await reloaded
    await page.getByText('아래 말을 누르거나').first().waitFor()
    const [newKakao, newTalktalk] = await ids()
    expect(newKakao).not.to.equal(kakao)
    expect(newTalktalk).not.to.equal(talktalk)
  })

  it("shows the service's clock and sets it", async () => {
    await page.getByText('서비스 시각').click()
    await page.getByLabel(/날짜와 시각/).fill('2026-12-24T18:00')
    await page.getByRole('button', { name: '이 시각으로' }).click()
    await page.getByText('서비스의 시각을 바꿨어요.').waitFor()
    expect(desk.clock.now().toISOString()).to.match(/^2026-12-24T09:00/)
    expect(await page.locator('#clock-now').textContent()).to.contain('12월 24일')
    await page.getByRole('button', { name: '지금으로' }).click()
    await page.getByText('지금 시각으로 돌아왔어요.').waitFor()
    expect(Math.abs(+desk.clock.now() - Date.now())).to.be.below(2000)
  })

  it('works with the keys alone', async () => {
    const focused = () => page.evaluate<string>('document.activeElement.textContent')
    await page.keyboard.type('목록')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '토요일만' }).waitFor()
    for (let presses = 0; presses < 20 && (await focused()) !== '일요일만'; presses += 1)
      await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await page.getByText('들은 말: 일요일만').waitFor()
    await page.getByRole('tab', { name: '카카오톡' }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.getByRole('tab', { name: '네이버 톡톡' }).getAttribute('aria-selected')).to.equal('true')
  })

  for (const size of SIZES)
    it(`fits ${size.width} pixels, with everything that can be pressed at least 44 pixels high`, async () => {
      await page.setViewportSize(size)
      await sendTo(desk)
      for (const asked of Object.keys(KAKAO)) await say(asked)
      await page.getByRole('button', { name: '전체 보기' }).waitFor()
      const beyond = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      const small = await page.evaluate(TOO_SMALL)
      const under = await page.evaluate(OVER_THE_EDGE)
      expect({ beyond, small, under }).to.deep.equal({ beyond: 0, small: [], under: [] })
      expect(await page.getByRole('button', { name: '보내기' }).isVisible()).to.equal(true)
      expect(await page.locator('#toast').isVisible()).to.equal(size.width < 800)
    })
})

function answerTo({ path, body }: Taken, base: string): object | undefined {
  if (path.endsWith('/kakao')) {
    const { utterance } = body.userRequest as { utterance: string }
    if (utterance === '고장') throw new Error('broken on purpose')
    const template = KAKAO[utterance]?.(base) ?? { outputs: [{ simpleText: { text: `들은 말: ${utterance}` } }] }
    return { version: '2.0', template }
  }
  const asked = (body.textContent as { text: string } | undefined)?.text ?? String(body.event)
  return { event: 'send', ...(TALKTALK[asked]?.(base) ?? { textContent: { text: '들었어요.' } }) }
}

/** A code by SMS, then a notice by AlimTalk. */
async function sendTo(desk: Desk): Promise<void> {
  const client = createSolapiClient({
    apiUrl: `${desk.url}/simulator/solapi`,
    apiKey: 'KEY',
    apiSecret: 'SECRET',
    clock: systemClock,
    timeoutMs: 2000,
  })
  const common = { to: '01000000001', from: '0310000000' }
  const buttons = [{ name: '신청 확인', url: `${desk.url}/assets/icon.svg#token` }]
  const group = await client.createGroup()
  if (!group.ok) throw new Error(group.code)
  await client.add(group.value, [
    createTextMessage({ ...common, id: '1', text: '[손모아] 인증번호는 482913이에요.' }),
    createAlimTalk({ ...common, id: '2', text: '신청했어요.', pfId: 'PF', templateId: 'applied', buttons }),
  ])
  await client.send(group.value)
}
