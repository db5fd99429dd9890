/** Who comes by no link of ours: the first page, and pages for people where programs get JSON. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import express, { type ErrorRequestHandler } from 'express'
import { AppError } from '../../src/platform/errors.js'
import { toAppError } from '../../src/platform/http.js'
import { createSite, createSiteFailures } from '../../src/web/site.js'
import { readViews } from '../../src/web/views.js'
import { silentLog } from '../support/database.js'

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

const asJson: ErrorRequestHandler = (error, _req, res, _next) => {
  const failure = toAppError(error)
  res.status(failure.status).json(failure.toBody())
}

describe('the site', () => {
  let server: Server
  let url: string

  before(async () => {
    const views = readViews({
      operator: { name: '푸른도시 청소년재단', contact: '031-000-0000' },
      kakaoUrl: 'https://pf.kakao.com/_sonmoa',
      talktalkUrl: 'https://talk.naver.com/sonmoa',
      simulatorUrl: undefined,
    })
    server = express()
      .get('/broken', () => {
        throw new Error('something unforeseen')
      })
      .use(createSite({ views, secure: false }))
      .use(() => {
        throw new AppError('not-found', 'There is nothing here')
      })
      .use(createSiteFailures({ views, log: silentLog, secure: false }), asJson)
      .listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(() => server.close())

  const get = async (path: string, accept?: string) => {
    const answer = await fetch(url + path, { headers: accept ? { accept } : {}, redirect: 'manual' })
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', body: await answer.text(), answer }
  }

  it('says on its first page what this is, opens the chats and names who runs it', async () => {
    const { status, body, answer } = await get('/', BROWSER)
    expect(status).to.equal(200)
    expect(body)
      .to.include('채팅으로 찾고 신청해요')
      .and.include('href="https://pf.kakao.com/_sonmoa"')
      .and.include('href="https://talk.naver.com/sonmoa"')
      .and.include('푸른도시 청소년재단')
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
