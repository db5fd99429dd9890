/** What becomes of a conversation with each turn, by the words of a turn's outcome alone. */
import { expect } from 'chai'
import { isFarewell, outcomeAfter } from '../../src/domain/conversation.js'

describe('what came of a conversation', () => {
  for (const [flow, outcome, grasp, became] of [
    ['apply', 'asked', 'clear', 'left'],
    ['apply', 'done', 'unsure', 'done'],
    ['apply', 'refused:full', 'unsure', 'refused'],
    ['agent', 'handed-over', 'clear', 'handed-over'],
    ['unsure', 'unsure', 'unsure', 'missed'],
    ['lost', 'refused:lost', 'missed', 'missed'],
    ['rejected', 'rejected', 'missed', 'missed'],
    ['rejected', 'rejected', 'outside', 'refused'],
    ['thanks', 'error', 'clear', 'failed'],
    [null, 'error', 'clear', 'failed'],
    ['thanks', 'done', 'clear', undefined],
    ['greet', 'done', 'clear', undefined],
    ['bye', 'done', 'clear', undefined],
  ] as const)
    it(`is ${became ?? 'what it was'} after ${flow}/${outcome}, ${grasp}`, () => {
      expect(outcomeAfter({ flow, outcome, grasp })).to.equal(became)
    })

  it('is over after a goodbye and after logging out, not after a question about it', () => {
    const isOver = (flow: string, outcome: string) => isFarewell({ flow, outcome, grasp: 'clear' })
    expect([isOver('bye', 'done'), isOver('logout', 'done')]).to.deep.equal([true, true])
    expect([isOver('logout', 'asked'), isOver('logout', 'refused:declined'), isOver('thanks', 'done')]).to.deep.equal([
      false,
      false,
      false,
    ])
  })
})
