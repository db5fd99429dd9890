/** What a sentence takes back, and what it wants instead. */
import { expect } from 'chai'
import { readRepair } from '../../src/understanding/repairs.js'

describe('what a sentence takes back', () => {
  for (const [text, refuses, wanted] of [
    ['안할래 2번 할래', 'plainly', '2번 할래'],
    ['아 싫어 1번할래', 'plainly', '1번할래'],
    ['이건 별로야, 벽화로 할래요', 'plainly', '벽화로 할래요'],
    ['용인 말고 수원', 'plainly', '수원'],
    ['그게 아니라 두 번째', 'plainly', '두 번째'],
    ['두번째로 할래 이건 싫어', 'plainly', '두번째로 할래'],
    ['아 아니 두번째가 낫겠다', 'perhaps', '두번째가 낫겠다'],
    ['아니 근데 몇 시에 끝나?', 'perhaps', '몇 시에 끝나?'],
    ['음 그럼 두 번째', undefined, '두 번째'],
    ['안 할래', 'plainly', ''],
    ['안산 봉사', undefined, '안산 봉사'],
    ['아니메 동아리', undefined, '아니메 동아리'],
    ['어르신 말벗', undefined, '어르신 말벗'],
    ['오산에서 할래', undefined, '오산에서 할래'],
  ] as const) {
    it(`"${text}"`, () => expect(readRepair(text)).to.deep.equal({ refuses, wanted }))
  }
})
