/** Turns that were there before they were kept by the month, and the way back. */
import { expect } from 'chai'
import { createTestDatabase, type TestDatabase } from '../support/database.js'

describe('turns from before they were kept by the month', () => {
  let database: TestDatabase
  const query = <T = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> =>
    database.dataSource.query(sql, values)
  const isByMonth = async () =>
    (await query("SELECT FROM pg_class WHERE relname = 'turns' AND relkind = 'p'")).length > 0
  const goBack = async () => {
    while (await isByMonth()) await database.dataSource.undoLastMigration()
  }
  const rows = () => query('SELECT to_jsonb(t) AS turn FROM turns t ORDER BY id')
  const indexes = () =>
    query(
      `SELECT regexp_replace(pg_get_indexdef(indexrelid), '(ONLY )?public.turns', 'turns') AS definition FROM pg_index
        WHERE indrelid = 'turns'::regclass AND indisvalid AND NOT indisprimary ORDER BY 1`,
    )
  const add = (moment: string) =>
    query(
      `INSERT INTO turns (account_id, messenger, at, utterance, utterance_sealed, slots, outcome, grasp, reply, ms)
       SELECT id, 'kakao', $1, '이번 주말', '\\x01', '{"a": 1}', 'done', 'unsure', '{}', 1 FROM messenger_accounts`,
      [moment],
    )

  beforeEach(async () => {
    database = await createTestDatabase()
    await query(
      "INSERT INTO messenger_accounts (messenger, user_key, created_at, seen_at) SELECT 'kakao', n, now(), now() FROM generate_series(1, 3) n",
    )
    await goBack()
  })
  afterEach(() => database.drop())

  it('are all there with every index, numbered on from the last, and gone with their account', async () => {
    for (const moment of ['2024-02-01', '2026-10-31T14:59Z', '2026-10-31T15:00Z']) await add(moment)
    const [before, made] = [await rows(), await indexes()]
    await database.dataSource.runMigrations()
    expect(await rows()).to.deep.equal(before)
    expect(await indexes()).to.deep.equal(made)
    const [months] = await query('SELECT * FROM turn_months() ORDER BY begins')
    expect(months).to.deep.equal({
      name: 'turns_before',
      begins: Number.NEGATIVE_INFINITY,
      ends: new Date('2026-11-30T15:00Z'),
    })
    await add('2026-11-05')
    await add('2027-01-05')
    await query("DELETE FROM messenger_accounts WHERE user_key <> '1'")
    const left = await query<{ turn: { id: number } }>('SELECT to_jsonb(t) AS turn FROM turns t ORDER BY id')
    expect(left).to.have.lengthOf(5)
    expect(left.at(-1)!.turn.id).to.be.above(before.length + 3)
  })

  it('come back into one table as they are', async () => {
    const made = await indexes()
    await add('2026-10-31')
    await database.dataSource.runMigrations()
    for (const moment of ['2026-12-05', '2040-01-01']) await add(moment)
    const before = await rows()
    await goBack()
    expect(await rows()).to.deep.equal(before)
    expect(await indexes()).to.deep.equal(made)
    await add('2026-12-06')
    expect(await rows()).to.have.lengthOf(before.length + 3)
    await query('DELETE FROM messenger_accounts')
    expect(await rows()).to.deep.equal([])
  })

  it('leave no table behind when there were none', async () => {
    await database.dataSource.runMigrations()
    expect(await query("SELECT FROM pg_class WHERE relname LIKE 'turns_before%'")).to.deep.equal([])
  })
})
