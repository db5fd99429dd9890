/** Several wishes in one breath: spelled out, done by one yes, and none of them without a word. */
import { expect } from 'chai'
import { MESSENGERS } from '../../src/messengers/messenger.js'
import { addPrograms, on, volunteer } from '../dialogs/speaker.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { play } from './script.js'

for (const messenger of MESSENGERS) {
  describe(`plans on ${messenger}`, () => {
    let talk: TestTalk
    before(async () => {
      talk = await createTalk()
      await addPrograms(talk)
      await talk.program({ title: '어르신 말벗', approval: 'automatic', ...on('2026-11-28', '10:00', '12:00') })
      await talk.program({ title: '꽉 찬 연주회', capacity: 1, ...on('2026-11-28', '14:00', '15:00') })
      const other = await volunteer(talk)
      await play(other.say, [
        ['꽉 찬 연주회 신청', 'apply/confirm/asked'],
        ['네', 'apply/confirm/done'],
      ])
    })
    after(() => talk.close())

    const appliedFor = async (...titles: string[]) => {
      const person = await volunteer(talk, messenger)
      for (const title of titles) {
        await person.say(`${title} 신청할래`)
        await person.say('네')
      }
      return person
    }

    it('withdraw all, after one yes', async () => {
      const { say, states } = await appliedFor('유기견 산책', '연탄 나르기')
      await play(say, [
        ['둘 다 취소해줘', 'plan/confirm/asked', '유기견 산책', '연탄 나르기', '신청 취소'],
        ['응', 'plan/confirm/done', '“유기견 산책” 신청을 취소했어요', '“연탄 나르기” 신청을 취소했어요'],
      ])
      expect(await states()).to.deep.equal({ '유기견 산책': 'cancelled', '연탄 나르기': 'cancelled' })
    })

    for (const said of ['1번이랑 2번', '1번하고 2번 다 신청할래', '말벗이랑 유기견 신청할게요'])
      it(`"${said}" applies for both, after one yes`, async () => {
        const { say, states } = await volunteer(talk, messenger)
        await play(say, [
          ['이번 주 토요일 수원 봉사 찾아줘', 'search/choose/asked', '어르신 말벗', '유기견 산책'],
          [said, 'plan/confirm/asked', '어르신 말벗', '유기견 산책'],
          ['네, 모두 할게요', 'plan/confirm/done'],
        ])
        expect(await states()).to.deep.equal({ '어르신 말벗': 'approved', '유기견 산책': 'applied' })
      })

    it('that can be done in part only when the yes comes tell what was done, and not that nothing was', async () => {
      const today = await talk.program({ title: '아침 나눔', ...on('2026-11-18', '10:10', '12:00') })
      await talk.program({ title: '아침 나눔', approval: 'automatic', ...on('2026-11-25', '10:10', '12:00') })
      const { say, id } = await volunteer(talk, messenger)
      const { applications, transactions } = talk.services
      await transactions.run(tx => applications.apply(tx, id, today.id))
      await say('아침 나눔 다음 주로 바꿔줘')
      const now = talk.clock.now()
      talk.clock.set(new Date(now.getTime() + 15 * 60_000))
      const heard = await say('네')
      talk.clock.set(now)
      expect(heard.trace).to.equal('plan/confirm/done')
      expect(heard.text)
        .to.contain('“아침 나눔” 신청했어요')
        .and.contain('이미 시작했거나 끝났어요')
        .and.not.contain('아무것도')
    })

    it('tell what cannot be done, and leave it out', async () => {
      const { say, states } = await volunteer(talk, messenger)
      await play(say, [
        [
          '유기견 산책이랑 꽉 찬 연주회 신청할래',
          'plan/confirm/asked',
          '꽉 찬 연주회” 신청: 자리가 다 찼어요',
          '유기견 산책” 신청',
        ],
        ['ㅇㅇ', 'plan/confirm/done'],
      ])
      expect(await states()).to.deep.equal({ '유기견 산책': 'applied' })
    })

    it('are left at a no', async () => {
      const { say, states } = await appliedFor('유기견 산책', '연탄 나르기')
      await play(say, [
        ['신청한 거 전부 취소할게', 'plan/confirm/asked'],
        ['아니', 'plan/confirm/refused:declined', '그대로'],
      ])
      expect(await states()).to.deep.equal({ '유기견 산책': 'applied', '연탄 나르기': 'applied' })
    })

    it('move to another day: the new one first, then the old one', async () => {
      const { say, id } = await volunteer(talk, messenger)
      await play(say, [
        ['21일 어르신 말벗 신청', 'apply/confirm/asked', '11월 21일'],
        ['네', 'apply/confirm/done'],
        [
          '다음 주로 바꿔줘',
          'plan/confirm/asked',
          '11월 28일(토) 10:00~12:00 “어르신 말벗” 신청',
          '11월 21일(토) 10:00~12:00 “어르신 말벗” 신청 취소',
        ],
        ['네', 'plan/confirm/done'],
      ])
      const rows = await talk.database.dataSource.query(
        'SELECT a.state FROM applications a JOIN programs p ON p.id = a.program_id WHERE a.volunteer_id = $1 ORDER BY p.starts_at',
        [id],
      )
      expect(rows.map(({ state }: { state: string }) => state)).to.deep.equal(['cancelled', 'approved'])
    })

    it('change nothing when the new one is full', async () => {
      const { say, states } = await appliedFor('연탄 나르기')
      await play(say, [
        [
          '연탄 취소하고 꽉 찬 연주회로 바꿔줘',
          'plan/confirm/refused:none',
          '자리가 다 찼어요',
          '아무것도 바꾸지 않았어요',
        ],
      ])
      expect(await states()).to.deep.equal({ '연탄 나르기': 'applied' })
    })
  })
}
