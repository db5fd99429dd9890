/** Questions: answered from the file, then the talk goes on where it was. */
import { expect } from 'chai'
import { createTalk, type TestTalk } from '../support/talk.js'
import { addPrograms, stranger, volunteer } from './speaker.js'

describe('questions', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
    await addPrograms(talk)
  })
  after(() => talk.close())

  for (const [text, words] of [
    ['취소는 언제까지 할 수 있어요?', /24시간 전/],
    ['몇 살부터 봉사할 수 있어요?', /세|살/],
    ['봉사할 때 뭐 입고 가요?', /옷|신발|운동화/],
    ['다치면 보험 돼요?', /보험/],
  ] as const) {
    it(`answers "${text}"`, async () => {
      const heard = await stranger(talk)(text)
      expect(heard.trace).to.match(/^faq\w*\/answer\/done$/)
      expect(heard.text).to.match(words)
      expect(heard.choices).to.include('처음으로')
    })
  }

  it('goes back to the list, to the question and to the linking', async () => {
    const { say } = await volunteer(talk)
    await say('일요일 수원 봉사 찾아줘')
    expect((await say('준비물 뭐 필요해?')).text).to.contain('연탄 나르기')
    await say('1번')
    expect((await say('취소는 언제까지 할 수 있어요?')).text).to.contain('“연탄 나르기”에 신청할까요?')
    expect((await say('응')).trace).to.equal('apply/confirm/done')
    const newcomer = stranger(talk)
    await newcomer('내 신청')
    expect((await newcomer('취소는 언제까지 할 수 있어요?')).text).to.contain('아직 연결되지 않았어요')
  })
})
