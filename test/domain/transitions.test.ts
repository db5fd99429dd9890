/** What may happen to an application. */
import { expect } from 'chai'
import fc from 'fast-check'
import {
  APPLICATION_STATES,
  type ApplicationEvent,
  type ApplicationState,
  disputableUntil,
  holdsSeat,
  isComing,
  isLive,
} from '../../src/domain/application.js'
import type { OwnProgram } from '../../src/domain/program.js'
import { type Act, type Case, transition, UNDO_MS, UNDOING } from '../../src/domain/transitions.js'
import { seoulMoment } from '../../src/platform/clock.js'

const program = {
  organisationId: 'ours',
  state: 'open',
  approval: 'manual',
  startsAt: seoulMoment('2026-11-28', '14:00'),
  endsAt: seoulMoment('2026-11-28', '17:00'),
  recruitUntil: seoulMoment('2026-11-27', '18:00'),
  cancelUntil: seoulMoment('2026-11-27', '14:00'),
  capacity: 10,
  seatsTaken: 9,
  minAge: 14,
  maxAge: 19,
} as OwnProgram
const EARLY = seoulMoment('2026-11-26')
const LATE = seoulMoment('2026-11-28', '09:00')
const justBefore = (moment: Date) => new Date(moment.getTime() - 1)

const ORGANISERS = [
  ...(['approve', 'reject', 'grant-cancellation', 'keep-place'] as const),
  ...(['attend', 'miss', 'approve-record', 'call-off'] as const),
]
const VOLUNTEERS: readonly Act[] = ['apply', 'cancel', 'undo', 'confirm']

const become = (act: Act, state: ApplicationState | 'none', given: Partial<Case> = {}) => {
  const by = (ORGANISERS as readonly Act[]).includes(act) ? 'organisation' : 'volunteer'
  const verdict = transition(act, by, state, { program, now: EARLY, birth: '2010-01-01', ...given })
  return 'to' in verdict ? verdict.to : verdict.refused
}

describe('the states of an application', () => {
  it('hold a seat only while they are live', () => {
    for (const state of APPLICATION_STATES) if (holdsSeat(state)) expect(isLive(state), state).to.equal(true)
  })

  it('are live while the person is meant to come', () => {
    for (const state of APPLICATION_STATES) if (isComing(state)) expect(isLive(state), state).to.equal(true)
  })
})

describe('applying', () => {
  it('waits for the organisation, or is approved at once where it wants that', () => {
    expect(become('apply', 'none')).to.equal('applied')
    expect(become('apply', 'none', { program: { ...program, approval: 'automatic' } })).to.equal('approved')
  })

  it('is done once, and refused as the program refuses it', () => {
    expect(become('apply', 'applied')).to.equal('already-applied')
    expect(become('apply', 'none', { program: { ...program, seatsTaken: 10 } })).to.equal('full')
    expect(become('apply', 'none', { birth: '2015-01-01' })).to.equal('under-age')
  })
})

describe('cancelling an application', () => {
  it('withdraws it until the deadline, also an approved one, and asks the organisation afterwards', () => {
    for (const state of ['applied', 'approved'] as const) {
      expect(become('cancel', state, { now: justBefore(program.cancelUntil) }), state).to.equal('cancelled')
      expect(become('cancel', state, { now: program.cancelUntil }), state).to.equal('cancel-requested')
      expect(become('cancel', state, { now: justBefore(program.startsAt) }), state).to.equal('cancel-requested')
    }
  })

  it('withdraws a waiting one, and one that was offered a seat, until the start: nobody counts on them', () => {
    for (const state of ['waiting', 'offered'] as const)
      expect(become('cancel', state, { now: LATE })).to.equal('cancelled')
  })

  it('gives back without asking, until then, what was assigned until some time', () => {
    expect(become('cancel', 'approved', { now: LATE, offerUntil: program.startsAt })).to.equal('cancelled')
    expect(become('cancel', 'approved', { now: LATE, offerUntil: LATE })).to.equal('cancel-requested')
  })

  it('is over with the start', () => {
    for (const state of ['applied', 'waiting', 'offered', 'approved'] as const)
      expect(become('cancel', state, { now: program.startsAt }), state).to.equal('over')
  })

  it('is told when it was done or asked for already', () => {
    for (const now of [EARLY, LATE, program.startsAt]) {
      expect(become('cancel', 'cancelled', { now })).to.equal('already-cancelled')
      expect(become('cancel', 'cancel-requested', { now })).to.equal('already-requested')
    }
  })

  it('never changes what has ended', () => {
    for (const state of ['rejected', 'expired', 'attended', 'absent'] as const)
      expect(become('cancel', state), state).to.equal('over')
    expect(become('cancel', 'program-cancelled')).to.equal('called-off')
  })
})

