/** Demo data: what it promises for any day, and that it is never there twice. */
import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import fc from 'fast-check'
import { CATEGORIES } from '../../src/domain/category.js'
import { isOwn } from '../../src/domain/program.js'
import { createCipher } from '../../src/platform/cipher.js'
import { addDays, seoulDay, seoulMoment } from '../../src/platform/clock.js'
import { type PlannedProgram, planDemo } from '../../src/services/demo/plan.js'
import { createDemo } from '../../src/services/demo.js'
import { listPrograms } from '../../src/storage/program-lists.js'
import { recordsOfVolunteer } from '../../src/storage/records.js'
import { createTransactions } from '../../src/storage/transaction.js'
import { createVolunteerStore } from '../../src/storage/volunteers.js'
import { createSettableClock } from '../support/clock.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'

const MINUTE_MS = 60_000
const anyMinuteOfSomeYears = fc
  .integer({ min: 0, max: 5 * 366 * 24 * 60 })
  .map(minutes => new Date(Date.parse('2026-01-01T00:00:00+09:00') + minutes * MINUTE_MS))

function mondayOf(now: Date): string {
  const today = seoulDay(now)
  return addDays(today, -((new Date(today).getUTCDay() + 6) % 7))
}

/** Open programs with a free seat in 수원시 on the Saturday and Sunday of the week that begins on `monday`. */
function inSuwonAtWeekend(planned: readonly PlannedProgram[], monday: string, now: Date): PlannedProgram[] {
  const [from, to] = [seoulMoment(addDays(monday, 5)), seoulMoment(addDays(monday, 7))]
  return planned.filter(
    ({ program: { sido, sigungu, startsAt, recruitUntil, capacity, seatsTaken }, taken }) =>
      sido === '경기도' &&
      sigungu === '수원시' &&
      startsAt &&
      startsAt >= from &&
      startsAt < to &&
      recruitUntil &&
      recruitUntil > now &&
      Number(seatsTaken) + taken < Number(capacity),
  )
}

describe('the plan of the demo', () => {
  it('has six open programs in 수원 this weekend, or next weekend when Sunday is nearly over', () => {
    fc.assert(
      fc.property(anyMinuteOfSomeYears, now => {
        const monday = mondayOf(now)
        const sunday = addDays(monday, 6)
        const planned = planDemo(now)
        const thisWeekend = inSuwonAtWeekend(planned, monday, now).length
        if (now < seoulMoment(sunday, '14:30')) expect(thisWeekend).to.be.at.least(6)
        else if (now < seoulMoment(sunday, '20:45')) expect(thisWeekend).to.be.at.least(1)
        expect(inSuwonAtWeekend(planned, addDays(monday, 7), now).length).to.be.at.least(6)
      }),
      { numRuns: 100 },
    )
  })

  it('fills eight weeks with at least sixty programs of every region, category and portal, mostly own', () => {
    fc.assert(
      fc.property(anyMinuteOfSomeYears, now => {
        const programs = planDemo(now).map(({ program }) => program)
        expect(programs.length).to.be.at.least(60)
        expect(new Set(programs.map(({ sido }) => sido)).size).to.equal(17)
        expect(new Set(programs.map(({ sigungu }) => sigungu)).size).to.be.at.least(40)
        expect(programs.map(({ category }) => category)).to.include.members([...CATEGORIES])
        for (const portal of ['dovol', '1365', 'vms'])
          expect(
            programs.filter(({ origins }) => origins.some(origin => origin.portal === portal)).length,
          ).to.be.within(7, 9)
        expect(programs.filter(({ organisationId }) => organisationId).length).to.be.above(programs.length / 2)
        expect(Math.max(...programs.map(({ startsAt }) => Number(startsAt)))).to.be.above(
          +now + 55 * 24 * 60 * MINUTE_MS,
        )
      }),
      { numRuns: 60 },
    )
  })

  it('has something of every sort: talent, club, online, older only, by decision, full and nearly full', () => {
    fc.assert(
      fc.property(anyMinuteOfSomeYears, now => {
        const planned = planDemo(now)
        const programs = planned.map(({ program }) => program)
        const free = planned.map(({ program, taken }) => Number(program.capacity) - Number(program.seatsTaken) - taken)
        expect(programs.some(({ kind }) => kind === 'talent')).to.equal(true)
        expect(programs.some(({ club }) => club)).to.equal(true)
        expect(programs.some(({ online }) => online)).to.equal(true)
        expect(programs.some(({ minAge }) => minAge && minAge > 9)).to.equal(true)
        expect(new Set(programs.map(({ approval }) => approval))).to.deep.equal(new Set(['automatic', 'manual', null]))
        expect(free).to.include.members([0, 1])
        expect(Math.min(...free)).to.equal(0)
      }),
      { numRuns: 60 },
    )
  })

  it('never gives two programs one key, and each ends after it starts and closes before', () => {
    const now = new Date('2026-11-25T18:00:00+09:00')
    const programs = planDemo(now).map(({ program }) => program)
    const later = planDemo(new Date(+now + 9 * 7 * 24 * 60 * MINUTE_MS)).map(({ program }) => program)
    const undated = programs.filter(({ startsAt }) => !startsAt)
    expect(undated.map(({ origins }) => origins[0]?.portal)).to.deep.equal(Array(8).fill('vms'))
    expect(later).to.deep.include.members(undated)
    const keys = [...programs, ...later].map(({ demoKey }) => demoKey)
    expect(new Set(keys).size).to.equal(keys.length - undated.length)
    for (const { startsAt, endsAt, recruitUntil } of programs.filter(one => one.startsAt)) {
      expect(endsAt).to.be.above(startsAt!)
      expect(recruitUntil).to.be.below(startsAt!)
    }
  })
})

