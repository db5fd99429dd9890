/** Each limit of TalkTalk messages, from both sides. */
import { expect } from 'chai'
import { talkTalkMessage } from '../../../src/messengers/talktalk/message.js'

const text = (length: number) => '가'.repeat(length)
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)
const button = (title: number, code = 1) => ({ type: 'TEXT', data: { title: text(title), code: text(code) } })
const link = { type: 'LINK', data: { title: '지도', url: 'https://example.com', mobileUrl: 'https://example.com' } }
const image = { imageUrl: 'https://example.com/a.png' }
const says = (length: number, ...buttonList: unknown[]) => ({
  textContent: { text: text(length), ...(buttonList.length > 0 ? { quickReply: { buttonList } } : {}) },
})
const cards = (...compositeList: unknown[]) => ({ compositeContent: { compositeList } })
const card = { title: '활동', description: '설명' }
const element = (length: number) => ({ title: text(length) })
const elements = (count: number, length = 1) => ({ elementList: { type: 'LIST', data: times(count, element(length)) } })
const option = (length: number) => ({ type: 'OPTION', data: { title: '고르기', buttonList: [button(length)] } })
const calendar = (options: object) => ({
  type: 'CALENDAR',
  data: { title: '날짜', code: 'day', options: { calendar: options } },
})
const interval = (minutes: string) => ({
  type: 'TIMEINTERVAL',
  data: { title: '시간', code: 'time', options: { timeInterval: { start: '0900', end: '1800', interval: minutes } } },
})
const accepts = (content: object) => talkTalkMessage.safeParse({ event: 'send', ...content }).success

/** What is just inside a limit, and what is just outside. */
const LIMITS: [string, object, object][] = [
  ['text of 10,000', says(10_000), says(10_001)],
  ['text that is not empty', says(1), says(0)],
  ['ten quick replies', says(1, ...times(10, button(1))), says(1, ...times(11, button(1)))],
  ['quick reply titles of 10', says(1, button(10)), says(1, button(11))],
  ['codes of 1,000', says(1, button(1, 1000)), says(1, button(1, 1001))],
  ['ten cards', cards(...times(10, card)), cards(...times(11, card))],
  ['titles of 200', cards({ ...card, title: text(200) }), cards({ ...card, title: text(201) })],
  ['descriptions of 1,000', cards({ ...card, description: text(1000) }), cards({ ...card, description: text(1001) })],
  ['cards of two parts', cards({ title: '활동', image }), cards({ title: '활동' })],
  ['cards with words', cards({ title: '활동', buttonList: [link] }), cards({ image, buttonList: [link] })],
  ['ten buttons', cards({ ...card, buttonList: times(10, link) }), cards({ ...card, buttonList: times(11, link) })],
  ['button titles of 18', cards({ ...card, buttonList: [button(18)] }), cards({ ...card, buttonList: [button(19)] })],
  ['option titles of 10', cards({ ...card, buttonList: [option(10)] }), cards({ ...card, buttonList: [option(11)] })],
  ['three elements', cards({ ...card, ...elements(3) }), cards({ ...card, ...elements(4) })],
  ['element titles of 100', cards({ ...card, ...elements(1, 100) }), cards({ ...card, ...elements(1, 101) })],
  [
    'a calendar with both ends or none',
    cards({ ...card, buttonList: [calendar({ start: '20261101', end: '20261130' }), calendar({})] }),
    cards({ ...card, buttonList: [calendar({ start: '20261101' })] }),
  ],
  [
    'intervals of five minutes',
    cards({ ...card, buttonList: [interval('15')] }),
    cards({ ...card, buttonList: [interval('12')] }),
  ],
  ['a picture by address or by id', { imageContent: image }, { imageContent: { ...image, imageId: 'x' } }],
  ['exactly one content', says(1), { ...says(1), imageContent: image }],
  ['known keys only', says(1), { ...says(1), colour: 'red' }],
  ['no user, which the sender adds', says(1), { ...says(1), user: 'u' }],
]

describe('the schema of TalkTalk messages', () => {
  for (const [limit, inside, outside] of LIMITS) {
    it(`wants ${limit}`, () => {
      expect(accepts(inside)).to.equal(true)
      expect(accepts(outside)).to.equal(false)
    })
  }
})
