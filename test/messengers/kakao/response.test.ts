/** Each limit of Kakao's responses, from both sides. */
import { expect } from 'chai'
import { kakaoResponse } from '../../../src/messengers/kakao/response.js'

const text = (length: number) => '가'.repeat(length)
const button = (length: number) => ({ action: 'message', label: text(length), messageText: '네' })
const thumbnail = { imageUrl: 'https://example.com/a.png', altText: '그림' }
const fact = (length: number) => ({ title: text(length), description: '값' })
const item = { title: '활동', action: 'message', messageText: '활동' }
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)
const carousel = (type: string, items: unknown[]) => ({ carousel: { type, items } })
const listCard = (items: number) => ({ header: { title: '목록' }, items: times(items, item) })
const accepts = (...outputs: unknown[]) => kakaoResponse.safeParse({ version: '2.0', template: { outputs } }).success

/** What is just inside a limit, and what is just outside. */
const LIMITS: [string, unknown, unknown][] = [
  ['text of 1,000', { simpleText: { text: text(1000) } }, { simpleText: { text: text(1001) } }],
  ['text that is not empty', { simpleText: { text: '.' } }, { simpleText: { text: '' } }],
  [
    'altText of 50',
    { simpleImage: { ...thumbnail, altText: text(50) } },
    { simpleImage: { ...thumbnail, altText: text(51) } },
  ],
  ['text card title of 50', { textCard: { title: text(50) } }, { textCard: { title: text(51) } }],
  [
    'text card of 400',
    { textCard: { title: text(50), description: text(350) } },
    { textCard: { title: text(50), description: text(351) } },
  ],
  ['text card that says something', { textCard: { title: '가' } }, { textCard: { buttons: [button(1)] } }],
  ['basic card with a picture', { basicCard: { thumbnail } }, { basicCard: { title: '가' } }],
  [
    'basic card description of 230',
    { basicCard: { thumbnail, description: text(230) } },
    { basicCard: { thumbnail, description: text(231) } },
  ],
  [
    'three buttons',
    { textCard: { title: '가', buttons: times(3, button(14)) } },
    { textCard: { title: '가', buttons: times(4, button(1)) } },
  ],
  [
    'labels of 14',
    { textCard: { title: '가', buttons: [button(14)] } },
    { textCard: { title: '가', buttons: [button(15)] } },
  ],
  [
    'labels of 8 side by side',
    { textCard: { title: '가', buttons: times(2, button(8)), buttonLayout: 'horizontal' } },
    { textCard: { title: '가', buttons: times(2, button(9)), buttonLayout: 'horizontal' } },
  ],
  [
    'two buttons below a square picture',
    { basicCard: { thumbnail: { ...thumbnail, fixedRatio: true }, buttons: times(2, button(2)) } },
    { basicCard: { thumbnail: { ...thumbnail, fixedRatio: true }, buttons: times(3, button(2)) } },
  ],
  ['five list items', { listCard: listCard(5) }, { listCard: listCard(6) }],
  ['a list with items', { listCard: listCard(1) }, { listCard: listCard(0) }],
  ['ten facts', { itemCard: { itemList: times(10, fact(6)) } }, { itemCard: { itemList: times(11, fact(6)) } }],
  ['fact labels of 6', { itemCard: { itemList: [fact(6)] } }, { itemCard: { itemList: [fact(7)] } }],
  [
    'item card words of 200',
    { itemCard: { itemList: [fact(1)], title: text(100), description: text(100) } },
    { itemCard: { itemList: [fact(1)], title: text(100), description: text(101) } },
  ],
  [
    'item card words of 12 lines',
    { itemCard: { itemList: [fact(1)], title: '가', description: times(11, '나').join('\n') } },
    { itemCard: { itemList: [fact(1)], title: '가', description: times(12, '나').join('\n') } },
  ],
  [
    'head or profile',
    { itemCard: { itemList: [fact(1)], head: { title: '가' } } },
    { itemCard: { itemList: [fact(1)], head: { title: '가' }, profile: { title: '나' } } },
  ],
  [
    'a description under a title',
    { itemCard: { itemList: [fact(1)], title: '가', description: '나' } },
    { itemCard: { itemList: [fact(1)], description: '나' } },
  ],
  [
    'ten cards in a carousel',
    carousel('textCard', times(10, { title: '가' })),
    carousel('textCard', times(11, { title: '가' })),
  ],
  [
    'five lists in a carousel',
    carousel('listCard', times(5, listCard(4))),
    carousel('listCard', times(6, listCard(4))),
  ],
  ['four items in a list in a carousel', carousel('listCard', [listCard(4)]), carousel('listCard', [listCard(5)])],
  [
    'five facts in a carousel',
    carousel('itemCard', [{ itemList: times(5, fact(1)) }]),
    carousel('itemCard', [{ itemList: times(6, fact(1)) }]),
  ],
  [
    'text card description of 128 in a carousel',
    carousel('textCard', [{ description: text(128) }]),
    carousel('textCard', [{ description: text(129) }]),
  ],
  [
    'two lines in a carousel',
    carousel('basicCard', [{ thumbnail, description: '가\n나' }]),
    carousel('basicCard', [{ thumbnail, description: '가\n나\n다' }]),
  ],
  [
    'one picture ratio in a carousel',
    carousel('basicCard', times(2, { thumbnail })),
    carousel('basicCard', [{ thumbnail }, { thumbnail: { ...thumbnail, fixedRatio: true } }]),
  ],
  [
    'the same top on every item card of a carousel',
    carousel('itemCard', times(2, { itemList: [fact(1)], head: { title: '가' } })),
    carousel('itemCard', [{ itemList: [fact(1)], head: { title: '가' } }, { itemList: [fact(1)] }]),
  ],
  [
    'a price in won',
    { commerceCard: { price: 0, currency: 'won', thumbnails: [thumbnail] } },
    { commerceCard: { price: 0.5, currency: 'won', thumbnails: [thumbnail] } },
  ],
  [
    'a rate with its price',
    { commerceCard: { price: 9, currency: 'won', thumbnails: [thumbnail], discountRate: 10, discountedPrice: 8 } },
    { commerceCard: { price: 9, currency: 'won', thumbnails: [thumbnail], discountRate: 10 } },
  ],
  [
    'links to the web',
    { textCard: { title: '가', buttons: [{ action: 'webLink', label: '열기', webLinkUrl: 'https://example.com' }] } },
    { textCard: { title: '가', buttons: [{ action: 'webLink', label: '열기', webLinkUrl: 'javascript:1' }] } },
  ],
  ['known keys only', { textCard: { title: '가' } }, { textCard: { title: '가', colour: 'red' } }],
  ['one bubble in an output', { textCard: { title: '가' } }, { textCard: { title: '가' }, simpleText: { text: '나' } }],
]

describe("the schema of Kakao's responses", () => {
  for (const [limit, inside, outside] of LIMITS) {
    it(`wants ${limit}`, () => {
      expect(accepts(inside)).to.equal(true)
      expect(accepts(outside)).to.equal(false)
    })
  }
  it('wants one to three outputs', () => {
    const output = { simpleText: { text: '가' } }
    expect([0, 1, 3, 4].map(count => accepts(...times(count, output)))).to.deep.equal([false, true, true, false])
  })
  it('wants at most ten quick replies', () => {
    const withReplies = (count: number) =>
      kakaoResponse.safeParse({
        version: '2.0',
        template: { outputs: [{ simpleText: { text: '가' } }], quickReplies: times(count, button(3)) },
      }).success
    expect([withReplies(10), withReplies(11)]).to.deep.equal([true, false])
  })
  it('wants version 2.0 and something to show', () => {
    expect(kakaoResponse.safeParse({ version: '2.0', useCallback: true }).success).to.equal(true)
    expect(kakaoResponse.safeParse({ version: '2.0' }).success).to.equal(false)
    expect(kakaoResponse.safeParse({ version: '1.0', useCallback: true }).success).to.equal(false)
  })
})
