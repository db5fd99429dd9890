/** SOLAPI's send API against a stand-in. */
import { expect } from 'chai'
import { createSolapiClient } from '../../../src/messengers/solapi/client.js'
import { createTextMessage } from '../../../src/messengers/solapi/message.js'
import { signatureHeader } from '../../../src/messengers/solapi/signature.js'
import { createStandIn, type StandIn } from '../stand-in.js'

const clock = { now: () => new Date('2026-11-25T09:00:00Z') }
const sms = (id: string, to = '01000000000', text = '인증번호는 123456이에요') =>
  createTextMessage({ id, to, from: '029302266', text })
const accepted = (id: string) => ({ messageId: `M-${id}`, statusCode: '2000', customFields: { notificationId: id } })

describe('the SOLAPI client', () => {
  let solapi: StandIn
  beforeEach(async () => {
    solapi = await createStandIn()
  })
  afterEach(() => solapi.stop())
  const client = (timeoutMs = 2000) =>
    createSolapiClient({ apiUrl: solapi.url, apiKey: 'key', apiSecret: 'secret', clock, timeoutMs })

  it('sends many in one signed call', async () => {
    solapi.answer(200, { failedMessageList: [], messageList: [accepted('b'), accepted('a')] })
    expect(await client().sendMany([sms('a'), sms('b')])).to.deep.equal([
      { id: 'a', ok: true, messageId: 'M-a' },
      { id: 'b', ok: true, messageId: 'M-b' },
    ])
    const [call] = solapi.received
    expect(call?.path).to.equal('/messages/v4/send-many/detail')
    expect(call?.body).to.deep.equal({ messages: [sms('a'), sms('b')], allowDuplicates: true, showMessageList: true })
    const salt = /salt=(\w{12,64}),/.exec(call?.headers.authorization ?? '')?.[1] ?? ''
    const signing = { apiKey: 'key', apiSecret: 'secret', date: '2026-11-25T09:00:00.000Z', salt }
    expect(call?.headers.authorization).to.equal(signatureHeader(signing))
  })
  it('signs every attempt anew', async () => {
    solapi.answer(503, {})
    await client().sendMany([sms('a')])
    await client().sendMany([sms('a')])
    const [first, second] = solapi.received
    expect(first?.headers.authorization).to.not.equal(second?.headers.authorization)
  })
  it('tells of each message apart, in the order asked', async () => {
    const refused = {
      messageId: 'M-b',
      statusCode: '1043',
      statusMessage: '템플릿과 다름: 01000000000',
      customFields: { notificationId: 'b' },
    }
    const troubled = { messageId: 'M-c', statusCode: '2120', customFields: { notificationId: 'c' } }
    solapi.answer(200, { failedMessageList: [refused, troubled], messageList: [accepted('a')] })
    expect(await client().sendMany([sms('a'), sms('b'), sms('c'), sms('d')])).to.deep.equal([
      { id: 'a', ok: true, messageId: 'M-a' },
      { id: 'b', ok: false, code: '1043', message: '템플릿과 다름: …', retryable: false },
      { id: 'c', ok: false, code: '2120', message: '', retryable: true },
      { id: 'd', ok: false, code: 'unanswered', message: 'not named in the answer', retryable: false },
    ])
  })
  it('knows a failure by its number when that is all SOLAPI tells', async () => {
    solapi.answer(200, {
      failedMessageList: [{ to: '01000000002', statusCode: '1062', statusMessage: '발신번호 미등록' }],
    })
    const [first, second] = await client().sendMany([sms('a', '01000000001'), sms('b', '01000000002')])
    expect(first).to.include({ code: 'unanswered' })
    expect(second).to.include({ code: '1062', retryable: false })
  })
  it('takes silence for consent where nothing failed', async () => {
    solapi.answer(200, { failedMessageList: [], groupInfo: { count: { total: 1, registeredFailed: 0 } } })
    expect(await client().sendMany([sms('a')])).to.deep.equal([{ id: 'a', ok: true }])
    solapi.answer(200, { failedMessageList: [], groupInfo: { count: { total: 1, registeredFailed: 1 } } })
    expect((await client().sendMany([sms('a')]))[0]).to.include({ ok: false, code: 'unanswered' })
  })
  it('does not send what is outside the limits, but the rest', async () => {
    solapi.answer(200, { messageList: [accepted('b')] })
    const [first, second] = await client().sendMany([sms('a', '12'), sms('b')])
    expect(first).to.include({ ok: false, code: 'invalid', retryable: false })
    expect(second).to.include({ ok: true })
    expect(solapi.received[0]?.body).to.have.property('messages').with.length(1)
  })
  it('calls nobody for nothing', async () => {
    expect(await client().sendMany([])).to.deep.equal([])
    expect(solapi.received).to.have.length(0)
  })
  for (const [status, errorCode, retryable] of [
    [400, 'ValidationError', false],
    [403, 'SignatureDoesNotMatch', false],
    [403, 'RequestTimeTooSkewed', true],
    [403, 'DuplicatedSignature', true],
    [500, 'InternalError', true],
    [429, 'TooManyRequests', true],
  ] as const) {
    it(`tells of ${errorCode} and whether to try again`, async () => {
      solapi.answer(status, { errorCode, errorMessage: '사유' })
      const failure = { ok: false, code: errorCode, message: '사유', retryable }
      expect(await client().sendMany([sms('a'), sms('b')])).to.deep.equal([
        { id: 'a', ...failure },
        { id: 'b', ...failure },
      ])
    })
  }
  it('tries again what failed without a reason, but not what may have been sent', async () => {
    solapi.answer(502, '<html>')
    expect((await client().sendMany([sms('a')]))[0]).to.include({ code: 'http-502', retryable: true })
    solapi.answer(200, '<html>')
    expect((await client().sendMany([sms('a')]))[0]).to.include({ code: 'unreadable', retryable: false })
  })
  it('gives up in time', async () => {
    solapi.silence()
    expect((await client(50).sendMany([sms('a')]))[0]).to.include({ code: 'timeout', retryable: true })
  })
})
