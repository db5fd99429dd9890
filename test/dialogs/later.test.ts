/** What cannot be done here yet is said to be so, with the page where it can: never a pretended success. */
import { expect } from 'chai'
import { createTalk, type TestTalk } from '../support/talk.js'

describe('what comes later', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
  })
  after(() => talk.close())

  for (const [text, flow] of [
    ['봉사 확인서 발급해줘', 'certificate'],
    ['1365 연계 동의할래', 'consent'],
  ] as const) {
    it(`${flow}: "${text}"`, async () => {
      const { answer, trace } = await talk.say(text, { user: flow })
      expect(trace).to.equal(`${flow}/answer/refused:later`)
      const [card] = answer.replies
      const [button] = (card?.kind === 'card' && card.buttons) || []
      expect(button)
        .to.have.property('url')
        .that.matches(/^https:\/\/www\.(youth|1365)\.go\.kr/)
      expect(answer.choices.map(({ label }) => label)).to.include('상담원')
    })
  }
})
