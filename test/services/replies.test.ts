// Saying later in TalkTalk, with the vendor handed in.
import { expect } from 'chai'
import { Replies0040 } from '../../migrations/0040-replies.js'
import { PromisedReplies0049 } from '../../migrations/0049-promised-replies.js'
import type { TalkTalkClient, TalkTalkResult } from '../../src/messengers/talktalk/client.js'
import { createCipher } from '../../src/platform/cipher.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { createReplies } from '../../src/services/replies.js'
import { findOrAddAccount } from '../../src/storage/accounts.js'
import { placeOfReply } from '../../src/storage/replies.js'
import { createTransactions } from '../../src/storage/transaction.js'
import { createSettableClock } from '../support/clock.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'

describe('replies', () => {
  let database: TestDatabase
  before(async () => {
    database = await createTestDatabase()
  })
  after(() => database.drop())

  const START = seoulMoment('2026-11-18', '10:00')
  const clock = createSettableClock()
  const cipher = createCipher(Buffer.alloc(32, 1).toString('base64'))
  const saying = (...texts: string[]) => ({
    replies: texts.map(text => ({ kind: 'text' as const, text })),
    choices: [],
  })
  let heard: string[]
  let answers: TalkTalkResult[]

  beforeEach(async () => {
    clock.set(START)
    heard = []
    answers = []
    await database.dataSource.query('DELETE FROM replies')
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
    const replies = createReplies({ transactions, cipher, clock, talktalk })
    const say = async (userKey: string, texts: string[], handOver = false) =>
      transactions.run(async tx => {
        const account = await findOrAddAccount(tx, { messenger: 'talktalk', userKey }, clock.now())
        await replies.sayLater(tx, account.id, { answer: saying(...texts), handOver })
      })
    return { replies, say }
  }
  const states = async () =>
    (await database.dataSource.query('SELECT state FROM replies ORDER BY created_at, id')).map(
      (row: { state: string }) => row.state,
    )
  /** Leases and pauses are real time: this is what its passing does. */
  const pauseIsOver = () => database.dataSource.query('UPDATE replies SET leased_until = clock_timestamp()')
  const later = (ms: number) => clock.set(new Date(clock.now().getTime() + ms))

  it('says everything in order, then hands over', async () => {
    const { replies, say } = open()
    await say('a', ['하나', '둘', '셋'], true)
    expect(await replies.deliver('talktalk')).to.equal(1)
    expect(heard).to.deep.equal(['하나', '둘', '셋', 'handover'])
    expect(await states()).to.deep.equal(['sent'])
    expect(await database.dataSource.query('SELECT FROM replies WHERE answer_sealed IS NOT NULL')).to.deep.equal([])
    expect(await replies.deliver('talktalk')).to.equal(0)
  })

  it('goes on where it failed, says nothing twice, and lets nothing later overtake it', async () => {
    const { replies, say } = open()
    answers = [{ ok: true }, { ok: false, retryable: true, code: 'http-500' }]
    await say('a', ['하나', '둘'])
    later(1)
    await say('a', ['셋'])
    await replies.deliver('talktalk')
    expect(heard).to.deep.equal(['하나', '둘'])
    later(60 * 60 * 1000)
    expect(await replies.deliver('talktalk'), 'nothing is due before the pause is over').to.equal(0)
    await pauseIsOver()
    await replies.deliver('talktalk')
    await replies.deliver('talktalk')
    expect(heard).to.deep.equal(['하나', '둘', '둘', '셋'])
    expect(await states()).to.deep.equal(['sent', 'sent'])
  })

  it('gives up on what the vendor will never take, and goes on with the rest', async () => {
    const { replies, say } = open()
    const refused = { ok: false, retryable: false, code: '02' } as const
    answers = [refused, refused]
    await say('a', ['나쁜 말'])
    later(1)
    await say('a', ['좋은 말'])
    await replies.deliver('talktalk')
    await replies.deliver('talktalk')
    expect(heard).to.deep.equal(['나쁜 말', '나쁜 말', '좋은 말'])
    expect(replies.refusals()).to.include({ '02': 2, '99': 0 })
    expect(await states()).to.deep.equal(['failed', 'sent'])
  })

  it('lets two workers send each row once', async () => {
    const { replies, say } = open()
    for (let n = 0; n < 20; n++) await say(`person ${n}`, [`말 ${n}`])
    await Promise.all([replies.deliver('talktalk'), replies.deliver('talktalk')])
    expect(heard.toSorted()).to.deep.equal(Array.from({ length: 20 }, (_, n) => `말 ${n}`).toSorted())
  })

  it('sends what was due when it was written, also after the desk’s clock was put back', async () => {
    const { replies, say } = open()
    await say('a', ['하나'])
    later(-7 * 24 * 60 * 60 * 1000)
    expect(await replies.deliver('talktalk')).to.equal(1)
    expect(heard).to.deep.equal(['하나'])
  })

  it('says what waited in the outbox of earlier versions', async () => {
    const { replies, say } = open()
    await say('a', [])
    const [{ id }] = await database.dataSource.query('SELECT id FROM replies')
    const payload = JSON.stringify({
      user: 'a',
      messages: [{ event: 'send', textContent: { text: '하나' } }],
      handOver: false,
    })
    const sealed = cipher.seal(payload, { table: 'outbox', column: 'payload_sealed', row: id })
    const [table, columns] = [new Replies0040(), new PromisedReplies0049()]
    const runner = database.dataSource.createQueryRunner()
    const [{ account_id: account }] = await runner.query('SELECT account_id FROM replies')
    await columns.down(runner)
    await table.down(runner)
    await runner.query(
      `INSERT INTO outbox (id, kind, channel, once_key, account_id, payload_sealed, run_at, created_at)
       VALUES ($1, 'talk', 'talktalk', 'once', $2, $3, $4, $4)`,
      [id, account, sealed, START],
    )
    await table.up(runner)
    await columns.up(runner)
    await runner.release()
    await replies.deliver('talktalk')
    expect(heard).to.deep.equal(['하나'])
  })

  it('says what an earlier version kept as messages of TalkTalk', async () => {
    const { replies, say } = open()
    await say('a', [])
    const [{ id }] = await database.dataSource.query('SELECT id FROM replies')
    const kept = { messages: [{ event: 'send', textContent: { text: '하나' } }], handOver: true }
    const sealed = cipher.seal(JSON.stringify(kept), placeOfReply(id))
    await database.dataSource.query('UPDATE replies SET answer_sealed = $1', [sealed])
    await replies.deliver('talktalk')
    expect(heard).to.deep.equal(['하나', 'handover'])
  })

  it('gives up what it cannot open, and says the rest', async () => {
    const { replies, say } = open()
    await say('a', ['sealed by another key'])
    await database.dataSource.query(`UPDATE replies SET answer_sealed = '\\x00'`)
    later(1)
    await say('b', ['ours'])
    await replies.deliver('talktalk')
    expect(heard).to.deep.equal(['ours'])
    expect(await states()).to.deep.equal(['failed', 'sent'])
  })
})