describe('demo data in the database', () => {
  let database: TestDatabase
  const clock = createSettableClock()
  const volunteerStore = createVolunteerStore(createCipher(randomBytes(32).toString('base64')))
  const demo = createDemo({ volunteerStore, clock })
  const topUp = () => createTransactions(database.dataSource).run(tx => demo.topUp(tx))
  const count = async (what: string) =>
    Number((await database.dataSource.query(`SELECT count(*) FROM ${what}`))[0].count)

  before(async () => {
    clock.set(new Date('2026-11-25T18:00:00+09:00'))
    database = await createTestDatabase()
  })
  after(() => database.drop())

  it('is added once, also by two processes that start at once', async () => {
    const added = await Promise.all([topUp(), topUp()])
    const expected = planDemo(clock.now()).length
    expect([...added].sort((a, b) => a - b)).to.deep.equal([0, expected])
    expect(await count('programs WHERE demo')).to.equal(expected)
    expect(await count('organisations WHERE key_hash IS NULL')).to.equal(4)
    expect(await count('volunteers')).to.equal(8)
  })

  it('is found by a search for this weekend in 수원', async () => {
    const filter = { sido: '경기도', sigungu: '수원시', from: '2026-11-28', to: '2026-11-29', openFor: 1 }
    const found = await listPrograms(database.dataSource.manager, filter, undefined, 50, clock.now())
    expect(found.length).to.be.at.least(6)
    expect(found[0]).to.include({ state: 'open' })
    expect(found.filter(program => isOwn(program)).length).to.be.at.least(6)
  })

  it('takes seats with applications of its volunteers, so that the counts agree', async () => {
    const taken = await count("applications WHERE state IN ('applied', 'approved')")
    expect(taken).to.be.above(10)
    const [{ sum }] = await database.dataSource.query(
      'SELECT sum(seats_taken) FROM programs WHERE organisation_id IS NOT NULL',
    )
    expect(Number(sum)).to.equal(taken)
    expect(await count('application_events')).to.equal(taken)
  })

  it('has volunteers with approved and entered records of own and external portals', async () => {
    const person = { name: '홍길동', birth: '2009-05-14', phone: '01000000001' }
    const volunteer = await volunteerStore.findByIdentity(database.dataSource.manager, person)
    const records = await recordsOfVolunteer(database.dataSource.manager, volunteer?.id ?? '')
    expect(new Set(records.map(({ state }) => state))).to.deep.equal(new Set(['entered', 'approved']))
    expect(new Set(records.map(({ portal }) => portal))).to.deep.equal(new Set(['own', 'dovol', '1365', 'vms']))
  })

  it('adds only the new week later, and leaves what was there', async () => {
    const before = await count('programs')
    const records = await count('records')
    clock.set(new Date('2026-12-02T18:00:00+09:00'))
    const added = await topUp()
    expect(added).to.be.within(1, 40)
    expect(await count('programs')).to.equal(before + added)
    expect(await count('records')).to.equal(records)
  })
})
