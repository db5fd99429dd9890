/** The words that may name an activity, and the titles that bear them. */
import { expect } from 'chai'
import { bears, namesIn } from '../../src/understanding/names.js'

describe('names', () => {
  for (const [text, names] of [
    ['행궁동 벽화 신청할래', ['행궁동', '벽화']],
    ['벽화 취소해 주세요', ['벽화']],
    ['플로깅 하고 싶어요', ['플로깅']],
    ['플로깅 못 가게 됐어', ['플로깅']],
    ['이번 주말 봉사 신청할래', []],
    ['신청해줘', []],
    ['못 가요', []],
    ['응 할래', []],
    ['', []],
  ] as const) {
    it(`"${text}"`, () => expect(namesIn({ text, slots: {} })).to.deep.equal(names))
  }

  it('does not take the place and the field for names', () => {
    const slots = { region: { sido: '경기도', sigungu: '수원시' }, category: '동물보호' as const }
    expect(namesIn({ text: '수원 동물 봉사 신청', slots })).to.deep.equal([])
  })

  it('finds them in a title, also with a slip', () => {
    expect(bears('행궁동 벽화 그리기', ['벽화'])).to.equal(true)
    expect(bears('유기견 산책', ['유기겸', '산책'])).to.equal(true)
    expect(bears('행궁동 벽화 그리기', ['벽화', '연탄'])).to.equal(false)
    expect(bears('행궁동 벽화 그리기', [])).to.equal(false)
  })
})
