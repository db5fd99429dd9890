/** Flows on Botkit's dialog stack: steps, asides, passing on, choosing between two, leaving. */
import { expect } from 'chai'
import { flow } from '../../dialogs/flows.js'
import { begin, done, ended, type Flow, go, pass, refused, wait } from '../../src/conversation/flow.js'
import { beginning } from '../../src/conversation/route.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { converse } from './bot.js'

/** Asks for a name and a colour. */
const order = flow<{ name?: string }>({
  name: 'apply',
  steps: {
    name: {
      ask(turn) {
        turn.say('text', { text: 'name?' })
        return wait()
      },
      answers: ['oos'],
      takes: {
        intent(turn, data) {
          data.name = turn.said.text
          return go('colour')
        },
      },
    },
    colour: {
      ask(turn, { name }) {
        turn.say('text', { text: `colour for ${name}?` })
        turn.offer('yes')
        return wait()
      },
      takes: {
        text(turn, { name }, text) {
          turn.say('text', { text: `${name} in ${text}` })
          return done()
        },
      },
    },
  },
})

const saying = (name: string, aside: boolean): Flow =>
  flow<{ subject?: string }>({
    name,
    aside,
    steps: {
      answer: {
        ask(turn, { subject }) {
          turn.say('text', { text: [name, subject].filter(Boolean).join(' ') })
          turn.offer('help', beginning('help'))
          return done()
        },
      },
    },
  })

const unsure = flow<{ nearest: string[] }>({
  name: 'unsure',
  aside: true,
  steps: {
    ask: {
      ask(turn, { nearest }) {
        turn.say('text', { text: nearest.join(' or ') })
        for (const intent of nearest) turn.offerFlow(intent, intent)
        return wait('unsure')
      },
      takes: { choice: (_turn, { nearest }, choice) => (nearest.includes(choice) ? begin(choice) : pass()) },
    },
  },
})
const rejected = flow<object>({
  name: 'rejected',
  aside: true,
  steps: {
    answer: {
      ask(turn) {
        turn.say('text', { text: 'what?' })
        turn.offer('agent', beginning('agent'))
        return ended('rejected')
      },
    },
  },
})
const lost = flow<object>({
  name: 'lost',
  steps: {
    answer: {
      ask(turn) {
        turn.say('text', { text: 'lost' })
        return refused('lost')
      },
    },
  },
})
const FLOWS = [
  order,
  saying('thanks', true),
  saying('help', true),
  saying('check', false),
  saying('hours', false),
  saying('restart', false),
  unsure,
  rejected,
  lost,
]

describe('flows', () => {
  let talk: TestTalk
  let people = 0
  before(async () => {
    talk = await createTalk()
  })
  after(() => talk.close())
  const somebody = () => converse(talk, FLOWS).say(`somebody ${++people}`)

  it('go step by step, keeping what was said', async () => {
    const say = somebody()
    expect((await say('apply')).trace).to.equal('apply/name/asked')
    expect((await say('길동')).text).to.equal('colour for 길동?')
    const last = await say('파랑')
    expect(last.text).to.equal('길동 in 파랑')
    expect(last.trace).to.equal('apply/colour/done')
  })

  it('are gone on with after an aside, whose own choices are gone', async () => {
    const say = somebody()
    await say('apply')
    const aside = await say('thanks')
    expect(aside.trace).to.equal('thanks/answer/done')
    expect(aside.text).to.equal('thanks\nname?')
    expect(aside.answer.choices.map(({ label }) => label)).to.deep.equal(['처음으로'])
    expect((await say('길동')).text).to.equal('colour for 길동?')
  })

  it('keep what an answer that was not understood offers', async () => {
    const say = somebody()
    await say('apply')
    await say('길동')
    await say('파랑')
    const idle = await say('뭐라는 거야')
    expect(idle.answer.choices.map(({ label }) => label)).to.deep.equal(['상담원', '처음으로'])
  })

  it('are left for another subject', async () => {
    const say = somebody()
    await say('apply')
    expect((await say('check')).text).to.equal('check')
    expect((await say('길동')).trace).to.equal('rejected/answer/rejected')
  })

  it('take any words where any words are an answer, but for the way to the beginning', async () => {
    const say = somebody()
    await say('apply')
    await say('길동')
    expect((await say('어떤 색이든')).text).to.equal('길동 in 어떤 색이든')
    await say('apply')
    await say('길동')
    expect((await say('restart')).trace).to.equal('restart/answer/done')
  })

  it('ask which of two is meant, and drop the question for something clear', async () => {
    const say = somebody()
    expect((await say('check or hours')).trace).to.equal('unsure/ask/unsure')
    expect((await say('봉사 시간')).text).to.equal('hours')
    await say('check or hours')
    expect((await say('apply')).text).to.equal('name?')
  })

  it('do not pile questions about what is meant upon each other', async () => {
    const say = somebody()
    await say('apply')
    await say('check or hours')
    const heard = await say('thanks')
    expect(heard.text).to.equal('thanks\nname?')
  })

  it('begin by a button that names them, with their subject', async () => {
    const subject = '00000000-0000-4000-8000-000000000000'
    const { conversation } = converse(talk, FLOWS)
    const heard = await conversation.turn({
      messenger: 'talktalk',
      user: 'presses',
      text: '아무 글',
      value: beginning('check', subject),
    })
    expect(heard.answer.replies).to.deep.equal([{ kind: 'text', text: `check ${subject}` }])
    const unknown = await conversation.turn({
      messenger: 'talktalk',
      user: 'presses',
      text: '?',
      value: 'begin:nowhere',
    })
    expect(unknown.trace).to.equal('rejected/answer/rejected')
  })

  it('survive that a deploy removed the flow or the step that was asking', async () => {
    const older = converse(talk, FLOWS)
    for (const [user, flows] of [
      ['flow gone', FLOWS.filter(({ name }) => name !== 'apply')],
      ['step gone', FLOWS.map(one => (one.name === 'apply' ? { ...one, steps: { colour: one.steps.colour! } } : one))],
    ] as const) {
      await older.say(user)('apply')
      const newer = converse(talk, flows).say(user)
      expect((await newer('길동')).trace, user).to.equal('rejected/answer/rejected')
      expect((await newer('check')).trace, user).to.equal('check/answer/done')
    }
  })
})
