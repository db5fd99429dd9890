/** SOLAPI's groups against a stand-in. */
import { expect } from 'chai'
import { createSolapiClient, type SolapiClient } from '../../../src/messengers/solapi/client.js'
import { createTextMessage } from '../../../src/messengers/solapi/message.js'
import { signatureHeader } from '../../../src/messengers/solapi/signature.js'
import { createStandIn, type StandIn } from '../../support/stand-in.js'

const clock = { now: () => new Date('2026-11-25T09:00:00Z') }
const sms = (id: string, to = '01000000000', text = '인증번호는 123456이에요') =>
  createTextMessage({ id, to, from: '029302266', text })
const result = (id: string, statusCode = '2000') => ({
  to: '01000000000',
  messageId: `M-${id}`,
  statusCode,
  statusMessage: '',
  customFields: { notificationId: id },
})
/** As the documentation shows it. */
const group = (status: string, sentTotal = 0) => ({
  groupId: 'G4V20180307105937H3PTASXMNJG2JIO',
  status,
  count: { total: 1, sentTotal, registeredFailed: 0, registeredSuccess: 1 },
  dateSent: null,
})

describe('the SOLAPI client', () => {
  let solapi: StandIn
  beforeEach(async () => {
    solapi = await createStandIn()
  })
  afterEach(() => solapi.stop())
  const client = (timeoutMs = 2000) =>
    createSolapiClient({ apiUrl: solapi.url, apiKey: 'key', apiSecret: 'secret', clock, timeoutMs })

  it('makes, fills, sends, looks at and drops a group, each call signed', async () => {
    solapi.answer(200, group('PENDING'))
    expect(await client().createGroup()).to.deep.equal({ ok: true, value: 'G4V20180307105937H3PTASXMNJG2JIO' })
    solapi.answer(200, { errorCount: 0, resultList: [result('b'), result('a')] })
    expect(await client().add('G1', [sms('a'), sms('b')])).to.deep.equal({
      ok: true,
      value: [
        { ok: true, messageId: 'M-a' },
        { ok: true, messageId: 'M-b' },
      ],
    })
    solapi.answer(200, group('SENDING'))
    for (const act of ['send', 'look', 'drop'] as const)
      expect(await client()[act]('G1')).to.deep.equal({ ok: true, value: 'sent' })
    expect(solapi.received.map(({ method, path, body }) => [method, path, body])).to.deep.equal([
      ['POST', '/messages/v4/groups', { allowDuplicates: true }],
      ['PUT', '/messages/v4/groups/G1/messages', { messages: [sms('a'), sms('b')] }],
      ['POST', '/messages/v4/groups/G1/send', {}],
      ['GET', '/messages/v4/groups/G1', undefined],
      ['DELETE', '/messages/v4/groups/G1', undefined],
    ])
    const salts = solapi.received.map(({ headers }) => {
      const salt = /salt=(\w{12,64}),/.exec(headers.authorization ?? '')?.[1] ?? ''
      const signing = { apiKey: 'key', apiSecret: 'secret', date: '2026-11-25T09:00:00.000Z', salt }
      expect(headers.authorization).to.equal(signatureHeader(signing))
      return salt
    })
    expect(new Set(salts).size).to.equal(5)
  })

  for (const [status, sentTotal, state] of [
    ['PENDING', 0, 'pending'],
    ['SENDING', 0, 'sent'],
    ['COMPLETE', 1, 'sent'],
    ['SCHEDULED', 0, 'sent'],
    ['DELETED', 0, 'deleted'],
    ['FAILED', 0, 'failed'],
    ['FAILED', 1, 'sent'],
    ['SOMETHING_NEW', 0, 'unclear'],
  ] as const) {
    it(`reads a group that is ${status} with ${sentTotal} sent as ${state}`, async () => {
      solapi.answer(200, group(status, sentTotal))
      expect(await client().look('G1')).to.deep.equal({ ok: true, value: state })
    })
  }

  it('tells of each message apart, in the order asked', async () => {
    const codes = ['2000', '1043', '3103', '2120', '1030', '1062', '01012345678']
    const ids = codes.map((_, at) => `n${at}`)
    solapi.answer(200, { errorCount: 6, resultList: codes.map((code, at) => result(`n${at}`, code)) })
    const answer = await client().add(
      'G1',
      [...ids, 'unnamed'].map(id => sms(id)),
    )
    expect(answer.ok && answer.value).to.deep.equal([
      { ok: true, messageId: 'M-n0' },
      { ok: false, reach: 'message', code: '1043' },
      { ok: false, reach: 'message', code: '3103' },
      { ok: false, reach: 'passing', code: '2120' },
      { ok: false, reach: 'account', code: '1030' },
      { ok: false, reach: 'account', code: '1062' },
      { ok: false, reach: 'message', code: 'unnamed' },
      { ok: false, reach: 'passing', code: 'unanswered' },
    ])
  })
  it('knows a message by its place or its number when SOLAPI leaves our id out', async () => {
    const bare = (to: string, statusCode: string) => ({ to, statusCode, messageId: `M${statusCode}` })
    solapi.answer(200, { errorCount: 1, resultList: [bare('01000000001', '2000'), bare('01000000001', '1011')] })
    const [one, other] = [sms('a', '01000000001'), sms('b', '01000000001')]
    const byPlace = await client().add('G1', [one, other])
    expect(byPlace.ok && byPlace.value.map(({ ok }) => ok)).to.deep.equal([true, false])
    solapi.answer(200, { errorCount: 1, resultList: [bare('01000000002', '1062')] })
    const byNumber = await client().add('G1', [one, sms('b', '01000000002')])
    expect(byNumber.ok && byNumber.value.map(added => (added.ok ? '' : added.code))).to.deep.equal([
      'unanswered',
      '1062',
    ])
  })
  it('does not offer what is outside the limits, but the rest', async () => {
    solapi.answer(200, { errorCount: 0, resultList: [result('b')] })
    expect(await client().add('G1', [sms('a', '12'), sms('b')])).to.deep.equal({
      ok: true,
      value: [
        { ok: false, reach: 'message', code: 'invalid' },
        { ok: true, messageId: 'M-b' },
      ],
    })
    expect(solapi.received[0]?.body).to.have.property('messages').with.length(1)
    await client().add('G1', [sms('a', '12')])
    expect(solapi.received).to.have.length(1)
  })

  const asks: readonly [string, (one: SolapiClient) => Promise<unknown>][] = [
    ['createGroup', one => one.createGroup()],
    ['add', one => one.add('G1', [sms('a')])],
    ['send', one => one.send('G1')],
    ['look', one => one.look('G1')],
  ]
  for (const [status, body, reach, code] of [
    [400, { errorCode: 'ValidationError' }, 'request', '400 ValidationError'],
    [400, { errorCode: 'NotEnoughBalance' }, 'account', '400 NotEnoughBalance'],
    [401, '<html>', 'account', 'http-401'],
    [402, {}, 'account', 'http-402'],
    [403, { errorCode: 'SignatureDoesNotMatch', errorMessage: '01012345678' }, 'account', '403 SignatureDoesNotMatch'],
    [403, { errorCode: 'RequestTimeTooSkewed' }, 'passing', '403 RequestTimeTooSkewed'],
    [403, { errorCode: 'DuplicatedSignature' }, 'passing', '403 DuplicatedSignature'],
    [404, { errorCode: 'ResourceNotFound' }, 'gone', '404 ResourceNotFound'],
    [404, '<html>', 'passing', 'http-404'],
    [422, { errorCode: '01012345678' }, 'request', 'http-422'],
    [302, '', 'passing', 'http-302'],
    [429, { errorCode: 'TooManyRequests' }, 'passing', '429 TooManyRequests'],
    [500, { errorCode: 'InternalError' }, 'passing', '500 InternalError'],
    [502, '<html>', 'passing', 'http-502'],
    [200, '<html>점검</html>', 'passing', 'unreadable'],
    [200, { ok: true }, 'passing', 'unreadable'],
  ] as const) {
    it(`takes ${status} ${JSON.stringify(body)} as ${reach}, at every call`, async () => {
      solapi.answer(status, body)
      for (const [name, ask] of asks) expect(await ask(client()), name).to.deep.equal({ ok: false, reach, code })
    })
  }
  it('gives up in time', async () => {
    solapi.silence()
    for (const [name, ask] of asks)
      expect(await ask(client(50)), name).to.deep.equal({ ok: false, reach: 'passing', code: 'timeout' })
  })
})
