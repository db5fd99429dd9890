/** Generated data: as much as asked, quickly, and such that the service can work with it. */
import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { createCipher } from '../../src/platform/cipher.js'
import { systemClock } from '../../src/platform/clock.js'
import { createBulk } from '../../src/services/bulk.js'
import { createBulkStore } from '../../src/storage/bulk-store.js'
import { createProgramStore } from '../../src/storage/program-store.js'
import { createTransactions } from '../../src/storage/transaction.js'
import { createVolunteerStore } from '../../src/storage/volunteer-store.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'

describe('generated data', () => {
  let database: TestDatabase
  const cipher = createCipher(randomBytes(32).toString('base64'))
  const bulk = createBulk({ bulkStore: createBulkStore(), cipher, clock: systemClock })
  const add = (programs: number, volunteers: number, turns: number) =>
    createTransactions(database.dataSource).run(tx => bulk.add(tx, { programs, volunteers, turns }))
  const count = async (what: string) =>
    Number((await database.dataSource.query(`SELECT count(*) FROM ${what}`))[0].count)

  before(async () => {
    database = await createTestDatabase()
  })
  after(() => database.drop())

  it('has turns also when there is nobody yet', async () => {
    expect(await add(0, 0, 100)).to.deep.equal({ programs: 0, volunteers: 0, turns: 100 })
    expect(await count('turns')).to.equal(100)
    expect(await count('messenger_accounts WHERE volunteer_id IS NULL')).to.equal(5)
  })

  it('is as much as asked and counts what it added', async () => {
    expect(await add(300, 40, 500)).to.deep.equal({ programs: 300, volunteers: 40, turns: 500 })
    expect(await count('programs WHERE demo')).to.equal(300)
    expect(await count('messenger_accounts WHERE volunteer_id IS NOT NULL')).to.equal(40)
    expect(await count('turns')).to.equal(600)
    expect(await count('(SELECT DISTINCT account_id FROM turns) AS speaking')).to.equal(45)
  })

  it('can be searched, and its volunteers can be read', async () => {
    const manager = database.dataSource.manager
    const filter = { sido: '경기도', sigungu: '수원시', text: '플로깅', openFor: 1 }
    const found = await createProgramStore().search(manager, filter, { offset: 0, limit: 5 }, systemClock.now())
    expect(found).to.have.length(5)
    expect(found[0]?.title).to.match(/^수원시 공원 플로깅 \d+$/)
    const [{ id }] = await manager.query('SELECT id FROM volunteers LIMIT 1')
    const volunteer = await createVolunteerStore(cipher).find(manager, id)
    expect(volunteer?.birth).to.match(/^20\d\d-\d\d-\d\d$/)
    expect(await createVolunteerStore(cipher).findByIdentity(manager, volunteer!)).to.deep.equal(volunteer)
  })

  it('writes ten thousand turns in less than three seconds', async () => {
    const began = performance.now()
    await add(0, 0, 10_000)
    expect(performance.now() - began).to.be.below(3000)
  })
})
