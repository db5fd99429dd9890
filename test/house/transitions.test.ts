/** The table of transitions and the database agree which states hold a seat and which of them a person has only once. */
import { expect } from 'chai'
import { APPLICATION_STATES, holdsSeat, LIVE_STATES } from '../../src/domain/application.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'

const statesIn = (sql: string) => APPLICATION_STATES.filter(state => sql.includes(`'${state}'`))

describe('the states of an application in the database', () => {
  let database: TestDatabase
  before(async () => {
    database = await createTestDatabase()
  })
  after(() => database.drop())

  it('hold a seat as the table says', async () => {
    const [{ body }] = await database.dataSource.query(
      "SELECT prosrc AS body FROM pg_proc WHERE proname = 'count_seats'",
    )
    const holding = /holding CONSTANT text\[\] := ARRAY\[([^\]]+)\]/.exec(body)?.[1] ?? ''
    expect(statesIn(holding)).to.deep.equal(APPLICATION_STATES.filter(holdsSeat))
  })

  it('are live as the table says', async () => {
    const [{ rule }] = await database.dataSource.query(
      "SELECT pg_get_expr(indpred, indrelid) AS rule FROM pg_index WHERE indexrelid = 'applications_never_twice'::regclass",
    )
    expect(statesIn(rule)).to.deep.equal(LIVE_STATES)
  })

  it('are all of the table’s and no others', async () => {
    const [{ rule }] = await database.dataSource.query(
      `SELECT pg_get_constraintdef(oid) AS rule FROM pg_constraint
        WHERE conname = 'applications_state_check'`,
    )
    const named = [...rule.matchAll(/'([a-z-]+)'/g)].map(([, state]: string[]) => state)
    expect(named).to.have.members(APPLICATION_STATES)
  })
})
