/** Kakao's calls of every known shape. */
import { expect } from 'chai'
import { readKakao } from '../../../src/messengers/kakao/request.js'
import { readKakaoValidation } from '../../../src/messengers/kakao/validation.js'
import { fixture } from '../fixture.js'

const USER = `${'5f0c'.repeat(16)}7e`

function call(name: string) {
  const reading = readKakao(fixture(`kakao/${name}`))
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues))
  return reading.call
}
function saying(utterance: string) {
  return { userRequest: { user: { id: 'u' }, utterance } }
}

describe('a Kakao skill call', () => {
  it('tells who said what to which bot', () => {
    expect(call('text')).to.deep.equal({
      user: USER,
      isTrial: false,
      isGroup: false,
      text: '이번 주말 수원 봉사 신청할래',
      isPicture: false,
      botId: '64d1f0aa3c7b2e0012ab34cd',
    })
  })
  it('brings the value of the pressed choice', () => {
    expect(call('quick-reply')).to.include({ text: '토요일', value: 'day:2026-11-28' })
  })
  it('brings a token from however deep in the button', () => {
    expect(call('token-in-client-extra').token).to.equal('T0kenInTheNotice000000000000000000000000000')
  })
  it('brings a token from the parameters when clientExtra is null', () => {
    expect(call('token-in-params').token).to.equal('T0kenInTheParams000000000000000000000000000')
  })
  it('brings a token that is the whole utterance, but none from within a sentence', () => {
    expect(call('token-typed').token).to.equal('T0kenTypedByHand000000000000000000000000000')
    expect(readKakao(saying('이거 T0kenTypedByHand000000000000000000000000000 뭐예요'))).to.not.have.nested.property(
      'call.token',
    )
  })
  it('is a trial when the admin centre sends it', () => {
    expect(call('skill-test-button')).to.include({ isTrial: true, user: '700123', text: '시험 발화' })
  })
  it('is a real person in the bot test, without a bot', () => {
    expect(call('bot-test')).to.deep.equal({
      user: 'bot-tester',
      isTrial: false,
      isGroup: false,
      text: '내 신청 보여줘',
      isPicture: false,
    })
  })
  it('knows a team chat', () => {
    expect(call('group-chat')).to.include({ isGroup: true, text: '우리 반 봉사 찾아줘' })
  })
  it('brings the callback address', () => {
    expect(call('callback').callbackUrl).to.match(/^https:\/\/bot-api\.kakao\.com\//)
  })
  it('lives with fields that it does not know', () => {
    expect(call('unknown-fields').text).to.equal('이번 주말 수원 봉사 신청할래')
  })
  it('caps and cleans what was said', () => {
    const reading = readKakao(saying(`\0${'가나 '.repeat(2000)}\ud800`))
    expect(reading).to.have.nested.property('call.text').with.lengthOf.at.most(1000)
    expect(JSON.stringify(reading)).to.not.match(/\\u0000|\\ud800/)
  })
  const photo = 'https://dn-m.talk.kakao.com/talkm/oWqo/TFkO/i_abc123.jpeg'
  const pictures = [
    photo,
    ` ${photo}\n`,
    'http://dn-m.talk.kakao.com/talkm/bl3/i_x.PNG?credential=a&expires=1',
    'https://k.kakaocdn.net/dn/a/b/c',
    'https://mud-kage.kakao.com/dn/a/b/img_640x640.jpg',
    'https://example.org/film.mp4#t=3',
    'List(http://a.example/a.jpg, http://a.example/b.jpg)',
    `List(${Array.from({ length: 30 }, () => photo).join(', ')})`,
    `${photo}\n${photo}`,
  ]
  for (const text of pictures) {
    it(`is a picture, without its address: ${text.slice(0, 60).trim()}`, () => {
      const reading = readKakao(saying(text))
      expect(reading).to.deep.include({ ok: true }).and.have.nested.property('call.isPicture', true)
      expect(JSON.stringify(reading)).to.not.contain('http')
    })
  }
  it('is no picture when it is a page, or when something is said', () => {
    for (const text of [
      'https://pf.kakao.com/_abc',
      `이거 봐 ${photo}`,
      'List()',
      'List(가, 나)',
      'jpg',
      '사진.jpg',
      '',
    ])
      expect(readKakao(saying(text)), text).to.have.nested.property('call.isPicture', false)
  })
  it('survives absurd nesting and absurd width', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}"x"${']'.repeat(50_000)}`)
    const wide = Array.from({ length: 300_000 }, () => 1)
    const body = { ...saying('안녕'), action: { clientExtra: { deep, wide } } }
    expect(readKakao(body)).to.have.property('ok', true)
  })
  it('names the field that is wrong', () => {
    expect(readKakao({ userRequest: { user: { id: '' }, utterance: 5 } }))
      .to.have.property('issues')
      .that.satisfies((issues: { path: string }[]) =>
        ['userRequest.user.id', 'userRequest.utterance'].every(path => issues.some(issue => issue.path === path)),
      )
    for (const body of [null, [], 'text', {}, { userRequest: [] }])
      expect(readKakao(body)).to.have.property('ok', false)
  })
})

describe("Kakao's parameter validation call", () => {
  it('tells what was typed', () => {
    expect(readKakaoValidation(fixture('kakao/validation'))).to.deep.equal({ ok: true, said: '010-0000-0000' })
  })
  it('is not a skill call, nor the other way round', () => {
    expect(readKakao(fixture('kakao/validation'))).to.have.property('ok', false)
    expect(readKakaoValidation(fixture('kakao/text'))).to.have.property('ok', false)
  })
})
