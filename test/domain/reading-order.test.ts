/** What begins at the same moment is read in an order that does not change: best fit first, then by title. */
import { expect } from 'chai'
import fc from 'fast-check'
import type { Program } from '../../src/domain/program.js'
import { inReadingOrder } from '../../src/domain/program-order.js'
import { shortSido } from '../../src/domain/region.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { PROGRAM, VMS_PROGRAM } from '../support/programs.js'

const own = (id: string, different: object = {}): Program =>
  ({ ...PROGRAM, id, seatsTaken: 0, state: 'open', ...different }) as Program
const elsewhere = (id: string, different: object = {}): Program =>
  ({ ...VMS_PROGRAM, id, state: 'open', startsAt: PROGRAM.startsAt, ...different }) as Program
const idsOf = (page: readonly Program[]) => inReadingOrder(page).map(({ id }) => id)

describe('the reading order of a page', () => {
  const earlier = own('early', { startsAt: seoulMoment('2026-11-27', '09:00') })
  const at = [
    own('a', { approval: 'automatic', title: '가' }),
    own('b', { approval: 'automatic', title: '나' }),
    own('c', { approval: 'manual', title: '가' }),
    elsewhere('d', { title: '가' }),
  ]

  it('keeps the order of starts, and puts first what can be had at once', () => {
    expect(idsOf([earlier, at[3]!, at[2]!, at[1]!, at[0]!])).to.deep.equal(['early', 'a', 'b', 'c', 'd'])
  })

  it('is the same whatever the ids made of it', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(at, { minLength: 4 }), page => {
        expect(idsOf([earlier, ...page])).to.deep.equal(['early', 'a', 'b', 'c', 'd'])
      }),
    )
  })
})

describe('the short name of a 시도', () => {
  for (const [sido, short] of [
    ['서울특별시', '서울'],
    ['경기도', '경기'],
    ['충청북도', '충북'],
    ['전라남도', '전남'],
    ['강원특별자치도', '강원'],
    ['제주특별자치도', '제주'],
  ] as const)
    it(`${sido} is ${short}`, () => {
      expect(shortSido(sido)).to.equal(short)
    })
})
