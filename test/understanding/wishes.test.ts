/** Wishes that are known by their words. */
import { expect } from 'chai'
import { undoes, withdraws } from '../../src/understanding/wishes.js'

describe('words of a wish', () => {
  it('are those of withdrawing', () => {
    for (const text of ['벽화 취소해줘', '못 가요', '못가게 됐어']) expect(withdraws(text), text).to.equal(true)
    for (const text of ['신청할래', '벽화', '가고 싶어']) expect(withdraws(text), text).to.equal(false)
  })

  it('are those of undoing', () => {
    for (const text of ['되돌리기', '실행 취소', '방금 거 취소해줘']) expect(undoes(text), text).to.equal(true)
    for (const text of ['취소해줘', '어제 신청한 거 취소']) expect(undoes(text), text).to.equal(false)
  })
})
