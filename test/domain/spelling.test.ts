/** Moments and lengths of time in words. */
import { expect } from 'chai'
import fc from 'fast-check'
import { spellDay, spellDays, spellMinutes, spellMoment, spellWeekdays } from '../../src/domain/spelling.js'
import { seoulMoment } from '../../src/platform/clock.js'

describe('spelling', () => {
  it('names a day with its weekday', () => {
    expect(spellDay('2026-11-28')).to.equal('11월 28일(토)')
    expect(spellDay('2028-02-29')).to.equal('2월 29일(화)')
  })

  it('names one day once', () => {
    expect(spellDays('2026-11-28', '2026-11-28')).to.equal('11월 28일(토)')
    expect(spellDays('2026-11-28', '2026-11-29')).to.equal('11월 28일(토)~29일(일)')
  })

  it('names weekdays from Monday, which is 1, to Sunday, which is 7', () => {
    expect(spellWeekdays([1, 2, 3, 4, 5, 6, 7])).to.equal('매주 월·화·수·목·금·토·일')
  })

  it('names a moment in Seoul, and its end by the hour when that is on the same day', () => {
    const start = seoulMoment('2026-11-28', '14:00')
    expect(spellMoment(start)).to.equal('11월 28일(토) 14:00')
    expect(spellMoment(start, seoulMoment('2026-11-28', '17:00'))).to.equal('11월 28일(토) 14:00~17:00')
    expect(spellMoment(start, seoulMoment('2026-11-29', '09:00'))).to.equal('11월 28일(토) 14:00~ 11월 29일(일) 09:00')
  })

  it('names a length of time in hours and minutes', () => {
    expect([0, 45, 60, 150, 1440].map(spellMinutes)).to.deep.equal(['0분', '45분', '1시간', '2시간 30분', '24시간'])
  })

  it('loses no minute', () => {
    fc.assert(
      fc.property(fc.nat(100_000), minutes => {
        const [, hours = 0, rest = 0] = /^(?:(\d+)시간)? ?(?:(\d+)분)?$/.exec(spellMinutes(minutes)) ?? []
        expect(Number(hours) * 60 + Number(rest)).to.equal(minutes)
      }),
    )
  })
})
