/** The simulator's server side: stand-ins, clock, events, and the way to the real webhooks. */
import { expect } from 'chai'
import { createSolapiClient } from '../../src/messengers/solapi/client.js'
import { createAlimTalk, createTextMessage, type SolapiMessage } from '../../src/messengers/solapi/message.js'
import { createTalkTalkClient } from '../../src/messengers/talktalk/client.js'
import { systemClock } from '../../src/platform/clock.js'
import { type Desk, openDesk } from './desk.js'

/** Reads server-sent events until `count` of those asked for have come. */
async function listen(desk: Desk, count: number, headers: Record<string, string> = {}) {
  const gone = new AbortController()
  const response = await fetch(`${desk.url}/simulator/events`, { headers, signal: gone.signal })
  const events: { id: string; event: string; data: Record<string, unknown> }[] = []
  const read = async () => {
    const decoder = new TextDecoder()
    let text = ''
    for await (const part of response.body!) {
      text += decoder.decode(part as Uint8Array, { stream: true })
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const line = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? ''
        if (line('id')) events.push({ id: line('id'), event: line('event'), data: JSON.parse(line('data')) })
      }
      if (events.length >= count) break
    }
    gone.abort()
    return events
  }
  return { response, events: read() }
}

const jsonOf = async (answer: Response) => JSON.parse(await answer.text())
const solapiOf = (desk: Desk) =>
  createSolapiClient({
    apiUrl: `${desk.url}/simulator/solapi`,
    apiKey: 'KEY',
    apiSecret: 'SECRET',
    clock: systemClock,
    timeoutMs: 2000,
  })
/** Sends them as one group. */
async function sendMany(desk: Desk, messages: readonly SolapiMessage[]) {
  const client = solapiOf(desk)
  const group = await client.createGroup()
  if (!group.ok) throw new Error(group.code)
  const added = await client.add(group.value, messages)
  expect(await client.send(group.value)).to.deep.equal({ ok: true, value: 'sent' })
  return { groupId: group.value, added }
}
const code = createTextMessage({ id: 'n1', to: '01012345678', from: '0310000000', text: '[손모아] 인증번호 123456' })
const notice = createAlimTalk({
  id: 'n2',
  to: '01012345678',
  from: '0310000000',
  text: '신청했어요.',
  pfId: 'PF',
  templateId: 'applied',
  buttons: [{ name: '신청 확인', url: 'https://example.com/enter#abc' }],
})

