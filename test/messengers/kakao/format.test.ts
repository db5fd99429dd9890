/** Answers on Kakao: the best form, every limit, nothing lost. */
import { expect } from 'chai'
import fc from 'fast-check'
import { formatKakao } from '../../../src/messengers/kakao/format.js'
import { kakaoResponse } from '../../../src/messengers/kakao/response.js'
import type { Answer, Button, Reply } from '../../../src/messengers/messenger.js'
import { absurdAnswer, choicesOf, fairAnswer, squeeze, squeezed, stringsIn, wordsOf } from '../answers.js'

function outputsOf(replies: Reply[], choices: Answer['choices'] = []) {
  return formatKakao({ replies, choices }).template?.outputs ?? []
}
function formsOf(...replies: Reply[]): string[] {
  return outputsOf(replies).map(output =>
    output.carousel ? `carousel of ${output.carousel.type}` : Object.keys(output).join(),
  )
}
const choice = (n: number) => ({ label: `버튼 ${n}`, say: `${n}번 할래요`, value: `v${n}` })
const image = { url: 'https://example.com/a.png', alt: '연탄을 나르는 모습' }
const item = (n: number) => ({ title: `활동 ${n}`, text: '토요일 수원', choice: choice(n) })
const list = (count: number, title = '목록'): Reply => ({
  kind: 'list',
  title,
  items: Array.from({ length: count }, (_, n) => item(n)),
})
const facts = [{ label: '장소', value: '수원역' }]

