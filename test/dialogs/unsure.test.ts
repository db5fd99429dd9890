/** What was not understood: the nearest are offered, never the same three times, and names and days still count. */
import { expect } from 'chai'
import { createTalk, type TestTalk } from '../support/talk.js'
import { addPrograms, stranger, volunteer } from './speaker.js'

describe('what is not understood', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
    await addPrograms(talk)
  })
  after(() => talk.close())

  it('is said to be so with the menu, twice; then a person is offered', async () => {
    const say = stranger(talk)
    const first = await say('ㅁㄴㅇㄹ')
    expect(first.trace).to.equal('rejected/answer/rejected')
    expect(first.choices).to.include.members(['도움말', '상담원', '처음으로'])
    await say('쿠쿠루삥뽕')
    const third = await say('뷁뷁뷁')
    expect(third.trace).to.equal('lost/answer/refused:lost')
    expect(third.text).to.contain('계속 알아듣지 못해서 미안해요')
  })

  it('is not held against who says something clear afterwards', async () => {
    const say = stranger(talk)
    for (const noise of ['ㅁㄴㅇㄹ', '쿠쿠루삥뽕', '뷁뷁뷁']) await say(noise)
    expect((await say('수원 봉사 찾아줘')).trace).to.equal('search/choose/asked')
    expect((await say('ㅁㄴㅇㄹ')).trace).to.equal('rejected/answer/rejected')
  })

  it('counts by the activity it names', async () => {
    const { say } = await volunteer(talk)
    expect((await say('골목 벽화')).text).to.contain('골목 벽화 그리기')
  })

  it('counts by the place and day it gives', async () => {
    const heard = await stranger(talk)('다음 주 수원')
    expect(heard.trace).to.equal('search/choose/asked')
    expect(heard.text).to.contain('경기도 수원시')
  })

  it('never offers what leads nowhere', async () => {
    const say = stranger(talk)
    for (const text of ['왜', '잠깐만', '글쎄', '배고파', '심심해']) {
      const { choices } = await say(text)
      expect(new Set(choices).size, text).to.equal(choices.length)
      expect(choices, text).to.include('처음으로')
    }
  })
})
