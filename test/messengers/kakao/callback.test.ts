/** Kakao's callback against a stand-in. */
import { expect } from 'chai'
import { createKakaoCallbacks } from '../../../src/messengers/kakao/callback.js'
import { createStandIn, type StandIn } from '../../support/stand-in.js'

const response = { version: '2.0' as const, template: { outputs: [{ simpleText: { text: '찾았어요' } }] } }

describe('Kakao’s callback', () => {
  let kakao: StandIn
  let callbackUrl: string
  beforeEach(async () => {
    kakao = await createStandIn()
    kakao.answer(200, { taskId: 't', status: 'SUCCESS', message: '', timestamp: 1 })
    callbackUrl = `${kakao.url}/v1/bots/b!/callback/token`
  })
  afterEach(() => kakao.stop())
  const answer = (url = callbackUrl, timeoutMs = 2000) =>
    createKakaoCallbacks({ apiUrl: kakao.url, timeoutMs }).answer(url, response)

  it('is posted the answer as it would have been the response', async () => {
    expect(await answer()).to.deep.equal({ ok: true })
    expect(kakao.received).to.have.length(1)
    expect(kakao.received[0]).to.include({ method: 'POST', path: '/v1/bots/b!/callback/token' })
    expect(kakao.received[0]?.body).to.deep.equal(response)
  })

  for (const [status, message, code, retryable] of [
    ['FAIL', 'Invalid callback token. Check your callback token.', 'token', false],
    ['FAIL', 'Invalid callback token for testing purposes.', 'token', false],
    ['FAIL', 'The skill server settings are incorrect. Use callback true setting required.', 'setting', false],
    ['FAIL', 'Invalid bot ID. Check your Bot ID.', 'bot', false],
    ['FAIL', 'Invalid json response from bot-skill.', 'format', false],
    ['FAIL', 'Invalid skill-json format. This talk bubble is not suitable for advertising.', 'format', false],
    ['FAIL', 'something new', 'refused', false],
    ['ERROR', 'Internal server error occured. Please contact technical support. 501', 'error', true],
  ] as const)
    for (const http of [200, 400])
      it(`says ${code} of “${message}” with ${http}`, async () => {
        kakao.answer(http, { taskId: 't', status, message, timestamp: 1 })
        expect(await answer()).to.deep.equal({ ok: false, code, retryable })
      })

  it('tells what may be tried again of what is no answer', async () => {
    kakao.answer(503, '<html>')
    expect(await answer()).to.deep.equal({ ok: false, code: 'http-503', retryable: true })
    kakao.answer(302, '')
    expect(await answer()).to.deep.equal({ ok: false, code: 'http-302', retryable: false })
    kakao.answer(200, '<html>')
    expect(await answer()).to.deep.equal({ ok: false, code: 'unreadable', retryable: false })
    kakao.silence()
    expect(await answer(callbackUrl, 50)).to.deep.equal({ ok: false, code: 'timeout', retryable: true })
  })

  it('is called at Kakao and nowhere else', async () => {
    const callbacks = createKakaoCallbacks({ apiUrl: 'https://bot-api.kakao.com', timeoutMs: 50 })
    expect(callbacks.accepts('https://bot-api.kakao.com/v1/bots/b!/callback/token')).to.equal(true)
    for (const foreign of [
      kakao.url,
      'http://bot-api.kakao.com/v1/bots/b/callback/t',
      'https://bot-api.kakao.com.example.org/v1',
      'https://bot-api.kakao.com@example.org/v1',
      'https://somebody@bot-api.kakao.com/v1',
      'https://bot-api.kakao.com:8443/v1',
      'https://example.org/https://bot-api.kakao.com/v1',
      '//bot-api.kakao.com/v1',
      'javascript:alert(1)',
      `https://bot-api.kakao.com/${'x'.repeat(2000)}`,
    ]) {
      expect(callbacks.accepts(foreign), foreign).to.equal(false)
      expect(await callbacks.answer(foreign, response)).to.deep.equal({ ok: false, code: 'invalid', retryable: false })
    }
    expect(kakao.received).to.deep.equal([])
  })
})
