/** Searches of programs: what is at a place and what is online, together in the order of their start, page after page. */
import { expect } from 'chai'
import { toJamo } from '../../src/domain/jamo.js'
import type { ProgramFilter } from '../../src/domain/program.js'
import { cursorOf } from '../../src/domain/program-order.js'
import { listPrograms } from '../../src/storage/program-lists.js'
import { similarPrograms } from '../../src/storage/program-names.js'
import { addProgram, type NewOwnProgram, programs, searchable } from '../../src/storage/programs.js'
import type { Tx } from '../../src/storage/transaction.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'
import { addOrganisation, PROGRAM } from '../support/programs.js'

const NOW = new Date('2026-11-20T00:00:00+09:00')
const at = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)

function program(title: string, hours: number, changes: Partial<NewOwnProgram> = {}): NewOwnProgram {
  const times = { startsAt: at(hours), endsAt: at(hours + 2), recruitUntil: at(hours), cancelUntil: at(hours) }
  return { ...PROGRAM, ...times, organisationName: '기관', title, approval: 'automatic', ...changes }
}

describe('searches of programs', () => {
  let database: TestDatabase
  const manager = () => database.dataSource.manager
  const titles = async (filter: ProgramFilter) =>
    (await listPrograms(manager(), { openFor: 1, ...filter }, undefined, 10, NOW)).map(({ title }) => title)
  /** The whole list, read page by page. */
  async function paged(filter: ProgramFilter, limit: number, between = async () => {}): Promise<string[]> {
    const seen: string[] = []
    for (let page = await listPrograms(manager(), filter, undefined, limit, NOW); page.length > 0; ) {
      seen.push(...page.map(({ title }) => title))
      await between()
      page = await listPrograms(manager(), filter, cursorOf(page.at(-1)!), limit, NOW)
    }
    return seen
  }

  before(async () => {
    database = await createTestDatabase()
    await addOrganisation(database)
    const made = [
      program('수원 하나', 10),
      program('온라인 둘', 20, { online: true, sido: '서울특별시', sigungu: null }),
      program('수원 셋', 30, { careers: ['교사', '농부'], capacity: 40 }),
      program('부산 넷', 40, { sido: '부산광역시', sigungu: '해운대구' }),
      program('수원 온라인 다섯', 50, { online: true }),
      program('이레 동안 여섯', 60, { endsAt: at(60 + 7 * 24) }),
    ]
    for (const one of made) await addProgram(manager(), one, NOW)
  })
  after(() => database.drop())

  it('puts what is online among what is at the place, each once', async () => {
    const expected = ['수원 하나', '온라인 둘', '수원 셋', '수원 온라인 다섯', '이레 동안 여섯']
    expect(await titles({ sido: '경기도' })).to.deep.equal(expected)
    expect(await titles({ sidos: ['경기도', '강원도'] })).to.deep.equal(expected)
    expect(await titles({ sido: '경기도', online: false })).to.deep.equal(['수원 하나', '수원 셋', '이레 동안 여섯'])
  })

  it('goes on page after page, none twice and none passed over', async () => {
    const all = await titles({ sido: '경기도' })
    for (const limit of [1, 2, 3]) expect(await paged({ sido: '경기도', openFor: 1 }, limit)).to.deep.equal(all)
  })

  it('stays where it was while programs come before what was shown', async () => {
    const here = { sido: '강원특별자치도', sigungu: '강릉시' }
    for (const [at, hours] of [10, 20, 20, 20, 30].entries())
      await addProgram(manager(), program(`강릉 ${at}`, hours, here), NOW)
    const all = await titles(here)
    let added = 0
    const between = async () => void (await addProgram(manager(), program(`새 강릉 ${++added}`, 9, here), NOW))
    expect(await paged(here, 2, between)).to.deep.equal(all)
    expect(await titles(here)).to.include.members(['새 강릉 1', ...all])
  })

  it('finds by a day in the middle of what lasts a week, by a career, and by seats for many', async () => {
    expect(await titles({ from: '2026-11-29' })).to.deep.equal(['이레 동안 여섯'])
    expect(await titles({ career: '농부' })).to.deep.equal(['수원 셋'])
    expect(await titles({ openFor: 11 })).to.deep.equal(['수원 셋'])
  })

  it('finds what goes on over midnight by both days, and what begins on the day after it', async () => {
    const night = program('밤새 일곱', 22, { sido: '제주특별자치도', sigungu: '제주시', endsAt: at(26) })
    const day = program('낮에 여덟', 30, { sido: '제주특별자치도', sigungu: '제주시' })
    for (const one of [day, night]) await addProgram(manager(), one, NOW)
    const jeju = { sido: '제주특별자치도', online: false }
    expect(await titles({ ...jeju, from: '2026-11-20', to: '2026-11-20' })).to.deep.equal(['밤새 일곱'])
    expect(await titles({ ...jeju, from: '2026-11-21', to: '2026-11-21' })).to.deep.equal(['밤새 일곱', '낮에 여덟'])
    expect(await paged({ ...jeju, from: '2026-11-21' }, 1)).to.deep.equal(['밤새 일곱', '낮에 여덟'])
    expect(await titles({ ...jeju, from: '2026-11-22' })).to.deep.equal([])
  })

  it('finds nothing of a career that nothing belongs to, and nothing of another province for a district', async () => {
    expect(await titles({ career: '우주비행사' })).to.deep.equal([])
    await addProgram(
      manager(),
      program('부산 북구 아홉', 45, { online: true, sido: '부산광역시', sigungu: '북구' }),
      NOW,
    )
    expect(await titles({ sido: '광주광역시', sigungu: '북구' })).to.deep.equal([])
    expect(await titles({ sido: '부산광역시', sigungu: '북구' })).to.deep.equal(['부산 북구 아홉'])
  })

  it('finds by a name with a slip the nearest first, and by the first of a long text', async () => {
    const named = async (words: string) => (await similarPrograms(manager(), words, 2, NOW)).map(({ title }) => title)
    expect((await named('수언 온라인 다섯'))[0]).to.equal('수원 온라인 다섯')
    expect(await named('%_')).to.deep.equal([])
    const asked = new Set<unknown>()
    const query = async (_sql: string, [jamo]: [unknown]) => {
      asked.add(`${jamo}`)
      return []
    }
    const tx = { query } as unknown as Tx
    await similarPrograms(tx, '빌자'.repeat(490), 2, NOW)
    expect([...asked]).to.deep.equal([toJamo('빌자'.repeat(30))])
  })
})

