/** Until when a seat that became free is kept for the first in line. */
import { expect } from 'chai'
import { isAssigned, offeredUntil } from '../../src/domain/offer.js'
import { seoulMoment } from '../../src/platform/clock.js'

const at = (day: string, time: string) => seoulMoment(`2026-11-${day}`, time)

describe('an offered seat', () => {
  const CASES: readonly [string, string, string, string][] = [
    ['20', '08:00', '20', '10:00'],
    ['20', '14:30', '20', '16:30'],
    ['20', '20:59', '20', '22:59'],
    ['20', '21:00', '21', '12:00'],
    ['20', '23:59', '21', '12:00'],
    ['21', '00:00', '21', '12:00'],
    ['21', '07:59', '21', '12:00'],
  ]
  for (const [day, time, untilDay, until] of CASES)
    it(`made on ${day} at ${time} lasts to ${untilDay} ${until}`, () => {
      expect(offeredUntil(at(day, time))).to.deep.equal(at(untilDay, until))
    })

  it('is assigned less than a day before the start, and asked about before', () => {
    const program = { startsAt: at('22', '10:00') }
    expect(isAssigned(program, at('21', '10:00'))).to.equal(false)
    expect(isAssigned(program, at('21', '10:01'))).to.equal(true)
  })
})
