/** A person: age, and reading what people type of themselves. */
import { expect } from 'chai'
import fc from 'fast-check'
import { ageOn, maskName, maskPhone, readBirth, readName, readPhone } from '../../src/domain/person.js'
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

describe('reading a birth date', () => {
  it('takes it as people type it', () => {
    for (const text of ['2010-03-01', '20100301', '2010.3.1', '2010. 3. 1.', '2010년 3월 1일', ' 2010/03/01 '])
      expect(readBirth(text, TODAY), text).to.equal('2010-03-01')
  })

  it('takes every day there was since 1900, and none to come', () => {
    fc.assert(fc.property(day, birth => readBirth(birth.replaceAll('-', ''), TODAY) === birth))
    expect(readBirth(TODAY, TODAY)).to.equal(TODAY)
    expect(readBirth('2026-11-23', TODAY)).to.equal(undefined)
    expect(readBirth('1899-12-31', TODAY)).to.equal(undefined)
  })

  it('refuses a day that there is not', () => {
    for (const text of ['2010-02-29', '2010-02-30', '2010-13-01', '2010-00-10', '2010-04-31'])
      expect(readBirth(text, TODAY), text).to.equal(undefined)
    expect(readBirth('2012-02-29', TODAY)).to.equal('2012-02-29')
  })

  it('guesses nothing', () => {
    for (const text of ['', '2010', '100301', '201031', '2010311', '2010-03', '오늘', '2010-03-01-02'])
      expect(readBirth(text, TODAY), text).to.equal(undefined)
  })
})

describe('reading a mobile number', () => {
  it('takes it as people type it', () => {
    for (const text of ['01012345678', '010-1234-5678', '010 1234 5678', '+82 10 1234 5678', '+82(0)10-1234-5678'])
      expect(readPhone(text), text).to.equal('01012345678')
    expect(readPhone('011-123-4567')).to.equal('0111234567')
  })

  it('refuses what is no mobile number', () => {
    for (const text of ['', '02-123-4567', '010-123-456', '010-12345-67890', '1588-1234', '+1 010 1234 5678'])
      expect(readPhone(text), text).to.equal(undefined)
  })
})

describe('reading a name', () => {
  it('takes Korean and Latin names, with their spaces folded', () => {
    expect(readName(' 홍  길동 ')).to.equal('홍 길동')
    expect(readName("Anne-Marie O'Neil Jr.")).to.equal("Anne-Marie O'Neil Jr.")
    expect(readName('홍길동')).to.equal('홍길동')
  })

  it('takes a name typed in loose letters by a Mac as the same name', () => {
    expect(readName('홍길동'.normalize('NFD'))).to.equal('홍길동')
  })

  it('refuses what is no name', () => {
    for (const text of ['', ' ', '홍', '홍길동1', '<b>홍</b>', '홍길동;', 'A'.repeat(41)])
      expect(readName(text), text).to.equal(undefined)
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
