/** Whole conversations, on both messengers alike. */
import type { Program } from '../../src/domain/program.js'
import { MESSENGERS } from '../../src/messengers/messenger.js'
import { addPrograms, link, on, stranger, token, volunteer } from '../dialogs/speaker.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { play } from './script.js'

for (const messenger of MESSENGERS) {
  describe(`conversations on ${messenger}`, () => {
    let talk: TestTalk
    let programs: Record<'friend' | 'dog' | 'coal' | 'wall' | 'litter', Program>
    before(async () => {
      talk = await createTalk()
      programs = await addPrograms(talk)
    })
    after(() => talk.close())

    it('a newcomer finds, links, applies, checks and cancels', async () => {
      const user = `newcomer on ${messenger}`
      const say = stranger(talk, messenger, user)
      await play(say, [
        ['안녕', 'greet/answer/done', '손모아예요'],
        ['이번 주말 수원 봉사 신청할래', 'apply/choose/asked', '어르신 말벗', '연탄 나르기'],
        ['세 번째 거', 'login/link/asked', '연탄 나르기', '먼저 누구인지'],
        ['왜 필요해요?', 'why-login/answer/done', '비밀번호나 주민등록번호는 묻지 않아요'],
      ])
      await link(talk, user, messenger)
      await play(say, [
        ['다 했어', 'apply/confirm/asked', '연결되었어요', '“연탄 나르기”에 신청할까요?'],
        ['준비물 뭐 필요해?', 'about/tell/done', '편한 신발', '“연탄 나르기”에 신청할까요?'],
        ['ㅇㅇ', 'apply/confirm/done', '신청했어요!'],
        ['신청한 거 보여줘', 'check/list/done', '승인을 기다려요', '광교호수공원 안내소'],
        ['이거 취소할래', 'cancel/confirm/asked', '“연탄 나르기” 신청을 취소할까요?'],
        ['응', 'cancel/confirm/done', '취소했어요'],
        ['되돌리기', 'undo/take/done', '다시 살아났어요'],
        ['고마워', 'thanks/answer/done'],
        ['그만', 'restart/answer/done'],
      ])
    })

    it('somebody who cannot decide', async () => {
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['토요일 수원 봉사 찾아줘', 'search/choose/asked', '어르신 말벗'],
        ['아니 토요일 말고 일요일', 'search/choose/asked', '11월 22일(일) · 경기도 수원시', '연탄 나르기'],
        ['성남은?', 'search/choose/asked', '경기도 성남시', '골목 벽화'],
        ['거기 말고', 'search/choose/asked', '성남시 빼고', '연탄 나르기'],
        ['1번', 'apply/confirm/asked', '연탄 나르기'],
        ['응 근데 일요일 말고', 'search/choose/asked', '빼고'],
        ['아까 그거', 'apply/confirm/asked', '연탄 나르기'],
        ['음 글쎄', 'rejected/answer/rejected', '“연탄 나르기”에 신청할까요?'],
        ['아니 됐어', 'apply/confirm/refused:declined', '신청하지 않았어요'],
        ['다른 활동', 'search/choose/asked'],
        ['플로깅 신청할래', 'apply/confirm/asked', '광교호수공원 플로깅'],
        ['신청할게', 'apply/confirm/done'],
      ])
    })

    it('two applications, the second of which is given up', async () => {
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['말벗 신청할래', 'apply/confirm/asked', '어르신 말벗'],
        ['네', 'apply/confirm/done', '승인까지 끝났어요'],
        ['벽화도 신청할래', 'apply/confirm/asked', '골목 벽화'],
        ['네', 'apply/confirm/done'],
        ['말벗 신청할래', 'apply/confirm/refused:already-applied', '이미 신청했어요'],
        ['신청 보기', 'check/detail/done', '어르신 말벗', '승인되었어요'],
        ['못 가게 됐어', 'cancel/confirm/asked', '“어르신 말벗”'],
        ['아니 벽화', 'cancel/confirm/asked', '“골목 벽화 그리기”'],
        ['네, 취소할게요', 'cancel/confirm/done', '“골목 벽화 그리기”'],
        ['내 신청', 'check/list/asked', '승인되었어요', '취소했어요'],
      ])
    })

    it('by notices’ buttons: applying in two turns, cancelling in two', async () => {
      const { say, id } = await volunteer(talk, messenger)
      await play(say, [
        [{ token: await token(talk, id, 'apply', programs.dog.id) }, 'apply/confirm/asked', '유기견 산책'],
        ['네', 'apply/confirm/done'],
        [{ token: await token(talk, id, 'check') }, 'check/list/done', '유기견 산책'],
        ['신청 취소', 'cancel/confirm/asked', '“유기견 산책”'],
        ['네', 'cancel/confirm/done'],
      ])
    })

    it('somebody in a hurry, without spaces and with typos', async () => {
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['이번주말수원봉사신청할래', 'apply/choose/asked', '유기견 산책'],
        ['두번째거요', 'apply/confirm/asked', '유기견 산책'],
        ['ㄱㄱ', 'apply/confirm/done'],
        ['내신청보여줘', 'check/list/done', '유기견 산책'],
        ['유기겸 산책 취소할래', 'cancel/confirm/asked', '“유기견 산책”'],
        ['ㄴㄴ', 'cancel/confirm/refused:declined', '그대로예요'],
      ])
    })

    it('somebody who wants a person', async () => {
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['연탄 신청할래', 'apply/confirm/asked', '연탄 나르기'],
        ['상담원 불러줘', 'agent/topic/asked', '한 줄로 적어 주세요'],
        ['신청 취소가 궁금해요', 'agent/confirm/asked', '│ 신청 취소가 궁금해요'],
        ['네', 'agent/confirm/handed-over', '지금 상담 시간이에요'],
        ['수원 봉사 찾아줘', 'search/choose/asked'],
      ])
    })

    it('a long list, page by page, and a choice from the last page', async () => {
      for (let day = 1; day <= 7; day++) {
        const title = `도서관 책 정리 ${day}기`
        await talk.program({ title, sigungu: '용인시', ...on(`2026-12-0${day}`, '10:00', '12:00') })
      }
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['12월 용인 봉사 찾아줘', 'search/choose/asked', '1기', '5기'],
        ['다음 활동', 'search/choose/asked', '6기', '7기'],
        ['그거 말고 다른 거', 'search/choose/asked', '여기까지예요'],
        ['마지막 거', 'apply/confirm/asked', '7기'],
        ['네', 'apply/confirm/done'],
      ])
    })
  })
}
