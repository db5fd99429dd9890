/** How well each turn of a talk was understood, as it is written down for staff. */
import { expect } from 'chai'
import { createTalk, type TestTalk } from '../support/talk.js'
import { addPrograms, stranger } from './speaker.js'

describe('what staff are told of how a talk was understood', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
    await addPrograms(talk)
  })
  after(() => talk.close())

  const grasps = async (user: string): Promise<string[]> => {
    const rows: { grasp: string }[] = await talk.database.dataSource.query(
      `SELECT t.grasp FROM turns t JOIN messenger_accounts a ON a.id = t.account_id WHERE a.user_key = $1 ORDER BY t.id`,
      [user],
    )
    return rows.map(({ grasp }) => grasp)
  }

  it('knows what is out of scope from an answer that was waited for and missed', async () => {
    const say = stranger(talk, 'kakao', 'asked for staff')
    await say('오늘 급식 뭐야')
    await say('수원 봉사 찾아줘')
    await say('1번')
    await say('음 글쎄')
    expect(await grasps('asked for staff')).to.deep.equal(['outside', 'clear', 'clear', 'missed'])
  })

  it('keeps what nobody could find out later: how it was said, what else it could have meant, and by which versions', async () => {
    await talk.say('수원 봉사', { user: 'kept' })
    await talk.say('도움말', { user: 'kept', value: 'begin:help' })
    await talk.say('', { user: 'kept', event: 'sticker' })
    const rows: { input: string; alternatives: object[] | null; model: string | null; words: string }[] =
      await talk.database.dataSource.query(
        `SELECT t.input, t.alternatives, t.model_version AS model, t.words_version AS words
           FROM turns t JOIN messenger_accounts a ON a.id = t.account_id WHERE a.user_key = 'kept' ORDER BY t.id`,
      )
    expect(rows.map(({ input }) => input)).to.deep.equal(['typed', 'pressed', 'event'])
    const [typed, pressed, event] = rows
    expect(typed!.alternatives![0]).to.have.all.keys('intent', 'confidence')
    expect(event).to.include({ alternatives: null, model: null })
    expect(typed!.model).to.be.a('string').and.equal(pressed!.model)
    expect(typed!.words).to.be.a('string').and.equal(event!.words)
  })

  it('knows when it was given up', async () => {
    const say = stranger(talk, 'kakao', 'given up')
    for (const noise of ['ㅁㄴㅇㄹ', '쿠쿠루삥뽕', '뷁뷁뷁']) await say(noise)
    expect((await grasps('given up')).at(-1)).to.equal('missed')
  })
})
