/** `npm run -s rotate-key` killed in the middle: neither key alone starts, the next call goes on, and withdrawals on the disk come along. */
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { createCipher } from '../../src/platform/cipher.js'
import { systemClock } from '../../src/platform/clock.js'
import { createDataKey } from '../../src/services/data-key.js'
import { createKeyStore } from '../../src/storage/data-keys.js'
import { createTransactions } from '../../src/storage/transaction.js'
import { sealedPerson } from '../../src/storage/volunteers.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'
import { makeTestFolder } from '../support/folder.js'
import { sealedValuesIn } from '../support/sealed-values.js'
import { runCommand, startCommand } from '../support/service.js'
import { GILDONG } from '../support/services.js'
import { until } from '../support/vendors.js'

const PEOPLE = 6000
const [FORMER, NEW] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')] as const

describe('changing DATA_KEY, killed in the middle', function () {
  this.timeout(120_000)
  const dataDir = makeTestFolder()
  const folder = join(dataDir, 'withdrawals')
  let database: TestDatabase
  before(async () => {
    database = await createTestDatabase()
  })
  after(() => database.drop())

  const verify = async (key: string, former?: string) => {
    const cipher = createCipher(key, former)
    const withdrawals = { reseal: () => Promise.reject(new Error('nothing is changed here')) }
    const transactions = createTransactions(database.dataSource)
    const parts = { transactions, keyStore: createKeyStore(cipher), cipher, clock: systemClock, withdrawals }
    return (await createDataKey(parts).verify()).ok
  }
  const sealedBy = async (key: string) => {
    const rows: { n: number }[] = await database.dataSource.query(
      'SELECT count(*)::int AS n FROM volunteers WHERE substring(name_sealed FROM 1 FOR 6) = $1',
      [createCipher(key).header],
    )
    return rows[0]!.n
  }
  const addPeople = () => {
    const cipher = createCipher(FORMER)
    const rows = Array.from({ length: PEOPLE }, (_, n) => {
      const id = randomUUID()
      return [id, ...sealedPerson(cipher, id, { ...GILDONG, phone: `0107${String(n).padStart(7, '0')}` })]
    })
    return database.dataSource.query(
      `INSERT INTO volunteers (id, name_sealed, birth_sealed, phone_sealed, identity_hash, phone_hash, created_at)
       SELECT *, now() FROM unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[])`,
      [0, 1, 2, 3, 4, 5].map(at => rows.map(row => row[at])),
    )
  }
  const placeOf = (row: string) => ({ table: 'withdrawals', column: 'file', row })

  it('goes on where it was, and takes along what lies sealed in files', async () => {
    expect(await verify(FORMER)).to.equal(true)
    await addPeople()
    const kept = JSON.stringify({ user: 'leaving', at: '2026-11-18T01:00:00Z' })
    const name = randomUUID()
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, name), createCipher(FORMER).seal(kept, placeOf(name)))
    const both = { DATABASE_URL: database.url, DATA_DIR: dataDir, DATA_KEY: NEW, DATA_KEY_FORMER: FORMER }

    const killed = startCommand('rotate-key', [], both)
    await until('the middle', async () => (await sealedBy(NEW)) > 0, 60_000)
    killed.kill('SIGKILL')
    await once(killed, 'exit')
    expect(await sealedBy(NEW), 'not all of it is done')
      .to.be.above(0)
      .and.below(PEOPLE)
    expect([await verify(FORMER), await verify(NEW), await verify(NEW, FORMER)]).to.deep.equal([false, false, true])

    expect(JSON.parse(await runCommand('rotate-key', [], both))).to.include({ unreadable: 0 })
    expect([await sealedBy(FORMER), await sealedBy(NEW)]).to.deep.equal([0, PEOPLE])
    const closed = (await sealedValuesIn(database.dataSource, createCipher(NEW))).filter(({ text }) => !text)
    expect(closed).to.deep.equal([])
    expect([await verify(FORMER), await verify(NEW)]).to.deep.equal([false, true])
    const opened = readdirSync(folder).map(file =>
      createCipher(NEW).open(readFileSync(join(folder, file)), placeOf(file)),
    )
    expect(opened).to.deep.equal([kept])
  })
})
