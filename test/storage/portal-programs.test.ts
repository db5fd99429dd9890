/** Programs of portals: kept with what is unknown of them, listed behind what has a day, and refused where they are nobody's. */
import { expect } from 'chai'
import type { ProgramFilter } from '../../src/domain/program.js'
import { cursorOf } from '../../src/domain/program-order.js'
import { listPrograms } from '../../src/storage/program-lists.js'
import { similarPrograms, titledPrograms } from '../../src/storage/program-names.js'
import {
  addProgram,
  findOwnProgram,
  findProgram,
  type NewOwnProgram,
  type NewPortalProgram,
} from '../../src/storage/programs.js'
import { createTransactions, type Transactions, type Tx } from '../../src/storage/transaction.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'
import { addOrganisation, PROGRAM, VMS_PROGRAM } from '../support/programs.js'

const NOW = new Date('2026-11-20T00:00:00+09:00')
const DAY_MS = 24 * 60 * 60 * 1000
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY_MS)

describe('programs of portals', () => {
  let database: TestDatabase
  let numbers = 0
  let transactions: Transactions
  const run = <T>(work: (tx: Tx) => Promise<T>) => transactions.run(work)
  const addOwn = (changes: Partial<NewOwnProgram> = {}) => run(tx => addProgram(tx, { ...PROGRAM, ...changes }, NOW))
  const add = (changes: Partial<NewPortalProgram> = {}) => {
    const origins = [{ portal: 'vms' as const, externalId: `${++numbers}`, url: null }]
    return run(tx => addProgram(tx, { ...VMS_PROGRAM, origins, ...changes }, NOW))
  }
  const list = async (filter: ProgramFilter, limit = 10) => {
    const seen: string[] = []
    const { manager } = database.dataSource
    for (let page = await listPrograms(manager, filter, undefined, limit, NOW); page.length > 0; ) {
      seen.push(...page.map(({ title }) => title))
      page = await listPrograms(manager, filter, cursorOf(page.at(-1)!), limit, NOW)
    }
    return seen
  }

  before(async () => {
    database = await createTestDatabase()
    transactions = createTransactions(database.dataSource)
    await addOrganisation(database)
    const days = (from: number, to: number) => ({
      startsAt: inDays(from),
      endsAt: inDays(to),
      recruitUntil: inDays(to - 1),
    })
    await addOwn({ title: '여드레 뒤', ...days(8, 8.1), recruitUntil: inDays(8) })
    await add({ title: '날짜 모름 하나' })
    await add({ title: '여러 달', ...days(-60, 60) })
    await add({ title: '두 주', ...days(3, 17) })
    await add({ title: '끝난 여러 달', ...days(-60, -1) })
    await add({ title: '모집이 끝난 여러 달', ...days(-30, 30), recruitUntil: inDays(-1) })
    await add({ title: '이레', ...days(4, 11), capacity: 5, seatsTaken: 2 })
    await add({ title: '날짜 모름 부산', sido: '부산광역시', sigungu: '해운대구' })
    await add({ title: '다 찬 두 주', ...days(3, 17), capacity: 5, seatsTaken: 9 })
  })
  after(() => database.drop())

  it('stand behind what begins on a day: what goes on for weeks by its end, at last what tells no days', async () => {
    const all = ['이레', '여드레 뒤', '두 주', '여러 달']
    for (const limit of [1, 2, 3, 10]) {
      const listed = await list({ openFor: 1 }, limit)
      expect(listed.slice(0, 4)).to.deep.equal(all)
      expect(listed.slice(4)).to.have.members(['날짜 모름 하나', '날짜 모름 부산'])
    }
    expect(await list({ openFor: 1, sido: '부산광역시' })).to.deep.equal(['날짜 모름 부산'])
  })

  it('are found by a day within, were they begun months ago, and not by one that is not known to be theirs', async () => {
    expect(await list({ openFor: 1, from: '2026-11-28', to: '2026-11-28' })).to.deep.equal([
      '이레',
      '여드레 뒤',
      '두 주',
      '여러 달',
    ])
    expect(await list({ openFor: 1, from: '2026-12-25', to: '2026-12-26' })).to.deep.equal(['여러 달'])
    expect(await list({ openFor: 1, to: '2026-11-22' })).to.deep.equal(['여러 달'])
    expect(await list({ openFor: 1, from: '2027-02-01' })).to.deep.equal([])
    expect(await list({ openFor: 1, weekdays: [1, 2, 3, 4, 5, 6, 7] })).to.deep.equal(['이레', '여드레 뒤'])
    const except = { from: '2026-11-23', to: '2026-11-24' }
    expect(await list({ openFor: 1, except })).to.deep.equal(['여드레 뒤', '두 주', '여러 달'])
  })

  it('are not counted on for several where nobody told of seats', async () => {
    expect(await list({ openFor: 3 })).to.deep.equal(['이레', '여드레 뒤'])
  })

  it('are found by their name, but for what is over', async () => {
    const { manager } = database.dataSource
    const named = async (words: string) => (await similarPrograms(manager, words, 5, NOW)).map(({ title }) => title)
    expect(await named('여러 달')).to.have.members(['여러 달', '모집이 끝난 여러 달'])
    expect(await named('날짜 모름')).to.have.length(2)
    expect(await titledPrograms(manager, ['ㅇㅕㄹㅓㄷㅏㄹ'], 5, NOW)).to.have.length(1)
  })

  it('stand on several portals as one, found by each of them', async () => {
    const origins = [
      { portal: '1365' as const, externalId: 'a', url: 'https://www.1365.go.kr/a' },
      { portal: 'vms' as const, externalId: 'a', url: null },
    ]
    const { id } = await add({ title: '두 곳에', sido: '제주특별자치도', origins })
    const found = await findProgram(database.dataSource.manager, id)
    expect(found?.origins).to.deep.equal(origins)
    expect(found).to.include({ organisationId: null, startsAt: null, capacity: null, seatsTaken: null, minAge: null })
    for (const portal of ['1365', 'vms'] as const)
      expect(await list({ portal, sido: '제주특별자치도' })).to.deep.equal(['두 곳에'])
    expect(await list({ portal: 'dovol' })).to.deep.equal([])
    expect(await list({ portal: 'own' })).to.deep.equal(['여드레 뒤'])
    expect(await findOwnProgram(database.dataSource.manager, id)).to.equal(undefined)
  })

  describe('are refused by the database', () => {
    const refused = (work: Promise<unknown>) => work.then(() => '', String)
    const query = (sql: string) => run(tx => tx.query(sql))

    it('when one is of no organisation and stands on no portal', async () => {
      expect(await refused(add({ origins: [] }))).to.include('is of no organisation')
      const { id } = await add({ title: '하나 남은' })
      expect(await refused(query(`DELETE FROM program_origins WHERE program_id = '${id}'`))).to.include(
        'no organisation',
      )
      const own = await addOwn()
      const left = `UPDATE programs SET organisation_id = NULL WHERE id = '${own.id}'`
      expect(await refused(query(left))).to.include('no organisation')
      await query(`DELETE FROM programs WHERE id = '${id}'`)
      await query(`DELETE FROM programs WHERE id = '${own.id}'`)
    })

    it('when one of ours lacks what decides about applying, is longer than a week or overbooked', async () => {
      const { id } = await addOwn()
      const set = (change: string) => refused(query(`UPDATE programs SET ${change} WHERE id = '${id}'`))
      for (const name of ['starts_at', 'ends_at', 'capacity', 'recruit_until', 'min_age', 'approval', 'certificate'])
        expect(await set(`${name} = NULL`), name).to.match(/programs_own_are_whole|programs_end_has_start/)
      expect(await set("ends_at = starts_at + interval '7 days 1 ms'")).to.include('programs_at_most_a_week')
      expect(await set('seats_taken = capacity + 1')).to.include('programs_seats_never_overbooked')
      await query(`DELETE FROM programs WHERE id = '${id}'`)
    })

    it('when two stand at one place of a portal', async () => {
      const origins = [{ portal: 'vms' as const, externalId: 'same', url: null }]
      await add({ origins })
      expect(await refused(add({ origins }))).to.include('program_origins_external_key')
    })
  })
})