describe('undoing', () => {
  const last: ApplicationEvent = {
    fromState: 'approved',
    toState: 'cancelled',
    actor: 'volunteer',
    reason: null,
    at: EARLY,
  }

  it('puts back what was before the person’s own last change, and takes back an application', () => {
    expect(become('undo', 'cancelled', { last })).to.equal('approved')
    expect(become('undo', 'applied', { last: { ...last, fromState: null, toState: 'applied' } })).to.equal('cancelled')
  })

  it('is possible for ten minutes, and never after the start', () => {
    expect(become('undo', 'cancelled', { last, now: new Date(EARLY.getTime() + UNDO_MS) })).to.equal('approved')
    expect(become('undo', 'cancelled', { last, now: new Date(EARLY.getTime() + UNDO_MS + 1) })).to.equal('too-late')
    const atStart = { last: { ...last, at: program.startsAt }, now: program.startsAt }
    expect(become('undo', 'cancelled', atStart)).to.equal('too-late')
  })

  it('takes back nothing that somebody else did, that was taken back, or that was done anew since', () => {
    expect(become('undo', 'cancelled', { last: { ...last, actor: 'organisation' } })).to.equal('nothing')
    expect(become('undo', 'cancelled', { last: { ...last, reason: UNDOING } })).to.equal('nothing')
    expect(become('undo', 'cancelled', { last, hasAnother: true })).to.equal('nothing')
    expect(become('undo', 'cancelled')).to.equal('nothing')
  })

  it('is told when the program was called off meanwhile', () => {
    const calledOff = { ...program, state: 'cancelled' } as OwnProgram
    expect(become('undo', 'cancelled', { last, program: calledOff })).to.equal('called-off')
    expect(become('undo', 'program-cancelled', { last })).to.equal('called-off')
  })

  it('puts back what was offered only as long as that lasts, and unmakes no seat that was taken', () => {
    const declined = { ...last, fromState: 'offered' } as const
    const beyond = new Date(EARLY.getTime() + 1)
    expect(become('undo', 'cancelled', { last: declined, offerUntil: beyond })).to.equal('offered')
    expect(become('undo', 'cancelled', { last: declined, offerUntil: EARLY })).to.equal('too-late')
    const taken = { ...declined, toState: 'approved' } as const
    expect(become('undo', 'approved', { last: taken, offerUntil: beyond })).to.equal('nothing')
  })

  it('takes no seat that is gone, and needs none for a place in line', () => {
    const full = { ...program, seatsTaken: 10 }
    expect(become('undo', 'cancelled', { last, program: full })).to.equal('full')
    expect(become('undo', 'cancelled', { last: { ...last, fromState: 'waiting' }, program: full })).to.equal('waiting')
  })
})

describe('an organisation’s decision', () => {
  it('approves only what waits for it', () => {
    expect(APPLICATION_STATES.filter(state => become('approve', state) === 'approved')).to.deep.equal(['applied'])
  })

  it('rejects what is still to come, and makes a request to cancel a cancellation', () => {
    for (const state of ['applied', 'waiting', 'offered'] as const)
      expect(become('reject', state), state).to.equal('rejected')
    expect(become('reject', 'approved', { reason: '정원이 줄었어요' })).to.equal('rejected')
    expect(become('reject', 'approved')).to.equal('no-reason')
    expect(become('reject', 'cancel-requested')).to.equal('cancelled')
  })
})

describe('who asked too late to be let off', () => {
  it('is let off, or keeps the place as it was', () => {
    expect(become('grant-cancellation', 'cancel-requested')).to.equal('cancelled')
    for (const fromState of ['applied', 'approved'] as const) {
      const last = { fromState, toState: 'cancel-requested', actor: 'volunteer', reason: null, at: LATE } as const
      expect(become('keep-place', 'cancel-requested', { last })).to.equal(fromState)
    }
  })

  it('is answered only where they asked', () => {
    for (const state of APPLICATION_STATES.filter(state => state !== 'cancel-requested'))
      for (const act of ['grant-cancellation', 'keep-place'] as const)
        expect(become(act, state), `${act} ${state}`).to.equal('state')
  })
})

