/** Generated data: as much as asked, quickly, and such that the service can work with it. */
import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { APPLICATION_STATES } from '../../src/domain/application.js'
import type { Grasp } from '../../src/domain/grasp.js'
import { createCipher } from '../../src/platform/cipher.js'
import { systemClock } from '../../src/platform/clock.js'
import { createCounting } from '../../src/services/bulk/counting.js'
import { makePrograms } from '../../src/services/bulk/programs.js'
import { createBulk } from '../../src/services/bulk.js'
import { listPrograms } from '../../src/storage/program-lists.js'
import { createTransactions } from '../../src/storage/transaction.js'
import { placeInTurn } from '../../src/storage/turns.js'
import { createVolunteerStore } from '../../src/storage/volunteers.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'

describe('generated data', () => {
  let database: TestDatabase
  const cipher = createCipher(randomBytes(32).toString('base64'))
  const bulk = createBulk({ cipher, clock: systemClock })
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
    const found = await listPrograms(manager, filter, undefined, 5, systemClock.now())
    expect(found).not.to.be.empty
    expect(found[0]?.title).to.match(/^수원시 공원 플로깅 \d+$/)
    const [{ id }] = await manager.query('SELECT id FROM volunteers LIMIT 1')
    const volunteer = await createVolunteerStore(cipher).find(manager, id)
    expect(volunteer?.birth).to.match(/^20\d\d-\d\d-\d\d$/)
    expect(await createVolunteerStore(cipher).findByIdentity(manager, volunteer!)).to.deep.equal(volunteer)
  })

  it('has applications in every state, seats that agree with them, and what follows from them', async () => {
    await add(60, 400, 0)
    const states: { state: string }[] = await database.dataSource.query('SELECT DISTINCT state FROM applications')
    expect(states.map(({ state }) => state)).to.have.members([...APPLICATION_STATES])
    const held = `(SELECT coalesce(sum(people), 0) FROM applications a WHERE a.program_id = p.id
      AND a.state IN ('applied', 'offered', 'approved', 'cancel-requested', 'attended', 'absent'))`
    expect(await count(`programs p WHERE demo AND seats_taken <> ${held}`)).to.equal(0)
    expect(await count('records')).to.equal(await count("applications WHERE state = 'attended'"))
    expect(await count('notices')).to.equal(await count('applications'))
    expect(await count("notices WHERE state = 'waiting'")).to.equal(0)
    expect(
      await count('applications a WHERE NOT EXISTS (SELECT FROM application_events e WHERE e.application_id = a.id)'),
    ).to.equal(0)
  })

  it('has turns of every kind in the order of time, some personal and sealed, and requests for a person', async () => {
    await add(0, 0, 4000)
    const kinds = async (column: string) => {
      const rows: { kind: string | null }[] = await database.dataSource.query(
        `SELECT DISTINCT ${column} AS kind FROM turns`,
      )
      return rows.map(({ kind }) => kind)
    }
    expect(await kinds('grasp')).to.have.members(['clear', 'unsure', 'missed', 'outside'])
    expect(await kinds('band')).to.have.members(['act', 'confirm', 'reject', null])
    expect(
      await count('(SELECT at < lag(at) OVER (ORDER BY id) AS back FROM turns WHERE at > $$2020-01-01$$) t WHERE back'),
    ).to.be.at.most(3)
    expect(await count("agent_requests WHERE state = 'done'")).to.be.above(0)
    expect(await count("turns WHERE utterance LIKE '%[전화번호]%' AND utterance_sealed IS NOT NULL")).to.be.above(0)
    const [row] = await database.dataSource.query(
      'SELECT account_id AS "accountId", at, utterance_sealed AS sealed FROM turns WHERE utterance_sealed IS NOT NULL LIMIT 1',
    )
    expect(cipher.open(row.sealed, placeInTurn('utterance_sealed', row))).to.match(/010-0\d{3}-\d{4}/)
  })

  it('has its turns in conversations, counted as the service counts them', async () => {
    expect(
      await count('(SELECT sum(turns) AS of_them FROM conversations) c WHERE of_them = (SELECT count(*) FROM turns)'),
    ).to.equal(1)
    const counting = createCounting()
    const account = { id: 'one', messenger: 'kakao' } as const
    const minute = (n: number) => new Date(n * 60_000)
    const say = (n: number, flow: string, outcome: string, grasp: Grasp, band: string | null) =>
      counting.count({ account, at: minute(n), flow, outcome, grasp, band })
    say(0, 'search', 'asked', 'unsure', 'confirm')
    say(30, 'apply', 'refused:full', 'clear', 'act')
    say(31, 'bye', 'done', 'clear', 'act')
    say(32, 'apply', 'error', 'missed', null)
    say(63, 'greet', 'done', 'clear', null)
    expect([...counting.rows()]).to.deep.equal([
      ['one', 'kakao', minute(0), minute(31), true, 3, 1, 1, 0, 1, 0, 'confirm', 'refused'],
      ['one', 'kakao', minute(32), minute(32), false, 1, 0, 0, 1, 0, 1, null, 'failed'],
      ['one', 'kakao', minute(63), minute(63), false, 1, 0, 0, 0, 0, 0, null, 'done'],
    ])
  })

  it('keeps programs within sixty days, however many there are', () => {
    const now = systemClock.now()
    const most: number[] = []
    for (const _ of makePrograms(100_000, now, ({ startsAt }) =>
      most.push(Math.abs(startsAt.getTime() - now.getTime())),
    ));
    expect(most).to.have.lengthOf(100_000)
    expect(most.reduce((a, b) => Math.max(a, b))).to.be.at.most(61 * 86_400_000)
  })

  it('tells the planner what has come', async () => {
    const [{ rows }] = await database.dataSource.query("SELECT reltuples AS rows FROM pg_class WHERE relname = 'turns'")
    expect(Number(rows)).to.equal(await count('turns'))
  })

  it('has the indexes that were there before, whether much or little was added', async () => {
    const indexes = (): Promise<{ definition: string }[]> =>
      database.dataSource.query(
        `SELECT pg_get_indexdef(indexrelid) AS definition FROM pg_index
          WHERE indrelid IN ('programs'::regclass, 'turns'::regclass) AND indisvalid ORDER BY 1`,
      )
    const before = await indexes()
    const filenode = () =>
      database.dataSource.query(
        "SELECT relid, pg_relation_filenode(relid) FROM pg_partition_tree('turns_search') WHERE isleaf ORDER BY 1",
      )
    const first = await filenode()
    await add(20_000, 0, 20_000)
    const anew = await filenode()
    expect(anew).not.to.deep.equal(first)
    await add(10, 0, 10)
    expect(await filenode()).to.deep.equal(anew)
    expect(await indexes()).to.deep.equal(before)
  })

  it('takes time that grows with the number of turns, not with its square', async function () {
    this.timeout(120_000)
    const timed = async (turns: number) => {
      const began = performance.now()
      await add(0, 0, turns)
      return performance.now() - began
    }
    await timed(1000)
    const few = await timed(5000)
    expect(await timed(30_000)).to.be.below(12 * few + 2000)
  })
})
