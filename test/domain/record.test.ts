/** What counts of the time that an activity takes. */
import { expect } from 'chai'
import { mostMinutes, plannedMinutes, schoolHours } from '../../src/domain/record.js'
import { seoulMoment } from '../../src/platform/clock.js'

const period = (from: [string, string], to: [string, string]) => ({
  startsAt: seoulMoment(...from),
  endsAt: seoulMoment(...to),
})

describe('the minutes of a program', () => {
  it('are its length', () => {
    expect(plannedMinutes(period(['2026-11-28', '14:00'], ['2026-11-28', '17:30']))).to.equal(210)
  })

  it('are eight hours of each day at most, also overnight', () => {
    const day = period(['2026-11-28', '08:00'], ['2026-11-28', '20:00'])
    expect([plannedMinutes(day), mostMinutes(day)]).to.deep.equal([480, 480])
    const night = period(['2026-11-28', '22:00'], ['2026-11-29', '06:00'])
    expect([plannedMinutes(night), mostMinutes(night)]).to.deep.equal([480, 960])
    const camp = period(['2026-11-28', '10:00'], ['2026-11-30', '12:00'])
    expect([plannedMinutes(camp), mostMinutes(camp)]).to.deep.equal([1440, 1440])
  })

  it('are of no other day where it ends at midnight', () => {
    const evening = period(['2026-11-28', '18:00'], ['2026-11-28', '24:00'])
    expect([plannedMinutes(evening), mostMinutes(evening)]).to.deep.equal([360, 480])
  })
})

describe('the hours of the school record', () => {
  const hours = (...records: [doneOn: string, minutes: number][]) =>
    schoolHours(records.map(([doneOn, minutes]) => ({ doneOn, minutes })))

  it('are the whole ones of each activity', () => {
    expect(hours(['2026-10-10', 90], ['2026-10-11', 30], ['2026-10-12', 120])).to.equal(3)
  })

  it('are eight of a day at most', () => {
    expect(hours(['2026-10-10', 360], ['2026-10-10', 240], ['2026-10-11', 60])).to.equal(9)
  })
})
