/** Conversations as they are counted with their turns: where one ends, what came of it, whose it is. */
import { expect } from 'chai'
import { flow } from '../../dialogs/flows.js'
import { done, ended, type Flow, refused, wait } from '../../src/conversation/flow.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { createTalk, type TestTalk, TODAY } from '../support/talk.js'
import { converse } from './bot.js'

const ending = (name: string, end: ReturnType<typeof done>, aside = false): Flow =>
  flow<object>({ name, aside, steps: { act: { ask: () => end } } })
const FLOWS = [
  flow<object>({ name: 'apply', steps: { which: { ask: () => wait() } } }),
  ending('check', done()),
  ending('hours', refused('full')),
  ending('help', ended('unsure')),
  ending('agent', ended('handed-over')),
  ending('thanks', done(), true),
  ending('bye', done()),
  flow<object>({
    name: 'cancel',
    steps: {
      act: {
        ask() {
          throw new Error('broken')
        },
      },
    },
  }),
]

describe('a conversation', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
  })
  after(() => talk.close())

  const at = (time: string) => talk.clock.set(seoulMoment(TODAY, time))
  const countsOf = (user: string): Promise<Record<string, unknown>[]> =>
    talk.database.dataSource.query(
      `SELECT c.messenger, c.turns, c.asked, c.unsure, c.missed, c.refused, c.failed, c.closed, c.outcome
         FROM conversations c JOIN messenger_accounts a ON a.id = c.account_id WHERE a.user_key = $1 ORDER BY c.begun_at`,
      [user],
    )
  const outcomesOf = async (user: string) => (await countsOf(user)).map(({ turns, outcome }) => `${turns} ${outcome}`)
  const NOTHING = { messenger: 'kakao', asked: 0, unsure: 0, missed: 0, refused: 0, failed: 0, closed: false }

  it('counts what came of each of its turns, and is what came of the last', async () => {
    const say = converse(talk, FLOWS).say('counted')
    for (const text of ['apply', 'check', 'hours', 'help', 'cancel']) await say(text)
    expect(await countsOf('counted')).to.deep.equal([
      { ...NOTHING, turns: 5, asked: 1, unsure: 1, refused: 1, failed: 1, outcome: 'failed' },
    ])
  })

  for (const [texts, outcome] of [
    [['apply'], 'left'],
    [['apply', 'check'], 'done'],
    [['check', 'hours'], 'refused'],
    [['help'], 'missed'],
    [['check', 'agent'], 'handed-over'],
    [['hours', 'thanks'], 'refused'],
    [['thanks'], 'done'],
    [['thanks', 'cancel'], 'failed'],
  ] as const)
    it(`of ${texts.join(', ')} became ${outcome}`, async () => {
      const say = converse(talk, FLOWS).say(texts.join())
      for (const text of texts) await say(text)
      expect(await outcomesOf(texts.join())).to.deep.equal([`${texts.length} ${outcome}`])
    })

  it('goes on within half an hour, and another begins after that', async () => {
    const say = converse(talk, FLOWS).say('pauses')
    for (const time of ['10:00', '10:29', '10:58']) {
      at(time)
      await say('check')
    }
    at('11:29')
    await say('hours')
    expect(await outcomesOf('pauses')).to.deep.equal(['3 done', '1 refused'])
  })

  it('ends with a goodbye', async () => {
    const say = converse(talk, FLOWS).say('leaves')
    for (const text of ['hours', 'bye', 'check']) await say(text)
    expect(await outcomesOf('leaves')).to.deep.equal(['2 refused', '1 done'])
    expect((await countsOf('leaves')).map(({ closed }) => closed)).to.deep.equal([true, false])
  })

  it('counts each of several messages at once, also of several processes', async () => {
    const [here, there] = [converse(talk, FLOWS).say('crowd'), converse(talk, FLOWS).say('crowd')]
    await Promise.all([here('check'), there('check'), here('hours'), there('check'), here('check')])
    const [counted, ...others] = await countsOf('crowd')
    expect(others).to.deep.equal([])
    expect(counted).to.include({ turns: 5, refused: 1 })
  })

  it('counts a repeated message once', async () => {
    const say = converse(talk, FLOWS).say('repeats')
    await Promise.all([say('check', 'one'), say('check', 'one')])
    await say('check', 'one')
    expect(await outcomesOf('repeats')).to.deep.equal(['1 done'])
  })

  it('is not mixed up by a clock that is set back', async () => {
    const say = converse(talk, FLOWS).say('early')
    for (const [time, text] of [
      ['18:00', 'check'],
      ['12:00', 'hours'],
      ['12:10', 'hours'],
      ['18:20', 'check'],
    ] as const) {
      at(time)
      await say(text)
    }
    expect(await outcomesOf('early')).to.deep.equal(['2 refused', '2 done'])
  })

  it('goes with the account', async () => {
    await converse(talk, FLOWS).say('forgotten')('check')
    await talk.database.dataSource.query("DELETE FROM messenger_accounts WHERE user_key = 'forgotten'")
    expect(
      await talk.database.dataSource.query(
        'SELECT FROM conversations c WHERE NOT EXISTS (SELECT FROM messenger_accounts a WHERE a.id = c.account_id)',
      ),
    ).to.deep.equal([])
    expect(await countsOf('forgotten')).to.deep.equal([])
  })

  it('is gathered from turns of before as it is counted now', async () => {
    const { dataSource } = talk.database
    const all = () =>
      dataSource.query(
        `SELECT account_id, messenger, begun_at, ended_at, closed, turns, asked, unsure, missed, refused, failed, worst_band, outcome
           FROM conversations ORDER BY account_id, begun_at`,
      )
    const counted = await all()
    expect(counted.length).to.be.above(15)
    while ((await dataSource.query("SELECT to_regclass('conversations') AS there"))[0].there !== null)
      await dataSource.undoLastMigration()
    await dataSource.runMigrations()
    expect(await all()).to.deep.equal(counted)
  })
})
