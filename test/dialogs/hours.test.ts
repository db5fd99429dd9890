/** hours: the sum of one's time and the list of records, of all portals. */
import { expect } from 'chai'
import type { VolunteerRecord } from '../../src/domain/record.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { records } from '../../src/storage/records.js'
import { createTalk, type TestTalk, TODAY } from '../support/talk.js'
import { link, on, stranger, volunteer } from './speaker.js'

describe('hours', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
  })
  beforeEach(() => talk.clock.set(seoulMoment(TODAY, '10:00')))
  after(() => talk.close())

  const record = (volunteerId: string, different: Partial<VolunteerRecord>) =>
    talk.services.transactions.run(tx =>
      tx.getRepository(records).insert({
        volunteerId,
        applicationId: null,
        portal: 'own',
        title: '도서관 책 정리',
        organisationName: '매탄도서관',
        doneOn: '2026-10-10',
        minutes: 90,
        state: 'approved',
        createdAt: talk.clock.now(),
        ...different,
      }),
    )

  it('sums what counts apart from what is not approved yet, and names the portal of each', async () => {
    const { say, id } = await volunteer(talk)
    await record(id, {})
    await record(id, { portal: '1365', title: '한강 걷기', minutes: 120, doneOn: '2026-09-05' })
    await record(id, { portal: 'vms', title: '반찬 나눔', minutes: 60, doneOn: '2026-08-01' })
    await record(id, { state: 'entered', minutes: 30, doneOn: '2026-11-01' })
    const { text, trace } = await say('봉사 시간 알려줘')
    expect(trace).to.equal('hours/sum/done')
    expect(text).to.contain('인정: 4시간 30분').and.contain('확인 중: 30분').and.contain('활동: 4번')
    expect(text).to.contain('한강 걷기 2시간 (1365)').and.contain('반찬 나눔 1시간 (VMS)')
  })

  it('says what the school record takes over, where that is less, and what each year came to', async () => {
    const { say, id } = await volunteer(talk)
    await record(id, { minutes: 90 })
    await record(id, { minutes: 30, doneOn: '2026-09-05' })
    await record(id, { minutes: 120, doneOn: '2025-09-05' })
    const { text } = await say('봉사 시간 알려줘')
    expect(text).to.contain('인정: 4시간').and.contain('2026년: 2시간').and.contain('2025년: 2시간')
    expect(text).to.contain('학교 기록: 3시간').and.contain('학교가 정해요')
    const whole = await volunteer(talk)
    await record(whole.id, { minutes: 120 })
    expect((await whole.say('봉사 시간 알려줘')).text)
      .to.not.contain('학교 기록')
      .and.not.contain('2026년:')
  })

  it('says of what is over and has no record how far it is, and how to say that it is wrong', async () => {
    const { say, id } = await volunteer(talk)
    const { applications, transactions } = talk.services
    const [forgotten, missed] = [
      await talk.program({ title: '낙엽 쓸기', approval: 'automatic', ...on('2026-11-21', '10:00', '12:00') }),
      await talk.program({ title: '벽화 그리기', approval: 'automatic', ...on('2026-11-21', '14:00', '16:00') }),
    ]
    await transactions.run(tx => applications.apply(tx, id, forgotten.id))
    const applied = await transactions.run(tx => applications.apply(tx, id, missed.id))
    talk.clock.set(missed.endsAt)
    const organisation = { kind: 'organisation', id: missed.organisationId } as const
    await transactions.run(tx => applications.act(tx, organisation, applied.application!.id, 'miss'))
    const { text, choices } = await say('봉사 시간 알려줘')
    expect(text).to.contain('낙엽 쓸기 – 끝났어요 · 기관이 아직 기록하지 않았어요')
    expect(text).to.contain('벽화 그리기 – 불참으로 기록되었어요')
    expect(choices).to.include('기록이 달라요')
    expect((await say('작년 봉사 시간 알려줘')).text).to.not.contain('낙엽 쓸기')
  })

  it('looks at one year only when a year is said', async () => {
    const { say, id } = await volunteer(talk)
    await record(id, {})
    await record(id, { doneOn: '2025-05-05', title: '작년의 일', minutes: 60 })
    const { text } = await say('작년 봉사 시간 알려줘')
    expect(text)
      .to.contain('2025년 봉사 시간')
      .and.contain('인정: 1시간')
      .and.contain('작년의 일')
      .and.not.contain('도서관')
  })

  for (const messenger of ['kakao', 'talktalk'] as const)
    it(`shows in ${messenger} what an organisation entered, and counts it once it is approved`, async () => {
      const { say, id } = await volunteer(talk, messenger)
      const program = await talk.program({ approval: 'automatic', ...on('2026-11-21', '10:00', '12:00') })
      const { applications, transactions } = talk.services
      const organisation = { kind: 'organisation', id: program.organisationId } as const
      const applied = await transactions.run(tx => applications.apply(tx, id, program.id))
      talk.clock.set(program.endsAt)
      const act = (name: 'attend' | 'approve-record') =>
        transactions.run(tx => applications.act(tx, organisation, applied.application!.id, name))
      await act('attend')
      expect((await say('봉사 시간 알려줘')).text)
        .to.contain('인정: 0분')
        .and.contain('확인 중: 2시간')
      await act('approve-record')
      const { text } = await say('봉사 시간 알려줘')
      expect(text).to.contain('인정: 2시간').and.contain(`11월 21일(토) ${program.title}`).and.not.contain('확인 중')
    })

  it('says when there is nothing yet, and where to find something', async () => {
    const { say } = await volunteer(talk)
    const heard = await say('봉사 시간 알려줘')
    expect(heard.text).to.contain('아직 봉사 시간이 없어요')
    expect(heard.choices).to.include('봉사 찾기')
  })

  it('remembers the year over linking', async () => {
    const say = stranger(talk, 'kakao', 'counter')
    expect((await say('작년 봉사 시간 알려줘')).trace).to.equal('login/link/asked')
    const id = await link(talk, 'counter')
    await record(id, { doneOn: '2025-05-05', title: '작년의 일' })
    await record(id, {})
    expect((await say('연결했어요')).text)
      .to.contain('작년의 일')
      .and.not.contain('도서관')
  })
})
