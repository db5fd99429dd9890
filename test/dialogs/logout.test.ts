/** logout: the account is nobody's after a yes, and can be linked again. */
import { expect } from 'chai'
import { createTalk, type TestTalk } from '../support/talk.js'
import { link, stranger, token, volunteer } from './speaker.js'

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

  describe('by the button of the notice about another chat', () => {
    let users = 0
    async function twoChats() {
      const owner = await volunteer(talk)
      const user = `another chat ${++users}`
      const { accounts, transactions } = talk.services
      const account = await transactions.run(async tx => {
        const account = await accounts.findOrAdd(tx, { messenger: 'talktalk', userKey: user })
        await accounts.link(tx, account.id, owner.id)
        return account
      })
      const linkedTo = async () => {
        const [row] = await talk.database.dataSource.query(
          'SELECT volunteer_id FROM messenger_accounts WHERE id = $1',
          [account.id],
        )
        return row.volunteer_id as string | null
      }
      return { owner, user, linkedTo, pressed: await token(talk, owner.id, 'logout', account.id) }
    }

    it('unlinks exactly that one, after a yes and once', async () => {
      const { owner, linkedTo, pressed } = await twoChats()
      const asked = await owner.say(pressed, { token: pressed })
      expect(asked.trace).to.equal('logout/confirm/asked')
      expect(asked.text).to.include('네이버 톡톡')
      expect(await linkedTo()).to.equal(owner.id)
      expect((await owner.say('네, 끊을게요')).text).to.include('그 채팅방의 연결을 끊었어요')
      expect(await linkedTo()).to.equal(null)
      expect((await owner.say('내 신청')).trace, 'this chat stays').to.equal('check/list/done')
      expect((await owner.say(pressed, { token: pressed })).trace).to.match(/^expired/)
    })

    it('works where the person is known only by the button, and keeps the chat after a no', async () => {
      const { owner, linkedTo, pressed } = await twoChats()
      const guest = stranger(talk)
      await guest(pressed, { token: pressed })
      await guest('아니요')
      expect(await linkedTo()).to.equal(owner.id)
      const once = await token(talk, owner.id, 'logout', (await twoChats()).owner.id)
      expect((await stranger(talk)(once, { token: once })).text).to.include('이미 연결이 끊겨')
    })

    it('is refused unspent in an account that is somebody else’s', async () => {
      const { owner, linkedTo, pressed } = await twoChats()
      const other = await volunteer(talk)
      expect((await other.say(pressed, { token: pressed })).trace).to.match(/^other-person/)
      expect(await linkedTo()).to.equal(owner.id)
      expect((await owner.say(pressed, { token: pressed })).trace).to.equal('logout/confirm/asked')
    })

    it('says so when it was unlinked meanwhile, and leaves whose it is now alone', async () => {
      const { owner, user, linkedTo, pressed } = await twoChats()
      const next = await link(talk, user, 'talktalk')
      expect((await owner.say(pressed, { token: pressed })).text).to.include('이미 연결이 끊겨 있어요')
      expect(await linkedTo()).to.equal(next)
    })
  })

  it('says when there is nothing to unlink', async () => {
    expect((await stranger(talk)('로그아웃')).trace).to.equal('logout/confirm/refused:not-linked')
  })
})