describe('the simulator', () => {
  let desk: Desk
  beforeEach(async () => {
    desk = await openDesk()
  })
  afterEach(() => desk.close())

  describe('stands in for SOLAPI and', () => {
    it('takes what our client sends and shows it on the phone, the number masked', async () => {
      const { added } = await sendMany(desk, [code, notice])
      expect(added.ok && added.value.map(({ ok }) => ok)).to.deep.equal([true, true])
      const { events } = await listen(desk, 2)
      const [sms, alimTalk] = await events
      expect(sms?.data).to.include({ kind: 'SMS', to: '010-****-5678', text: '[손모아] 인증번호 123456' })
      expect(alimTalk?.data).to.deep.include({
        kind: 'AlimTalk',
        buttons: [{ label: '신청 확인', url: 'https://example.com/enter#abc' }],
      })
    })

    it('refuses a call without a signature with 403 and an unreadable one with 400, in its own form', async () => {
      const path = '/simulator/solapi/messages/v4/groups'
      const unsigned = await desk.post(path, { allowDuplicates: true })
      expect(unsigned.status).to.equal(403)
      expect(await jsonOf(unsigned)).to.have.property('errorCode', 'SignatureDoesNotMatch')
      const authorization = `HMAC-SHA256 apiKey=K, date=${new Date().toISOString()}, salt=${'a'.repeat(32)}, signature=${'0'.repeat(64)}`
      for (const body of ['not json', '[]']) {
        const wrong = await desk.post(path, body, { authorization })
        expect(wrong.status).to.equal(400)
        expect(await jsonOf(wrong)).to.have.property('errorCode', 'ValidationError')
      }
    })

    it('sends a group once, and tells what became of it', async () => {
      const client = solapiOf(desk)
      const { groupId } = await sendMany(desk, [code])
      expect(await client.look(groupId)).to.deep.equal({ ok: true, value: 'sent' })
      expect(await client.send(groupId)).to.include({ ok: false, reach: 'request' })
      expect(await client.drop(groupId)).to.include({ ok: false, reach: 'request' })
      expect(await client.look('G4VUNKNOWN')).to.include({ ok: false, reach: 'gone' })
      const other = await client.createGroup()
      if (!other.ok) throw new Error(other.code)
      expect(await client.look(other.value)).to.deep.equal({ ok: true, value: 'pending' })
      expect(await client.drop(other.value)).to.deep.equal({ ok: true, value: 'deleted' })
      expect(await client.send(other.value)).to.include({ ok: false })
    })

    it('tells of each message that is outside the limits, and takes the others', async () => {
      const authorization = `HMAC-SHA256 apiKey=K, date=${new Date().toISOString()}, salt=${'a'.repeat(32)}, signature=${'0'.repeat(64)}`
      const group = await solapiOf(desk).createGroup()
      if (!group.ok) throw new Error(group.code)
      const answer = await fetch(`${desk.url}/simulator/solapi/messages/v4/groups/${group.value}/messages`, {
        method: 'PUT',
        headers: { authorization },
        body: JSON.stringify({ messages: [code, { ...code, to: '+82-10', text: '' }, null] }),
      })
      expect(answer.status).to.equal(200)
      const body = await jsonOf(answer)
      expect(body.errorCount).to.equal(2)
      expect(body.resultList).to.have.length(3)
      expect(body.resultList[0]).to.deep.include({ statusCode: '2000', customFields: { notificationId: 'n1' } })
      expect(body.resultList[1]).to.deep.include({
        to: '+82-10',
        statusCode: '1011',
        customFields: { notificationId: 'n1' },
      })
    })
  })

  describe('stands in for TalkTalk and', () => {
    const talktalk = (authorization: string) =>
      createTalkTalkClient({ apiUrl: `${desk.url}/simulator/talktalk-api`, authorization, timeoutMs: 2000 })

    it('takes what our client sends and tells the page', async () => {
      const { events } = await listen(desk, 2)
      expect(await talktalk('ct_key').typingOn('someone')).to.deep.equal({ ok: true })
      const message = { event: 'send' as const, textContent: { text: '안녕하세요' } }
      expect(await talktalk('ct_key').send('someone', message)).to.deep.equal({ ok: true })
      expect((await events).map(({ event, data }) => [event, data.user])).to.deep.equal([
        ['talktalk', 'someone'],
        ['talktalk', 'someone'],
      ])
    })

    it('answers 01 without a key and 02 to what is malformed', async () => {
      const path = '/simulator/talktalk-api/chatbot/v1/event'
      const codeOf = async (body: unknown, headers = {}) =>
        (await jsonOf(await desk.post(path, body, headers))).resultCode
      expect(await codeOf({ event: 'send', user: 'u', textContent: { text: 'x' } })).to.equal('01')
      expect(await codeOf('{', { authorization: 'ct' })).to.equal('02')
      expect(await codeOf({ event: 'send', user: 'u' }, { authorization: 'ct' })).to.equal('02')
    })
  })

  describe('tells its page by events and', () => {
    it('tells a page that comes back what it missed, and only that', async () => {
      await sendMany(desk, [code])
      const [first] = await (await listen(desk, 1)).events
      await sendMany(desk, [notice])
      const { events } = await listen(desk, 1, { 'last-event-id': first!.id })
      expect((await events).map(({ data }) => data.kind)).to.deep.equal(['AlimTalk'])
    })

    it('keeps the last 200 messages of the phone', async () => {
      for (let sent = 0; sent < 205; sent += 41) await sendMany(desk, manyCodes(sent, 41))
      const { events } = await listen(desk, 200)
      const texts = (await events).map(({ data }) => data.text)
      expect(texts).to.have.length(200)
      expect(texts[0]).to.equal('번호 5')
      expect(texts.at(-1)).to.equal('번호 204')
    })
  })

  describe('has a clock that', () => {
    it('is set to a moment and back to real time', async () => {
      const set = await desk.post('/simulator/clock', { now: '2026-11-25T18:00:00+09:00' })
      expect(set.status).to.equal(200)
      expect((await jsonOf(set)).now).to.match(/^2026-11-25T18:00:0\d\+09:00$/)
      expect(desk.clock.now().toISOString()).to.match(/^2026-11-25T09:00:0/)
      expect((await desk.post('/simulator/clock', { now: null })).status).to.equal(200)
      expect(Math.abs(desk.clock.now().getTime() - Date.now())).to.be.below(1000)
      const told = await jsonOf(await fetch(`${desk.url}/simulator/clock`))
      expect(Math.abs(Date.parse(told.now) - Date.now())).to.be.below(2000)
    })

    it('refuses what is no moment with 422 and the field, and stays as it was', async () => {
      for (const body of [{}, { now: 'tomorrow' }, { now: '2026-11-25T18:00:00' }, { now: 5 }, []]) {
        const refused = await desk.post('/simulator/clock', body)
        expect(refused.status, JSON.stringify(body)).to.equal(422)
        expect((await jsonOf(refused)).error.code).to.equal('invalid')
      }
      expect((await desk.post('/simulator/clock', '{')).status).to.equal(400)
      expect(Math.abs(desk.clock.now().getTime() - Date.now())).to.be.below(1000)
    })
  })
})

