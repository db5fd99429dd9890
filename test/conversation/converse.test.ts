/** One turn of talk: always an answer, in order, once, in time; what fails leaves nothing behind but its transcript. */
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'chai'
import { flow } from '../../dialogs/flows.js'
import { done, type Flow, wait } from '../../src/conversation/flow.js'
import type { Turn } from '../../src/conversation/turn.js'
import { formatKakao } from '../../src/messengers/kakao/format.js'
import { kakaoResponse } from '../../src/messengers/kakao/response.js'
import { silentLog } from '../support/database.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { converse } from './bot.js'

/** A flow of one step. */
const doing = (name: string, ask: (turn: Turn) => Promise<void>): Flow =>
  flow<object>({
    name,
    steps: {
      act: {
        async ask(turn) {
          await ask(turn)
          return done()
        },
      },
    },
  })

describe('a turn', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
  })
  after(() => talk.close())

  const requests = async (topic: string) => {
    const found = await talk.database.dataSource.query('SELECT 1 FROM agent_requests WHERE topic = $1', [topic])
    return found.length
  }
  const transcript = (user: string): Promise<{ utterance: string; outcome: string; flow: string }[]> =>
    talk.database.dataSource.query(
      `SELECT utterance, outcome, flow FROM turns t JOIN messenger_accounts a ON a.id = t.account_id
        WHERE a.user_key = $1 ORDER BY t.id`,
      [user],
    )
  const noting = (topic: string) => (turn: Turn) => talk.services.agents.request(turn.tx, turn.accountId, topic)

  it('that fails apologises, undoes what it wrote, keeps its transcript and begins anew', async () => {
    const asking = flow<object>({ name: 'apply', steps: { which: { ask: () => wait() } } })
    const failing = doing('check', async turn => {
      await noting('lost with the failure')(turn)
      throw new Error('broken')
    })
    const say = converse(talk, [asking, failing, doing('hours', async turn => turn.say('text', { text: 'fine' }))]).say(
      'unlucky',
    )
    await say('apply')
    const failed = await say('check')
    expect(failed.trace).to.equal('check/act/error')
    expect(failed.text).to.contain('잠깐 문제가 생겼어요')
    expect(failed.answer.choices).not.to.be.empty
    expect(await requests('lost with the failure')).to.equal(0)
    expect((await say('hours')).text).to.equal('fine')
    expect((await transcript('unlucky')).map(({ outcome }) => outcome)).to.deep.equal(['asked', 'error', 'done'])
  })

  it('whose statement PostgreSQL refuses is still written down', async () => {
    const failing = doing('check', async turn => {
      await turn.tx.query('SELECT 1 / 0')
    })
    const heard = await converse(talk, [failing]).say('divides')('check')
    expect(heard.trace).to.equal('check/act/error')
    expect(heard.kept).to.equal(true)
    expect(await transcript('divides')).to.have.length(1)
  })

  it('of one person waits for the one before it; another person’s does not', async () => {
    const log: string[] = []
    const slow = doing('check', async () => {
      log.push('slow begins')
      await pause(150)
      log.push('slow ends')
    })
    const quick = doing('hours', async () => {
      log.push('quick')
    })
    const { say } = converse(talk, [slow, quick])
    const [one, other] = [say('one'), say('other')]
    await other('hours')
    log.length = 0
    await Promise.all([one('check'), one('hours'), pause(20).then(() => other('hours'))])
    expect(log).to.deep.equal(['slow begins', 'quick', 'slow ends', 'quick'])
    expect((await transcript('one')).map(({ utterance }) => utterance)).to.deep.equal(['check', 'hours'])
  })

  it('of one person waits for the one before it in another process too', async () => {
    const log: string[] = []
    const slow = doing('check', async () => {
      log.push('begins')
      await pause(100)
      log.push('ends')
    })
    const here = converse(talk, [slow]).say('twofold')
    const there = converse(talk, [slow]).say('twofold')
    await here('hours')
    await Promise.all([here('check'), there('check')])
    expect(log).to.deep.equal(['begins', 'ends', 'begins', 'ends'])
  })

  it('that is delivered again gets the first answer and does nothing twice', async () => {
    let times = 0
    const counting = doing('check', async turn => {
      turn.say('text', { text: `${++times}` })
      await noting('counted')(turn)
    })
    const say = converse(talk, [counting]).say('repeats')
    const first = await say('check', 'request 1')
    expect((await say('check', 'request 1')).answer).to.deep.equal(first.answer)
    expect((await say('hours', 'request 1')).answer).to.deep.equal(first.answer)
    const elsewhere = converse(talk, [counting]).say('repeats')
    const many = await Promise.all(Array.from({ length: 6 }, (_, n) => (n % 2 ? say : elsewhere)('check', 'request 2')))
    expect(new Set(many.map(({ text }) => text)).size).to.equal(1)
    expect(await requests('counted')).to.equal(2)
    expect((await say('check')).text).not.to.equal(first.text)
  })

  it('that takes too long apologises in time and keeps nothing', async () => {
    const slow = doing('check', async turn => {
      await noting('too late')(turn)
      await pause(700)
    })
    const say = converse(talk, [slow], { budgetMs: 500 }).say('slow')
    const began = performance.now()
    const late = await say('check')
    expect(performance.now() - began).to.be.below(690)
    expect(late.trace).to.equal('common/apology/error')
    expect(late.kept).to.equal(false)
    expect(late.text).to.contain('처리되지 않았어요')
    await pause(500)
    expect(await requests('too late')).to.equal(0)
    expect(await transcript('slow')).to.deep.equal([])
  })

  it('that goes on after its time is logged as cut off, and nothing that follows from it', async () => {
    const wentOn: unknown[] = []
    const slow = doing('check', async turn => {
      await noting('begun in time')(turn)
      await pause(500)
      try {
        await noting('after the cut')(turn)
      } catch (error) {
        wentOn.push(error)
        throw error
      }
    })
    const lines: unknown[][] = []
    const log = new Proxy(silentLog, {
      get: (of, level: keyof typeof silentLog) =>
        level === 'warn' || level === 'error' ? (...line: unknown[]) => lines.push([level, ...line]) : of[level],
    })
    await converse(talk, [slow], { budgetMs: 400, log }).say('cut off')('check')
    await pause(400)
    expect(wentOn).to.have.length(1)
    expect(lines).to.deep.equal([['warn', { messenger: 'kakao' }, 'a turn was cut off: its time was over']])
    expect(await requests('begun in time')).to.equal(0)
  })

  it('has what is left of its time since the call came, not since it was read', async () => {
    const unhurried = doing('check', async turn => {
      await noting('after all')(turn)
      await pause(200)
    })
    const say = converse(talk, [unhurried], { budgetMs: 1500 }).say('kept waiting')
    expect((await say('check')).trace).to.equal('check/act/done')
    const began = performance.now()
    expect((await say('check', 'late', began - 1250)).trace).to.equal('common/apology/error')
    expect(performance.now() - began).to.be.below(400)
    expect((await say('check', 'later', began - 60_000)).kept).to.equal(false)
    expect(await requests('after all')).to.equal(1)
  })

  it('without a database is a valid apology', async () => {
    const services = {
      ...talk.services,
      transactions: { run: () => Promise.reject(new Error('no connection')) },
    }
    const heard = await converse(talk, [], { services }).say('offline')('check')
    expect(heard.trace).to.equal('common/apology/error')
    expect(heard.kept).to.equal(false)
    expect(() => kakaoResponse.parse(formatKakao(heard.answer))).not.to.throw()
  })

  it('tells what has to go out within the same transaction', async () => {
    const { conversation } = converse(talk, [doing('check', async turn => turn.say('text', { text: 'told' }))])
    const incoming = { messenger: 'talktalk' as const, user: 'told', text: 'check' }
    await conversation.turn(incoming, {
      afterwards: async (tx, spoken, accountId) => {
        await talk.services.agents.request(tx, accountId, `goes out: ${spoken.trace}`)
      },
    })
    expect(await requests('goes out: check/act/done')).to.equal(1)
    const broken = await conversation.turn(incoming, {
      afterwards: async () => Promise.reject(new Error('the reply is broken')),
    })
    expect(broken.trace).to.equal('common/apology/error')
    expect(await transcript('told')).to.have.length(1)
  })

  it('shows the rest of a long answer at "더 보기", with the way on under the last of it', async () => {
    const long = doing('check', async turn => {
      for (let n = 1; n <= 7; n++) turn.say('text', { text: `${n}` })
      turn.suggest('weekend')
    })
    const say = converse(talk, [long]).say('reads')
    const first = await say('check')
    expect(first.text).to.equal('1\n2\n3')
    expect(first.answer.choices[0]?.label).to.equal('더 보기')
    expect((await say('더 보기')).text).to.equal('4\n5\n6')
    const last = await say('더 보기')
    expect(last.text).to.equal('7')
    expect(last.answer.choices.map(({ label }) => label)).to.deep.equal(['이번 주말', '처음으로'])
  })
})
