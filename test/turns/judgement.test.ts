/** What a coordinator would say before the yes: what overlaps, what is late to cancel, who else has to apply, what there is not. */
import { expect } from 'chai'
import { MESSENGERS } from '../../src/messengers/messenger.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { addPrograms, on, stranger, volunteer } from '../dialogs/speaker.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { play } from './script.js'

for (const messenger of MESSENGERS) {
  describe(`judgement on ${messenger}`, () => {
    let talk: TestTalk
    before(async () => {
      talk = await createTalk()
      await addPrograms(talk)
      await talk.program({ title: '말동무 편지 쓰기', ...on('2026-11-21', '11:00', '13:00') })
      await talk.program({
        title: '축제 뒷정리',
        ...on('2026-11-19', '10:00', '12:00'),
        cancelUntil: seoulMoment('2026-11-17', '18:00'),
      })
    })
    after(() => talk.close())

    it('tells in the question what is at the same time, and only that', async () => {
      const { say } = await volunteer(talk, messenger)
      await say('어르신 말벗 신청할래')
      await say('네')
      await play(say, [
        [
          '말동무 편지 쓰기 신청할래',
          'apply/confirm/asked',
          '이미 신청한 “어르신 말벗”(11월 21일(토) 10:00~12:00) 활동과 시간이 겹쳐요',
        ],
        ['아니요', 'apply/confirm/refused:declined'],
        ['연탄 나르기 신청할래', 'apply/confirm/asked', /^(?![\s\S]*겹쳐요)/],
      ])
    })

    it('tells in the question that the time to cancel is over', async () => {
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['축제 뒷정리 신청할래', 'apply/confirm/asked', '취소 기한(11월 17일(화) 18:00)이 이미 지났어요'],
        ['네', 'apply/confirm/done', '취소 기한(11월 17일(화) 18:00)이 지난 활동이에요'],
      ])
    })

    it('tells those who come together that each applies for themselves', async () => {
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['셋이서 유기견 산책 신청할래', 'apply/confirm/asked', '3명이 함께 가려면 각자 신청해야 해요'],
        ['ㅇㅋ 일단 나부터', 'apply/confirm/done'],
        ['친구랑 골목 벽화 그리기 신청할래', 'apply/confirm/asked', '같이 가려면 각자 신청해야 해요'],
      ])
    })

    it('says that there is no other day, and asks again', async () => {
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['유기견 산책 신청할래', 'apply/confirm/asked'],
        [
          '다음주로 바꿔줘',
          'apply/confirm/asked',
          '유기견 산책은 11월 23일(월)~29일(일)에는 없어요',
          '“유기견 산책”에 신청할까요?',
        ],
        ['이거 일요일에는 안 해?', 'apply/confirm/asked', '유기견 산책은 11월 22일(일)에는 없어요'],
        ['응', 'apply/confirm/done'],
        ['다음주로 바꿔줘', 'plan/confirm/refused:none', '유기견 산책은 11월 23일(월)~29일(일)에는 없어요'],
      ])
    })

    it('asks whether a title nearly of that name is meant', async () => {
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['외할머니 말벗 신청할래', 'apply/which-of/asked', '혹시 이 활동인가요', '어르신 말벗'],
        ['응', 'apply/confirm/asked', '어르신 말벗'],
      ])
    })

    it('looks for what is wanted in the place of what is shown', async () => {
      const say = stranger(talk, messenger)
      await play(say, [
        ['수원 봉사 찾아줘', 'search/choose/asked'],
        ['이거 말고 벽화', /^(?:search|apply|login)/, '골목 벽화 그리기'],
      ])
      const other = stranger(talk, messenger)
      await other('수원 봉사 찾아줘')
      const heard = await other('이거 말고 합창단')
      expect(heard.text).to.contain('합창단 활동은 지금 없어요. 대신 ‘합창단’ 말고 다른 활동을 찾았어요')
    })

    it('names what it did not understand beside the conditions', async () => {
      await play(stranger(talk, messenger), [
        [
          '수원에서 토요일에 합창단 봉사 찾아줘',
          'search/choose/asked',
          '‘합창단’ 부분은 알아듣지 못해서 빼고 찾았어요',
          '말벗',
        ],
        ['토요일 수원 봉사 찾아줘', 'search/choose/asked', /^(?![\s\S]*알아듣지)/],
      ])
    })

    it('adds up what is sent in pieces, and takes 봉사 for no new list', () =>
      play(stranger(talk, messenger), [
        ['이번 주', 'search/choose/asked'],
        ['일요일', 'search/choose/asked'],
        ['성남', 'search/choose/asked', '11월 22일(일) · 경기도 성남시'],
        ['봉사', 'search/choose/asked', '11월 22일(일) · 경기도 성남시 활동', '골목 벽화 그리기'],
        ['오 그거', /^(?:apply|login)/, '골목 벽화 그리기'],
      ]))

    it('takes a place for a place, though a title begins with it', async () => {
      const say = stranger(talk, messenger)
      await say('이번 주말 봉사 찾아줘')
      expect((await say('수원')).text).to.contain('경기도 수원시 활동')
    })

    it('gives who thinks it over time, also where nothing is asked', () =>
      play(stranger(talk, messenger), [['생각좀', 'pondering/answer/done']]))

    it('chooses nothing for who says no again and again', async () => {
      const say = stranger(talk, messenger)
      await say('수원 봉사 찾아줘')
      expect((await say(`${'아니 '.repeat(200)}2번`)).trace).to.not.match(/^apply/)
      expect((await say('아니 2번')).trace).to.match(/^(?:apply|login)/)
    })

    it('tells whom to call and how far it is of what was just shown', async () => {
      const { say } = await volunteer(talk, messenger)
      await say('유기견 산책 신청할래')
      await say('네')
      await play(say, [
        ['내 신청', 'check/list/done', '유기견 산책'],
        ['언제쯤 나는데', 'about/tell/done', '유기견 산책', '승인'],
        ['담당자한테 전화해볼게 번호', 'about/tell/done', '031-000-0000'],
      ])
    })

    it('takes a wish right after a question for the activity that was asked about', async () => {
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['연탄 나르기 몇 시에 끝나?', 'about/tell/done'],
        ['신청할게요', 'apply/confirm/asked', '연탄 나르기'],
        ['아니요', 'apply/confirm/refused:declined'],
        ['봉사 신청할래', /^apply\/(?:where|choose)\/asked$/],
      ])
    })
  })
}
