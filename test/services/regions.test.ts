/** Places by the names that organisations send. */
import { expect } from 'chai'
import fc from 'fast-check'
import { loadRegions } from '../../src/services/regions.js'

const regions = loadRegions()
const read = (sido?: string, sigungu?: string) =>
  regions.read({ ...(sido === undefined ? {} : { sido }), ...(sigungu === undefined ? {} : { sigungu }) })

describe('regions', () => {
  for (const [sido, sigungu, official] of [
    ['경기도', '수원시', '경기도 수원시'],
    ['경기', '수원', '경기도 수원시'],
    [' 경기도 ', '수원시 영통구', '경기도 수원시'],
    ['경기도'.normalize('NFD'), '분당구', '경기도 성남시'],
    ['서울', undefined, '서울특별시'],
    ['서울시', '강남', '서울특별시 강남구'],
    ['전라북도', '전주시', '전북특별자치도 전주시'],
    ['강원도', '고성', '강원특별자치도 고성군'],
    ['강원자치도', undefined, '강원특별자치도'],
    ['인천', '남구', '인천광역시 미추홀구'],
    ['인천광역시', '미추홀구', '인천광역시 미추홀구'],
    ['경상북도', '군위군', '대구광역시 군위군'],
    ['충청남도', '연기군', '세종특별자치시'],
    ['세종시', '세종특별자치시', '세종특별자치시'],
    ['경기도', '여주군', '경기도 여주시'],
    ['경남', '마산시', '경상남도 창원시'],
    ['제주도', '북제주군', '제주특별자치도 제주시'],
    ['전남광주통합특별시', '목포시', '전라남도 목포시'],
    [undefined, '서귀포시', '제주특별자치도 서귀포시'],
  ] as const) {
    it(`reads ${[sido, sigungu].filter(Boolean).join(' ')} as ${official}`, () => {
      const found = read(sido, sigungu)
      if (!found.ok) throw new Error(found.why)
      expect([found.region.sido, found.region.sigungu].filter(Boolean).join(' ')).to.equal(official)
    })
  }

  it('leaves open in which province a shared name is meant, when none is said', () => {
    expect(read(undefined, '중구')).to.deep.equal({ ok: true, region: { sigungu: '중구' } })
    expect(read()).to.deep.equal({ ok: true, region: {} })
  })

  for (const [field, sido, sigungu] of [
    ['sido', '달나라', undefined],
    ['sido', '', undefined],
    ['sido', '수원', undefined],
    ['sido', '전남광주통합특별시', undefined],
    ['sido', '__proto__', '수원시'],
    ['sigungu', '서울특별시', '수원시'],
    ['sigungu', '경기도', '달'],
    ['sigungu', '경기도', ''],
    ['sigungu', '부산', '영통구'],
    ['sigungu', '세종특별자치시', '수원시'],
    ['sigungu', undefined, '없는군'],
  ] as const) {
    it(`refuses ${JSON.stringify([sido, sigungu])} by ${field}`, () => {
      expect(read(sido, sigungu)).to.include({ ok: false, field })
    })
  }

  it('reads what it has read once more as itself', () => {
    const name = fc.constantFrom(
      '경기',
      '서울',
      '인천',
      '전라북도',
      '남구',
      '중구',
      '수원',
      '세종',
      '연기군',
      '고성',
      '강서구',
      '광주',
    )
    fc.assert(
      fc.property(fc.option(name, { nil: undefined }), fc.option(name, { nil: undefined }), (sido, sigungu) => {
        const first = read(sido, sigungu)
        if (first.ok) expect(regions.read(first.region)).to.deep.equal(first)
      }),
    )
  })
})