describe('the way from the page to the webhooks', () => {
  it('carries the skill key, the bot id and the request id to Kakao, and brings back answer and x-turn', async () => {
    const desk = await openDesk({ kakaoSkillKey: 'secret', kakaoBotId: 'bot-1', answer: () => ({ version: '2.0' }) })
    const body = { bot: { id: 'x', name: 'y' }, userRequest: { utterance: '안녕' } }
    const answer = await desk.post('/simulator/kakao', body, { 'x-request-id': 'chp-1' })
    expect(answer.headers.get('x-turn')).to.equal('test/step/asked')
    expect(await jsonOf(answer)).to.deep.equal({ version: '2.0' })
    expect(desk.taken[0]).to.deep.include({
      path: '/webhooks/kakao',
      body: { ...body, bot: { id: 'bot-1', name: 'y' } },
    })
    expect(desk.taken[0]?.headers).to.include({ 'x-skill-key': 'secret', 'x-request-id': 'chp-1' })
    await desk.close()
  })

  it('adds the secret path to TalkTalk, and brings back an empty answer', async () => {
    const desk = await openDesk({ talktalkWebhookKey: 'a/b' })
    const answer = await desk.post('/simulator/talktalk', { event: 'open', user: 'u' })
    expect([answer.status, await answer.text()]).to.deep.equal([200, ''])
    expect(desk.taken[0]?.path).to.equal('/webhooks/talktalk/a%2Fb')
    await desk.close()
  })

  it('makes ready what another day needs when the clock is set, and survives its failure', async () => {
    let asked = 0
    const desk = await openDesk({
      afterClockSet: async () => {
        asked += 1
        throw new Error('no database')
      },
    })
    expect((await desk.post('/simulator/clock', { now: null })).status).to.equal(200)
    expect(asked).to.equal(1)
    await desk.close()
  })
})

function manyCodes(from: number, count: number) {
  return Array.from({ length: count }, (_, n) =>
    createTextMessage({ id: `n${from + n}`, to: '01012345678', from: '0310000000', text: `번호 ${from + n}` }),
  )
}
