/** What was refused, corrected or replaced is never confirmed by the next yes. */
import { expect } from 'chai'
import { MESSENGERS } from '../../src/messengers/messenger.js'
import { addPrograms, on, volunteer } from '../dialogs/speaker.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { play } from './script.js'

for (const messenger of MESSENGERS) {
  describe(`repairs on ${messenger}`, () => {
    let talk: TestTalk
    before(async () => {
      talk = await createTalk()
      await addPrograms(talk)
      await talk.program({ title: '신청 취소 안내 돕기', ...on('2026-12-12', '10:00', '12:00') })
    })
    after(() => talk.close())

    for (const instead of [
      '안할래 2번 할래',
      '아 아니 두번째가 낫겠다',
      '아 싫어 2번할래',
      '말고 유기견 산책',
      '유기견으로 할래 이건 싫어',
    ])
      it(`"${instead}" asks about the other one, which alone a yes is for`, async () => {
        const { say, states } = await volunteer(talk, messenger)
        await play(say, [
          ['토요일 수원 봉사 찾아줘', 'search/choose/asked', '어르신 말벗'],
          ['1번', 'apply/confirm/asked', '어르신 말벗'],
          [instead, 'apply/confirm/asked', '유기견 산책'],
          ['응 그걸로', 'apply/confirm/done'],
        ])
        expect(await states()).to.deep.equal({ '유기견 산책': 'applied' })
      })

    it('a correction of the place searches there and applies for nothing', async () => {
      const { say, states } = await volunteer(talk, messenger)
      await play(say, [
        ['수원 봉사 찾아줘', 'search/choose/asked', '어르신 말벗'],
        ['1번', 'apply/confirm/asked'],
        ['아니 수원말고 성남', 'search/choose/asked', '경기도 성남시', '골목 벽화'],
        // The only one that is shown is meant; it is asked about first.
        ['네', 'apply/confirm/asked', '골목 벽화'],
      ])
      expect(await states()).to.deep.equal({})
    })

    for (const unknown of ['아니 그 연극 도우미', '이거 말고 저번에 그 파란거', '싫어 다른걸 골라줄래 파란거'])
      it(`"${unknown}" withdraws the question, though nobody knows what is meant`, async () => {
        const { say, states } = await volunteer(talk, messenger)
        await say('토요일 수원 봉사 찾아줘')
        await say('1번')
        const heard = await say(unknown)
        expect(heard.trace).not.to.equal('apply/confirm/asked')
        await say('네')
        await say('ㅇㅇ')
        expect(await states()).to.deep.equal({})
      })

    for (const stop of ['취소', '아 몰라 취소', '취소할래', '취소할게요'])
      it(`"${stop}" while being asked to apply stops`, async () => {
        const { say, states } = await volunteer(talk, messenger)
        await play(say, [
          ['어르신 말벗 신청할래', 'apply/confirm/asked'],
          [stop, 'apply/confirm/refused:declined', '신청하지 않았어요'],
        ])
        expect(await states()).to.deep.equal({})
      })

    it('says that what is wanted instead was not found, and asks about nothing any more', async () => {
      const { say, states } = await volunteer(talk, messenger)
      await play(say, [
        ['토요일 수원 봉사 찾아줘', 'search/choose/asked'],
        ['1번', 'apply/confirm/asked'],
        ['아니 드럼 치는거', 'apply/confirm/refused:declined', '신청하지 않았어요', '찾지 못했어요'],
        ['네', /^(?!apply)/],
      ])
      expect(await states()).to.deep.equal({})
    })

    it('a negated withdrawal keeps things as they are, wherever it is said', async () => {
      const { say, states } = await volunteer(talk, messenger)
      await play(say, [
        ['어르신 말벗 신청할래', 'apply/confirm/asked'],
        ['네', 'apply/confirm/done'],
        ['취소할래', 'cancel/confirm/asked'],
        ['취소하기 싫어요', 'cancel/confirm/refused:declined', '그대로예요'],
        ['취소 안 할래', 'cancel/which/refused:declined', '그대로예요'],
      ])
      expect(await states()).to.deep.equal({ '어르신 말벗': 'approved' })
    })

    it('a title typed as it stands there means that item, whatever words of doing it holds', async () => {
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['12월 12일 봉사 찾아줘', 'search/choose/asked', '신청 취소 안내 돕기'],
        ['신청 취소 안내 돕기', 'apply/confirm/asked', '신청 취소 안내 돕기'],
        ['네', 'apply/confirm/done'],
        ['신청 취소 안내 돕기 취소해줘', 'cancel/confirm/asked', '신청 취소 안내 돕기'],
      ])
    })

    it('is told when no application is on the day that is named', async () => {
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['연탄 나르기 신청', 'apply/confirm/asked'],
        ['응', 'apply/confirm/done'],
        ['토요일 거 취소해줘', 'cancel/confirm/asked', '11월 21일(토)에는 신청한 활동이 없어요', '연탄 나르기'],
      ])
    })

    it('the same yes once more is told that it is done', async () => {
      const { say, states } = await volunteer(talk, messenger)
      await play(say, [
        ['유기견 산책 신청', 'apply/confirm/asked'],
        [{ text: '네, 신청할게요', value: 'yes' }, 'apply/confirm/done'],
        [{ text: '네, 신청할게요', value: 'yes' }, 'apply/confirm/refused:already-applied', '이미 신청했어요'],
        ['네', 'apply/confirm/refused:already-applied', '유기견 산책'],
        ['응', 'affirm/answer/done'],
        ['유기견 산책 취소', 'cancel/confirm/asked'],
        ['응', 'cancel/confirm/done'],
        ['응', 'cancel/confirm/refused:already-cancelled', '이미 취소했어요'],
        ['고마워', 'thanks/answer/done'],
      ])
      expect(await states()).to.deep.equal({ '유기견 산책': 'cancelled' })
    })
  })
}
