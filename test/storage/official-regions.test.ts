/** The migration that gives programs kept by former names their official places. */
import { expect } from 'chai'
import { OfficialRegions0009 } from '../../migrations/0009-official-regions.js'
import { loadRegions } from '../../src/services/regions.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'
import { addOrganisation, ORGANISATION_ID } from '../support/programs.js'

const KEPT = [
  ['전라북도', '전주시', '전북특별자치도', '전주시'],
  ['인천', '남구', '인천광역시', '미추홀구'],
  ['경북', '군위군', '대구광역시', '군위군'],
  ['충청남도', '연기군', '세종특별자치시', null],
  ['경기', null, '경기도', null],
  ['서울특별시', '중구', '서울특별시', '중구'],
  ['달나라', '토끼군', '달나라', '토끼군'],
] as const

describe('programs kept by former names', () => {
  let database: TestDatabase
  before(async () => {
    database = await createTestDatabase()
    await addOrganisation(database)
  })
  after(() => database.drop())

  it('get the names of today, and others stay', async () => {
    const { dataSource } = database
    for (const [at, [sido, sigungu]] of KEPT.entries())
      await dataSource.query(
        `INSERT INTO programs (demo_key, organisation_id, organisation_name, title, kind, category, sido, sigungu, place, starts_at, ends_at,
           capacity, approval, min_age, max_age, recruit_until, cancel_until, certificate, search_jamo, created_at)
         VALUES ($1, $4, '기관', '활동', 'regular', '교육', $2, $3, '곳', '2026-12-01T10:00Z', '2026-12-01T12:00Z',
           1, 'manual', 9, 24, '2026-12-01T10:00Z', '2026-12-01T10:00Z', 'manual', '', '2026-11-01T10:00Z')`,
        [String(at), sido, sigungu, ORGANISATION_ID],
      )
    const runner = dataSource.createQueryRunner()
    await new OfficialRegions0009().up(runner).finally(() => runner.release())
    const rows = await dataSource.query('SELECT sido, sigungu FROM programs ORDER BY demo_key::int')
    expect(rows).to.deep.equal(KEPT.map(([, , sido, sigungu]) => ({ sido, sigungu })))
  })

  it('get the same names as are read at the door', () => {
    const regions = loadRegions()
    for (const [sido, sigungu, today, place] of KEPT.slice(0, 6)) {
      const region = { sido: today, ...(place ? { sigungu: place } : {}) }
      expect(regions.read({ sido, ...(sigungu ? { sigungu } : {}) })).to.deep.equal({ ok: true, region })
    }
  })
})
