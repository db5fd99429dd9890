/** The migration that gives answers to requests a table of their own. */
import { expect } from 'chai'
import { RequestAnswers0042 } from '../../migrations/0042-request-answers.js'
import { migrations } from '../../migrations/index.js'
import { NOW, openServices, type TestServices } from '../support/services.js'

const KEY = { messenger: 'kakao', userKey: 'one' } as const

describe('answers kept beside their turns by an earlier version', () => {
  let house: TestServices
  before(async () => {
    house = await openServices()
  })
  after(() => house.close())

  const write = (requestKey: string | null, at: Date) =>
    house.run(async tx => {
      const account = await house.services.accounts.findOrAdd(tx, KEY)
      await house.services.transcripts.write(
        tx,
        {
          ...{ input: 'typed', alternatives: [], modelVersion: null, wordsVersion: null },
          ...{ accountId: account.id, messenger: KEY.messenger, requestKey, at, utterance: '안녕', slots: {}, ms: 1 },
          ...{ intent: null, confidence: null, band: null, flow: null, step: null, outcome: 'done' },
          ...{ answer: {}, speaker: { volunteerId: null, nameSealed: null, guestId: undefined } },
          spoken: { said: requestKey },
        },
        {},
      )
    })

  it('move, and are opened for a repeated request as before', async () => {
    await write('first', NOW)
    await write(null, new Date(NOW.getTime() + 1000))
    await write('second', new Date(NOW.getTime() + 2000))
    const runner = house.dataSource.createQueryRunner()
    const later = migrations.slice(migrations.indexOf(RequestAnswers0042)).map(Migration => new Migration())
    for (const { down } of later.toReversed()) await down(runner)
    const beside = await house.query(
      'SELECT request_key AS key, answer_sealed IS NOT NULL AS sealed FROM turns ORDER BY id',
    )
    expect(beside).to.deep.equal([
      { key: 'first', sealed: true },
      { key: null, sealed: false },
      { key: 'second', sealed: true },
    ])
    for (const { up } of later) await up(runner)
    await runner.release()
    for (const key of ['first', 'second']) {
      const answer = await house.run(tx => house.services.transcripts.earlierAnswer(tx, 'kakao', 'one', key))
      expect(answer).to.deep.equal({ said: key })
    }
    expect(await house.query('SELECT FROM request_answers')).to.have.lengthOf(2)
  })
})
