/** Answers that are promised by a callback of Kakao while a turn still runs, with Kakao handed in. */
import { expect } from 'chai'
import type { KakaoCallbackResult } from '../../src/messengers/kakao/callback.js'
import { createCipher } from '../../src/platform/cipher.js'
import { createReplies } from '../../src/services/replies.js'
import { findOrAddAccount } from '../../src/storage/accounts.js'
import { createTransactions, type Transactions } from '../../src/storage/transaction.js'
import { createSettableClock } from '../support/clock.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'
import { NOW } from '../support/services.js'

const ACCOUNT = { messenger: 'kakao', userKey: 'somebody' } as const
const PROMISED = { id: '00000000-0000-4000-8000-000000000001', callbackUrl: 'https://kakao.test/1' }

describe('a promised answer', () => {
  let database: TestDatabase
  let transactions: Transactions
  let accountId: string
  before(async () => {
    database = await createTestDatabase()
    transactions = createTransactions(database.dataSource)
  })
  after(() => database.drop())

  const clock = createSettableClock()
  clock.set(NOW)
  const cipher = createCipher(Buffer.alloc(32, 1).toString('base64'))
  const text = (said: string) => ({ replies: [{ kind: 'text' as const, text: said }], choices: [] })
  const heard: string[] = []
  let results: KakaoCallbackResult[] = []
  let meanwhile = async () => {}
  const callbacks = {
    accepts: () => true,
    answer: async (url: string, response: object) => {
      await meanwhile()
      heard.push(`${url} ${/"text":"([^"]+)"/.exec(JSON.stringify(response))?.[1]}`)
      return results.shift() ?? { ok: true as const }
    },
  }
  const open = () => {
    const replies = createReplies({ transactions, cipher, clock, callbacks })
    const keep = (said: string) =>
      transactions.run(tx => replies.sayLater(tx, accountId, { answer: text(said), handOver: false }, PROMISED))
    const promise = () => replies.promise(ACCOUNT, PROMISED, text('sorry'), 2000)
    return { replies, keep, promise }
  }
  const query = (sql: string) => database.dataSource.query(sql)
  const states = async () =>
    (await query('SELECT state, failure FROM replies')).map((row: { state: string; failure: string | null }) => [
      row.state,
      row.failure,
    ])
  /** Leases and expiries are real time: this is what its passing does. */
  const timePasses = (column: 'leased_until' | 'expires_at') =>
    query(`UPDATE replies SET ${column} = clock_timestamp() - interval '1 second'`)

  beforeEach(async () => {
    heard.length = 0
    results = []
    meanwhile = async () => {}
    await query('DELETE FROM replies')
    accountId = (await transactions.run(tx => findOrAddAccount(tx, ACCOUNT, clock.now()))).id
  })

  it('is said once it is known, and not before', async () => {
    const { replies, keep, promise } = open()
    expect(await promise()).to.equal('promised')
    expect(await replies.deliver('kakao')).to.equal(0)
    await keep('found')
    expect(await replies.deliver('talktalk')).to.equal(0)
    await replies.deliver('kakao')
    expect(await replies.deliver('kakao')).to.equal(0)
    expect(heard).to.deep.equal(['https://kakao.test/1 found'])
    expect(await states()).to.deep.equal([['sent', null]])
    expect(replies.callbacks()).to.deep.equal({ said: 1, refused: 0, unanswered: 0, expired: 0 })
  })

  it('of which nothing came is told as that, at once where the turn has failed, later where its process died', async () => {
    const failing = open()
    await failing.promise()
    await failing.replies.release(PROMISED)
    await failing.replies.deliver('kakao')
    await query('DELETE FROM replies')
    await open().promise()
    await timePasses('leased_until')
    await open().replies.deliver('kakao')
    expect(heard).to.deep.equal(['https://kakao.test/1 sorry', 'https://kakao.test/1 sorry'])
  })

  it('cannot be kept any more while or after it is told that nothing came of it', async () => {
    const { replies, keep, promise } = open()
    await promise()
    await timePasses('leased_until')
    const late: unknown[] = []
    const keepLate = async () => void late.push(await keep('found').catch((error: { code?: string }) => error.code))
    meanwhile = keepLate
    await replies.deliver('kakao')
    await keepLate()
    expect(late).to.deep.equal(['unavailable', 'unavailable'])
    expect(heard).to.deep.equal(['https://kakao.test/1 sorry'])
  })

  it('is made once for an address, and for known accounts only', async () => {
    const { replies, promise } = open()
    expect(await replies.promise({ ...ACCOUNT, userKey: 'nobody' }, PROMISED, text('sorry'), 2000)).to.equal(undefined)
    expect(await promise()).to.equal('promised')
    const other = { ...PROMISED, id: '00000000-0000-4000-8000-000000000002' }
    expect(await replies.promise(ACCOUNT, other, text('sorry'), 2000)).to.equal('already')
    await replies.drop(PROMISED)
    await timePasses('leased_until')
    expect(await replies.deliver('kakao')).to.equal(0)
  })

  it('is tried again when Kakao does not answer, and given up when it refuses', async () => {
    const { replies, keep, promise } = open()
    results = [
      { ok: false, code: 'timeout', retryable: true },
      { ok: false, code: 'token', retryable: false },
    ]
    await promise()
    await keep('found')
    await replies.deliver('kakao')
    expect(await replies.deliver('kakao'), 'not before the pause is over').to.equal(0)
    await timePasses('leased_until')
    await replies.deliver('kakao')
    expect(heard).to.have.length(2)
    expect(await states()).to.deep.equal([['failed', 'token']])
    expect(replies.callbacks()).to.deep.equal({ said: 0, refused: 1, unanswered: 1, expired: 0 })
  })

  it('that was not said within its minute is dropped, and counted', async () => {
    const { replies, keep, promise } = open()
    await promise()
    await keep('found')
    await timePasses('expires_at')
    await replies.deliver('kakao')
    expect(heard).to.deep.equal([])
    expect(await states()).to.deep.equal([['failed', 'expired']])
    expect(replies.callbacks()).to.include({ expired: 1, said: 0 })
  })
})
