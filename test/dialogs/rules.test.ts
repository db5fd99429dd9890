/** Where a message goes. */
import { expect } from 'chai'
import type { FlowParts, Meanings } from '../../dialogs/flows.js'
import { createRules } from '../../dialogs/rules.js'
import { createFlow, wait } from '../../src/conversation/flow.js'
import { type Active, beginning, type Route, route } from '../../src/conversation/route.js'
import { readSession, type Session } from '../../src/conversation/session.js'
import type { Incoming, Turn } from '../../src/conversation/turn.js'
import type { Decision } from '../../src/understanding/confidence.js'
import { type Heard, hear } from '../../src/understanding/heard.js'
import type { Slots } from '../../src/understanding/slots.js'

const NAMES = [
  'about',
  'pondering',
  'apply',
  'search',
  'check',
  'cancel',
  'undo',
  'restart',
  'greet',
  'deny',
  'affirm',
  'faq',
  'login',
]
const PROGRAM = '00000000-0000-4000-8000-000000000000'
/** Nothing is named here: what is named is tried with real programs in the tests of the flows. */
const nothing = { programs: { titled: async () => [], named: async () => [] } } as unknown as FlowParts['services']
const rules = createRules({
  services: nothing,
  questions: { answerTo: () => undefined, answer: () => undefined },
  publicUrl: () => '',
})

/** A flow whose only step takes these. */
function active(
  name: string,
  takes: readonly (keyof Meanings)[] = [],
  answers: Active['step']['answers'] = [],
): Active {
  const taking = Object.fromEntries(takes.map(take => [take, () => wait()]))
  const flow = createFlow<object, Record<string, never>>({
    name,
    steps: { ask: { ask: () => wait(), takes: taking, answers } },
  })
  return { flow, step: flow.steps.ask!, data: {} }
}

interface Given {
  said?: Partial<Decision> & { text?: string; slots?: Slots }
  session?: Partial<Pick<Session, 'memory' | 'misses'>>
  incoming?: Partial<Incoming>
  choice?: string
  active?: Active
  volunteerId?: string
  isLate?: boolean
}

async function decided({ said = {}, session, incoming, choice, active, volunteerId, isLate = false }: Given) {
  const { text = '' } = said
  const { memory, misses } = { ...readSession({}), ...session }
  const heard: Heard = hear(text, {
    intent: 'oos',
    confidence: 1,
    band: 'reject',
    alternatives: [],
    slots: {},
    ...said,
  })
  const answer = heard.answering('신청')
  const turn = { said: heard, answer, memory, choice, beside: text, volunteerId } as unknown as Turn
  const { route: decided, at } = await route(rules, {
    turn,
    incoming: { messenger: 'kakao', user: 'u', text, ...incoming },
    active,
    items: [],
    hasFlow: name => NAMES.includes(name),
    isLate,
    misses,
    hasRest: false,
  })
  return { ...decided, rule: rules[at]!.name } as Route & { rule: string; flow?: string; as?: string; meant?: unknown }
}

