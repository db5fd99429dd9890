/** check: one's own applications, with state, time, place and map. */
import { expect } from 'chai'
import type { Program } from '../../src/domain/program.js'
import { MESSENGERS } from '../../src/messengers/messenger.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { createTalk, type TestTalk, TODAY } from '../support/talk.js'
import { play } from '../turns/script.js'
import { addPrograms, link, on, stranger, token, volunteer } from './speaker.js'

describe('check', () => {
  let talk: TestTalk
  let programs: Record<'friend' | 'dog' | 'coal' | 'wall' | 'litter', Program>
  before(async () => {
    talk = await createTalk()
    programs = await addPrograms(talk)
  })
  after(() => talk.close())

  async function applied(...chosen: Program[]) {
    const person = await volunteer(talk)
    const { applications, transactions } = talk.services
    for (const { id } of chosen) await transactions.run(tx => applications.apply(tx, person.id, id))
    return person
  }

  it('shows the only application at once, with its state in words and a map', async () => {
    const { say, id } = await applied(programs.dog)
    const heard = await say('신청한 거 보여줘')
    expect(heard.trace).to.equal('check/list/done')
    expect(heard.text)
      .to.contain('승인을 기다려요')
      .and.contain('11월 21일(토) 14:00~16:00')
      .and.contain('광교호수공원 안내소')
    const account = await talk.say('내 신청', { user: 'elsewhere', token: await token(talk, id, 'check') })
    const buttons = account.answer.replies.flatMap(reply => ('buttons' in reply ? (reply.buttons ?? []) : []))
    expect(buttons.map(({ label }) => label)).to.deep.equal(['지도 보기', '신청 취소'])
    expect(buttons[0])
      .to.have.property('url')
      .that.matches(/^https:\/\/map\.kakao\.com\//)
  })

  it('lists several with their states, and shows one by number, title or day', async () => {
    const { say } = await applied(programs.friend, programs.dog, programs.coal)
    const list = await say('내 신청')
    expect(list.text).to.contain('내 신청 3개').and.contain('승인되었어요').and.contain('승인을 기다려요')
    expect((await say('3번')).text).to.contain('연탄 나르기')
    expect((await say('유기견 신청 됐어?')).text)
      .to.contain('유기견 산책')
      .and.not.contain('연탄')
  })

  it('leads to withdrawing the one that is shown', async () => {
    const { say } = await applied(programs.friend, programs.dog)
    await say('내 신청')
    await say('2번')
    expect((await say('그거 취소할래')).text).to.contain('“유기견 산책” 신청을 취소할까요?')
  })

  it('withdraws and does not show what is named with that verb in a list', async () => {
    const { say } = await applied(programs.friend, programs.dog)
    await say('내 신청')
    expect((await say('유기견 산책 취소해줘')).trace).to.equal('cancel/confirm/asked')
  })

  it('turns pages of twelve', async () => {
    const many = []
    for (let day = 10; day < 22; day++) {
      many.push(await talk.program({ title: `도시락 배달 ${day}일`, ...on(`2026-12-${day}`, '10:00', '11:00') }))
    }
    const { say } = await applied(...many)
    expect((await say('내 신청')).text).to.contain('내 신청 12개')
    expect((await say('다음 신청')).text).to.contain('15일')
    expect((await say('더 보여줘')).text)
      .to.contain('21일')
      .and.not.contain('19일')
    expect((await say('다음 신청')).text).to.contain('10일')
  })

  it('says when there is none, and where to find one', async () => {
    const { say } = await volunteer(talk)
    const heard = await say('내 신청')
    expect(heard.text).to.contain('아직 신청한 활동이 없어요')
    expect(heard.choices).to.include('봉사 찾기')
  })

  it('asks a stranger to link, then shows what was asked for', async () => {
    const say = stranger(talk, 'kakao', 'checker')
    expect((await say('내 신청')).trace).to.equal('login/link/asked')
    await link(talk, 'checker')
    expect((await say('연결했어요')).trace).to.equal('check/list/done')
  })
})

for (const messenger of MESSENGERS)
  describe(`what is to come, over and wanted elsewhere, on ${messenger}`, () => {
    let talk: TestTalk
    let programs: Awaited<ReturnType<typeof addPrograms>>
    let elsewhere: Program
    before(async () => {
      talk = await createTalk()
      programs = await addPrograms(talk)
      elsewhere = await talk.portalProgram({ title: '연탄 나르는 날', ...on('2026-12-05', '09:00', '12:00') })
    })
    beforeEach(() => talk.clock.set(seoulMoment(TODAY, '10:00')))
    after(() => talk.close())

    async function applied(...chosen: Program[]) {
      const person = await volunteer(talk, messenger)
      const { applications, transactions } = talk.services
      for (const { id } of chosen) await transactions.run(tx => applications.apply(tx, person.id, id))
      return person
    }
    const outcome = (id: string, program: Program, state: string, minutes?: number, record = 'approved') =>
      talk.database.dataSource.query(
        `WITH a AS (UPDATE applications SET state = $3 WHERE volunteer_id = $1 AND program_id = $2 RETURNING id)
         INSERT INTO records (volunteer_id, application_id, portal, title, organisation_name, done_on, minutes, state, created_at)
         SELECT $1, a.id, 'own', 'x', 'y', '2026-11-21', $4::int, $5, '2026-11-21' FROM a WHERE $4::int IS NOT NULL`,
        [id, program.id, state, minutes ?? null, record],
      )
    const buttonsOf = async (user: string, text: string) =>
      JSON.stringify((await talk.say(text, { user, messenger })).answer)

    it('tells of each which it is: to come first, wanted elsewhere with its portal, over with what came of it', async () => {
      const { say, id } = await applied(programs.friend, programs.dog, programs.coal, programs.litter, elsewhere)
      await outcome(id, programs.friend, 'attended', 120)
      await outcome(id, programs.dog, 'attended', 90, 'entered')
      await outcome(id, programs.coal, 'absent')
      talk.clock.set(seoulMoment('2026-11-23', '10:00'))
      const { text, choices } = await say('내 신청 보여줘')
      expect(text).to.contain('내 신청 1개 · 담아 둔 활동 1개 · 지난 활동 3개')
      const rows = ['광교호수공원 플로깅', '연탄 나르는 날', '연탄 나르기', '유기견 산책', '어르신 말벗']
      const places = rows.map(title => text.indexOf(`${title}\n`))
      expect(places)
        .to.deep.equal([...places].sort((a, b) => a - b))
        .and.not.include(-1)
      expect(text)
        .to.contain('VMS에서 신청 · 12월 5일(토)')
        .and.contain('불참으로 기록되었어요')
        .and.contain('다녀왔어요 · 1시간 30분 확인 중')
        .and.contain('다녀왔어요 · 2시간 인정')
      expect(choices).to.include('신청 취소')
    })

    it('says of what is over that nothing was entered yet, and offers no map and no cancelling', async () => {
      const { say } = await applied(programs.friend)
      talk.clock.set(seoulMoment('2026-11-23', '10:00'))
      const heard = await say('내 신청')
      expect(heard.text).to.contain('끝났어요 · 기관이 아직 기록하지 않았어요')
      expect(heard.choices).to.not.include('신청 취소')
    })

    it('offers no cancelling anywhere once it has begun', async () => {
      const user = `begun ${messenger}`
      const id = await talk.volunteer(user)
      const { accounts, applications, transactions } = talk.services
      await transactions.run(async tx => {
        const account = await accounts.findOrAdd(tx, { messenger, userKey: user })
        await accounts.link(tx, account.id, id)
        await applications.apply(tx, id, programs.friend.id)
      })
      talk.clock.set(seoulMoment('2026-11-21', '11:00'))
      const said = [
        '내 신청',
        '안녕',
        '도움말',
        '버스 놓쳐서 늦을 것 같아요',
        '몇 시에 끝나?',
        '어르신 말벗',
        '고마워',
        '메뉴',
      ]
      for (const text of said) expect(await buttonsOf(user, text), text).to.not.contain('begin:cancel')
      await talk.say('내 신청', { user, messenger })
      const asked = await talk.say('취소돼요?', { user, messenger })
      expect(JSON.stringify(asked.answer)).to.contain('이미 시작한 활동이라 취소할 수 없어요')
    })

    it('shows what is wanted elsewhere with its page, and lets go of it', async () => {
      const { say } = await applied(elsewhere)
      await play(say, [
        ['내 신청', 'wish/show/done', 'VMS에서 받아요', '신청되지 않았어요'],
        ['그거 취소할래', 'unwish/drop/done', '“연탄 나르는 날” 활동을 내 목록에서 뺐어요'],
        ['내 신청', 'check/list/done', '아직 신청한 활동이 없어요'],
      ])
    })

    it('lets go of it by name, beside an application that stays', async () => {
      const { say, states } = await applied(programs.litter, elsewhere)
      await play(say, [
        ['내 신청', 'check/list/asked', '담아 둔 활동 1개'],
        ['연탄 나르는 날 취소해줘', 'unwish/drop/done'],
        ['내 신청', 'check/list/done', '광교호수공원 플로깅'],
      ])
      expect(await states()).to.deep.equal({ '광교호수공원 플로깅': 'applied' })
    })

    it('lets nobody drop what is another’s', async () => {
      const owner = await applied(elsewhere)
      const other = await volunteer(talk, messenger)
      expect((await other.say('빼기', { value: `begin:unwish:${elsewhere.id}` })).trace).to.equal(
        'unwish/drop/refused:not-found',
      )
      expect((await owner.say('내 신청')).trace).to.equal('wish/show/done')
    })
  })
