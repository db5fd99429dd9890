/** A new understanding takes over between two turns, and each turn is written down with the one that read it. */
import { expect } from 'chai'
import { flow } from '../../dialogs/flows.js'
import { done, type Flow } from '../../src/conversation/flow.js'
import type { Turn } from '../../src/conversation/turn.js'
import { putInForce } from '../../src/understanding/in-force.js'
import type { Understand } from '../../src/understanding/understand.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { converse, plainly } from './bot.js'

/** Hears "check" whatever is said. */
const published: Understand = {
  version: 'published',
  understand: (_text, today) => plainly.understand('check', today),
}

const telling = (name: string, act: () => void = () => {}): Flow =>
  flow<object>({
    name,
    steps: {
      tell: {
        ask(turn: Turn) {
          act()
          turn.say('text', { text: name })
          return done()
        },
      },
    },
  })

describe('the understanding in force', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
  })
  after(() => talk.close())

  const versions = async (user: string): Promise<{ intent: string; version: string }[]> =>
    talk.database.dataSource.query(
      `SELECT t.intent, t.model_version AS version FROM turns t JOIN messenger_accounts a ON a.id = t.account_id
        WHERE a.user_key = $1 ORDER BY t.id`,
      [user],
    )

  it('is another one from the next turn on, without a restart', async () => {
    const understanding = putInForce(plainly)
    const say = converse(talk, [telling('hours'), telling('check')], { understanding }).say('between')
    expect((await say('hours')).text).to.equal('hours')
    understanding.replace(published)
    expect((await say('hours')).text).to.equal('check')
    expect(await versions('between')).to.deep.equal([
      { intent: 'hours', version: 'plain' },
      { intent: 'check', version: 'published' },
    ])
  })

  it('stays the one that a turn began with', async () => {
    const understanding = putInForce(plainly)
    const say = converse(talk, [telling('hours', () => understanding.replace(published))], { understanding }).say(
      'within',
    )
    expect((await say('hours')).text).to.equal('hours')
    expect(await versions('within')).to.deep.equal([{ intent: 'hours', version: 'plain' }])
  })
})