describe('a name that thousands of programs bear', () => {
  let database: TestDatabase
  const named = async (words: string, most = 2) =>
    (await similarPrograms(database.dataSource.manager, words, most, NOW)).map(({ title }) => title)

  before(async () => {
    database = await createTestDatabase()
    await addOrganisation(database)
    const many = Array.from({ length: 2000 }, (_, n) => program(`마포 바닷가 청소 ${n + 1000}`, 10))
    const late = ['바닷가 청소', '마포 바닷가 노을 청소', '마포 바닷가 청소 동아리'].map(title => program(title, 100))
    await database.dataSource.getRepository(programs).insert(
      [...many, ...late].map(({ origins: _none, ...one }) => ({
        ...one,
        ...{ careers: [], seatsTaken: 0, state: 'open' as const, searchJamo: searchable(one), createdAt: NOW },
      })),
    )
  })
  after(() => database.drop())

  it('finds the one of that very title first, though it begins last', async () => {
    expect((await named('바닷가 청소'))[0]).to.equal('바닷가 청소')
    expect(await named('바닷가 청소')).to.have.length(2)
  })

  it('finds the one with all the words, also when others stand between them or one has a slip', async () => {
    expect(await named('마포 바닷가 노을')).to.deep.equal(['마포 바닷가 노을 청소'])
    expect(await named('바닷가 동아리')).to.deep.equal(['마포 바닷가 청소 동아리'])
    expect((await named('마퍼 바닷가 동아리'))[0]).to.equal('마포 바닷가 청소 동아리')
    expect((await named('마포 버닷가 청소 2345'))[0]).to.equal('마포 바닷가 청소 2345')
  })

  it('finds some of those with a slip that all share, and none of what is unlike', async () => {
    expect(await named('바닷거청소')).to.have.length(2)
    expect(await named('우주선 발사')).to.deep.equal([])
  })
})
