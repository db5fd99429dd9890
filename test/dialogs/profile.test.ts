/** profile: what is kept is shown in short, and all of it is forgotten after one yes. */
import { expect } from 'chai'
import { seoulMoment } from '../../src/platform/clock.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { placesOf } from '../support/whole-database.js'
import { stranger, volunteer } from './speaker.js'

describe('profile', () => {
  let talk: TestTalk
  beforeEach(async () => {
    talk = await createTalk()
  })
  afterEach(() => talk.close())

  const query = <T = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> =>
    talk.database.dataSource.query(sql, values)
  const count = async (table: string) => (await query(`SELECT FROM ${table}`)).length

  for (const text of ['내 정보 보여줘', '저장된 내 정보 보여줘', '내 정보']) {
    it(`shows in short what is kept: "${text}"`, async () => {
      const { say } = await volunteer(talk)
      const heard = await say(text)
      expect(heard.trace).to.equal('profile/show/done')
      expect(heard.text)
        .to.include('이름: 홍*동')
        .and.include('휴대전화: 010-****-')
        .and.not.match(/홍길동|0101234/)
      expect(heard.choices).to.include.members(['내 정보 삭제', '상담원'])
    })
  }

  it('leads to all of it by a page of its own', async () => {
    const user = 'reader'
    await talk.volunteer(user)
    const { answer } = await talk.say('내 정보 보여줘', { user })
    const [card] = answer.replies
    const [button] = (card?.kind === 'card' && card.buttons) || []
    const url = new URL(button && 'url' in button ? button.url : '')
    expect(url.pathname).to.equal('/enter')
    const told = JSON.stringify((await talk.say('내 정보 보여줘', { user })).answer)
    expect(told, 'the same link while nobody has used it').to.include(url.href)
    const entered = await talk.services.transactions.run(tx =>
      talk.services.entry.startVisit(tx, url.hash.slice(1), '::1'),
    )
    expect(entered?.purpose).to.deep.equal({ flow: 'profile' })
    const next = JSON.stringify((await talk.say('내 정보 보여줘', { user })).answer)
    expect(next)
      .to.match(/enter#[A-Za-z0-9]{43}/)
      .and.not.include(url.href)
  })

  for (const text of [
    '내 정보 삭제해줘',
    '탈퇴할래',
    '개인정보 지워줘',
    '회원탈퇴',
    '내 데이터 다 없애줘',
    '계정 삭제',
    '다 지워줘',
    '싹 다 지워줘!!',
    '내거 전부 삭제해',
    '대화 기록 지워줘',
    '나를 잊어줘',
    '개인정보 삭재해줘',
  ]) {
    it(`asks once, telling what is lost, and forgets after a yes: "${text}"`, async () => {
      const { say, id } = await volunteer(talk)
      const program = await talk.program({ approval: 'automatic' })
      await talk.services.transactions.run(tx => talk.services.applications.apply(tx, id, program.id))
      await query(
        `INSERT INTO records (volunteer_id, portal, title, organisation_name, done_on, minutes, state, created_at)
         VALUES ($1, 'own', '지난 활동', '기관', '2026-11-01', 150, 'approved', '2026-11-02')`,
        [id],
      )
      const asked = await say(text)
      expect(asked.trace).to.equal('profile/forget/asked')
      expect(asked.text).to.include('2시간 30분').and.include('1건').and.include('되돌릴 수 없어요')
      const answered = await say('네, 지울게요')
      expect(answered.trace).to.equal('profile/forget/done')
      expect(answered.text).to.include('모두 지웠어요')
      for (const table of [
        'volunteers',
        'applications',
        'records',
        'notices',
        'turns',
        'conversations',
        'messenger_accounts',
      ])
        expect(await count(table), table).to.equal(0)
      const [{ seats_taken: seats } = {}] = await query<{ seats_taken?: number }>('SELECT seats_taken FROM programs')
      expect(seats).to.equal(0)
      expect((await say('내 신청')).trace).to.equal('login/link/asked')
    })
  }

  for (const text of ['아니요', '지우지 마', '네?', '글쎄', '그만', '수원 봉사 찾아줘', '응 취소해줘']) {
    it(`does not take "${text}" for a yes`, async () => {
      const { say } = await volunteer(talk)
      await say('내 정보 삭제해줘')
      await say(text)
      expect(await count('volunteers')).to.equal(1)
    })
  }

  it('is asked for in the middle of something else, and nothing is forgotten without a yes', async () => {
    const { say } = await volunteer(talk)
    await talk.program()
    await say('수원 봉사 찾아줘')
    expect((await say('다 지워 줘')).trace).to.equal('profile/forget/asked')
    expect((await say('아니요')).trace).to.equal('profile/forget/refused:declined')
    expect(await count('volunteers')).to.equal(1)
  })

  for (const text of [
    '봉사 하나 지워줘',
    '신청한 거 다 지워줘',
    '사진 지워줘',
    '다 지우면 어떻게 되나요',
    '다 신청해줘',
  ]) {
    it(`does not take "${text}" for it`, async () => {
      const { say } = await volunteer(talk)
      expect((await say(text)).trace).to.not.match(/^profile\/forget/)
    })
  }

  for (const messenger of ['kakao', 'talktalk'] as const) {
    it(`is open to who is under 14 or linked to nobody (${messenger})`, async () => {
      const say = stranger(talk, messenger, 'a child')
      await say('봉사 찾아줘', { under14: true })
      expect((await say('탈퇴할래', { under14: true })).trace).to.equal('profile/forget/asked')
      expect((await say('응', { under14: true })).trace).to.equal('profile/forget/done')
      expect(await count('messenger_accounts')).to.equal(0)
    })
  }

  it('can be asked for from what was shown', async () => {
    const { say } = await volunteer(talk)
    await say('내 정보 보여줘')
    expect((await say('내 정보 삭제')).trace).to.equal('profile/forget/asked')
    expect((await say('응')).trace).to.equal('profile/forget/done')
  })

  it('does not take one thing that shall be removed for everything', async () => {
    const { say } = await volunteer(talk)
    expect((await say('이메일 지워줘')).trace).to.equal('profile/show/done')
  })

  it('forgets an account that is linked to nobody', async () => {
    const say = stranger(talk)
    await say('제 번호는 010-9876-5432예요')
    expect((await say('내 정보 삭제해줘')).text).to.include('나눈 대화')
    expect((await say('네')).trace).to.equal('profile/forget/done')
    expect([await count('turns'), await count('messenger_accounts')]).to.deep.equal([0, 0])
  })

  it('forgets every messenger of the person, and leaves nothing of what was typed', async () => {
    const typed = ['남궁민수', '2011-02-03', '01098765432', '010-9876-5432', 'minsu@example.org', '비밀 이야기']
    const [name, birth, phone] = typed as [string, string, string]
    const { accounts, transactions, agents, accessLog, linking } = talk.services
    const users = { kakao: 'kakao user', talktalk: 'talktalk user' } as const
    const program = await talk.program({ approval: 'automatic' })
    const id = await transactions.run(async tx => {
      const volunteer = await accounts.addVolunteer(tx, { name, birth, phone })
      for (const messenger of ['kakao', 'talktalk'] as const) {
        const account = await accounts.findOrAdd(tx, { messenger, userKey: users[messenger] })
        const { token } = await linking.issue(tx, account.id)
        await linking.sendCode(tx, linking.open(token), { name, birth, phone }, '10.0.0.1')
        await accounts.link(tx, account.id, volunteer.id)
        await agents.request(tx, account.id, `${name}인데요, ${typed[4]}로 연락 주세요`)
        const look = { actor: 'staff', actorId: null, address: '10.0.0.2', action: 'search' } as const
        await accessLog.note(tx, { ...look, volunteerIds: [volunteer.id], accountIds: [account.id], words: name })
      }
      return volunteer.id
    })
    const says = stranger(talk, 'kakao', users.kakao)
    const types = stranger(talk, 'talktalk', users.talktalk)
    for (const say of [says, types]) {
      await say(`저는 ${name}이고 번호는 ${typed[3]}, 메일은 ${typed[4]}예요`, { key: 'once' })
      await say(typed[5]!)
    }
    await transactions.run(tx => talk.services.applications.apply(tx, id, program.id))
    const { dataSource } = talk.database
    const before = await placesOf(dataSource, talk.cipher, [...typed, ...Object.values(users)])
    expect(before.length, before.join('\n')).to.be.above(10)

    await says('탈퇴할래')
    expect((await says('네')).trace).to.equal('profile/forget/done')
    expect(await placesOf(dataSource, talk.cipher, [...typed, ...Object.values(users)])).to.deep.equal([])
    // Of the person only the ids in the access log are left, and numbers of the activity.
    const places = await placesOf(dataSource, talk.cipher, [id])
    expect(
      places.every(place => /^access_log\w*\.(volunteer_ids|actor_id):/.test(place)),
      places.join(),
    ).to.equal(true)
    const [noted] = await query("SELECT actor_id, address, volunteer_ids FROM access_log WHERE action = 'deletion'")
    expect(noted).to.deep.equal({ actor_id: id, address: 'kakao', volunteer_ids: [id] })
    expect(await query('SELECT program_id, state, people, minutes FROM forgotten_participations')).to.deep.equal([
      { program_id: program.id, state: 'cancelled', people: 1, minutes: null },
    ])
    // Who comes again is a stranger.
    expect((await types('내 신청')).trace).to.equal('login/link/asked')
  })

  it('keeps the numbers of an activity that is over', async () => {
    const { say, id } = await volunteer(talk)
    const times = { startsAt: seoulMoment('2026-11-19', '10:00'), endsAt: seoulMoment('2026-11-19', '13:00') }
    const program = await talk.program({ ...times, approval: 'automatic' })
    const applied = await talk.services.transactions.run(tx => talk.services.applications.apply(tx, id, program.id))
    if (!applied.ok) throw new Error(applied.refused)
    await query("UPDATE applications SET state = 'attended'")
    await query(
      `INSERT INTO records (volunteer_id, application_id, portal, title, organisation_name, done_on, minutes, state, created_at)
       VALUES ($1, $2, 'own', '', '', '2026-11-19', 180, 'approved', '2026-11-19')`,
      [id, applied.application.id],
    )
    await say('탈퇴')
    await say('네')
    expect(await query('SELECT program_id, state, people, minutes FROM forgotten_participations')).to.deep.equal([
      { program_id: program.id, state: 'attended', people: 1, minutes: 180 },
    ])
  })

  it('forgets nothing when the answer cannot be kept', async () => {
    const { say } = await volunteer(talk)
    await say('탈퇴')
    await query('ALTER TABLE access_log ADD CONSTRAINT "full" CHECK (false) NOT VALID')
    expect((await say('네')).trace).to.match(/error$/)
    await query('ALTER TABLE access_log DROP CONSTRAINT "full"')
    expect(await count('volunteers')).to.equal(1)
  })
})
