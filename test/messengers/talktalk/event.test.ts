/** TalkTalk's events of every known shape. */
import { expect } from 'chai'
import { readTalkTalk } from '../../../src/messengers/talktalk/event.js'
import { fixture } from '../fixture.js'

const user = 'tt-Vx3mQ9_sample_user1'

const READINGS: [string, string, object][] = [
  ['open', 'an opened chat and that the person is under 14', { kind: 'open', user, under14: true }],
  [
    'open-with-token',
    'the token of the link that opened the chat',
    { kind: 'open', user, under14: false, token: 'T0kenFromTheLink000000000000000000000000000' },
  ],
  ['open-bare', 'an opened chat of which nothing more is said', { kind: 'open', user }],
  ['leave', 'a left chat', { kind: 'leave', user }],
  ['friend-on', 'a new friend', { kind: 'friend', user, added: true }],
  ['friend-off', 'a lost friend', { kind: 'friend', user, added: false }],
  ['send-typing', 'what was typed', { kind: 'say', user, text: '수원 토요일 봉사 있어요?' }],
  ['send-button', 'what was pressed', { kind: 'say', user, text: '신청하기', value: 'apply:17' }],
  [
    'send-token',
    'a token that was typed',
    {
      kind: 'say',
      user,
      text: 'T0kenTypedByHand000000000000000000000000000',
      token: 'T0kenTypedByHand000000000000000000000000000',
    },
  ],
  ['send-sticker', 'a sticker', { kind: 'sticker', user }],
  ['send-image', 'an image', { kind: 'image', user }],
  ['send-vphone', 'an offered phone number, but not the number', { kind: 'phone', user }],
  ['send-product', 'a question about a product', { kind: 'say', user, text: '이 상품 문의해요' }],
  ['send-calendar', 'a day', { kind: 'say', user, text: '2026-11-28', value: 'day' }],
  ['send-calendar-range', 'a span of days', { kind: 'say', user, text: '2026-11-28~2026-12-06', value: 'days' }],
  ['send-time', 'a time', { kind: 'say', user, text: '14:00', value: 'time' }],
  ['send-time-interval', 'a time from an interval', { kind: 'say', user, text: '09:30', value: 'time' }],
  ['send-standby', 'nothing while staff are talking', { kind: 'ignored', event: 'send', standby: true }],
  ['echo', 'nothing in an echo', { kind: 'ignored', event: 'echo', standby: false }],
  ['profile-cancel', 'nothing in a refused profile', { kind: 'ignored', event: 'profile', standby: false }],
  ['profile-withdraw', 'a withdrawal', { kind: 'withdraw', user, fields: ['cellphone'] }],
  ['handover', 'the chat given back by staff', { kind: 'handover-back', user }],
  ['pay-complete', 'nothing in a payment', { kind: 'ignored', event: 'pay_complete', standby: false }],
  ['unknown', 'nothing in an event of the future', { kind: 'ignored', event: 'moon_phase', standby: false }],
]

describe('a TalkTalk event', () => {
  for (const [name, meaning, event] of READINGS) {
    it(`tells ${meaning}`, () => {
      expect(readTalkTalk(fixture(`talktalk/${name}`))).to.deep.equal({ ok: true, event })
    })
  }
  it('withdraws also during standby', () => {
    const body = { ...(fixture('talktalk/profile-withdraw') as object), standby: true }
    expect(readTalkTalk(body)).to.have.nested.property('event.kind', 'withdraw')
  })
  it('names what is withdrawn, and nothing where that cannot be read', () => {
    const fieldsOf = (withdrawals: unknown) =>
      readTalkTalk({ event: 'profile', user, options: { result: 'WITHDRAW', withdrawals } })
    expect(fieldsOf(['NickName ', 'address'])).to.have.deep.nested.property('event.fields', ['nickname', 'address'])
    for (const unknown of [undefined, null, [], {}, 'nickname', [{ field: 'nickname' }], 7])
      expect(fieldsOf(unknown)).to.have.deep.nested.property('event.fields', [])
  })
  it('leaves a date alone that is none', () => {
    const body = { event: 'send', user, textContent: { text: '다음에 할게요', inputType: 'calendar' } }
    expect(readTalkTalk(body)).to.have.nested.property('event.text', '다음에 할게요')
  })
  it('finds a token in the code of a button', () => {
    const code = 'T0kenInTheCode00000000000000000000000000000'
    const body = { event: 'send', user, textContent: { text: '들어가기', code, inputType: 'button' } }
    expect(readTalkTalk(body)).to.have.nested.property('event.token', code)
  })
  it('names the field that is wrong', () => {
    expect(readTalkTalk({ event: 'send', textContent: { text: 1 } }))
      .to.have.property('issues')
      .that.satisfies((issues: { path: string }[]) =>
        ['user', 'textContent.text'].every(path => issues.some(issue => issue.path === path)),
      )
    for (const body of [null, [], 'x', {}, { event: 5 }]) expect(readTalkTalk(body)).to.have.property('ok', false)
  })
})
