/** An account is locked for its turn, and made at its first word without being read again. */
import { expect } from 'chai'
import { lockAccount } from '../../src/storage/accounts.js'
import { createTransactions, type Transactions, type Tx } from '../../src/storage/transaction.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'
import { NOW } from '../support/services.js'

describe('an account', () => {
  let database: TestDatabase
  let transactions: Transactions
  before(async () => {
    database = await createTestDatabase()
    transactions = createTransactions(database.dataSource)
  })
  after(() => database.drop())

  const lock = (tx: Tx, userKey: string) => lockAccount(tx, { messenger: 'kakao', userKey }, 'request', NOW)
  const answer = (tx: Tx, id: string) =>
    tx.query('INSERT INTO request_answers (account_id, request_key, at, answer_sealed) VALUES ($1, $2, $3, $4)', [
      id,
      'request',
      NOW,
      Buffer.from('sealed'),
    ])

  it('is added by its first word in one statement more, the same as it is found by the second', async () => {
    let statements = 0
    const lockCounted = () =>
      transactions.run(tx => {
        const { query } = tx
        statements = 0
        tx.query = ((...said: Parameters<typeof query>) => {
          statements += 1
          return query.apply(tx, said)
        }) as typeof query
        return lock(tx, 'new')
      })
    const added = await lockCounted()
    expect(statements).to.equal(2)
    const found = await lockCounted()
    expect(statements).to.equal(1)
    expect(added).to.deep.equal(found)
    expect(added).to.deep.include({ messenger: 'kakao', userKey: 'new', volunteerId: null, session: {}, seenAt: NOW })
  })

  it('is held from its first word on: who says the same at the same moment waits, and finds the answer', async () => {
    const first = transactions.run(async tx => {
      const { id } = await lock(tx, 'twice')
      const second = transactions.run(other => lock(other, 'twice'))
      await answer(tx, id)
      return { id, second }
    })
    const { id, second } = await first
    expect(await second).to.deep.include({ id, earlierAnswer: Buffer.from('sealed'), earlierAt: NOW })
  })
})
