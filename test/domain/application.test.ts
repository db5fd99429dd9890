/** What may happen to an application. */
import { expect } from 'chai'
import fc from 'fast-check'
import { APPLICATION_STATES, COMING, cancellation, decided } from '../../src/domain/application.js'
import { seoulMoment } from '../../src/platform/clock.js'

const program = { startsAt: seoulMoment('2026-11-28', '14:00'), cancelUntil: seoulMoment('2026-11-27', '14:00') }
const EARLY = seoulMoment('2026-11-26')
const LATE = seoulMoment('2026-11-28', '09:00')
const justBefore = (moment: Date) => new Date(moment.getTime() - 1)

describe('cancelling an application', () => {
  it('withdraws it until the deadline, also an approved one, and asks the organisation afterwards', () => {
    for (const state of ['applied', 'offered', 'approved'] as const) {
      expect(cancellation({ state }, program, justBefore(program.cancelUntil)), state).to.equal('cancelled')
      expect(cancellation({ state }, program, program.cancelUntil), state).to.equal('cancel-requested')
      expect(cancellation({ state }, program, justBefore(program.startsAt)), state).to.equal('cancel-requested')
    }
  })

  it('withdraws a waiting one until the start: it holds nobody up', () => {
    expect(cancellation({ state: 'waiting' }, program, LATE)).to.equal('cancelled')
  })

  it('is over with the start', () => {
    for (const state of COMING.filter(state => state !== 'cancel-requested'))
      expect(cancellation({ state }, program, program.startsAt), state).to.equal('over')
  })

  it('is told when it was done or asked for already', () => {
    for (const now of [EARLY, LATE, program.startsAt]) {
      expect(cancellation({ state: 'cancelled' }, program, now)).to.equal('already-cancelled')
      expect(cancellation({ state: 'cancel-requested' }, program, now)).to.equal('already-requested')
    }
  })

  it('never changes what has ended', () => {
    for (const state of ['rejected', 'expired', 'program-cancelled', 'attended', 'absent'] as const)
      expect(cancellation({ state }, program, EARLY), state).to.equal('over')
  })
})

describe('an organisation’s decision', () => {
  it('approves only what waits for it', () => {
    const approvable = APPLICATION_STATES.filter(state => decided(state, 'approve'))
    expect(approvable).to.deep.equal(['applied'])
    expect(decided('applied', 'approve')).to.equal('approved')
  })

  it('rejects what is still to come, and makes a request to cancel a cancellation', () => {
    for (const state of ['applied', 'waiting', 'approved'] as const)
      expect(decided(state, 'reject'), state).to.equal('rejected')
    expect(decided('cancel-requested', 'reject')).to.equal('cancelled')
  })

  it('is final: what has ended stays as it is', () => {
    const ended = APPLICATION_STATES.filter(state => !COMING.includes(state))
    fc.assert(
      fc.property(fc.constantFrom(...ended), fc.constantFrom('approve', 'reject'), (state, decision) => {
        expect(decided(state, decision)).to.equal(undefined)
      }),
    )
  })
})
