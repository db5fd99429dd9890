/** What was kept long enough goes, on a real database, and nothing else does. */
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { NOW, openServices, type TestServices } from '../support/services.js'

const DAY_MS = 24 * 60 * 60 * 1000
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS)

describe('retention', () => {
  let house: TestServices
  let accountId: string
  before(async () => {
    house = await openServices()
    const account = await house.run(tx => house.services.accounts.findOrAdd(tx, { messenger: 'kakao', userKey: 'one' }))
    accountId = account.id
  })
  after(() => house.close())

  const addTurns = (amount: number, at: Date) =>
    house.query(
      `WITH n AS (SELECT generate_series(1, $3::int) AS n),
            a AS (INSERT INTO request_answers (account_id, request_key, at, answer_sealed) SELECT $1, $2::timestamptz || '-' || n, $2, 'x' FROM n)
       INSERT INTO turns (account_id, messenger, at, utterance, utterance_sealed, slots, outcome, grasp, reply, ms)
       SELECT $1, 'kakao', $2, '말', 'x', '{}', 'done', 'clear', '{}', 1 FROM n`,
      [accountId, at, amount],
    )
  const AGE = 'round(extract(epoch FROM $1::timestamptz - at) / 86400)::int'
  const turns = () =>
    house.query<{ age: number; original: boolean }>(
      `SELECT DISTINCT ${AGE} AS age, utterance_sealed IS NOT NULL AS original FROM turns ORDER BY age`,
      [NOW],
    )

  it('takes conversations, originals and answers each at their age, however many there are', async () => {
    await addTurns(3, daysAgo(0))
    await addTurns(2, daysAgo(2))
    await addTurns(2, daysAgo(31))
    await addTurns(1203, daysAgo(181))
    await house.services.retention.sweep()
    expect(await turns()).to.deep.equal([
      { age: 0, original: true },
      { age: 2, original: true },
      { age: 31, original: false },
    ])
    const answers = await house.query(`SELECT ${AGE} AS age, count(*)::int FROM request_answers GROUP BY age`, [NOW])
    expect(answers).to.deep.equal([{ age: 0, count: 3 }])
  })

  it('takes conversations whose last turn is old enough, and keeps those that went on', async () => {
    const add = (begun: Date, ended: Date) =>
      house.query(
        `INSERT INTO conversations (account_id, messenger, begun_at, ended_at, closed, turns, asked, unsure, missed, refused, failed, outcome)
         VALUES ($1, 'kakao', $2, $3, false, 1, 0, 0, 0, 0, 0, 'done')`,
        [accountId, begun, ended],
      )
    await add(daysAgo(190), daysAgo(181))
    await add(daysAgo(185), daysAgo(179))
    await add(daysAgo(1), daysAgo(1))
    await house.services.retention.sweep()
    const left = await house.query<{ ended_at: Date }>('SELECT ended_at FROM conversations ORDER BY begun_at')
    expect(left.map(({ ended_at }) => ended_at)).to.deep.equal([daysAgo(179), daysAgo(1)])
  })

  it('takes what was told or given up, with its attempts, and nothing that waits', async () => {
    const add = (id: string, state: string, at: Date | null) =>
      house.query(
        `INSERT INTO notices (id, kind, once_key, facts_sealed, due, not_after, state, created_at, settled_at)
         VALUES ($1::uuid, 'code', $1::text, 'x', $2, $2, $3, $2, $4)`,
        [id, daysAgo(100), state, at],
      )
    const [old, young, waiting] = [randomUUID(), randomUUID(), randomUUID()]
    await add(old, 'sent', daysAgo(91))
    await add(young, 'refused', daysAgo(89))
    await add(waiting, 'waiting', null)
    await house.query(
      "INSERT INTO attempts (notice_id, channel, vendor, group_id, begun_at) VALUES ($1, 'phone', 'solapi', 'g', $2)",
      [old, daysAgo(91)],
    )
    for (const [state, at] of [
      ['sent', daysAgo(91)],
      ['failed', daysAgo(89)],
      ['due', null],
    ] as const)
      await house.query(
        `INSERT INTO replies (account_id, answer_sealed, state, created_at, settled_at)
         VALUES ($4, CASE WHEN $1 = 'due' THEN 'x'::bytea END, $1, $2, $3)`,
        [state, daysAgo(100), at, accountId],
      )
    await house.services.retention.sweep()
    const left = await house.query<{ id: string }>('SELECT id FROM notices')
    expect(left.map(({ id }) => id)).to.have.members([young, waiting])
    expect(await house.query('SELECT FROM attempts')).to.deep.equal([])
    const states = await house.query<{ state: string }>('SELECT state FROM replies')
    expect(states.map(({ state }) => state)).to.have.members(['failed', 'due'])
  })

  it('takes requests for a person, answers of the partner API, sessions and invitations that are over', async () => {
    await house.query(
      `INSERT INTO agent_requests (account_id, topic, topic_sealed, created_at) VALUES ($1, '가', 'x', $2), ($1, '나', 'x', $3)`,
      [accountId, daysAgo(181), daysAgo(179)],
    )
    const organisation = await house.query<{ id: string }>(
      "INSERT INTO organisations (name, scope, created_at) VALUES ('기관', 'manage', $1) RETURNING id",
      [NOW],
    )
    for (const [key, at] of [
      ['old', daysAgo(1.5)],
      ['new', daysAgo(0.5)],
    ] as const)
      await house.query(
        "INSERT INTO idempotent_answers (organisation_id, key, request_hash, status, answer, created_at) VALUES ($1, $2, 'x', 200, '{}', $3)",
        [organisation[0]!.id, key, at],
      )
    const [{ id: staffId } = { id: '' }] = await house.query<{ id: string }>(
      `INSERT INTO staff (email, role, invite_hash, invite_expires_at, created_at) VALUES ('a@example.org', 'viewer', 'x', $1, $1) RETURNING id`,
      [daysAgo(1)],
    )
    for (const [hash, at] of [
      ['over', daysAgo(1)],
      ['open', daysAgo(-1)],
    ] as const)
      await house.query(
        'INSERT INTO staff_sessions (hash, staff_id, created_at, expires_at) VALUES ($1::text::bytea, $2, $3, $3)',
        [hash, staffId, at],
      )
    await house.services.retention.sweep()
    const left = async (column: string, table: string) =>
      (await house.query<{ it: string }>(`SELECT ${column} AS it FROM ${table}`)).map(({ it }) => it)
    expect(await left('topic', 'agent_requests')).to.deep.equal(['나'])
    expect(await left('key', 'idempotent_answers')).to.deep.equal(['new'])
    expect(await left("convert_from(hash, 'utf8')", 'staff_sessions')).to.deep.equal(['open'])
    expect(await left('invite_hash IS NULL', 'staff')).to.deep.equal([true])
  })

  it('answers a call that is repeated after its answer is gone as a new one', async () => {
    await addTurns(1, daysAgo(2))
    await house.services.retention.sweep()
    await addTurns(1, daysAgo(2))
  })
})
