/** A transaction says what belongs together in one write, and is told rightly what became of it. */
import { expect } from 'chai'
import type { PoolClient } from 'pg'
import {
  createTransactions,
  type Transactions,
  type Tx,
  withCommit,
  withinSavepoint,
} from '../../src/storage/transaction.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'

type Stream = { uncork(this: Stream): void; readonly writableCorked: number }
type Corked = { readonly connection: { readonly stream: Stream } }

describe('a transaction', () => {
  let database: TestDatabase
  let transactions: Transactions
  before(async () => {
    database = await createTestDatabase()
    transactions = createTransactions(database.dataSource)
    await database.dataSource.query('CREATE TABLE kept (word text UNIQUE)')
  })
  after(() => database.drop())
  beforeEach(() => database.dataSource.query('TRUNCATE kept'))

  const keep = (tx: Tx, word: string) => tx.query('INSERT INTO kept VALUES ($1)', [word])
  const words = async () =>
    (await database.dataSource.query('SELECT word FROM kept ORDER BY word')).map(({ word }: { word: string }) => word)
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: Error) => error,
    )

  /** What was said until the transaction was over, the first word of each statement, by writes. */
  async function writes(work: (tx: Tx) => Promise<void>): Promise<string[]> {
    const said: string[][] = [[]]
    let restore = () => {}
    const done = transactions.run(async tx => {
      const client = (await tx.queryRunner?.connect()) as PoolClient & Corked
      const { query } = client
      const { stream } = client.connection
      const { uncork } = stream
      restore = () => Object.assign(stream, { uncork }) && Object.assign(client, { query })
      client.query = ((config: string | { text: string }) => {
        said.at(-1)?.push((typeof config === 'string' ? config : config.text).replace(/\W.*/s, ''))
        return (query as unknown as (config: unknown) => Promise<unknown>).call(client, config)
      }) as unknown as typeof query
      stream.uncork = function () {
        uncork.call(this)
        if (this.writableCorked === 0) said.push([])
      }
      await work(tx)
    })
    await failure(done)
    restore()
    return said.filter(words => words.length > 0).map(words => words.join(' '))
  }

  it('begins with the first statement, sets a savepoint with the next and says the last with COMMIT', async () => {
    const said = await writes(async tx => {
      await tx.query('SELECT 1')
      await withinSavepoint(tx, async () => void (await tx.query('SELECT 2')))
      withCommit(tx, 'INSERT INTO kept VALUES ($1)', ['가'])
    })
    expect(said).to.deep.equal(['BEGIN SELECT', 'SAVEPOINT SELECT', 'INSERT COMMIT'])
    expect(await words()).to.deep.equal(['가'])
  })

  it('says in one write what is asked at the same moment', async () => {
    const said = await writes(async tx => void (await Promise.all([tx.query('SELECT 1'), tx.query('SELECT 2')])))
    expect(said).to.deep.equal(['BEGIN SELECT SELECT', 'COMMIT'])
  })

  it('sets no savepoint for what says nothing', async () => {
    const said = await writes(async tx => {
      await tx.query('SELECT 1')
      await withinSavepoint(tx, async () => undefined)
      await keep(tx, '가')
    })
    expect(said).to.deep.equal(['BEGIN SELECT', 'INSERT', 'COMMIT'])
  })

  it('says nothing at all when its work fails before anything', async () => {
    const said = await writes(tx => {
      withCommit(tx, 'INSERT INTO kept VALUES ($1)', ['가'])
      return Promise.reject(new Error('before anything'))
    })
    expect(said).to.deep.equal([])
    expect(await words()).to.deep.equal([])
  })

  it('undoes only what was done since the savepoint, when that fails', async () => {
    await transactions.run(async tx => {
      await keep(tx, '가')
      const failed = await failure(
        withinSavepoint(tx, async () => {
          await keep(tx, '나')
          await tx.query('SELECT 1 / 0')
        }),
      )
      expect(failed?.message).to.contain('division by zero')
      await keep(tx, '다')
    })
    expect(await words()).to.deep.equal(['가', '다'])
  })

  it('goes on where what is undone had said nothing yet', async () => {
    await transactions.run(async tx => {
      await keep(tx, '가')
      await failure(withinSavepoint(tx, () => Promise.reject(new Error('before anything'))))
      await keep(tx, '나')
    })
    expect(await words()).to.deep.equal(['가', '나'])
  })

  it('keeps nothing and tells why, when what is said beside COMMIT is refused', async () => {
    await transactions.run(tx => keep(tx, '가'))
    const failed = await failure(
      transactions.run(async tx => {
        await keep(tx, '나')
        withCommit(tx, 'INSERT INTO kept VALUES ($1)', ['가'])
      }),
    )
    expect(failed?.message).to.contain('kept_word_key')
    expect(await words()).to.deep.equal(['가'])
  })

  it('whose first statement fails can be followed by another on the same connection', async () => {
    expect((await failure(transactions.run(tx => tx.query('SELECT 1 / 0'))))?.message).to.contain('division by zero')
    await transactions.run(tx => keep(tx, '가'))
    expect(await words()).to.deep.equal(['가'])
  })
})
