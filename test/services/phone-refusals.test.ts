// What is refused: one message, a call because of one message, the whole account; and what becomes of it afterwards.
import { expect } from 'chai'
import { NOTICE_KINDS } from '../../src/services/notice-catalogue.js'
import { HOUR_MS, MINUTE_MS, openPhones, type Phones, phoneNumbers, REFUSED, SECOND_MS } from '../support/phones.js'

const WRONG = '01000000000'
const BAD_CALL = { status: 400, body: { errorCode: 'ValidationError', errorMessage: 'wrong' } }

describe('the phone, when something is refused,', () => {
  let phones: Phones
  before(async () => {
    phones = await openPhones()
  })
  after(() => phones.close())
  beforeEach(() => phones.reset())
  afterEach(() => expect(phones.solapi.faults).to.deep.equal([]))

  /** Refuses a whole call for each of these numbers, without naming it. */
  const refuseCallsWith = (...wrong: string[]) =>
    phones.solapi.rule(({ asked, body }) => {
      const { messages = [] } = (body ?? {}) as { messages?: { to: string }[] }
      return asked === 'PUT group messages' && messages.some(({ to }) => wrong.includes(to)) ? BAD_CALL : undefined
    })
  const warned = () => phones.lines.filter(({ level }) => level === 'warn')
  const refusedPhones = async () =>
    (await phones.query("SELECT reason FROM notices WHERE state = 'refused'")).map(({ reason }) => reason)

  for (const place of [0, 1, 24, 25, 48, 49]) {
    it(`gives up the one of fifty for which a call is refused, at place ${place}, and sends the others at once`, async () => {
      const good = phoneNumbers(49)
      await phones.tell(good.toSpliced(place, 0, WRONG))
      refuseCallsWith(WRONG)
      const phone = phones.start()
      await phone.deliver()
      expect(phones.sentTo()).to.deep.equal(good)
      expect(await phones.states()).to.deep.equal({ sent: 49, refused: 1 })
      expect(await refusedPhones()).to.deep.equal(['400 ValidationError'])
      expect(warned().map(({ object }) => object)).to.deep.equal([{ kind: 'code', code: '400 ValidationError' }])
      expect(phones.alarms).to.deep.equal([])
      expect(phone.counts()).to.deep.include({ gaveUp: { refused: 1, expired: 0, untrue: 0 } })
    })
  }

  it('finds all of several, also when they stand together where it looks first', async () => {
    const wrong = phoneNumbers(9, 900)
    const good = phoneNumbers(41)
    await phones.tell([...wrong.slice(0, 5), ...good, ...wrong.slice(5)])
    refuseCallsWith(...wrong)
    await phones.work(phones.start(), 10 * MINUTE_MS, 5 * SECOND_MS)
    expect(phones.sentTo()).to.deep.equal(good)
    expect(await phones.states()).to.deep.equal({ sent: 41, refused: 9 })
  })

  it('holds a message that is refused alone until another one shows whose fault it is', async () => {
    const phone = phones.start()
    await phones.tell([WRONG])
    refuseCallsWith(WRONG)
    await phones.work(phone, HOUR_MS, 30 * SECOND_MS)
    expect(await phones.states()).to.deep.equal({ waiting: 1 })
    expect(phones.alarms).to.include('phone-refused')
    const good = phoneNumbers(3)
    await phones.tell(good)
    await phones.work(phone, 30 * MINUTE_MS, 10 * SECOND_MS)
    expect(phones.sentTo()).to.deep.equal(good)
    expect(await phones.states()).to.deep.equal({ sent: 3, refused: 1 })
  })

  it('sends a message that was refused alone as soon as it is taken', async () => {
    const phone = phones.start()
    await phones.tell([WRONG])
    refuseCallsWith(WRONG)
    await phones.work(phone, MINUTE_MS)
    phones.solapi.heal()
    await phones.work(phone, 6 * MINUTE_MS)
    expect(phones.sentTo()).to.deep.equal([WRONG])
  })

  it('finds the one whose group is refused when it is to be sent', async () => {
    const good = phoneNumbers(4)
    await phones.tell([...good, WRONG])
    const spoiled = new Set<string>()
    phones.solapi.rule(({ asked, body, path }) => {
      const groupId = /groups\/(\w+)/.exec(path)?.[1] ?? ''
      const { messages = [] } = (body ?? {}) as { messages?: { to: string }[] }
      if (messages.some(({ to }) => to === WRONG)) spoiled.add(groupId)
      return asked === 'POST group send' && spoiled.has(groupId) ? BAD_CALL : undefined
    })
    await phones.work(phones.start(), 2 * HOUR_MS, 20 * SECOND_MS)
    expect(phones.sentTo()).to.deep.equal(good)
    expect(await phones.states()).to.deep.equal({ sent: 4, refused: 1 })
  })

  it('lets no message that breaks the vendor hold up the others', async () => {
    const good = phoneNumbers(10)
    await phones.tell([...good, WRONG], 3 * HOUR_MS)
    phones.solapi.rule(({ asked, body }) => {
      const { messages = [] } = (body ?? {}) as { messages?: { to: string }[] }
      const breaks = asked === 'PUT group messages' && messages.some(({ to }) => to === WRONG)
      return breaks ? { status: 500, body: {} } : undefined
    })
    await phones.work(phones.start(), HOUR_MS, 20 * SECOND_MS)
    expect(phones.sentTo()).to.deep.equal(good)
    expect(await phones.states()).to.deep.equal({ sent: 10, waiting: 1 })
  })

  it('gives up what is refused by itself for good, with a line and a count, and sends the others', async () => {
    const good = phoneNumbers(3)
    phones.refuse('3103')
    await phones.tell([...good, REFUSED['3103']])
    const phone = phones.start()
    await phone.deliver()
    expect(phones.sentTo()).to.deep.equal(good)
    expect(await phones.states()).to.deep.equal({ sent: 3, refused: 1 })
    expect(warned()).to.deep.equal([
      { level: 'warn', object: { kind: 'code', code: '3103' }, message: 'a notice was refused for good' },
    ])
    expect(phone.counts()).to.deep.equal({
      sent: { ...Object.fromEntries(NOTICE_KINDS.map(kind => [kind, 0])), code: 3 },
      refused: { account: 0, request: 0, passing: 0, gone: 0, message: 1 },
      gaveUp: { refused: 1, expired: 0, untrue: 0 },
    })
    const told = JSON.stringify(phones.lines)
    expect(told).to.not.include(REFUSED['3103'])
    expect(told).to.not.include('123456')
  })

  it('tries again what is refused by itself for now', async () => {
    phones.refuse('2120')
    await phones.tell([REFUSED['2120']])
    const phone = phones.start()
    await phones.work(phone, MINUTE_MS)
    expect(await phones.states()).to.deep.equal({ waiting: 1 })
    phones.accept('2120')
    await phones.work(phone, 5 * MINUTE_MS)
    expect(phones.sentTo()).to.deep.equal([REFUSED['2120']])
  })

  it('rests and tells somebody when a message is refused for the account’s sake', async () => {
    phones.refuse('1062')
    await phones.tell([REFUSED['1062']])
    const phone = phones.start()
    await phones.work(phone, MINUTE_MS)
    expect(await phones.states()).to.deep.equal({ waiting: 1 })
    expect(phones.alarms).to.include('phone-refused')
    phones.accept('1062')
    await phones.work(phone, 6 * MINUTE_MS)
    expect(phones.sentTo()).to.deep.equal([REFUSED['1062']])
  })

  it('rests in every process, and is tried again with one message, less and less often', async function () {
    this.timeout(120_000)
    phones.solapi.rule(() => ({ status: 401, body: { errorCode: 'InvalidAPIKey', errorMessage: '' } }))
    await phones.tell(phoneNumbers(60))
    const [one, other] = [phones.start(), phones.start()]
    let calls = 0
    phones.solapi.rule(() => {
      calls++
      return { status: 401, body: { errorCode: 'InvalidAPIKey', errorMessage: '' } }
    })
    for (let second = 0; second < 3600; second += 5) {
      await Promise.all([one.deliver(), other.deliver()])
      phones.later(5 * SECOND_MS)
    }
    expect(calls).to.be.within(20, 50)
    const [channel] = await phones.query("SELECT strikes, reason FROM channels WHERE name = 'phone'")
    expect(channel).to.deep.equal({ strikes: calls, reason: '401 InvalidAPIKey' })
    phones.solapi.heal()
    phones.later(7 * MINUTE_MS)
    await one.deliver()
    expect(phones.solapi.accepted, 'one message tries').to.have.length(1)
    while ((await one.deliver()) > 0);
    expect(phones.solapi.accepted).to.have.length(60)
  })

  it('waits as long as it is asked to', async () => {
    const phone = phones.start()
    await phones.tell(phoneNumbers(1))
    phones.solapi.fail({ status: 429, body: {}, headers: { 'retry-after': '120' } })
    await phones.work(phone, 119 * SECOND_MS)
    expect(phones.solapi.accepted).to.have.length(0)
    await phones.work(phone, 3 * SECOND_MS)
    expect(phones.solapi.accepted).to.have.length(1)
  })

  it('gives up a code after its three minutes, says so, and can send it again when asked to', async () => {
    phones.solapi.rule(() => ({ status: 503, body: {} }))
    const phone = phones.start()
    await phones.tell(phoneNumbers(1), 3 * MINUTE_MS)
    await phones.work(phone, 170 * SECOND_MS)
    expect(await phones.states()).to.deep.equal({ waiting: 1 })
    await phones.work(phone, 20 * SECOND_MS)
    expect(await phones.states()).to.deep.equal({ expired: 1 })
    expect(warned().at(-1)).to.deep.equal({
      level: 'warn',
      object: { kind: 'code', code: 'http-503' },
      message: 'a notice was given up: it would come too late',
    })
    phones.solapi.heal()
    await phones.work(phone, 10 * MINUTE_MS, 10 * SECOND_MS)
    expect(phones.solapi.accepted).to.deep.equal([])
    expect(await phones.transactions.run(tx => phones.desk.requeue(tx, {}))).to.equal(0)
    expect(await phones.transactions.run(tx => phones.desk.requeue(tx, { kind: 'code' }))).to.equal(1)
    await phones.work(phone, SECOND_MS)
    expect(phones.solapi.accepted).to.have.length(1)
  })

  it('gives up what cannot be read, and sends the rest', async () => {
    await phones.tell([WRONG])
    await phones.query("UPDATE notices SET facts_sealed = '\\x00'")
    const good = phoneNumbers(2)
    await phones.tell(good)
    await phones.start().deliver()
    expect(phones.sentTo()).to.deep.equal(good)
    expect(await refusedPhones()).to.deep.equal(['unreadable'])
  })
})
