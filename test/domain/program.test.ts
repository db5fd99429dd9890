/** Who may apply for a program, and until when. */
import { expect } from 'chai'
import { isFull, type OwnProgram, refusalToApply } from '../../src/domain/program.js'
import { seoulMoment } from '../../src/platform/clock.js'

const NOW = seoulMoment('2026-11-22', '10:00')
const program = {
  organisationId: 'ours',
  startsAt: seoulMoment('2026-11-28', '14:00'),
  recruitUntil: seoulMoment('2026-11-27', '18:00'),
  capacity: 10,
  seatsTaken: 9,
  minAge: 14,
  maxAge: 19,
  state: 'open',
} as OwnProgram
/** Fourteen on the day of the activity. */
const BIRTH = '2012-11-28'

describe('applying for a program', () => {
  it('is possible while there is a seat and time', () => {
    expect(refusalToApply(program, BIRTH, NOW)).to.equal(undefined)
  })

  it('counts the age on the day of the activity, not of the application', () => {
    expect(refusalToApply(program, '2012-11-29', NOW)).to.equal('under-age')
    expect(refusalToApply(program, '2006-11-29', NOW)).to.equal(undefined)
    expect(refusalToApply(program, '2006-11-28', NOW)).to.equal('over-age')
  })

  it('counts that day in Seoul', () => {
    const early = { ...program, startsAt: seoulMoment('2026-11-28', '08:00') }
    expect(refusalToApply(early, BIRTH, NOW)).to.equal(undefined)
  })

  it('ends with the recruiting, to the minute', () => {
    const last = new Date(program.recruitUntil.getTime() - 1)
    expect(refusalToApply(program, BIRTH, last)).to.equal(undefined)
    expect(refusalToApply(program, BIRTH, program.recruitUntil)).to.equal('closed')
  })

  it('ends with the start, however long the recruiting was to last', () => {
    const late = { ...program, recruitUntil: seoulMoment('2026-11-30') }
    expect(refusalToApply(late, BIRTH, program.startsAt)).to.equal('closed')
  })

  it('ends with the last seat', () => {
    expect(isFull(program)).to.equal(false)
    expect(refusalToApply({ ...program, seatsTaken: 10 }, BIRTH, NOW)).to.equal('full')
  })

  it('is told the reason that cannot change first', () => {
    const full = { ...program, seatsTaken: 10 }
    expect(refusalToApply({ ...full, state: 'cancelled' }, '2020-01-01', NOW)).to.equal('program-cancelled')
    expect(refusalToApply(full, '2020-01-01', NOW)).to.equal('under-age')
  })
})
