/** Which of the things shown is meant. */
import { expect } from 'chai'
import { chosen } from '../../src/conversation/choices.js'
import type { Shown } from '../../src/conversation/session.js'
import { hear } from '../../src/understanding/heard.js'

const said = (text: string) => hear(text, { intent: 'oos', confidence: 1, band: 'reject', alternatives: [], slots: {} })
const item = (value: string, title: string): Shown => ({ value, words: [title], item: true })
const items = [
  item('begin:apply:1', '광교호수공원 플로깅'),
  item('begin:apply:2', '도서관 책 정리'),
  item('begin:apply:3', '유기견 산책'),
]
const yes: Shown = { value: 'yes', words: ['네, 신청할게요'], item: false }
const no: Shown = { value: 'no', words: ['아니요'], item: false }
const list = { shown: items, listed: [] }
const question = { shown: [yes, no], listed: items }

describe('choices', () => {
  for (const [text, nth] of [
    ['2', 2],
    ['2번', 2],
    ['2번이요', 2],
    ['2번 보기', 2],
    ['2번으로 할게요', 2],
    ['두 번째', 2],
    ['두번째거', 2],
    ['두 번째 거 신청할래', 2],
    ['음 두 번째 거', 2],
    ['그럼 2번', 2],
    ['이번', 2],
    ['이 번', 2],
    ['첫 번째 말고 두 번째', 2],
    ['1번 말고 3번', 3],
    ['마지막 거', 3],
    ['맨 위에 거', 1],
    ['처음 거', 1],
    ['안 할래 2번 할래', 2],
    ['아 싫어 1번할래', 1],
    ['아 아니 두번째가 낫겠다', 2],
    ['아니 첫번째가 나을듯', 1],
    ['3번 ㄱㄱ', 3],
    ['하나', 1],
    ['둘', 2],
    ['4번', undefined],
    ['0', undefined],
    ['2시', undefined],
    ['2명이요', undefined],
  ] as const) {
    it(`"${text}" is ${nth ?? 'none'}`, () => {
      expect(chosen(said(text), undefined, list)?.value).to.equal(nth && `begin:apply:${nth}`)
    })
  }

  for (const [text, nth] of [
    ['도서관 책 정리', 2],
    ['도서관책정리!', 2],
    ['책 정리', 2],
    ['책정리 신청할래', 2],
    ['플로깅', 1],
    ['플로깅으로 할게', 1],
    ['유기겸 산책', 3],
    ['벽화', undefined],
    ['봉사', undefined],
  ] as const) {
    it(`"${text}" names ${nth ?? 'none'}`, () => {
      expect(chosen(said(text), undefined, list)?.value).to.equal(nth && `begin:apply:${nth}`)
    })
  }

  it('names none when two are equally alike', () => {
    const two = [item('1', '한강 플로깅'), item('2', '호수 플로깅')]
    expect(chosen(said('플로깅'), undefined, { shown: two, listed: [] })?.value).to.equal(undefined)
  })

  it('looks at the last list when the screen shows none', () => {
    expect(chosen(said('두 번째 거'), undefined, question)?.value).to.equal('begin:apply:2')
  })

  it('takes a plain yes and no where they are offered, and nowhere else', () => {
    expect(chosen(said('응'), undefined, question)?.value).to.equal('yes')
    expect(chosen(said('네, 신청할게요'), undefined, question)?.value).to.equal('yes')
    expect(chosen(said('아니요'), undefined, question)?.value).to.equal('no')
    expect(chosen(said('네?'), undefined, question)?.value).to.equal(undefined)
    expect(chosen(said('응'), undefined, list)?.value).to.equal(undefined)
  })

  it('takes what a button carries when it is shown, and the words alone too', () => {
    expect(chosen(said('아무 말'), 'begin:apply:3', list)?.value).to.equal('begin:apply:3')
    expect(chosen(said('네, 신청할게요'), 'yes', question)?.value).to.equal('yes')
  })

  it('does not take the yes of an earlier question’s button', () => {
    expect(chosen(said('네, 취소할게요'), 'yes', question)?.value).to.equal(undefined)
  })

  it('chooses nothing from nothing', () => {
    for (const text of ['', '1', '네', '플로깅', '???'])
      expect(chosen(said(text), undefined, { shown: [], listed: [] })?.value).to.equal(undefined)
  })
})
