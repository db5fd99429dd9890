/** Requests for a person as a queue that staff work through. */
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { RequestCursor } from '../../src/services/requests.js'
import { NOW } from '../support/services.js'
import { type ConsoleSite, createStaffBrowser, openConsoleSite } from './console-site.js'

const HOME = '/console/requests'
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const plain = (attribute: string) => attribute.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')

describe('the queue of requests', () => {
  let site: ConsoleSite
  let reviewer: ReturnType<typeof createStaffBrowser>
  beforeEach(async () => {
    site = await openConsoleSite()
    await site.addStaff('reviewer@example.org', 'reviewer')
    reviewer = createStaffBrowser(site)
    await reviewer.signIn('reviewer@example.org')
  })
  afterEach(() => site.close())

  /** As the talk does it: the request first, then the turn in which it is asked. */
  const ask = async (userKey: string, topic: string, at: Date, name?: string) => {
    const id = await site.addAccount(userKey, name)
    site.clock.set(at)
    await site.run(tx => site.services.agents.request(tx, id, topic))
    await site.say(id, topic, { at: site.clock.now(), flow: 'agent', step: 'topic', outcome: 'handed-over' })
    site.clock.set(later(120))
    return id
  }
  const topics = (body: string) => [...body.matchAll(/<p class="topic">([^<]*)<\/p>/g)].map(match => match[1])
  const press = async (label: string) => {
    const { body } = await reviewer.get(label === '끝냄' ? HOME : `${HOME}?state=done`)
    const action = new RegExp(`action="(${HOME}/[^"]+)"[\\s\\S]*?>${label}`).exec(body)![1]!
    return reviewer.submit(HOME, action, {})
  }

  it('shows who waits, the longest first, masked, with a link to that very turn', async () => {
    await ask('b', '두 번째 010-1234-5678', later(30))
    const id = await ask('a', '첫 번째', later(0), '홍길동')
    await site.say(id, '나중에 한 말', { at: later(60) })
    const { body } = await reviewer.get(HOME)
    expect(topics(body)).to.deep.equal(['첫 번째', '두 번째 [전화번호]'])
    expect(body).to.include('홍*동').and.include('2시간째').and.include('11월 23일(월) 10:00').and.not.include('홍길동')
    const href = plain(/href="(\/console\/conversations\/[^"]+)"/.exec(body)![1]!)
    const opened = await reviewer.get(href.split('#')[0]!)
    expect(opened.body).to.match(/class="turn looked"[\s\S]*?첫 번째/)
  })

  it('puts what is urgent before all others, across pages too', async () => {
    await ask('early', '먼저 온 것', later(0))
    const id = await site.addAccount('need')
    site.clock.set(later(30))
    await site.run(tx => site.services.agents.request(tx, id, '급한 것', { urgent: true }))
    await ask('late', '나중 것', later(60))
    const { body } = await reviewer.get(HOME)
    expect(topics(body)).to.deep.equal(['급한 것', '먼저 온 것', '나중 것'])
    expect(body.match(/급함/g)).to.have.lengthOf(1)
    const looker = { staffId: randomUUID(), address: '' }
    const page = (after?: RequestCursor) => site.run(tx => site.services.requests.list(tx, looker, 'open', after, 1))
    const { requests } = await page()
    const second = await page({ at: requests[0]!.createdAt, id: requests[0]!.id, urgent: true })
    const third = await page({ at: second.requests[0]!.createdAt, id: second.requests[0]!.id, urgent: false })
    expect([...requests, ...second.requests, ...third.requests].map(({ topic }) => topic)).to.deep.equal(topics(body))
  })

  it('says what was asked when nobody was there', async () => {
    await ask('night', '밤에 물어봐요', new Date('2026-11-22T23:00:00+09:00'))
    await ask('day', '낮에 물어봐요', later(1))
    expect((await reviewer.get(HOME)).body.match(/상담 시간 밖/g)).to.have.lengthOf(1)
  })

  it('ends a request with who and when, counts what is left, and takes it back', async () => {
    await ask('a', '첫 번째', later(0))
    await ask('b', '두 번째', later(1))
    expect((await reviewer.get(HOME)).body).to.match(/상담 요청 <span class="count">2<\/span>/)
    expect((await press('끝냄')).location).to.equal(`${HOME}?said=done`)
    const open = (await reviewer.get(HOME)).body
    expect(topics(open)).to.deep.equal(['두 번째'])
    expect(open).to.match(/상담 요청 <span class="count">1<\/span>/)
    const done = (await reviewer.get(`${HOME}?state=done`)).body
    expect(topics(done)).to.deep.equal(['첫 번째'])
    expect(done).to.include('11월 23일(월) 12:00에 reviewer@example.org 님이 끝냄')
    expect((await press('다시 열기')).location).to.equal(`${HOME}?said=reopened&state=done`)
    expect(topics((await reviewer.get(HOME)).body)).to.deep.equal(['첫 번째', '두 번째'])
  })

  it('is ended by one only', async () => {
    await ask('a', '첫 번째', later(0))
    const { body } = await reviewer.get(HOME)
    const action = new RegExp(`action="(${HOME}/[^"]+/done)"`).exec(body)![1]!
    const answers = await Promise.all([1, 2, 3].map(() => reviewer.submit(HOME, action, {})))
    expect(answers.map(({ location }) => location).sort()).to.deep.equal(
      ['already', 'already', 'done'].map(said => `${HOME}?said=${said}`),
    )
    expect((await reviewer.get(`${HOME}?said=already`)).body).to.include('다른 사람이 먼저 처리했어요')
    expect((await reviewer.submit(HOME, `${HOME}/${randomUUID()}/done`, {})).location).to.match(/said=already/)
    expect((await reviewer.submit(HOME, `${HOME}/abc/done`, {})).status).to.equal(404)
  })

  it('goes on page by page, and nobody is passed over while others are ended', async () => {
    for (let n = 0; n < 65; n++) await ask(`many-${n}`, `물음 ${n}`, later(n / 10))
    const seen: (string | undefined)[] = []
    for (let path: string | undefined = HOME; path; ) {
      const { body }: { body: string } = await reviewer.get(path)
      seen.push(...topics(body))
      const next: string | undefined = /class="button" href="([^"]+)"/.exec(body)?.[1]
      path = next && plain(next)
      await press('끝냄')
    }
    expect(seen).to.deep.equal(Array.from({ length: 65 }, (_, n) => `물음 ${n}`))
  })

  it('refuses what is no part of it', async () => {
    for (const query of ['state=all', 'after=x', 'after=%00', 'state=open&state=done'])
      expect((await reviewer.get(`${HOME}?${query}`)).status, query).to.equal(400)
  })

  it('notes who looked and who ended what', async () => {
    const id = await ask('a', '첫 번째', later(0), '홍길동')
    await press('끝냄')
    await press('다시 열기')
    const looks = (await site.looks()).filter(({ action }) => action.startsWith('request'))
    expect(looks.map(({ action }) => action)).to.include.members(['requests', 'request-done', 'request-reopened'])
    for (const { action, account_ids } of looks) if (action !== 'requests') expect(account_ids).to.deep.equal([id])
    expect(looks[0]!.volunteer_ids).to.have.lengthOf(1)
  })
})
