/** login: who comes cold links the account once, and the talk goes on where it stopped. */
import { expect } from 'chai'
import { createTalk, type TestTalk } from '../support/talk.js'
import { addPrograms, link, stranger, volunteer } from './speaker.js'

describe('login', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
    await addPrograms(talk)
  })
  after(() => talk.close())

  it('leads to the page by a button that carries a token of its own', async () => {
    const { answer } = await talk.say('로그인할래', { user: 'button' })
    const [card] = answer.replies
    const [button] = (card?.kind === 'card' && card.buttons) || []
    expect(button)
      .to.have.property('url')
      .that.matches(/^https:\/\/sonmoa\.example\/link#[A-Za-z0-9]{43}$/)
  })

  it('says why it is needed and asks again', async () => {
    const say = stranger(talk)
    await say('내 신청')
    const heard = await say('왜 필요해요?')
    expect(heard.trace).to.equal('why-login/answer/done')
    expect(heard.text).to.contain('기관이 알아야').and.contain('아직 연결되지 않았어요')
  })

  it('does not say the same three times, and offers a person', async () => {
    const say = stranger(talk)
    const first = await say('내 신청')
    const second = await say('연결했어요')
    const third = await say('연결했어요')
    expect(new Set([first.text, second.text, third.text]).size).to.equal(3)
    expect(third.choices).to.include('상담원')
  })

  it('lets go for something that needs no linking', async () => {
    const say = stranger(talk)
    await say('내 신청')
    expect((await say('수원 봉사 찾아줘')).trace).to.equal('search/choose/asked')
  })

  for (const [messenger, more] of [
    ['kakao', {}],
    ['talktalk', { event: 'linked' as const }],
  ] as const) {
    it(`goes on when the account has been linked, on ${messenger}`, async () => {
      const say = stranger(talk, messenger, `linking on ${messenger}`)
      await say('말벗 신청할래')
      await link(talk, `linking on ${messenger}`, messenger)
      const heard = await say(messenger === 'kakao' ? '음' : '', more)
      expect(heard.trace).to.equal('apply/confirm/asked')
      expect(heard.text).to.contain('연결되었어요').and.contain('“어르신 말벗”에 신청할까요?')
    })
  }

  it('says so when nothing was waiting, or when the account is linked already', async () => {
    const say = stranger(talk, 'talktalk', 'only linking')
    await say('로그인할래')
    await link(talk, 'only linking', 'talktalk')
    expect((await say('', { event: 'linked' })).choices).to.include('내 신청')
    const known = await volunteer(talk)
    expect((await known.say('로그인할래')).text).to.contain('이미 연결되어 있어요')
  })
})
