// Saying later in TalkTalk, with the vendor handed in.
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { TalkTalkClient, TalkTalkResult } from '../../src/messengers/talktalk/client.js'
import { createCipher } from '../../src/platform/cipher.js'
import { createSettableClock, seoulMoment } from '../../src/platform/clock.js'
import { createDeliveries } from '../../src/services/deliveries.js'
import { findOrAddAccount } from '../../src/storage/accounts.js'
import { createTransactions } from '../../src/storage/transaction.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'

describe('deliveries', () => {
  let database: TestDatabase
  before(async () => {
    database = await createTestDatabase()
  })
  after(() => database.drop())

  const START = seoulMoment('2026-11-18', '10:00')
  const clock = createSettableClock()
  const cipher = createCipher(Buffer.alloc(32, 1).toString('base64'))
  const saying = (text: string) => ({ event: 'send' as const, textContent: { text } })
  let heard: string[]
  let answers: TalkTalkResult[]

  beforeEach(async () => {
    clock.set(START)
    heard = []
    answers = []
    await database.dataSource.query('DELETE FROM outbox')
  })

  const talktalk = {
    send: async (_user, message) => {
      heard.push(message.textContent?.text ?? '')
      return answers.shift() ?? { ok: true }
    },
    typingOn: async () => ({ ok: true }),
    handover: async () => {
      heard.push('handover')
      return { ok: true }
    },
  } satisfies TalkTalkClient

  function open() {
    const transactions = createTransactions(database.dataSource)
    const deliveries = createDeliveries({ transactions, cipher, clock, talktalk })
    const say = async (userKey: string, texts: string[], handOver = false) =>
      transactions.run(async tx => {
        const account = await findOrAddAccount(tx, { messenger: 'talktalk', userKey }, clock.now())
        await deliveries.sayOnTalkTalk(tx, account.id, randomUUID(), {
          user: userKey,
          messages: texts.map(saying),
          handOver,
        })
      })
    return { deliveries, say }
  }
  const states = async () =>
    (await database.dataSource.query('SELECT state FROM outbox ORDER BY created_at, id')).map(
      (row: { state: string }) => row.state,
    )
  /** Leases and pauses are real time: this is what its passing does. */
  const pauseIsOver = () => database.dataSource.query('UPDATE outbox SET leased_until = clock_timestamp()')
  const later = (ms: number) => clock.set(new Date(clock.now().getTime() + ms))

  it('says everything in order, then hands over', async () => {
    const { deliveries, say } = open()
    await say('a', ['하나', '둘', '셋'], true)
    expect(await deliveries.deliver()).to.equal(1)
    expect(heard).to.deep.equal(['하나', '둘', '셋', 'handover'])
    expect(await states()).to.deep.equal(['sent'])
    expect(await deliveries.deliver()).to.equal(0)
  })

  it('goes on where it failed, says nothing twice, and lets nothing later overtake it', async () => {
    const { deliveries, say } = open()
    answers = [{ ok: true }, { ok: false, retryable: true, code: 'http-500' }]
    await say('a', ['하나', '둘'])
    later(1)
    await say('a', ['셋'])
    await deliveries.deliver()
    expect(heard).to.deep.equal(['하나', '둘'])
    later(60 * 60 * 1000)
    expect(await deliveries.deliver(), 'nothing is due before the pause is over').to.equal(0)
    await pauseIsOver()
    await deliveries.deliver()
    await deliveries.deliver()
    expect(heard).to.deep.equal(['하나', '둘', '둘', '셋'])
    expect(await states()).to.deep.equal(['sent', 'sent'])
  })

  it('gives up on what the vendor will never take, and goes on with the rest', async () => {
    const { deliveries, say } = open()
    const refused = { ok: false, retryable: false, code: '02' } as const
    answers = [refused, refused]
    await say('a', ['나쁜 말'])
    later(1)
    await say('a', ['좋은 말'])
    await deliveries.deliver()
    await deliveries.deliver()
    expect(heard).to.deep.equal(['나쁜 말', '나쁜 말', '좋은 말'])
    expect(deliveries.refusals()).to.include({ '02': 2, '99': 0 })
    expect(await states()).to.deep.equal(['failed', 'sent'])
  })

  it('lets two workers send each row once', async () => {
    const { deliveries, say } = open()
    for (let n = 0; n < 20; n++) await say(`person ${n}`, [`말 ${n}`])
    await Promise.all([deliveries.deliver(), deliveries.deliver()])
    expect(heard.toSorted()).to.deep.equal(Array.from({ length: 20 }, (_, n) => `말 ${n}`).toSorted())
  })

  it('sends what was due when it was written, also after the desk’s clock was put back', async () => {
    const { deliveries, say } = open()
    await say('a', ['하나'])
    later(-7 * 24 * 60 * 60 * 1000)
    expect(await deliveries.deliver()).to.equal(1)
    expect(heard).to.deep.equal(['하나'])
  })

  it('gives up what it cannot open, and says the rest', async () => {
    const { deliveries, say } = open()
    await say('a', ['sealed by another key'])
    await database.dataSource.query(`UPDATE outbox SET payload_sealed = '\\x00'`)
    later(1)
    await say('b', ['ours'])
    await deliveries.deliver()
    expect(heard).to.deep.equal(['ours'])
    expect(await states()).to.deep.equal(['failed', 'sent'])
  })
})
