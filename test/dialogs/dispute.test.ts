/** dispute: what is said to be wrong is shown, and goes to the organisation after a yes. */
import { expect } from 'chai'
import { MESSENGERS } from '../../src/messengers/messenger.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { createTalk, type TestTalk, TODAY } from '../support/talk.js'
import { play } from '../turns/script.js'
import { link, on, stranger, volunteer } from './speaker.js'

for (const messenger of MESSENGERS) {
  describe(`dispute on ${messenger}`, () => {
    let talk: TestTalk
    before(async () => {
      talk = await createTalk()
    })
    beforeEach(async () => {
      talk.clock.set(seoulMoment(TODAY, '10:00'))
      await talk.database.dataSource.query('DELETE FROM disputes')
    })
    after(() => talk.close())

    const kept = () => talk.database.dataSource.query('SELECT matter, state FROM disputes ORDER BY created_at')
    /** Applied, and the activity is over; the organisation said this of it. */
    async function recorded(
      id: string,
      title: string,
      act?: 'attend' | 'miss',
      at = on('2026-11-21', '10:00', '12:00'),
    ) {
      const { applications, transactions } = talk.services
      talk.clock.set(seoulMoment(TODAY, '10:00'))
      const program = await talk.program({ title, approval: 'automatic', contact: '031-123-4567', ...at })
      const applied = await transactions.run(tx => applications.apply(tx, id, program.id))
      talk.clock.set(new Date(program.endsAt.getTime() + 60_000))
      const organisation = { kind: 'organisation', id: program.organisationId } as const
      if (act) await transactions.run(tx => applications.act(tx, organisation, applied.application!.id, act))
      return { program, applicationId: applied.application!.id }
    }

    it('takes the sentence that it began with, shows it, and sends it after a yes', async () => {
      const { say, id } = await volunteer(talk, messenger)
      await recorded(id, '유기견 산책', 'miss')
      await play(say, [
        [
          '저 갔었는데 불참이래요',
          'dispute/confirm/asked',
          '유기견 산책',
          '불참으로 기록되었어요',
          '│ 저 갔었는데 불참이래요',
        ],
      ])
      expect(await kept()).to.deep.equal([])
      await play(say, [['네', 'dispute/confirm/done', '기관에 전했어요', '11월 28일(토) 12:01까지']])
      expect(await kept()).to.deep.equal([{ matter: 'absence', state: 'open' }])
      await play(say, [['저 갔었는데 불참이래요', 'dispute/which/refused:none']])
    })

    it('asks which activity, then for the words where none were said', async () => {
      const { say, id } = await volunteer(talk, messenger)
      await recorded(id, '유기견 산책', 'attend')
      await recorded(id, '어르신 말벗', undefined, on('2026-11-21', '14:00', '16:00'))
      await play(say, [
        ['봉사 시간 알려줘', 'hours/sum/done'],
        ['실적 이의신청', 'dispute/which/asked', '어떤 활동', '유기견 산책', '어르신 말벗'],
        ['유기견 산책', 'dispute/confirm/asked', '2시간 확인 중'],
        ['고칠래요', 'dispute/words/asked', '무엇이 다른지'],
        ['두 시간이 아니라 네 시간 했어요', 'dispute/confirm/asked', '│ 두 시간이 아니라 네 시간 했어요'],
        ['네, 전할게요', 'dispute/confirm/done'],
      ])
      expect(await kept()).to.deep.equal([{ matter: 'minutes', state: 'open' }])
    })

    it('sends nothing after a no', async () => {
      const { say, id } = await volunteer(talk, messenger)
      await recorded(id, '유기견 산책', 'miss')
      await play(say, [
        ['저 갔었는데 불참이래요', 'dispute/confirm/asked'],
        ['안 할래요', 'dispute/confirm/refused:declined', '아무것도 전하지 않았어요'],
      ])
      expect(await kept()).to.deep.equal([])
    })

    it('says that there is nothing, or that it is too late, with a way on', async () => {
      const { say, id } = await volunteer(talk, messenger)
      await play(say, [['갔는데 불참이래요', 'dispute/which/refused:none', '7일']])
      const { applicationId } = await recorded(id, '유기견 산책', 'miss')
      talk.clock.set(seoulMoment('2026-12-01', '10:00'))
      await play(say, [
        [
          { text: '기록이 달라요', value: `begin:dispute:${applicationId}` },
          'dispute/words/refused:too-late',
          '031-123-4567',
        ],
      ])
    })

    it('keeps what was said over linking, sealed', async () => {
      const user = `disputing on ${messenger}`
      const say = stranger(talk, messenger, user)
      await play(say, [['저 보라매 언덕에 갔었는데 불참이래요', 'login/link/asked']])
      const [{ found }] = await talk.database.dataSource.query(
        `SELECT count(*) AS found FROM messenger_accounts WHERE session::text LIKE '%보라매%'`,
      )
      expect(Number(found)).to.equal(0)
      const id = await link(talk, user, messenger)
      await recorded(id, '유기견 산책', 'miss')
      await play(say, [['연결했어요', 'dispute/confirm/asked', '│ 저 보라매 언덕에 갔었는데 불참이래요']])
    })
  })
}
