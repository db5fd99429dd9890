/** TalkTalk's send API against a stand-in. */
import { expect } from 'chai'
import { createTalkTalkClient } from '../../../src/messengers/talktalk/client.js'
import { createStandIn, type StandIn } from '../../support/stand-in.js'

const user = 'tt-Vx3mQ9_sample_user1'
const hello = { event: 'send' as const, textContent: { text: '안녕하세요' } }

describe('the TalkTalk client', () => {
  let naver: StandIn
  beforeEach(async () => {
    naver = await createStandIn()
    naver.answer(200, { success: true, resultCode: '00' })
  })
  afterEach(() => naver.stop())
  const client = (timeoutMs = 2000) => createTalkTalkClient({ apiUrl: naver.url, authorization: 'ct_key', timeoutMs })

  it('sends a message to a person with the issued key', async () => {
    expect(await client().send(user, hello)).to.deep.equal({ ok: true })
    const [call] = naver.received
    expect(call?.path).to.equal('/chatbot/v1/event')
    expect(call?.headers).to.include({ authorization: 'ct_key', 'content-type': 'application/json;charset=UTF-8' })
    expect(call?.body).to.deep.equal({ ...hello, user })
  })
  it('shows typing and hands the chat over and back', async () => {
    await client().typingOn(user)
    await client().handover(user, 'passThread')
    await client().handover(user, 'takeThread')
    expect(naver.received.map(call => call.body)).to.deep.equal([
      { event: 'action', user, options: { action: 'typingOn' } },
      { event: 'handover', user, options: { control: 'passThread', targetId: 1 } },
      { event: 'handover', user, options: { control: 'takeThread', metadata: '' } },
    ])
  })
  for (const [code, retryable] of [
    ['01', false],
    ['02', false],
    ['99', true],
    ['IMG-01', false],
    ['IMG-02', true],
  ] as const) {
    it(`tells of result ${code} and whether to try again`, async () => {
      naver.answer(200, { success: false, resultCode: code, resultMessage: `${user} 오류` })
      expect(await client().send(user, hello)).to.deep.equal({ ok: false, code, retryable })
    })
  }
  for (const [status, retryable] of [
    [500, true],
    [503, true],
    [429, true],
    [400, false],
    [302, false],
  ] as const) {
    it(`tells of HTTP ${status} and whether to try again`, async () => {
      naver.answer(status, { message: 'Internal Server Error' })
      expect(await client().send(user, hello)).to.deep.equal({ ok: false, code: `http-${status}`, retryable })
    })
  }
  it('does not send again what was answered in another form', async () => {
    naver.answer(200, '<html>')
    expect(await client().send(user, hello)).to.deep.equal({ ok: false, code: 'unreadable', retryable: false })
  })
  it('gives up in time', async () => {
    naver.silence()
    expect(await client(50).send(user, hello)).to.deep.equal({ ok: false, code: 'timeout', retryable: true })
  })
  it('tells when nobody is there', async () => {
    const nobody = createTalkTalkClient({ apiUrl: 'http://127.0.0.1:1', authorization: 'ct_key', timeoutMs: 500 })
    expect(await nobody.send(user, hello)).to.deep.equal({ ok: false, code: 'network', retryable: true })
  })
  it('sends nothing that is outside the limits', async () => {
    const message = { event: 'send' as const, textContent: { text: '' } }
    expect(await client().send(user, message)).to.deep.equal({ ok: false, code: 'invalid', retryable: false })
    expect(naver.received).to.have.length(0)
  })
})
