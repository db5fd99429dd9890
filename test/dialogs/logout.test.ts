/** logout: the account is nobody's after a yes, and can be linked again. */
import { expect } from 'chai'
import { createTalk, type TestTalk } from '../support/talk.js'
import { link, stranger, volunteer } from './speaker.js'

describe('logout', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
  })
  after(() => talk.close())

  it('unlinks after a yes; what was done stays with the person', async () => {
    const say = stranger(talk, 'kakao', 'leaver')
    await link(talk, 'leaver')
    expect((await say('로그아웃')).trace).to.equal('logout/confirm/asked')
    expect((await say('네, 끊을게요')).trace).to.equal('logout/confirm/done')
    expect((await say('내 신청')).trace).to.equal('login/link/asked')
    await link(talk, 'leaver')
    expect((await say('연결했어요')).trace).to.equal('check/list/done')
  })

  for (const text of ['아니요', '끊지 마', '네?', '글쎄', '그만', '수원 봉사 찾아줘']) {
    it(`does not take "${text}" for a yes`, async () => {
      const { say } = await volunteer(talk)
      await say('로그아웃')
      await say(text)
      expect((await say('내 신청')).trace).to.equal('check/list/done')
    })
  }

  it('says when there is nothing to unlink', async () => {
    expect((await stranger(talk)('로그아웃')).trace).to.equal('logout/confirm/refused:not-linked')
  })
})