describe('an answer on Kakao', () => {
  it('takes the best form for each reply', () => {
    expect(formsOf({ kind: 'text', text: '안녕하세요' })).to.deep.equal(['simpleText'])
    expect(formsOf({ kind: 'card', title: '활동', text: '설명' })).to.deep.equal(['textCard'])
    expect(formsOf({ kind: 'card', title: '활동', facts, image })).to.deep.equal(['basicCard'])
    expect(formsOf({ kind: 'card', title: '활동', facts })).to.deep.equal(['itemCard'])
    expect(formsOf(list(5))).to.deep.equal(['listCard'])
  })
  it('writes facts as lines where an item card would cut them', () => {
    const [output] = outputsOf([
      { kind: 'card', title: '활동', facts: [{ label: '모이는 곳과 시간', value: '수원역 9시' }] },
    ])
    expect(output?.textCard?.description).to.equal('모이는 곳과 시간: 수원역 9시')
  })
  it('gives a picture its words', () => {
    const [output] = outputsOf([{ kind: 'card', title: '활동', image }])
    expect(output?.basicCard?.thumbnail.altText).to.equal('연탄을 나르는 모습')
  })
  it('puts neighbours of one form side by side only where there is no room one under the other', () => {
    const card: Reply = { kind: 'card', title: '활동', facts }
    expect(formsOf(card, card)).to.deep.equal(['itemCard', 'itemCard'])
    expect(formsOf(card, card, card, card)).to.deep.equal(['carousel of itemCard'])
    expect(formsOf(card, { kind: 'text', text: '그리고' }, card)).to.deep.equal(['itemCard', 'simpleText', 'itemCard'])
    expect(formsOf(list(3), list(4), list(1), list(2))).to.deep.equal(['carousel of listCard'])
    expect(formsOf(list(5), list(4))).to.deep.equal(['listCard', 'listCard'])
  })
  it('keeps cards apart that a carousel would cut', () => {
    const card: Reply = { kind: 'card', title: '활동', text: '가'.repeat(129) }
    expect(formsOf(card, card, card)).to.deep.equal(['textCard', 'textCard', 'textCard'])
  })
  it('turns a long list into cards side by side', () => {
    const response = formatKakao({ replies: [list(12)], choices: [] })
    expect(formsOf(list(12))).to.deep.equal(['carousel of listCard'])
    for (let n = 0; n < 12; n++) expect(stringsIn(response)).to.include(`${n}번 할래요`)
  })
  it('makes every choice something that can be typed, with its value along', () => {
    const { template } = formatKakao({ replies: [{ kind: 'text', text: '고르세요' }], choices: [choice(1)] })
    expect(template?.quickReplies).to.deep.equal([
      { action: 'message', label: '버튼 1', messageText: '1번 할래요', extra: { value: 'v1' } },
    ])
  })
  it('opens links, calls the operator and moves the choices that have no room', () => {
    const buttons: Button[] = [
      choice(1),
      choice(2),
      { label: '지도', url: 'https://example.com' },
      { label: '상담원', operator: true },
      choice(3),
    ]
    const { template } = formatKakao({ replies: [{ kind: 'card', title: '활동', buttons }], choices: [choice(9)] })
    expect(template?.outputs[0]?.textCard?.buttons?.map(button => button.action)).to.deep.equal([
      'message',
      'webLink',
      'operator',
    ])
    expect(template?.quickReplies?.map(reply => reply.label)).to.deep.equal(['버튼 9', '버튼 2', '버튼 3'])
  })
  it('dials numbers, and writes out those that find no place', () => {
    const buttons = ['109', '1388', '112', '119'].map(phone => ({ label: `전화 ${phone}`, phone }))
    const [output] = outputsOf([{ kind: 'card', title: '도움', buttons }])
    expect(output?.textCard?.buttons?.[0]).to.deep.equal({ action: 'phone', label: '전화 109', phoneNumber: '109' })
    expect(output?.textCard?.description).to.equal('전화 119 119')
  })
  it('splits a long text into as many bubbles as there are', () => {
    const text = '수원에서 열리는 봉사예요. '.repeat(190).trim()
    const outputs = outputsOf([{ kind: 'text', text }])
    expect(outputs).to.have.length(3)
    expect(squeezed(outputs)).to.equal(squeeze(text))
  })
  it('says before a card what the card cannot hold', () => {
    const text = '가나다 '.repeat(200).trim()
    const outputs = outputsOf([{ kind: 'card', title: '활동', text, buttons: [choice(1)] }])
    expect(outputs.map(output => Object.keys(output)[0])).to.deep.equal(['simpleText', 'textCard'])
    expect(outputs[0]?.simpleText?.text).to.equal(`활동\n\n${text}`)
    expect(outputs[1]?.textCard).to.have.property('title', '활동')
  })
  it('cuts a card when there is no room to say it all', () => {
    const card: Reply = { kind: 'card', title: '활동', text: '가나다 '.repeat(200), buttons: [choice(1)] }
    const outputs = outputsOf([{ kind: 'text', text: '하나' }, card, { kind: 'text', text: '둘' }])
    expect(outputs).to.have.length(3)
    expect(outputs[1]?.textCard?.description).to.match(/…$/)
  })
  it('never sets the first line of a description in bold, whatever it looks like', () => {
    for (const text of ['긴급 안내\n입금 | 110-000', '한 줄', '가'.repeat(150)]) {
      const [output] = outputsOf([{ kind: 'card', title: '활동', facts: [{ label: '일시', value: '토요일' }], text }])
      expect(output?.itemCard?.head?.title).to.equal('활동')
      expect(output?.itemCard?.title).to.equal('안내')
      expect(output?.itemCard?.description).to.equal(text)
    }
  })
  it('keeps a title that is too long as text', () => {
    const title = '청소년과 함께하는 '.repeat(8).trim()
    expect(outputsOf([{ kind: 'card', title }])[0]?.textCard?.description).to.equal(title)
  })
  it('keeps what can be pressed when there are more replies than bubbles', () => {
    const replies: Reply[] = [list(2), { kind: 'text', text: '가' }, list(2, '둘'), { kind: 'text', text: '나' }]
    const response = formatKakao({ replies, choices: [] })
    expect(response.template?.outputs).to.have.length(3)
    expect(squeezed(response)).to.include('둘1.활동0토요일수원2.활동1')
    expect(response.template?.quickReplies).to.have.length(2)
  })
  it('asks what it can do when there is nothing to say', () => {
    expect(outputsOf([], [choice(1)])).to.deep.equal([{ simpleText: { text: '무엇을 도와드릴까요?' } }])
  })

  it('is valid whatever the answer', () => {
    fc.assert(
      fc.property(absurdAnswer, answer => {
        const response = formatKakao(answer)
        const parsed = kakaoResponse.safeParse(response)
        expect(parsed.error?.issues ?? []).to.deep.equal([])
      }),
      { numRuns: 300 },
    )
  })
  it('loses no word, no choice and no value of an answer as the conversation gives it', () => {
    fc.assert(
      fc.property(fairAnswer, answer => {
        const response = formatKakao(answer)
        const all = squeezed(response)
        for (const words of wordsOf(answer)) expect(all).to.include(squeeze(words))
        expect(all).to.not.include('…')
        for (const { label, say, value } of choicesOf(answer)) {
          const strings = stringsIn(response)
          expect(strings).to.include(say)
          if (value) expect(strings).to.include(value)
          if (answer.choices.some(one => one.say === say)) expect(strings).to.include(label)
        }
      }),
      { numRuns: 300 },
    )
  })
})
