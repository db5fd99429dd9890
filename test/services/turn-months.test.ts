/** Turns by the month on a real database: none is lost for want of one, and old ones go whole. */
import { expect } from 'chai'
import { createTransactions } from '../../src/storage/transaction.js'
import { NOW, openServices, type TestServices } from '../support/services.js'

const DAY_MS = 24 * 60 * 60 * 1000

describe('the months of turns', () => {
  let house: TestServices
  let accountId: string
  beforeEach(async () => {
    house = await openServices()
    const account = await house.run(tx => house.services.accounts.findOrAdd(tx, { messenger: 'kakao', userKey: 'one' }))
    accountId = account.id
    await house.query('SELECT make_turn_months($1, $1)', [NOW])
    for (const { name } of await house.query<{ name: string }>(
      "SELECT name FROM turn_months() WHERE name <> 'turns_2026_11'",
    ))
      await house.query(`DROP TABLE ${name}`)
  })
  afterEach(() => house.close())

  const months = async () =>
    (await house.query<{ name: string }>('SELECT name FROM turn_months() ORDER BY 1')).map(({ name }) => name)
  const say = (utterance: string, moment: string) =>
    house.run(tx =>
      house.services.transcripts.write(
        tx,
        {
          ...{ accountId, messenger: 'kakao', requestKey: null, at: new Date(moment), utterance },
          ...{ input: 'typed', alternatives: [], modelVersion: null, wordsVersion: null, ms: 1, slots: {} },
          ...{
            intent: 'help',
            confidence: 1,
            band: 'act',
            flow: 'help',
            step: 'answer',
            outcome: 'done',
            answer: {},
            spoken: {},
          },
          speaker: { volunteerId: null, nameSealed: null, guestId: undefined },
        },
        {},
      ),
    )
  const lying = async () =>
    Object.fromEntries(
      (
        await house.query<{ utterance: string; month: string }>(
          'SELECT utterance, tableoid::regclass::text AS month FROM turns',
        )
      ).map(({ utterance, month }) => [utterance, month]),
    )

  it('are the running one and three to come, however often they are asked for', async () => {
    expect(await house.services.turnMonths.prepare()).to.equal(3)
    expect(await house.services.turnMonths.prepare()).to.equal(0)
    expect(await months()).to.deep.equal(['turns_2026_11', 'turns_2026_12', 'turns_2027_01', 'turns_2027_02'])
  })

  it('are made once by processes that make them at the same time', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => house.services.turnMonths.prepare()))
    expect(made.reduce((a, b) => a + b)).to.equal(3)
    expect(await months()).to.have.lengthOf(4)
  })

  it('begin at midnight in Seoul', async () => {
    await house.services.turnMonths.prepare()
    await say('아직 11월', '2026-11-30T23:59:59.999+09:00')
    await say('이제 12월', '2026-12-01T00:00:00.000+09:00')
    expect(await lying()).to.deep.equal({ '아직 11월': 'turns_2026_11', '이제 12월': 'turns_2026_12' })
  })

  it('get what was said before they were made: nothing is lost, changed or numbered anew', async () => {
    await say('오늘', '2026-11-23T10:00:00+09:00')
    await say('먼 날', '2030-05-10T10:00:00+09:00')
    await say('더 먼 날', '2030-06-10T10:00:00+09:00')
    await say('아주 먼 날', '2031-06-10T10:00:00+09:00')
    const rows = () => house.query('SELECT * FROM turns ORDER BY id')
    const before = await rows()
    expect(await lying()).to.include({ '먼 날': 'turns_rest', '아주 먼 날': 'turns_rest' })
    house.clock.set(new Date('2030-05-10T11:00:00+09:00'))
    expect(await house.services.turnMonths.prepare()).to.equal(4)
    expect(await lying()).to.deep.equal({
      오늘: 'turns_2026_11',
      '먼 날': 'turns_2030_05',
      '더 먼 날': 'turns_2030_06',
      '아주 먼 날': 'turns_rest',
    })
    expect(await rows()).to.deep.equal(before)
    await house.query('DELETE FROM messenger_accounts')
    expect(await rows()).to.deep.equal([])
  })

  it('go once everything in them was kept long enough; of the month in which that ends, turn by turn', async () => {
    await house.query("SELECT make_turn_months('2026-05-10', '2026-12-10')")
    const limit = new Date(NOW.getTime() - 180 * DAY_MS)
    expect(limit.toISOString()).to.equal('2026-05-27T01:00:00.000Z')
    house.clock.set(new Date('2027-01-10T10:00:00+09:00'))
    await say('5월', '2026-05-31T23:00:00+09:00')
    await say('6월', '2026-06-30T23:00:00+09:00')
    await say('7월, 지나감', '2026-07-14T09:59:00+09:00')
    await say('7월, 남음', '2026-07-14T10:01:00+09:00')
    await say('11월', '2026-11-10T10:00:00+09:00')
    expect(await house.services.turnMonths.drop()).to.equal(2)
    expect(Object.keys(await lying())).to.have.members(['7월, 지나감', '7월, 남음', '11월'])
    expect((await months())[0]).to.equal('turns_2026_07')
    await house.services.retention.sweep()
    expect(Object.keys(await lying())).to.have.members(['7월, 남음', '11월'])
  })

  it('are made later when the table is busy, and nobody who talks waits for that', async () => {
    const { run } = createTransactions(house.dataSource)
    let leave = () => {}
    const reading = run(async tx => {
      await tx.query('SELECT count(*) FROM turns')
      await new Promise<void>(resolve => {
        leave = resolve
      })
    })
    while ((await house.query("SELECT FROM pg_locks WHERE relation = 'turns_rest'::regclass")).length === 0);
    const began = performance.now()
    const preparing = house.services.turnMonths.prepare().then(
      () => 'made',
      (error: { driverError: { code: string } }) => error.driverError.code,
    )
    await say('그동안에도', '2026-11-23T10:00:00+09:00')
    expect(await preparing).to.equal('55P03')
    expect(performance.now() - began).to.be.below(2500)
    leave()
    await reading
    expect(await house.services.turnMonths.prepare()).to.equal(3)
    expect(await lying()).to.deep.equal({ 그동안에도: 'turns_2026_11' })
  })

  it('are made and dropped by a role that owns nothing, and dropped by none that may not remove a turn', async () => {
    const act = (rights: string, call: string) =>
      house.run(async tx => {
        await tx.query(
          `CREATE ROLE turns_visitor; GRANT ${rights} ON turns TO turns_visitor; SET LOCAL SESSION AUTHORIZATION turns_visitor`,
        )
        const [{ done }] = await tx.query(`SELECT ${call} AS done`)
        await tx.query('RESET SESSION AUTHORIZATION; DROP OWNED BY turns_visitor; DROP ROLE turns_visitor')
        return done
      })
    const rights = 'SELECT, INSERT, DELETE'
    expect(await act(rights, "make_turn_months('2027-01-10', '2027-02-10')")).to.equal(2)
    expect(await act(rights, "drop_turn_months('2026-12-10')")).to.equal(1)
    const refused = await act('SELECT, INSERT', "drop_turn_months('2030-01-01')").catch((error: Error) => error.message)
    expect(refused).to.include('may not be removed')
    expect(await months()).to.deep.equal(['turns_2027_01', 'turns_2027_02'])
  })
})
