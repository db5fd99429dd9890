/** Who comes by no link of ours: the first page, and pages for people where programs get JSON. */
import { expect } from 'chai'
import { Router } from 'express'
import { OPERATOR, openSite, type Site } from './site.js'

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

describe('the site', () => {
  let site: Site
  before(async () => {
    const chats = { kakao: 'https://pf.kakao.com/_sonmoa', talktalk: 'https://talk.naver.com/sonmoa' }
    const broken = Router().get('/broken', () => {
      throw new Error('something unforeseen')
    })
    site = await openSite(chats, broken)
  })
  after(() => site.close())

  const get = async (path: string, accept?: string) => {
    const answer = await fetch(site.url + path, { headers: accept ? { accept } : {}, redirect: 'manual' })
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', body: await answer.text(), answer }
  }

  it('says on its first page what this is, opens the chats and names who runs it', async () => {
    const { status, body, answer } = await get('/', BROWSER)
    expect(status).to.equal(200)
    expect(body)
      .to.include('채팅으로 찾고 신청해요')
      .and.include('href="https://pf.kakao.com/_sonmoa"')
      .and.include('href="https://talk.naver.com/sonmoa"')
      .and.include(OPERATOR.name)
    expect(answer.headers.get('content-security-policy')).to.include("default-src 'none'")
  })

  for (const [path, status] of [
    ['/nowhere', 404],
    ['/certificates/x', 404],
    ['/certificates/%E0%A4%A', 400],
    ['/broken', 500],
  ] as const) {
    it(`answers ${path} to a person with a page that leads on, to a program with JSON`, async () => {
      const page = await get(path, BROWSER)
      expect(page.status).to.equal(status)
      expect(page.type).to.include('text/html')
      expect(page.body)
        .to.match(/<h1>[^<]*[가-힣]/)
        .and.include('href="/"')
      for (const accept of [undefined, '*/*', 'application/json']) {
        const json = await get(path, accept)
        expect(json.status).to.equal(status)
        expect(JSON.parse(json.body)).to.have.nested.property('error.code')
      }
    })
  }

  it('answers programs’ addresses with JSON, whoever asks', async () => {
    for (const path of ['/partner/v1/nothing', '/webhooks/nothing'])
      expect((await get(path, BROWSER)).type).to.include('application/json')
  })
})
