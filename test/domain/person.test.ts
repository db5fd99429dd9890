/** A person: age, and how little of them is shown. */
import { expect } from 'chai'
import fc from 'fast-check'
import { ageOn, maskName, maskPhone } from '../../src/domain/person.js'
import { addDays } from '../../src/platform/clock.js'

const TODAY = '2026-11-22'
const day = fc
  .date({ min: new Date('1901-01-01T00:00:00Z'), max: new Date(`${TODAY}T00:00:00Z`), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))

describe('age', () => {
  it('grows on the birthday', () => {
    expect(ageOn('2012-11-23', '2026-11-22')).to.equal(13)
    expect(ageOn('2012-11-22', '2026-11-22')).to.equal(14)
    expect(ageOn('2012-11-21', '2026-11-22')).to.equal(14)
  })

  it('grows on 1 March for those born on 29 February, in years without one', () => {
    expect(ageOn('2012-02-29', '2026-02-28')).to.equal(13)
    expect(ageOn('2012-02-29', '2026-03-01')).to.equal(14)
    expect(ageOn('2012-02-29', '2028-02-28')).to.equal(15)
    expect(ageOn('2012-02-29', '2028-02-29')).to.equal(16)
  })

  it('is nought on the day of birth and grows by one with every birthday', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 100 }), (birth, years) => {
        const birthday = `${Number(birth.slice(0, 4)) + years}${birth.slice(4)}`
        expect(ageOn(birth, birth)).to.equal(0)
        expect(ageOn(birth, birthday)).to.equal(years)
        if (birth.slice(5) !== '02-29') expect(ageOn(birth, addDays(birthday, -1))).to.equal(years - 1)
      }),
    )
  })
})

describe('masking a person', () => {
  it('shows the first and the last letter of a name', () => {
    expect(['홍길동', '홍길', '남궁길동', '홍', ''].map(maskName)).to.deep.equal(['홍*동', '홍*', '남**동', '홍*', '*'])
  })

  it('shows four digits of a phone', () => {
    expect(maskPhone('01012345678')).to.equal('010-****-5678')
    expect(maskPhone('0111234567')).to.equal('011-****-4567')
  })
})
