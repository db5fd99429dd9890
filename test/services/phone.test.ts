// The phone when all is well, and through hours in which its vendor is not.
import { expect } from 'chai'
import { HOUR_MS, MINUTE_MS, openPhones, type Phones, phoneNumbers, SECOND_MS } from '../support/phones.js'
import type { VendorAnswer } from '../support/vendors.js'

describe('the phone', () => {
  let phones: Phones
  before(async () => {
    phones = await openPhones()
  })
  after(() => phones.close())
  beforeEach(() => phones.reset())
  afterEach(() => expect(phones.solapi.faults).to.deep.equal([]))

  it('tells everything with its whole text, in few calls, and once', async () => {
    const phone = phones.start()
    await phones.tell(phoneNumbers(60))
    while ((await phone.deliver()) > 0);
    expect(phones.sentTo()).to.deep.equal(phoneNumbers(60))
    expect(phones.solapi.accepted.every(({ text }) => text.includes('인증번호 123456'))).to.equal(true)
    expect(phones.solapi.calls).to.deep.equal(Array(2).fill(['POST', 'PUT group messages', 'POST group send']).flat())
    expect(await phones.states()).to.deep.equal({ sent: 60 })
    expect(await phone.deliver()).to.equal(0)
    expect(phone.counts().sent.code).to.equal(60)
  })

  it('sends each once from two processes', async () => {
    const [one, other] = [phones.start(), phones.start()]
    await phones.tell(phoneNumbers(120))
    await Promise.all(
      [one, other].map(async phone => {
        while ((await phone.deliver()) > 0);
      }),
    )
    expect(phones.sentTo()).to.deep.equal(phoneNumbers(120))
  })

  for (const [name, answer] of [
    ['401', { status: 401, body: { errorCode: 'InvalidAPIKey', errorMessage: '' } }],
    ['402', { status: 402, body: { errorCode: 'NotEnoughBalance', errorMessage: '' } }],
    ['403', { status: 403, body: { errorCode: 'Forbidden', errorMessage: '' } }],
    ['400', { status: 400, body: { errorCode: 'ValidationError', errorMessage: '' } }],
    ['a page of maintenance with 200', { status: 200, body: '<html>점검 중입니다</html>' }],
    ['500', { status: 500, body: {} }],
    ['429', { status: 429, body: {} }],
    ['a time-out', 'silence'],
    ['a cut line', 'reset'],
  ] as [string, VendorAnswer][]) {
    for (const step of ['POST', 'PUT group messages', 'POST group send'] as const) {
      it(`waits through hours of ${name} at ${step}, and tells each once afterwards`, async function () {
        this.timeout(60_000)
        const phone = phones.start(50)
        await phones.tell(phoneNumbers(5))
        phones.solapi.rule(({ asked }) => (asked === step ? answer : undefined))
        await phones.work(phone, 2 * HOUR_MS, 6 * MINUTE_MS)
        expect(await phones.states()).to.deep.equal({ waiting: 5 })
        expect(phones.solapi.accepted).to.deep.equal([])
        const isRefusal = typeof answer !== 'string' && answer.status >= 400 && answer.status < 404
        if (isRefusal) expect(phones.alarms).to.include('phone-refused')
        expect(phones.lines.filter(({ level }) => level === 'warn')).to.not.be.empty
        phones.solapi.heal()
        await phones.work(phone, 10 * MINUTE_MS, 30 * SECOND_MS)
        expect(phones.sentTo()).to.deep.equal(phoneNumbers(5))
        expect(await phones.states()).to.deep.equal({ sent: 5 })
        await phones.work(phone, 10 * MINUTE_MS, 5 * MINUTE_MS)
        expect(phones.solapi.accepted).to.have.length(5)
      })
    }
  }
})
