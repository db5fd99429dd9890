/** Words that point back. */
import { expect } from 'chai'
import { meansIt, readReference } from '../../src/understanding/references.js'

const reads = (text: string) => {
  const { other = [], same = [], days = 0, page } = readReference(text) ?? {}
  return { other, same, days, page }
}
const nothing = { other: [], same: [], days: 0, page: undefined }

describe('references', () => {
  for (const [text, meant] of [
    ['거기 말고', { other: ['place'] }],
    ['거긴 너무 멀어', { other: ['place'] }],
    ['다른 동네는?', { other: ['place'] }],
    ['그날은 안 돼', { other: ['day'] }],
    ['다른 날은?', { other: ['day'] }],
    ['그 시간은 안돼', { other: ['time'] }],
    ['같은 시간에 다른 데', { other: ['place'], same: ['time'] }],
    ['같은 날 다른 거', { same: ['day'], page: 'next' }],
    ['같은 동네 다른 날', { other: ['day'], same: ['place'] }],
    ['그 다음 날은?', { days: 1 }],
    ['그 전날은?', { days: -1 }],
    ['그 다음 주는?', { days: 7 }],
    ['그거 말고 다른 거', { page: 'next' }],
    ['더 없어?', { page: 'next' }],
    ['이게 다야?', { page: 'next' }],
    ['다시 보여줘', { page: 'same' }],
  ] as const) {
    it(`"${text}"`, () => expect(reads(text)).to.deep.equal({ ...nothing, ...meant }))
  }

  for (const text of ['수원 봉사 찾아줘', '다음 주 토요일', '네', '같은 시간에 다른 활동을 신청했는데 괜찮아요?', '']) {
    it(`"${text}" stands on its own`, () => expect(readReference(text)).to.equal(undefined))
  }

  it('knows the one thing that was shown last', () => {
    for (const text of ['아까 그거', '그거', '그거 신청할래', '아까 본 거', '방금 그 활동'])
      expect(meansIt(text), text).to.equal(true)
    for (const text of ['거기', '신청할래', '봉사활동 찾아줘', '봉사 신청할래', '활동 신청', '그거 말고', ''])
      expect(meansIt(text), text).to.equal(false)
  })
})
