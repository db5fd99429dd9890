/** Questions about what is being talked about, and questions that survive what comes between. */
import { expect } from 'chai'
import { MESSENGERS } from '../../src/messengers/messenger.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { addPrograms, stranger, volunteer } from '../dialogs/speaker.js'
import { createTalk, type TestTalk, TODAY } from '../support/talk.js'
import { play } from './script.js'

for (const messenger of MESSENGERS) {
  describe(`what is talked about, on ${messenger}`, () => {
    let talk: TestTalk
    before(async () => {
      talk = await createTalk()
      await addPrograms(talk)
    })
    after(() => talk.close())
    beforeEach(() => talk.clock.set(seoulMoment(TODAY, '10:00')))

    it('answers from its own facts, and asks its question again', async () => {
      const { say, states } = await volunteer(talk, messenger)
      await play(say, [
        ['토요일 수원 봉사 찾아줘', 'search/choose/asked', '어르신 말벗'],
        ['2번 준비물 뭐야?', 'about/tell/done', '유기견 산책', '편한 신발'],
        ['1번', 'apply/confirm/asked', '어르신 말벗'],
        ['아 근데 그거 몇시에 끝나', 'about/tell/done', '12:00', '“어르신 말벗”에 신청할까요?'],
        ['몇살부터임', 'about/tell/done', '9세부터'],
        ['취소 언제까지 돼요?', 'about/tell/done', '11월 20일(금) 10:00까지'],
        ['자리 남았어?', 'about/tell/done', '100자리'],
        ['어디서 모여', 'about/tell/done', '광교호수공원 안내소'],
        ['담당자 번호 알려줘', 'about/tell/done', '031-000-0000'],
        ['몇 시간 인정돼요?', 'about/tell/done', '2시간'],
        ['ㅇㅇ', 'apply/confirm/done'],
        ['승인 언제 나?', 'about/tell/done', '승인되었어요'],
        ['플로깅 준비물은?', 'about/tell/done', '광교호수공원 플로깅', '편한 신발'],
      ])
      expect(await states()).to.deep.equal({ '어르신 말벗': 'approved' })
    })

    it('leaves to the general answers what is no fact of it', async () => {
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['어르신 말벗 신청할래', 'apply/confirm/asked'],
        ['봉사 하다 다치면 보험 돼요?', 'faq_insurance/answer/done', '“어르신 말벗”에 신청할까요?'],
        ['하루에 최대 몇 시간까지 인정돼요?', 'faq_hours_policy/answer/done', '“어르신 말벗”에 신청할까요?'],
      ])
    })

    it('keeps its question over greetings, pictures, entries and pauses', async () => {
      const { say, states } = await volunteer(talk, messenger)
      await play(say, [
        ['유기견 산책 신청할래', 'apply/confirm/asked'],
        ['안녕하세요', 'greet/answer/done', '“유기견 산책”에 신청할까요?'],
        [{ event: 'opened' }, 'greet/answer/done', '“유기견 산책”에 신청할까요?'],
        [{ event: 'image' }, 'unreadable/answer/rejected', '“유기견 산책”에 신청할까요?'],
        ['생각 좀 해볼게', 'pondering/answer/done', '천천히', '“유기견 산책”에 신청할까요?'],
        ['쿠쿠루삥뽕', 'rejected/answer/rejected', '“유기견 산책”에 신청할까요?'],
        ['아브라카다브라', 'lost/answer/refused:lost', '“유기견 산책”에 신청할까요?'],
        ['네', 'apply/confirm/done'],
      ])
      expect(await states()).to.deep.equal({ '유기견 산책': 'applied' })
    })

    it('says a list again in one line only', async () => {
      const say = stranger(talk, messenger)
      await play(say, [
        ['토요일 수원 봉사 찾아줘', 'search/choose/asked', '어르신 말벗'],
        ['고마워', 'thanks/answer/done', /^(?![\s\S]*어르신 말벗)[\s\S]*번호나 이름/],
        ['2번', /^(?:apply|login)/, '유기견 산책'],
      ])
    })

    it('asks a late bare yes what it meant, and forgets the question for anything else', async () => {
      const { say, states } = await volunteer(talk, messenger)
      await play(say, [['연탄 나르기 신청', 'apply/confirm/asked']])
      talk.clock.set(seoulMoment(TODAY, '10:31'))
      await play(say, [['네', 'apply/confirm/asked', '아까 물어본', '“연탄 나르기”에 신청할까요?']])
      talk.clock.set(seoulMoment(TODAY, '11:30'))
      await play(say, [['안녕', 'greet/answer/done', /^(?![\s\S]*신청할까요)/]])
      expect(await states()).to.deep.equal({})
    })

    it('tells who is late whom to call, and only who takes part today', async () => {
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['유기견 산책 신청', 'apply/confirm/asked'],
        ['응', 'apply/confirm/done'],
      ])
      expect((await say('버스 놓쳐서 늦을 것 같아요')).trace).not.to.match(/^delayed/)
      talk.clock.set(seoulMoment('2026-11-21', '13:30'))
      await play(say, [['버스 놓쳐서 늦을 것 같아요', 'delayed/tell/done', '유기견 산책', '031-000-0000']])
    })

    for (const text of [
      '이번 주 토요일 수원 봉사',
      '이번주말 수원꺼',
      '토요일 수원',
      '봉사 ㄱㄱ',
      '수원 봉사 뭐있냐',
      '야 봉사 뭐있냐',
    ])
      it(`"${text}" simply lists`, async () => {
        const say = stranger(talk, messenger)
        expect((await say(text)).trace).to.match(/^(?:search|apply|recommend)\/(?:choose|where)\/asked$/)
      })
  })
}
