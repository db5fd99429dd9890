/** The clock and Seoul's days. */
import { expect } from 'chai'
import fc from 'fast-check'
import { addDays, seoulDay, seoulIso, seoulMoment, seoulTime, systemClock } from '../../src/platform/clock.js'
import { createSettableClock } from '../support/clock.js'

const minute = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map(date => new Date(Math.floor(date.getTime() / 60_000) * 60_000))

/** The calendar of the platform, to compare with. */
const intl = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul', dateStyle: 'short', timeStyle: 'short' })

describe('Seoul’s time', () => {
  it('begins its day at 15:00 UTC', () => {
    expect(seoulDay(new Date('2026-11-22T14:59:59Z'))).to.equal('2026-11-22')
    expect(seoulDay(new Date('2026-11-22T15:00:00Z'))).to.equal('2026-11-23')
    expect(seoulTime(new Date('2026-11-22T15:00:00Z'))).to.equal('00:00')
  })

  it('is what the platform’s own calendar says, at any moment since 1990', () => {
    fc.assert(fc.property(minute, moment => `${seoulDay(moment)} ${seoulTime(moment)}` === intl.format(moment)))
  })

  it('comes back from day and time to the same moment', () => {
    fc.assert(
      fc.property(minute, moment => seoulMoment(seoulDay(moment), seoulTime(moment)).getTime() === moment.getTime()),
    )
    fc.assert(fc.property(minute, moment => Date.parse(seoulIso(moment)) === moment.getTime()))
  })

  it('knows midnight by both its names', () => {
    expect(seoulMoment('2026-11-28', '24:00')).to.deep.equal(seoulMoment('2026-11-29'))
  })

  it('is written with its offset', () => {
    expect(seoulIso(new Date('2026-11-22T15:00:00Z'))).to.equal('2026-11-23T00:00:00+09:00')
  })

  it('adds days across months and leap years, and takes them away again', () => {
    expect(addDays('2028-02-28', 1)).to.equal('2028-02-29')
    expect(addDays('2027-02-28', 1)).to.equal('2027-03-01')
    expect(addDays('2027-01-01', -1)).to.equal('2026-12-31')
    fc.assert(
      fc.property(minute, fc.integer({ min: -4000, max: 4000 }), (moment, days) => {
        const day = seoulDay(moment)
        expect(addDays(addDays(day, days), -days)).to.equal(day)
      }),
    )
  })
})

describe('a clock that can be set', () => {
  it('runs on from where it was set, and follows real time again', () => {
    let now = Date.parse('2026-11-22T10:00:00+09:00')
    const clock = createSettableClock({ now: () => new Date(now) })
    expect(clock.now().getTime()).to.equal(now)
    clock.set(new Date('2026-12-24T18:00:00+09:00'))
    now += 60_000
    expect(seoulIso(clock.now())).to.equal('2026-12-24T18:01:00+09:00')
    clock.set(null)
    expect(clock.now().getTime()).to.equal(now)
  })

  it('is real time until it is set', () => {
    expect(createSettableClock().now().getTime()).to.be.closeTo(systemClock.now().getTime(), 1000)
  })
})
