/** Turns that are late for their call: what is promised is kept, and who cannot be promised anything hears what they always heard. */
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'chai'
import { flow } from '../../dialogs/flows.js'
import { done } from '../../src/conversation/flow.js'
import type { Later } from '../../src/conversation/time.js'
import type { Spoken, Turn } from '../../src/conversation/turn.js'
import { createTalk, type TestTalk, textOf } from '../support/talk.js'
import { converse } from './bot.js'

const BUDGET_MS = 600

describe('a turn that is late for its call', () => {
  let talk: TestTalk
  type Say = (user: string, text: string, later?: Later, key?: string) => Promise<Spoken>
  let say: Say
  let sayElsewhere: Say
  before(async () => {
    talk = await createTalk()
    const step = (ms: number, fails = false) => ({
      act: {
        async ask(turn: Turn) {
          await talk.services.agents.request(turn.tx, turn.accountId, 'noted')
          await pause(ms)
          turn.say('text', { text: 'done after all' })
          if (fails) throw new Error('broken')
          return done()
        },
      },
    })
    const flows = [
      flow<object>({ name: 'hours', steps: step(0) }),
      flow<object>({ name: 'check', steps: step(BUDGET_MS + 200) }),
      flow<object>({ name: 'cancel', steps: step(BUDGET_MS + 200, true) }),
    ]
    const sayIn = ({ conversation }: ReturnType<typeof converse>): Say => {
      return (user, text, later, key) =>
        conversation.turn({ messenger: 'kakao', user, text, ...(key ? { key } : {}) }, { later })
    }
    say = sayIn(converse(talk, flows, { budgetMs: BUDGET_MS }))
    sayElsewhere = sayIn(converse(talk, flows, { budgetMs: BUDGET_MS }))
  })
  after(() => talk.close())

  const noted = async (user: string) =>
    (
      await talk.database.dataSource.query(
        'SELECT 1 FROM agent_requests r JOIN messenger_accounts a ON a.id = r.account_id WHERE a.user_key = $1',
        [user],
      )
    ).length

  /** A way to say things later, which tells what it was asked for. */
  function way(
    promise: 'promised' | 'already' | 'impossible' = 'promised',
    keeps: () => Promise<void> = async () => {},
  ) {
    const asked: string[] = []
    let ended = () => {}
    const end = new Promise<void>(resolve => {
      ended = resolve
    })
    const later: Later = {
      promise: async () => {
        asked.push('promise')
        return promise === 'impossible' ? undefined : promise
      },
      keep: async (_tx, spoken) => {
        asked.push(`keep: ${textOf(spoken)}`)
        await keeps()
      },
      end: async how => {
        asked.push(how)
        ended()
      },
    }
    return { later, asked, end }
  }

  it('tells that the answer comes later, then keeps it', async () => {
    const { later, asked, end } = way()
    const began = performance.now()
    const told = await say('slow', 'check', later)
    expect(performance.now() - began).to.be.below(BUDGET_MS)
    expect(told).to.include({ trace: 'common/later/waiting', later: true, kept: false })
    expect(await noted('slow'), 'nothing is done yet').to.equal(0)
    await end
    expect(asked).to.deep.equal(['promise', 'keep: done after all', 'kept'])
    expect(await noted('slow')).to.equal(1)
  })

  it('promises nothing when it is quick', async () => {
    const { later, asked } = way()
    expect(await say('quick', 'hours', later)).to.include({ trace: 'hours/act/done', later: false })
    await pause(BUDGET_MS)
    expect(asked).to.deep.equal([])
  })

  it('is cut off as ever where nothing can be promised', async () => {
    const { later, asked } = way('impossible')
    expect((await say('unpromised', 'check', later)).trace).to.equal('common/apology/error')
    expect((await say('wayless', 'check')).trace).to.equal('common/apology/error')
    await pause(300)
    expect(asked).to.deep.equal(['promise'])
    expect((await noted('unpromised')) + (await noted('wayless'))).to.equal(0)
  })

  it('does nothing where another call has promised the same', async () => {
    const { later, asked } = way('already')
    expect(await say('twice', 'check', later)).to.include({ later: true })
    await pause(400)
    expect(asked).to.deep.equal(['promise'])
    expect(await noted('twice')).to.equal(0)
  })

  it('does nothing when the answer cannot be kept, and says so by the promise', async () => {
    const { later, asked, end } = way('promised', () => Promise.reject(new Error('said already')))
    await say('unkept', 'check', later)
    await end
    expect(asked.at(-1)).to.equal('failed')
    expect(await noted('unkept')).to.equal(0)
  })

  it('whose flow fails keeps the apology', async () => {
    const { later, asked, end } = way()
    await say('fails', 'cancel', later)
    await end
    expect(asked).to.have.length(3)
    expect(asked[1]).to.contain('처리되지 않았어요')
    expect(await noted('fails')).to.equal(0)
  })

  it('that fails while it is being promised is told by its call, and nothing more', async () => {
    const { later, asked, end } = way()
    let ask = () => {}
    const isAsked = new Promise<void>(resolve => {
      ask = resolve
    })
    const slowly = async () => {
      ask()
      await pause(50)
      return later.promise(0)
    }
    const run = () => isAsked.then(() => Promise.reject(new Error('no connection')))
    const services = { ...talk.services, transactions: { run } }
    const { conversation } = converse(talk, [], { budgetMs: BUDGET_MS, services })
    const incoming = { messenger: 'kakao' as const, user: 'unlucky', text: 'check' }
    const heard = await conversation.turn(incoming, { later: { ...later, promise: slowly } })
    expect(heard).to.include({ trace: 'common/apology/error', later: false })
    await end
    expect(asked).to.deep.equal(['promise', 'needless'])
  })

  for (const where of ['in the same process', 'in another process'])
    it(`that repeats one which was answered says nothing again, ${where}`, async () => {
      const user = `repeats ${where}`
      await say(user, 'hours')
      const first = way()
      const second = way()
      const sayAgain = where === 'in the same process' ? say : sayElsewhere
      await Promise.all([say(user, 'check', first.later, 'key'), sayAgain(user, 'check', second.later, 'key')])
      await Promise.all([first.end, second.end])
      const [kept, needless] = first.asked.includes('kept') ? [first, second] : [second, first]
      expect(kept.asked).to.deep.equal(['promise', 'keep: done after all', 'kept'])
      expect(needless.asked.at(-1)).to.equal('needless')
      expect(await say(user, 'check', way().later, 'key')).to.include({ later: true, kept: true })
      expect(await noted(user)).to.equal(2)
    })

  it('is one of three at most: what it holds, others wait for', async () => {
    const ways = Array.from({ length: 5 }, () => way())
    const told = await Promise.all(ways.map(({ later }, at) => say(`of many ${at}`, 'check', later)))
    expect(told.filter(({ later }) => later)).to.have.length(3)
    expect(told.filter(({ trace }) => trace === 'common/apology/error')).to.have.length(2)
    await Promise.all(ways.filter(({ asked }) => asked.length > 0).map(({ end }) => end))
    const again = way()
    expect(await say('one more', 'check', again.later)).to.include({ later: true })
    await again.end
  })
})
