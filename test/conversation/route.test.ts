/** Where a message goes. */
import { expect } from 'chai'
import { flow, type Step, wait } from '../../src/conversation/flow.js'
import { beginning, type RouteParts, route, withdraws } from '../../src/conversation/route.js'
import { readSession, type Session } from '../../src/conversation/session.js'
import type { TurnState } from '../../src/conversation/turn.js'
import type { Understanding } from '../../src/understanding/understand.js'

const NAMES = [
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
  'unreadable',
  'unsure',
]
const step = (different: Partial<Step<object>> = {}): Step<object> => ({ ask: () => wait(), ...different })
const flows = new Map(NAMES.map(name => [name, flow<object>({ name, steps: { ask: step() } })]))
const active = (name: string, different?: Partial<Step<object>>): RouteParts['active'] => ({
  flow: flows.get(name)!,
  step: step(different),
})

interface Given {
  said?: Partial<Understanding>
  session?: Partial<Session>
  incoming?: Partial<TurnState['incoming']>
  choice?: string
  active?: RouteParts['active']
  passed?: boolean
  volunteerId?: string
}

function routed({ said, session, incoming, choice, active, passed = false, volunteerId }: Given) {
  const text = said?.text ?? ''
  const state = {
    incoming: { messenger: 'kakao', user: 'u', text, ...incoming },
    volunteerId,
    session: { ...readSession({}), ...session },
    said: { text, intent: 'oos', confidence: 1, band: 'reject', alternatives: [], slots: {}, ...said },
    choice,
  }
  return route(state as unknown as TurnState, { flows, active, passed })
}

describe('route', () => {
  it('begins what was surely said', () => {
    expect(routed({ said: { intent: 'check', band: 'act' } })).to.deep.equal({ kind: 'begin', flow: 'check', data: {} })
  })

  it('gives the running step what may be its answer, and no clear change of subject', () => {
    const asking = active('search', { answers: ['search'] })
    expect(routed({ active: asking }).kind).to.equal('answer')
    expect(routed({ active: asking, said: { intent: 'search', band: 'act' } }).kind).to.equal('answer')
    expect(routed({ active: asking, said: { intent: 'deny', band: 'act' } }).kind).to.equal('answer')
    expect(routed({ active: asking, said: { intent: 'check', band: 'confirm' } }).kind).to.equal('answer')
    expect(routed({ active: asking, said: { intent: 'check', band: 'act' } })).to.include({ flow: 'check' })
    expect(routed({ active: asking, said: { intent: 'check', band: 'act', slots: { corrects: true } } }).kind).to.equal(
      'answer',
    )
    expect(routed({ active: active('search', { free: true }), said: { intent: 'check', band: 'act' } }).kind).to.equal(
      'answer',
    )
  })

  it('leads back to the beginning, unless a thing of the list is meant', () => {
    const said = { text: '처음 거', intent: 'restart', band: 'act' } as const
    expect(routed({ said, active: active('search') })).to.include({ flow: 'restart' })
    expect(routed({ said, choice: beginning('apply'), active: active('search') })).to.include({ flow: 'apply' })
  })

  it('undoes whatever is being asked', () => {
    for (const text of ['되돌리기', '되돌려 줘', '방금 거 취소', '실행 취소']) {
      expect(routed({ said: { text }, active: active('apply', { free: true }) }), text).to.include({ flow: 'undo' })
    }
  })

  it('takes a named thing for the verb that is said with it', () => {
    const choice = beginning('apply', '00000000-0000-4000-8000-000000000000')
    const said = { text: '벽화', intent: 'oos', band: 'reject' } as const
    expect(routed({ choice, said })).to.deep.equal({
      kind: 'begin',
      flow: 'apply',
      data: { subject: '00000000-0000-4000-8000-000000000000' },
    })
    expect(routed({ choice, said: { ...said, text: '벽화 취소해줘' } })).to.deep.equal({
      kind: 'begin',
      flow: 'cancel',
      data: {},
    })
  })

  it('does what a token is for, whatever is said with it', () => {
    const choice = beginning('apply', '00000000-0000-4000-8000-000000000000')
    const incoming = { token: 'x' }
    const said = { text: '취소하기', intent: 'cancel', band: 'act' } as const
    expect(routed({ choice, incoming, said })).to.include({ flow: 'apply' })
  })

  it('points back to the last search, but not away from one’s own applications', () => {
    const session = { memory: { search: {} } }
    const text = '거기 말고'
    expect(routed({ session, said: { text, intent: 'deny', band: 'act' } })).to.include({ flow: 'search' })
    expect(routed({ said: { text, intent: 'deny', band: 'act' } })).to.include({ flow: 'deny' })
    expect(routed({ session, said: { text: '그거 말고 취소', intent: 'cancel', band: 'act' } })).to.include({
      flow: 'cancel',
    })
    expect(routed({ session, active: active('search'), said: { text, intent: 'faq', band: 'act' } }).kind).to.equal(
      'answer',
    )
  })

  it('asks which of the two nearest, without small talk and without the way that is always there', () => {
    const alternatives = (['affirm', 'check', 'cancel'] as const).map(intent => ({ intent, confidence: 0.2 }))
    expect(routed({ said: { intent: 'restart', band: 'confirm', alternatives } })).to.deep.equal({
      kind: 'begin',
      flow: 'unsure',
      data: { nearest: ['check', 'cancel'], slots: {} },
    })
  })

  it('takes a yes or no that answers nothing for not understood', () => {
    const said = { intent: 'affirm', band: 'act' } as const
    expect(routed({ said, passed: true })).to.deep.include({ flow: 'rejected', data: { nearest: [], asking: true } })
    expect(routed({ said })).to.include({ flow: 'affirm' })
  })

  it('gives up at the third miss, at the second while something is asked', () => {
    expect(routed({ session: { misses: 1 } })).to.include({ flow: 'rejected' })
    expect(routed({ session: { misses: 2 } })).to.include({ flow: 'lost' })
    expect(routed({ session: { misses: 0 }, passed: true })).to.include({ flow: 'rejected' })
    expect(routed({ session: { misses: 1 }, passed: true })).to.include({ flow: 'lost' })
    expect(routed({ session: { misses: 1 }, incoming: { event: 'sticker' }, active: active('apply') })).to.include({
      flow: 'lost',
    })
  })

  it('knows what happens without words', () => {
    expect(routed({ incoming: { event: 'opened' }, active: active('apply') })).to.include({ flow: 'greet' })
    expect(routed({ incoming: { event: 'image' } })).to.include({ flow: 'unreadable' })
    expect(routed({ incoming: { event: 'linked' } })).to.include({ flow: 'login' })
    expect(routed({ incoming: { event: 'linked' }, active: active('login'), volunteerId: 'v' }).kind).to.equal('answer')
  })

  it('knows words of withdrawing', () => {
    for (const text of ['벽화 취소해줘', '못 가요', '못가게 됐어']) expect(withdraws(text), text).to.equal(true)
    for (const text of ['신청할래', '벽화', '가고 싶어']) expect(withdraws(text), text).to.equal(false)
  })
})
