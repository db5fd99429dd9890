import { expect } from 'chai'
import { callJson, type JsonCall } from '../../src/platform/http-client.js'
import { createStandIn, type StandIn } from '../support/stand-in.js'

describe('an outgoing call in JSON', () => {
  let server: StandIn
  before(async () => {
    server = await createStandIn()
  })
  beforeEach(() => {
    server.received.length = 0
  })
  after(() => server.stop())
  const call = (parts: Partial<JsonCall> = {}) =>
    callJson({ url: server.url, headers: { authorization: 'key' }, timeoutMs: 2000, fetch, ...parts })

  it('sends its body as JSON and reads what comes back, whatever the status', async () => {
    for (const status of [200, 404, 500]) {
      server.answer(status, { got: status })
      expect(await call({ body: { name: '하천 줍기' } }))
        .to.include({ ok: true, status })
        .and.deep.include({ body: { got: status } })
    }
    const { method, headers, body } = server.received[0]!
    expect(method).to.equal('POST')
    expect(headers).to.include({ authorization: 'key', 'content-type': 'application/json;charset=UTF-8' })
    expect(body).to.deep.equal({ name: '하천 줍기' })
  })

  it('has neither body nor content type when it is given none', async () => {
    server.answer(200, {})
    await call({ method: 'GET' })
    const { method, headers, body } = server.received[0]!
    expect(method).to.equal('GET')
    expect(headers).not.to.have.any.keys('content-type', 'content-length')
    expect(body).to.equal(undefined)
  })

  it('has no body for what is not JSON', async () => {
    server.answer(200, '<html>')
    expect(await call()).to.include({ ok: true, status: 200, body: undefined })
  })

  it('hands on how long the other side asks to wait, and nothing where it names no seconds', async () => {
    const asked = async (value: string) => {
      const answered = await call({
        fetch: async () => new Response('{}', { status: 429, headers: { 'retry-after': value } }),
      })
      return answered.ok && answered.retryAfterMs
    }
    expect(await asked('3')).to.equal(3000)
    for (const value of ['0', '-1', 'Fri, 27 Nov 2026 12:00:00 GMT', ''])
      expect(await asked(value), value).to.equal(undefined)
  })

  it('follows no redirect: the key stays where it was meant to go', async () => {
    server.answer(302, '')
    expect(await call({ body: {} })).to.include({ ok: true, status: 302 })
    expect(server.received).to.have.length(1)
  })

  it('gives up in time, and tells when nobody is there', async () => {
    server.silence()
    expect(await call({ timeoutMs: 50 })).to.deep.equal({ ok: false, code: 'timeout' })
    expect(await call({ url: 'http://127.0.0.1:1/?key=secret' })).to.deep.equal({ ok: false, code: 'network' })
  })
})
