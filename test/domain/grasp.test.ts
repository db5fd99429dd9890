/** What counts as not understood. */
import { expect } from 'chai'
import { graspOf, type Heard, NOT_UNDERSTOOD } from '../../src/domain/grasp.js'

const heard = (changes: Partial<Heard>): Heard => ({
  ...{ intent: 'search', band: 'act', outcome: 'asked', chosen: false, askedAgain: false },
  ...changes,
})

describe('how well something was understood', () => {
  for (const [what, changes, grasp] of [
    ['what was acted upon surely', {}, 'clear'],
    ['a press, whatever its words are taken for', { band: 'confirm', chosen: true }, 'clear'],
    ['an answer to a question, whatever it would mean elsewhere', { intent: 'oos', band: 'reject' }, 'clear'],
    ['an event, in which nothing is said', { intent: null, band: null, outcome: 'done' }, 'clear'],
    ['a failure of ours', { band: 'confirm', outcome: 'error' }, 'clear'],
    ['a topic kept for a person', { band: 'confirm', outcome: 'handed-over' }, 'clear'],
    ['a question which of two was meant', { band: 'confirm', outcome: 'unsure' }, 'unsure'],
    ['what was taken for something without being sure', { band: 'confirm' }, 'unsure'],
    ['… and refused for a reason', { band: 'confirm', outcome: 'refused:none' }, 'unsure'],
    ['what was told not to be understood', { band: 'confirm', outcome: 'rejected' }, 'missed'],
    ['a sticker', { intent: null, band: null, outcome: 'rejected' }, 'missed'],
    ['the third time, when a person is offered', { intent: 'oos', band: 'reject', outcome: 'refused:lost' }, 'missed'],
    ['what is none of our matters, and was told so', { intent: 'oos', band: 'reject', outcome: 'rejected' }, 'outside'],
    [
      'the same where an answer was waited for',
      { intent: 'oos', band: 'reject', outcome: 'rejected', askedAgain: true },
      'missed',
    ],
  ] as const)
    it(`takes ${what} for ${grasp}`, () => {
      expect(graspOf(heard(changes))).to.equal(grasp)
    })

  it('never looks for what was understood or told to be outside', () => {
    expect(NOT_UNDERSTOOD).to.have.members(['unsure', 'missed'])
  })
})