describe('the rules of the talk', () => {
  it('begin what was surely said', async () => {
    expect(await decided({ said: { intent: 'check', band: 'act' } })).to.deep.equal({
      kind: 'begin',
      flow: 'check',
      data: {},
      rule: 'understood',
    })
  })

  it('give the running step what it takes, and no clear change of subject', async () => {
    const asking = active('search', ['slots'], ['search'])
    const slots = { people: 2 }
    for (const said of [
      { slots },
      { slots, intent: 'search', band: 'act' },
      { slots, intent: 'deny', band: 'act' },
      { slots, intent: 'check', band: 'confirm' },
      { slots: { ...slots, corrects: true }, intent: 'check', band: 'act' },
    ] as const)
      expect(await decided({ active: asking, said })).to.include({ kind: 'take', as: 'slots' })
    expect(await decided({ active: asking, said: { slots, intent: 'check', band: 'act' } })).to.include({
      flow: 'check',
    })
    const writing = active('agent', ['text'])
    expect(await decided({ active: writing, said: { text: '기록이 안 보여요' } })).to.include({ as: 'text' })
    expect(await decided({ active: writing, said: { intent: 'check', band: 'act' } })).to.include({ flow: 'check' })
  })

  it('read a yes by what was asked about', async () => {
    const asking = active('apply', ['yes', 'no'], ['apply'])
    expect(await decided({ active: asking, said: { text: '신청할게요', intent: 'apply', band: 'act' } })).to.include({
      as: 'yes',
    })
    expect(
      await decided({ active: asking, said: { text: '신청한 거 취소할게요', intent: 'cancel', band: 'act' } }),
    ).to.include({
      flow: 'cancel',
    })
    expect(await decided({ active: asking, said: { text: '안 할래' } })).to.include({ as: 'no' })
  })

  it('give what was pressed to who takes it, whatever its words mean elsewhere', async () => {
    const said = { text: '다음', intent: 'check', band: 'act' } as const
    expect(await decided({ said, choice: 'next', active: active('apply', ['page', 'choice']) })).to.include({
      as: 'page',
      meant: 'next',
    })
    expect(await decided({ said, choice: 'other', active: active('apply', ['page', 'choice']) })).to.include({
      as: 'choice',
      meant: 'other',
    })
  })

  it('lead back to the beginning, unless a thing of the list is meant', async () => {
    const said = { text: '처음 거', intent: 'restart', band: 'act' } as const
    expect(await decided({ said, active: active('search') })).to.include({ flow: 'restart' })
    expect(await decided({ said, choice: beginning('apply'), active: active('search') })).to.include({ flow: 'apply' })
  })

  it('undo whatever is being asked', async () => {
    for (const text of ['되돌리기', '되돌려 줘', '방금 거 취소', '실행 취소'])
      expect(await decided({ said: { text }, active: active('apply', ['text']) }), text).to.include({ flow: 'undo' })
  })

  it('take a named thing for the verb that is said with it', async () => {
    const choice = beginning('apply', PROGRAM)
    expect(await decided({ choice, said: { text: '벽화' } })).to.deep.include({
      flow: 'apply',
      data: { subject: PROGRAM },
    })
    expect(await decided({ choice, said: { text: '벽화 취소해줘' } })).to.deep.include({ flow: 'cancel', data: {} })
  })

  it('do what a token is for, whatever is said with it', async () => {
    const said = { text: '취소하기', intent: 'cancel', band: 'act' } as const
    expect(await decided({ choice: beginning('apply', PROGRAM), incoming: { token: 'x' }, said })).to.include({
      flow: 'apply',
    })
  })

  it('point back to the last search, but not away from one’s own applications', async () => {
    const session = { memory: { search: {} } }
    const text = '거기 말고'
    expect(await decided({ session, said: { text, intent: 'deny', band: 'act' } })).to.include({ flow: 'search' })
    expect(await decided({ said: { text, intent: 'deny', band: 'act' } })).to.include({ flow: 'deny' })
    expect(await decided({ session, said: { text: '그거 말고 취소', intent: 'cancel', band: 'act' } })).to.include({
      flow: 'cancel',
    })
    expect(
      await decided({
        session,
        active: active('search', ['search']),
        said: { text: '다른 데', intent: 'faq', band: 'act' },
      }),
    ).to.include({ as: 'search' })
  })

  it('ask which of the two nearest, without small talk and without the way that is always there', async () => {
    const alternatives = (['affirm', 'check', 'cancel'] as const).map(intent => ({ intent, confidence: 0.2 }))
    expect(await decided({ said: { intent: 'restart', band: 'confirm', alternatives } })).to.deep.include({
      flow: 'unsure',
      data: { nearest: ['check', 'cancel'], slots: {} },
    })
  })

  it('take a yes or no that answers nothing for not understood', async () => {
    const said = { intent: 'affirm', band: 'act' } as const
    expect(await decided({ said, active: active('search') })).to.deep.include({
      flow: 'rejected',
      data: { nearest: [], asking: true },
    })
    expect(await decided({ said })).to.include({ flow: 'affirm' })
  })

  it('give up at the third miss, at the second while something is asked', async () => {
    expect(await decided({ session: { misses: 1 } })).to.include({ flow: 'rejected' })
    expect(await decided({ session: { misses: 2 } })).to.include({ flow: 'lost' })
    expect(await decided({ session: { misses: 0 }, active: active('apply') })).to.include({ flow: 'rejected' })
    expect(await decided({ session: { misses: 1 }, active: active('apply') })).to.include({ flow: 'lost' })
    expect(
      await decided({ session: { misses: 1 }, incoming: { event: 'sticker' }, active: active('apply') }),
    ).to.include({ flow: 'lost' })
  })

  it('know what happens without words', async () => {
    expect(await decided({ incoming: { event: 'opened' }, active: active('apply') })).to.include({ flow: 'greet' })
    expect(await decided({ incoming: { event: 'image' } })).to.include({ flow: 'unreadable' })
    expect(await decided({ incoming: { event: 'linked' } })).to.include({ flow: 'login' })
    expect(
      await decided({ incoming: { event: 'linked' }, active: active('login', ['linked']), volunteerId: 'v' }),
    ).to.include({ as: 'linked' })
  })

  it('go on with the rule after the one whose step passed', async () => {
    const asking = active('apply', ['yes', 'slots'], ['apply'])
    const heard = hear('네', { intent: 'affirm', confidence: 1, band: 'act', alternatives: [], slots: { people: 2 } })
    const situation = {
      turn: { said: heard, answer: heard.answering('신청'), memory: {} } as unknown as Turn,
      incoming: { messenger: 'kakao', user: 'u', text: '네' } as const,
      active: asking,
      items: [],
      hasFlow: () => true,
      isLate: false,
      misses: 0,
      hasRest: false,
    }
    const first = await route(rules, situation)
    expect(first.route).to.include({ as: 'yes' })
    expect((await route(rules, situation, first.at + 1)).route).to.include({ as: 'slots' })
  })
})
