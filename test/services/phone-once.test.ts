// Once and never twice: answers that are lost, processes that end in the middle, several of them at one notice.
import { expect } from 'chai'
import type { SolapiClient } from '../../src/messengers/solapi/client.js'
import type { SolapiAnswer } from '../../src/messengers/solapi/response.js'
import { MINUTE_MS, openPhones, type Phones, phoneNumbers, SECOND_MS } from '../support/phones.js'
import type { VendorAnswer } from '../support/vendors.js'

const STEPS = ['POST', 'PUT group messages', 'POST group send'] as const
const never = (): Promise<never> => new Promise(() => undefined)

describe('the phone, when answers are lost,', () => {
  let phones: Phones
  before(async () => {
    phones = await openPhones()
  })
  after(() => phones.close())
  beforeEach(() => phones.reset())
  afterEach(() => expect(phones.solapi.faults).to.deep.equal([]))

  const numbers = phoneNumbers(7)
  const everyoneOnce = async () => {
    expect(phones.sentTo()).to.deep.equal(numbers)
    expect(await phones.states()).to.deep.equal({ sent: numbers.length })
    expect(await phones.query("SELECT FROM attempts WHERE outcome = 'open'")).to.deep.equal([])
  }

  for (const step of STEPS)
    for (const answer of ['taken-silence', 'taken-reset', { status: 500, body: {} }] as VendorAnswer[]) {
      it(`sends each once after ${JSON.stringify(answer)} at ${step}, three times in a row`, async () => {
        const phone = phones.start(100)
        await phones.tell(numbers)
        let left = 3
        phones.solapi.rule(({ asked }) => (asked === step && left-- > 0 ? answer : undefined))
        await phones.work(phone, 3 * MINUTE_MS, 5 * SECOND_MS)
        await everyoneOnce()
      })
    }

  it('asks before it sends again, and does not send what was sent', async () => {
    const phone = phones.start(100)
    await phones.tell(numbers)
    phones.solapi.rule(({ asked }) => (asked === 'POST group send' ? 'taken-silence' : undefined))
    await phones.work(phone, 10 * MINUTE_MS, 10 * SECOND_MS)
    await everyoneOnce()
    expect(phones.solapi.calls).to.deep.equal(['POST', 'PUT group messages', 'POST group send', 'GET group'])
  })

  it('waits and asks again while the vendor cannot say', async () => {
    const phone = phones.start(100)
    await phones.tell(numbers)
    phones.solapi.rule(({ asked }) =>
      asked === 'POST group send' ? 'taken-silence' : asked === 'GET group' ? { status: 503, body: {} } : undefined,
    )
    await phones.work(phone, 30 * MINUTE_MS, 30 * SECOND_MS)
    expect(await phones.states()).to.deep.equal({ waiting: numbers.length })
    expect(phones.solapi.calls.filter(asked => asked === 'POST group send')).to.have.length(1)
    phones.solapi.heal()
    await phones.work(phone, 10 * MINUTE_MS, 10 * SECOND_MS)
    await everyoneOnce()
  })

  it('sends again only what the vendor does not know', async () => {
    const phone = phones.start(100)
    await phones.tell(numbers)
    phones.solapi.rule(({ asked }) => {
      if (asked === 'POST group send') return 'silence'
      return asked === 'GET group' ? { status: 404, body: { errorCode: 'ResourceNotFound' } } : undefined
    })
    await phones.work(phone, 20 * SECOND_MS)
    expect(phones.solapi.accepted).to.deep.equal([])
    phones.solapi.heal()
    await phones.work(phone, MINUTE_MS)
    await everyoneOnce()
  })

  it('takes a group that failed as a whole for not sent: rests, tells somebody, and makes another', async () => {
    const phone = phones.start()
    await phones.tell(numbers)
    const failed = { groupId: 'G4VFAILED', status: 'FAILED', count: { sentTotal: 0 } }
    phones.solapi.rule(({ asked }) => (asked === 'POST group send' ? { status: 200, body: failed } : undefined))
    await phones.work(phone, MINUTE_MS)
    expect(phones.alarms).to.include('phone-refused')
    phones.solapi.heal()
    await phones.work(phone, 10 * MINUTE_MS, 10 * SECOND_MS)
    await everyoneOnce()
  })

  /** A process that ends at `act`: before the vendor is asked, or after it has answered. */
  const dying = (act: 'createGroup' | 'add' | 'send', when: 'before' | 'after') => (client: SolapiClient) => {
    const whole = client[act] as (...args: unknown[]) => Promise<SolapiAnswer<unknown>>
    const died = async (...args: unknown[]) => {
      if (when === 'after') await whole(...args)
      return never()
    }
    return { [act]: died } as Partial<SolapiClient>
  }
  for (const act of ['createGroup', 'add', 'send'] as const)
    for (const when of ['before', 'after'] as const) {
      it(`loses and doubles nothing when the process ends ${when} ${act}`, async () => {
        await phones.tell(numbers)
        void phones.start(300, dying(act, when)).deliver()
        await new Promise(resolve => setTimeout(resolve, 300))
        const other = phones.start()
        expect(await other.deliver(), 'it is the first one’s for a while').to.equal(0)
        await phones.work(other, 30 * SECOND_MS)
        await everyoneOnce()
      })
    }

  it('sends nothing to who was forgotten while the group waited to be sent, and the others once', async () => {
    await phones.tell(numbers)
    void phones.start(300, dying('send', 'before')).deliver()
    await new Promise(resolve => setTimeout(resolve, 300))
    const [forgotten] = await phones.query(
      'DELETE FROM notices WHERE id IN (SELECT id FROM notices LIMIT 1) RETURNING id',
    )
    expect(forgotten).to.not.equal(undefined)
    await phones.work(phones.start(), 30 * SECOND_MS)
    expect(phones.sentTo()).to.have.length(numbers.length - 1)
    expect(new Set(phones.sentTo())).to.have.length(numbers.length - 1)
    expect(await phones.states()).to.deep.equal({ sent: numbers.length - 1 })
  })

  it('loses and doubles nothing when the process ends before what was sent is noted', async () => {
    await phones.tell(numbers)
    await phones.query(`CREATE FUNCTION refuse_settling() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN IF NEW.state = 'sent' THEN RAISE 'the database is gone'; END IF; RETURN NEW; END $$`)
    await phones.query(
      'CREATE TRIGGER refuse_settling BEFORE UPDATE ON notices FOR EACH ROW EXECUTE FUNCTION refuse_settling()',
    )
    const failed = await phones
      .start()
      .deliver()
      .catch((error: Error) => error)
    expect(failed).to.be.instanceOf(Error)
    await phones.query('DROP FUNCTION refuse_settling CASCADE')
    expect(phones.solapi.accepted).to.have.length(numbers.length)
    await phones.work(phones.start(), 30 * SECOND_MS)
    await everyoneOnce()
  })

  it('lets a process that was too slow send nothing', async () => {
    await phones.tell(numbers)
    let goOn = () => {}
    const waiting = new Promise<void>(resolve => {
      goOn = resolve
    })
    const slow = phones.start(300, client => ({
      add: async (...args) => {
        const added = await client.add(...args)
        await waiting
        return added
      },
    }))
    const working = slow.deliver()
    await new Promise(resolve => setTimeout(resolve, 200))
    phones.later(MINUTE_MS)
    await phones.work(phones.start(), SECOND_MS)
    await everyoneOnce()
    goOn()
    await working
    await phones.work(phones.start(), MINUTE_MS)
    await everyoneOnce()
  })

  for (const lifeMs of [4 * SECOND_MS, 20 * SECOND_MS]) {
    it(`does not send late what waited for an answer until it was pointless after ${lifeMs} ms`, async () => {
      const phone = phones.start(100)
      await phones.tell(numbers.slice(0, 2), lifeMs)
      await phones.tell(numbers.slice(2))
      phones.solapi.rule(({ asked }) =>
        asked === 'POST group send' ? 'silence' : asked === 'GET group' ? { status: 500, body: {} } : undefined,
      )
      await phones.work(phone, lifeMs)
      phones.solapi.heal()
      await phones.work(phone, 10 * MINUTE_MS, 10 * SECOND_MS)
      expect(phones.sentTo()).to.deep.equal(numbers.slice(2))
      expect(await phones.states()).to.deep.equal({ expired: 2, sent: 5 })
    })
  }

  it('gives up asking a day after it became pointless', async () => {
    const phone = phones.start(50)
    await phones.tell(numbers, MINUTE_MS)
    phones.solapi.rule(({ asked }) =>
      asked === 'POST group send' ? 'taken-silence' : asked === 'GET group' ? { status: 500, body: {} } : undefined,
    )
    await phones.work(phone, 26 * 60 * MINUTE_MS, 20 * MINUTE_MS)
    expect(await phones.states()).to.deep.equal({ expired: numbers.length })
    expect(await phones.query('SELECT DISTINCT outcome FROM attempts')).to.deep.equal([{ outcome: 'unknown' }])
    expect(phones.sentTo()).to.deep.equal(numbers)
  })

  for (const step of STEPS) {
    it(`goes on when the clock is put back after a failure at ${step}`, async () => {
      const phone = phones.start(100)
      await phones.tell(numbers)
      phones.solapi.rule(({ asked }) => (asked === step ? { status: 500, body: {} } : undefined))
      await phone.deliver()
      phones.solapi.heal()
      phones.later(-7 * 24 * 60 * MINUTE_MS)
      for (let tries = 0; tries < 40 && phones.solapi.accepted.length < numbers.length; tries++) {
        await new Promise(resolve => setTimeout(resolve, 200))
        while ((await phone.deliver()) > 0);
      }
      await everyoneOnce()
    })
  }
})
