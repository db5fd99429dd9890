/** Small talk: one answer each, always with a way on. */
import { expect } from 'chai'
import { createTalk, type TestTalk } from '../support/talk.js'
import { addPrograms, stranger, volunteer } from './speaker.js'

describe('small talk', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
    await addPrograms(talk)
  })
  after(() => talk.close())

  for (const [text, flow] of [
    ['안녕하세요', 'greet'],
    ['고마워요', 'thanks'],
    ['잘 있어', 'bye'],
    ['뭐 할 수 있어?', 'help'],
    ['처음으로', 'restart'],
    ['그만', 'restart'],
    ['네', 'affirm'],
    ['아니요', 'deny'],
  ] as const) {
    it(`answers "${text}" with a way on`, async () => {
      const heard = await stranger(talk)(text)
      expect(heard.trace).to.equal(`${flow}/answer/done`)
      expect(heard.choices).to.include.members(['봉사 찾기', '내 신청', '처음으로'])
    })
  }

  it('greets who opens the chat', async () => {
    expect((await stranger(talk)('', { event: 'opened' })).text).to.contain('안녕하세요, 손모아예요')
  })

  it('goes on with what was asked after thanks, with that question’s choices only', async () => {
    const { say } = await volunteer(talk)
    await say('말벗 신청할래')
    const heard = await say('고마워요')
    expect(heard.text).to.contain('“어르신 말벗”에 신청할까요?')
    expect(heard.choices).to.deep.equal(['네, 신청할게요', '아니요', '처음으로'])
  })

  it('says that pictures and stickers cannot be read, twice at most while something is asked', async () => {
    const { say } = await volunteer(talk)
    await say('말벗 신청할래')
    const first = await say('', { event: 'sticker' })
    expect(first.trace).to.equal('unreadable/answer/rejected')
    expect(first.text).to.contain('“어르신 말벗”에 신청할까요?')
    expect((await say('', { event: 'image' })).trace).to.equal('lost/answer/refused:lost')
  })

  for (const text of ['처음으로', '그만', '메뉴']) {
    it(`"${text}" leads back to the beginning from anywhere`, async () => {
      const { say, states } = await volunteer(talk)
      for (const first of ['수원 봉사 찾아줘', '말벗 신청할래', '중구 봉사 찾아줘', '로그아웃', '상담원']) {
        await say(first)
        const heard = await say(text)
        expect(heard.trace, first).to.match(/^restart|refused:declined$/)
      }
      expect(await states()).to.deep.equal({})
    })
  }

  it('refuses a token that is spent or somebody else’s, with a way on', async () => {
    const owner = await volunteer(talk)
    const { entry, transactions } = talk.services
    const token = await transactions.run(tx => entry.issue(tx, owner.id, { flow: 'check' }))
    const other = await volunteer(talk)
    const refused = await other.say('', { token })
    expect(refused.trace).to.equal('other-person/answer/refused:other-person')
    expect(refused.choices).to.include('내 신청')
    expect((await owner.say('', { token })).trace).to.match(/^check/)
    const spent = await owner.say('', { token })
    expect(spent.trace).to.equal('expired/answer/refused:expired')
  })
})
