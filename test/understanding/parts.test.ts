/** Sentences of several wishes. */
import { expect } from 'chai'
import { readParts } from '../../src/understanding/parts.js'

describe('wishes of a sentence', () => {
  for (const [text, wishes] of [
    ['플로깅 신청하고 벽화도 할래', ['플로깅 신청', '벽화도 할래']],
    ['말벗이랑 유기견 신청', ['말벗', '유기견 신청']],
    ['안녕하세요', ['안녕하세요']],
    ['하고 싶은 거 있어', ['하고 싶은 거 있어']],
  ] as const)
    it(`"${text}" has ${wishes.length}`, () => expect(readParts(text)).to.deep.include({ wishes, moves: false }))

  it('are a move when one is to become the other', () => {
    expect(readParts('나 이번 주 플로깅 다음 주로 옮기고 싶어')).to.deep.include({
      wishes: ['나 이번 주 플로깅', '다음 주'],
      moves: true,
    })
    expect(readParts('도시락 취소하고 김장 나눔 한마당으로 바꿔주세요').moves).to.equal(true)
  })

  it('may be all of those shown, or some by their number', () => {
    expect(readParts('둘 다 취소해줘')).to.deep.include({ all: true, count: 2 })
    expect(readParts('신청한 거 전부 취소')).to.deep.include({ all: true, count: undefined })
    expect(readParts('1번이랑 세 번째').places).to.deep.equal([0, 2])
  })
})
