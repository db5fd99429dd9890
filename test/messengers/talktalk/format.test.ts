/** Answers on TalkTalk: the best form, every limit, nothing lost. */
import { expect } from 'chai'
import fc from 'fast-check'
import type { Answer, Reply } from '../../../src/messengers/messenger.js'
import { formatTalkTalk } from '../../../src/messengers/talktalk/format.js'
import { talkTalkMessage } from '../../../src/messengers/talktalk/message.js'
import { absurdAnswer, choicesOf, fairAnswer, squeeze, squeezed, stringsIn, wordsOf } from '../answers.js'

const choice = (n: number) => ({ label: `버튼 ${n}`, say: `${n}번으로 신청하고 싶어요`, value: `v${n}` })
const list: Reply = {
  kind: 'list',
  title: '이번 주말 수원',
  items: [1, 2].map(n => ({ title: `활동 ${n}`, text: '토요일 9시', choice: choice(n) })),
}
function messages(replies: Reply[], choices: Answer['choices'] = []) {
  return formatTalkTalk({ replies, choices })
}

describe('an answer on TalkTalk', () => {
  it('is one text with quick replies when that is all', () => {
    expect(messages([{ kind: 'text', text: '안녕하세요' }], [choice(1)])).to.deep.equal([
      {
        event: 'send',
        textContent: {
          text: '안녕하세요',
          quickReply: { buttonList: [{ type: 'TEXT', data: { title: '버튼 1', code: 'v1' } }] },
        },
      },
    ])
  })
  it('puts the quick replies under the last message', () => {
    const [first, last] = messages(
      [
        { kind: 'text', text: '하나' },
        { kind: 'card', title: '둘', text: '셋' },
      ],
      [choice(1)],
    )
    expect(first).to.deep.equal({ event: 'send', textContent: { text: '하나' } })
    expect(last?.compositeContent?.quickReply?.buttonList).to.have.length(1)
  })
  it('writes on a button the sentence that stands for itself where it fits', () => {
    const say = (sentence: string) => ({ label: '신청', say: sentence })
    const [message] = messages([
      { kind: 'card', title: '활동', buttons: [say('토요일에 신청할래요'), say('가'.repeat(19))] },
    ])
    expect(message?.compositeContent?.compositeList[0]?.buttonList?.map(button => button.data)).to.deep.equal([
      { title: '토요일에 신청할래요', code: '토요일에 신청할래요' },
      { title: '신청', code: '가'.repeat(19) },
    ])
  })
  it('shows a list as cards side by side, each with its button, under its title', () => {
    const [title, carousel, ...more] = messages([list])
    expect(title?.textContent?.text).to.equal('이번 주말 수원')
    expect(carousel?.compositeContent?.compositeList).to.deep.equal(
      [1, 2].map(n => ({
        title: `활동 ${n}`,
        description: '토요일 9시',
        buttonList: [{ type: 'TEXT', data: { title: `${n}번으로 신청하고 싶어요`, code: `v${n}` } }],
      })),
    )
    expect(more).to.deep.equal([])
  })
  it('gives a button its number and a verb where the title would be cut', () => {
    const title = '수원천을 따라 걸으며 쓰레기를 줍는 플로깅'
    const items = [1, 2].map(n => ({
      title,
      text: '',
      choice: { label: title, say: title, value: `begin:apply:${n}` },
    }))
    const [, carousel] = messages([{ kind: 'list', title: '목록', items }])
    const buttons = carousel?.compositeContent?.compositeList.flatMap(({ buttonList = [] }) => buttonList)
    expect(buttons?.map(({ data }) => data)).to.deep.equal([
      { title: '1번 보기', code: 'begin:apply:1' },
      { title: '2번 보기', code: 'begin:apply:2' },
    ])
  })
  it('ends the text before a list with its title', () => {
    const [text, carousel, ...more] = messages([{ kind: 'text', text: '두 개를 찾았어요.' }, list])
    expect(text?.textContent?.text).to.equal('두 개를 찾았어요.\n\n이번 주말 수원')
    expect(carousel?.compositeContent?.compositeList).to.have.length(2)
    expect(more).to.deep.equal([])
  })
  it('shows facts as lines and says what a picture shows', () => {
    const card: Reply = {
      kind: 'card',
      title: '활동',
      facts: [{ label: '장소', value: '수원역' }],
      image: { url: 'https://example.com/a.png', alt: '연탄을 나르는 모습' },
    }
    expect(messages([card])[0]?.compositeContent?.compositeList[0]).to.deep.equal({
      title: '활동',
      description: '장소: 수원역\n\n(사진: 연탄을 나르는 모습)',
      image: { imageUrl: 'https://example.com/a.png' },
    })
  })
  it('puts neighbouring cards one under the other, so that none is overlooked', () => {
    const card: Reply = { kind: 'card', title: '활동', text: '설명' }
    const sent = messages([card, card])
    expect(sent.map(({ compositeContent }) => compositeContent?.compositeList.length)).to.deep.equal([1, 1])
  })
  it('says a card that is a title only as text', () => {
    expect(messages([{ kind: 'card', title: '활동' }])).to.deep.equal([
      { event: 'send', textContent: { text: '활동' } },
    ])
  })
  it('says before a card what the card cannot hold', () => {
    const text = '가나다 '.repeat(300).trim()
    const [before, card] = messages([{ kind: 'card', title: '활동', text, buttons: [choice(1)] }])
    expect(before?.textContent?.text).to.equal(text)
    expect(card?.compositeContent?.compositeList[0]).to.include({ title: '활동' })
  })
  it('links to both kinds of device and asks for the operator in words', () => {
    const buttons = [
      { label: '지도', url: 'https://example.com' },
      { label: '상담원 연결', operator: true as const },
    ]
    const [message] = messages([{ kind: 'card', title: '활동', buttons }])
    expect(message?.compositeContent?.compositeList[0]?.buttonList).to.deep.equal([
      { type: 'LINK', data: { title: '지도', url: 'https://example.com', mobileUrl: 'https://example.com' } },
      { type: 'TEXT', data: { title: '상담원 연결', code: '상담원 연결' } },
    ])
  })
  it('dials numbers by links, and leaves out what cannot be dialled', () => {
    const buttons = ['109', 'javascript:1'].map(phone => ({ label: '자살예방 109', phone }))
    const [message] = messages([{ kind: 'card', title: '도움', buttons }])
    expect(message?.compositeContent?.compositeList[0]?.buttonList).to.deep.equal([
      { type: 'LINK', data: { title: '자살예방 109', url: 'tel:109', mobileUrl: 'tel:109' } },
    ])
  })
  it('asks what it can do when there is nothing to say', () => {
    expect(messages([])).to.deep.equal([{ event: 'send', textContent: { text: '무엇을 도와드릴까요?' } }])
  })

  it('is valid whatever the answer', () => {
    fc.assert(
      fc.property(absurdAnswer, answer => {
        const sent = formatTalkTalk(answer)
        expect(sent).to.not.have.length(0)
        for (const message of sent) expect(talkTalkMessage.safeParse(message).error?.issues ?? []).to.deep.equal([])
      }),
      { numRuns: 300 },
    )
  })
  it('loses no word and no choice of an answer as the conversation gives it', () => {
    fc.assert(
      fc.property(fairAnswer, answer => {
        const sent = formatTalkTalk(answer)
        const all = squeezed(sent)
        for (const words of wordsOf(answer)) expect(all).to.include(squeeze(words))
        expect(all).to.not.include('…')
        const strings = stringsIn(sent)
        for (const { label, say, value } of choicesOf(answer)) {
          expect(strings).to.include(value ?? say)
          expect(strings.includes(say) || strings.includes(label)).to.equal(true)
        }
      }),
      { numRuns: 300 },
    )
  })
})
