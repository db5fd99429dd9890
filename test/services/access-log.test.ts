/** The access log on a real database: added to and never changed, by the month, for as long as it has to be kept. */
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Look } from '../../src/domain/access.js'
import { createCipher } from '../../src/platform/cipher.js'
import { createAccessLog } from '../../src/services/access-log.js'
import { createTransactions } from '../../src/storage/transaction.js'
import { createSettableClock } from '../support/clock.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'

const KEPT_MONTHS = 24

describe('the access log', () => {
  let database: TestDatabase
  const clock = createSettableClock()
  const cipher = createCipher(Buffer.alloc(32, 7).toString('base64'))
  const accessLog = createAccessLog({ cipher, clock, keptMonths: KEPT_MONTHS })
  const run = <T>(work: Parameters<ReturnType<typeof createTransactions>['run']>[0]) =>
    createTransactions(database.dataSource).run(work) as Promise<T>
  const query = <T = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> =>
    database.dataSource.query(sql, values)
  const look = (changes: Partial<Look> = {}): Look => ({
    ...{
      actor: 'staff',
      actorId: randomUUID(),
      address: '10.0.0.1',
      action: 'conversation',
      accountIds: [randomUUID()],
    },
    ...changes,
  })
  const noteAt = (moment: string, changes?: Partial<Look>) => {
    clock.set(new Date(moment))
    return run(tx => accessLog.note(tx, look(changes)))
  }
  const partitionOf = async (moment: string) =>
    (
      await query<{ name: string }>(
        'SELECT tableoid::regclass::text AS name FROM access_log WHERE at >= $1 AND at < $2',
        [new Date(moment), new Date(Date.parse(moment) + 60_000)],
      )
    ).map(({ name }) => name)
  const months = async () =>
    (
      await query<{ name: string }>(
        `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'access_log'::regclass ORDER BY 1`,
      )
    ).map(({ name }) => name)
  const thisMonth = (ahead = 0) => {
    const day = new Date(Date.now() + 9 * 3_600_000)
    return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + ahead, 1))
  }
  const nameOf = (month: Date) => `access_log_${month.toISOString().slice(0, 7).replace('-', '_')}`

  before(async () => {
    database = await createTestDatabase()
  })
  after(() => database.drop())

  it('has its months from the start: the running one and three to come, and one for the rest', async () => {
    expect(await months()).to.deep.equal([...[0, 1, 2, 3].map(ahead => nameOf(thisMonth(ahead))), 'access_log_rest'])
  })

  it('keeps every part of a look', async () => {
    const whole: Look = {
      actor: 'organisation',
      actorId: randomUUID(),
      address: '::1',
      action: 'applicants',
      volunteerIds: [randomUUID(), randomUUID()],
      accountIds: [randomUUID()],
      details: { program: 'p', page: 2 },
    }
    await noteAt(new Date().toISOString(), whole)
    const [row] = await query('SELECT * FROM access_log WHERE actor_id = $1', [whole.actorId])
    expect(row).to.deep.include({
      ...{ actor: 'organisation', address: '::1', action: 'applicants', details: whole.details },
      ...{ volunteer_ids: whole.volunteerIds, account_ids: whole.accountIds },
    })
  })

  it('lies by the month of Seoul', async () => {
    const [first, second] = [thisMonth(1), thisMonth(2)]
    const midnight = new Date(second.getTime() - 9 * 3_600_000).toISOString()
    const before = new Date(Date.parse(midnight) - 60_000).toISOString()
    await noteAt(before)
    await noteAt(midnight)
    expect(await partitionOf(before)).to.deep.equal([nameOf(first)])
    expect(await partitionOf(midnight)).to.deep.equal([nameOf(second)])
  })

  it('loses no look for want of a month, and moves it there once the month is made', async () => {
    const moment = '2034-05-06T12:00:00+09:00'
    await noteAt(moment)
    expect(await partitionOf(moment)).to.deep.equal(['access_log_rest'])
    await run(tx => accessLog.sweep(tx))
    expect(await partitionOf(moment)).to.deep.equal(['access_log_2034_05'])
    expect(await months()).to.include.members(['access_log_2034_05', 'access_log_2034_06', 'access_log_2034_08'])
    await Promise.all([1, 2, 3].map(() => run(tx => accessLog.sweep(tx))))
  })

  for (const act of [
    "UPDATE %t SET address = ''",
    'DELETE FROM %t',
    'TRUNCATE %t',
    "UPDATE %t SET address = '' WHERE false; TRUNCATE %t CASCADE",
  ])
    it(`refuses ${act.replaceAll('%t', '…')}, for itself and for each of its months`, async () => {
      await noteAt(new Date().toISOString())
      await noteAt('2040-01-01T00:00:00Z')
      const count = await query('SELECT count(*) FROM access_log')
      for (const table of ['access_log', ...(await months())]) {
        if (act.startsWith('UPDATE') || act.startsWith('DELETE'))
          if ((await query(`SELECT FROM ${table} LIMIT 1`)).length === 0) continue
        const refused = await query(act.replaceAll('%t', table)).then(
          () => undefined,
          (error: Error) => error.message,
        )
        expect(refused, `${act} on ${table}`).to.equal('the access log is never changed')
      }
      expect(await query('SELECT count(*) FROM access_log')).to.deep.equal(count)
    })

  it('drops whole months that are older than it is kept, with the words that were typed', async () => {
    const now = new Date()
    const old = new Date(now)
    old.setUTCMonth(old.getUTCMonth() - KEPT_MONTHS - 2)
    const kept = new Date(now)
    kept.setUTCMonth(kept.getUTCMonth() - KEPT_MONTHS + 1)
    await query('SELECT make_access_log_months($1, $2)', [old, kept])
    await noteAt(old.toISOString(), { words: '옛 말' })
    await noteAt(kept.toISOString(), { words: '새 말' })
    // Older than any month that was made.
    await noteAt('2001-01-01T00:00:00Z')
    clock.set(now)
    await run(tx => accessLog.sweep(tx))
    expect(await partitionOf(old.toISOString())).to.deep.equal([])
    expect(await query("SELECT FROM access_log WHERE at < '2002-01-01'")).to.deep.equal([])
    expect(await partitionOf(kept.toISOString())).to.have.lengthOf(1)
    expect(await query('SELECT FROM access_words WHERE at <= $1', [old])).to.deep.equal([])
    expect(
      await query('SELECT FROM access_words WHERE at >= $1', [new Date(kept.getTime() - 60_000)]),
    ).to.have.lengthOf(1)
  })

  it('drops nothing younger than a year by the database’s own time, whatever is asked', async () => {
    await noteAt(new Date().toISOString())
    const before = await months()
    await query("SELECT drop_access_log_months('2100-01-01')")
    const ago = thisMonth(-12)
    const dropped = before.filter(name => name !== 'access_log_rest' && name < nameOf(ago))
    expect(await months()).to.deep.equal(before.filter(name => !dropped.includes(name)))
    expect(await query('SELECT FROM access_log WHERE at > $1', [ago])).to.not.be.empty
  })
})