describe('attendance', () => {
  const now = program.startsAt
  const from = (act: Act, to: ApplicationState, given: Partial<Case> = {}) =>
    APPLICATION_STATES.filter(state => become(act, state, { now, ...given }) === to)

  it('is told of who came, also where nobody had decided about them, and corrected', () => {
    const came = ['applied', 'approved', 'cancel-requested', 'absent']
    expect(from('attend', 'attended')).to.have.members(came)
    expect(from('attend', 'attended', { minutes: 90 })).to.have.members([...came, 'attended'])
  })

  it('is missed only by who was waited for, or was taken for somebody who came', () => {
    expect(from('miss', 'absent')).to.have.members(['approved', 'cancel-requested', 'attended'])
  })

  it('is known from the start on', () => {
    for (const act of ['attend', 'miss'] as const)
      expect(become(act, 'approved', { now: justBefore(now) }), act).to.equal('early')
  })

  it('is recorded in whole, for eight hours of each day at most', () => {
    const twoDays = { ...program, endsAt: seoulMoment('2026-11-29', '12:00') }
    for (const act of ['attend', 'approve-record'] as const) {
      expect(become(act, 'attended', { now, minutes: 480 }), act).to.equal('attended')
      expect(become(act, 'attended', { now, minutes: 481 }), act).to.equal('too-long')
      expect(become(act, 'attended', { now, minutes: 960, program: twoDays }), act).to.equal('attended')
    }
  })

  it('has its record approved once, and again only to correct it', () => {
    expect(from('approve-record', 'attended', { record: 'entered' })).to.deep.equal(['attended'])
    expect(become('approve-record', 'attended', { record: 'approved' })).to.equal('state')
    expect(become('approve-record', 'attended', { record: 'approved', minutes: 60 })).to.equal('attended')
    expect(become('approve-record', 'attended')).to.equal('state')
  })

  it('can be disputed for seven days, from the end or from what was recorded later', () => {
    const { endsAt } = program
    const week = (moment: Date) => new Date(moment.getTime() + 7 * 24 * 60 * 60 * 1000)
    expect(disputableUntil(program, { changedAt: EARLY })).to.deep.equal(week(endsAt))
    const later = new Date(endsAt.getTime() + 1)
    expect(disputableUntil(program, { changedAt: later })).to.deep.equal(week(later))
  })
})

describe('a program that was moved', () => {
  const moved = { ...program, moves: 2 }
  const asked = { program: moved, agreedMove: 1 }

  it('is left without asking until it starts by who has not agreed to it, also by who had asked to be let off', () => {
    for (const state of ['applied', 'waiting', 'offered', 'approved', 'cancel-requested'] as const) {
      expect(become('cancel', state, { ...asked, now: justBefore(program.startsAt) }), state).to.equal('cancelled')
      expect(become('cancel', state, { ...asked, now: program.startsAt }), state).to.equal('over')
    }
    expect(become('cancel', 'approved', { program: moved, agreedMove: 2, now: LATE })).to.equal('cancel-requested')
  })

  it('is agreed to once by who is still to come, and changes no state', () => {
    for (const state of ['applied', 'waiting', 'offered', 'approved'] as const) {
      expect(become('confirm', state, asked), state).to.equal(state)
      expect(become('confirm', state, { program: moved, agreedMove: 2 }), state).to.equal('not-asked')
      expect(become('confirm', state, { ...asked, now: program.startsAt }), state).to.equal('over')
    }
    expect(become('confirm', 'cancel-requested', asked)).to.equal('already-requested')
    expect(become('confirm', 'cancelled', asked)).to.equal('already-cancelled')
    expect(become('confirm', 'program-cancelled', asked)).to.equal('called-off')
    expect(become('confirm', 'attended', asked)).to.equal('over')
  })
})

describe('calling a program off', () => {
  it('ends whatever is still to come, and nothing else', () => {
    for (const state of APPLICATION_STATES)
      expect(become('call-off', state), state).to.equal(isComing(state) ? 'program-cancelled' : 'state')
  })
})

describe('the table of transitions', () => {
  const untilItBegins = [
    'apply',
    'cancel',
    'undo',
    'approve',
    'reject',
    'grant-cancellation',
    'keep-place',
    'call-off',
  ] as const
  const acts = fc.constantFrom<Act>(...untilItBegins)
  const ended = APPLICATION_STATES.filter(state => !isComing(state))

  it('leaves what has ended as it is, whoever acts', () => {
    const states = fc.constantFrom(...ended)
    fc.assert(
      fc.property(acts, states, (act, state) => void expect(APPLICATION_STATES).not.to.include(become(act, state))),
    )
  })

  it('lets nobody act who is not named beside the act', () => {
    const given = { program, now: EARLY, birth: '2010-01-01' }
    for (const state of ['none', ...APPLICATION_STATES] as const) {
      for (const act of ORGANISERS)
        expect(transition(act, 'volunteer', state, given), `${act} ${state}`).to.have.property('refused')
      for (const act of VOLUNTEERS)
        expect(transition(act, 'organisation', state, given), `${act} ${state}`).to.have.property('refused')
    }
  })
})
