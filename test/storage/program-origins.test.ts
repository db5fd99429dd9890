/** The migration that lets programs stand on portals, on a database that holds programs already; and the way back. */
import { expect } from 'chai'
import type { DataSource } from 'typeorm'
import { ProgramOrigins0046 } from '../../migrations/0046-program-origins.js'
import { findProgram } from '../../src/storage/programs.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'
import { addOrganisation, ORGANISATION_ID } from '../support/programs.js'

const OLD = `INSERT INTO programs (portal, external_id, organisation_id, organisation_name, title, kind, category, sido, place, starts_at,
    ends_at, capacity, approval, min_age, max_age, recruit_until, cancel_until, certificate, url, search_jamo, demo, created_at)
  VALUES ($1, $2, $3, $4, $5, 'regular', '교육', '경기도', '곳', '2026-12-01T10:00Z', '2026-12-01T12:00Z', 3, 'manual', 9, 24,
    '2026-12-01T10:00Z', '2026-12-01T10:00Z', 'manual', $6, '', $7, '2026-11-01T10:00Z') RETURNING id`

describe('a database whose programs have one portal each', () => {
  let database: TestDatabase
  let source: DataSource
  const run = async (step: 'up' | 'down') => {
    const runner = source.createQueryRunner()
    await runner.startTransaction()
    await new ProgramOrigins0046()[step](runner)
    await runner.commitTransaction()
    await runner.release()
  }
  const old = () =>
    source.query(
      `SELECT title, portal, external_id, organisation_id IS NOT NULL AS ours, url, seats_taken FROM programs ORDER BY title`,
    )
  const ids: Record<string, string> = {}

  before(async () => {
    database = await createTestDatabase()
    source = database.dataSource
    await addOrganisation(database)
    await run('down')
    for (const [title, portal, externalId, organisationId, organisation, url, demo] of [
      ['가 우리 것', 'own', null, ORGANISATION_ID, '기관', null, false],
      ['나 시연', 'own', 'demo-a-2026-11-30', ORGANISATION_ID, '기관', null, true],
      ['다 만든 것', 'own', null, null, '시험 기관', null, true],
      ['라 만든 것', 'own', null, null, '시험 기관', null, true],
      ['마 1365', '1365', '77', null, '구청', 'https://www.1365.go.kr/77', false],
      ['바 VMS 시연', 'vms', '77', null, '복지관', null, true],
    ])
      [{ id: ids[`${title}`] }] = await source.query(OLD, [
        ...[portal, externalId, organisationId, organisation, title, url, demo],
      ])
  })
  after(() => database.drop())

  it('gives each its origin or its organisation, and takes all of it back', async () => {
    const before = await old()
    await run('up')
    const found = await Promise.all(Object.values(ids).map(id => findProgram(source.manager, id)))
    expect(found.map(one => one?.origins)).to.deep.equal([
      ...[[], [], [], []],
      [{ portal: '1365', externalId: '77', url: 'https://www.1365.go.kr/77' }],
      [{ portal: 'vms', externalId: '77', url: null }],
    ])
    const [ours, demo, made, alsoMade, ...others] = found.map(one => one?.organisationId)
    expect([ours, demo]).to.deep.equal([ORGANISATION_ID, ORGANISATION_ID])
    expect(made).to.equal(alsoMade).and.not.be.oneOf([null, ORGANISATION_ID])
    expect(others).to.deep.equal([null, null])
    expect(await source.query('SELECT name, scope, key_hash FROM organisations WHERE id = $1', [made])).to.deep.equal([
      { name: '시험 기관', scope: 'read', key_hash: null },
    ])
    const keys = await source.query('SELECT demo_key FROM programs WHERE demo_key IS NOT NULL ORDER BY title')
    expect(keys).to.deep.equal([{ demo_key: 'demo-a-2026-11-30' }, { demo_key: 'vms-77' }])
    const [{ fetched_at }] = await source.query("SELECT fetched_at FROM program_origins WHERE portal = '1365'")
    expect(fetched_at).to.deep.equal(new Date('2026-11-01T10:00Z'))
    await run('down')
    const after = before.map((row: { title: string }) => (row.title.includes('만든') ? { ...row, ours: true } : row))
    expect(await old()).to.deep.equal(after)
  })

  it('keeps on the way back what the earlier version can hold', async () => {
    await run('up')
    await source.query("INSERT INTO program_origins VALUES ($1, 'dovol', '5', NULL, '2026-11-02')", [ids['마 1365']])
    await source.query('UPDATE programs SET seats_taken = 9 WHERE id = $1', [ids['마 1365']])
    await source.query('UPDATE programs SET capacity = NULL WHERE id = $1', [ids['바 VMS 시연']])
    await run('down')
    const rows = await old()
    expect(rows.map(({ title }: { title: string }) => title)).to.not.include('바 VMS 시연')
    expect(rows.at(-1)).to.include({ title: '마 1365', portal: '1365', external_id: '77', seats_taken: 3 })
    await run('up')
  })
})
