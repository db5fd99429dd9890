/** login: who comes cold links the account once, and the talk goes on where it stopped. */
import { expect } from 'chai'
import { hashToken } from '../../src/platform/cipher.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { placesOf } from '../support/whole-database.js'
import { addPrograms, link, stranger, volunteer } from './speaker.js'

const isLink = (button: object) => 'url' in button && String(button.url).includes('/link#')

describe('login', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
    await addPrograms(talk)
  })
  after(() => talk.close())

  let keys = 0

  it('leads to the page by a button that carries a token of its own', async () => {
    const { answer } = await talk.say('로그인할래', { user: 'button' })
    const [card] = answer.replies
    const [button] = (card?.kind === 'card' && card.buttons) || []
    expect(button)
      .to.have.property('url')
      .that.matches(/^https:\/\/sonmoa\.example\/link#[A-Za-z0-9]{43}$/)
  })

  /** What the card shows of a link: its address, the number beside it and the pairing code. */
  async function shownTo(user: string, text: string) {
    const { answer } = await talk.say(text, { user, key: `${user} ${++keys}` })
    const card = answer.replies.find(reply => reply.kind === 'card' && reply.buttons?.some(isLink))
    const [, number, pairing] =
      /: (\d\d)\s[\s\S]*: (\d{5}-\d{5})/.exec((card?.kind === 'card' && card.text) || '') ?? []
    const button = card?.kind === 'card' ? card.buttons?.find(isLink) : undefined
    return { url: button && 'url' in button ? button.url : '', number, pairing }
  }
  const linkTokens = async (user: string): Promise<number> => {
    const [row] = await talk.database.dataSource.query(
      `SELECT count(*)::int AS n FROM tokens t JOIN messenger_accounts a ON a.id = t.account_id WHERE a.user_key = $1`,
      [user],
    )
    return row.n
  }

  it('shows one link with one number for one question, however often it is asked', async () => {
    const first = await shownTo('one question', '말벗 신청할래')
    expect(first.pairing).to.match(/^\d{5}-\d{5}$/)
    for (const again of ['연결했어요', '왜 필요해요?', '로그인할래'])
      expect(await shownTo('one question', again), again).to.deep.equal(first)
    expect(await linkTokens('one question')).to.equal(1)
    expect((await shownTo('another person', '로그인할래')).url).to.not.equal(first.url)
  })

  for (const [what, change] of [
    ['used', 'UPDATE tokens SET spent_at = created_at WHERE hash = $1'],
    ['stopped', "UPDATE linkings SET refused = 'stopped' WHERE link_hash = $1"],
    ['used up', 'UPDATE linkings SET codes_sent = 5 WHERE link_hash = $1'],
    ['about to end', "UPDATE tokens SET expires_at = created_at + interval '2 minutes' WHERE hash = $1"],
    ['another key’s', "UPDATE tokens SET nonce = '\\x00' WHERE hash = $1"],
  ] as const) {
    it(`makes a new link when the last one is ${what}`, async () => {
      const user = `a link that is ${what}`
      const first = await shownTo(user, '로그인할래')
      await talk.database.dataSource.query(change, [hashToken(first.url.split('#')[1]!)])
      const next = await shownTo(user, '로그인할래')
      expect(next.url)
        .to.match(/#[A-Za-z0-9]{43}$/)
        .and.not.equal(first.url)
      expect(await shownTo(user, '로그인할래')).to.deep.equal(next)
    })
  }

  it('shows the number, the advice and the pairing code on lines of their own', async () => {
    for (const again of [1, 2, 3]) {
      const { answer } = await talk.say('로그인할래', { user: 'three lines' })
      const card = answer.replies.find(reply => reply.kind === 'card')
      const lines = ((card?.kind === 'card' && card.text) || '').split('\n')
      const about = lines.slice(-3).map(line => line.replace(/\d/g, '0'))
      expect(about[0], `${again}`).to.equal('확인 숫자: 00')
      expect(about[1]).to.match(/^열린 화면의 숫자가.*보내지 마세요\.$/)
      expect(about[2]).to.equal('화면이 연결 코드를 물을 때: 00000-00000')
    }
  })

  it('keeps neither the number, the code nor the token where staff or the database could read them', async () => {
    const { url, number, pairing } = await shownTo('kept nowhere', '로그인할래')
    const rows: { row: string }[] = await talk.database.dataSource.query(
      `SELECT t.reply::text AS row FROM turns t JOIN messenger_accounts a ON a.id = t.account_id WHERE a.user_key = 'kept nowhere'
       UNION ALL SELECT session::text FROM messenger_accounts WHERE user_key = 'kept nowhere'`,
    )
    expect(rows).to.have.length(2)
    for (const { row } of rows) {
      for (const secret of [url.split('#')[1]!, pairing!, pairing!.replace('-', '')]) expect(row).to.not.include(secret)
      expect(row).to.not.match(new RegExp(`(?<![\\w-])${number}(?![\\w-])`))
    }
    expect(rows[0]!.row).to.include('확인 숫자: [번호]')
    const places = await placesOf(talk.database.dataSource, talk.cipher, [url.split('#')[1]!, pairing!])
    expect(places.filter(place => !place.startsWith('request_answers.answer_sealed, opened'))).to.deep.equal([])
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

  it('says to come back where nobody can speak first, and elsewhere promises to go on by itself', async () => {
    const [kakao, talktalk] = (['kakao', 'talktalk'] as const).map(messenger => stranger(talk, messenger, 'comes back'))
    for (const text of ['내 신청', '연결했어요']) {
      expect((await kakao!(text)).text)
        .to.contain('여기로 돌아와 ‘연결했어요’를 눌러')
        .and.not.contain('바로 이어 갈게요')
      expect((await talktalk!(text)).text).to.not.contain('돌아와')
    }
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
