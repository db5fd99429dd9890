/** Conditions of a search are kept, shown, and their loss is said. */
import { expect } from 'chai'
import { MESSENGERS } from '../../src/messengers/messenger.js'
import { addPrograms, on, stranger } from '../dialogs/speaker.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { play } from './script.js'

const without = (title: string) => new RegExp(`^(?![\\s\\S]*${title})`)

for (const messenger of MESSENGERS) {
  describe(`conditions on ${messenger}`, () => {
    let talk: TestTalk
    before(async () => {
      talk = await createTalk()
      await addPrograms(talk)
      await talk.program({
        title: '바닷가 줍기',
        sido: '인천광역시',
        sigungu: '중구',
        ...on('2026-12-20', '09:00', '15:00'),
      })
      await talk.program({ title: '코딩 교실 보조', ...on('2026-12-21', '16:30', '17:30') })
    })
    after(() => talk.close())

    it('of several places are all searched, and named', () =>
      play(stranger(talk, messenger), [
        [
          '성남이랑 인천 봉사 찾아줘',
          'search/choose/asked',
          '경기도 성남시, 인천광역시',
          '골목 벽화',
          '바닷가 줍기',
          without('연탄'),
        ],
      ]))

    it('without an end say so', () =>
      play(stranger(talk, messenger), [
        ['12월 15일 이후 수원 봉사', 'search/choose/asked', '12월 15일(화)부터', '코딩 교실', without('연탄')],
      ]))

    it('of a length count, with their bound', () =>
      play(stranger(talk, messenger), [
        ['5시간 이상 하는 봉사 찾아줘', 'search/choose/asked', '5시간 이상', '바닷가 줍기', without('연탄')],
        ['1시간짜리는?', 'search/choose/asked', '1시간', '코딩 교실', without('바닷가')],
      ]))

    it('of a word in titles are shown in the heading', () =>
      play(stranger(talk, messenger), [
        ['코딩 가르치는 봉사도 있어?', 'search/choose/asked', '코딩 활동', '코딩 교실', without('연탄')],
      ]))

    it('except a part of the place from the whole', () =>
      play(stranger(talk, messenger), [
        ['경기도인데 수원 말고 봉사', 'search/choose/asked', '경기도', '수원시 빼고', '골목 벽화', without('연탄')],
      ]))

    it('are given up one at a time, and which one is said', async () => {
      const say = stranger(talk, messenger)
      await play(say, [
        [
          '12월 5일 인천 동물 봉사 찾아줘',
          'search/choose/refused:none',
          '12월 5일(토) · 인천광역시 · 동물보호 활동은 지금 없어요',
          without('골목 벽화'),
        ],
        ['조건 없이 보기', 'search/choose/asked', '어르신 말벗'],
      ])
      const heard = await say('이번 주 토요일 성남 문화 봉사 찾아줘')
      expect(heard.text)
        .to.contain(
          '11월 21일(토) · 경기도 성남시 · 문화ㆍ체육ㆍ예술ㆍ관광 활동은 지금 없어요. 대신 다른 날까지 찾았어요.',
        )
        .and.contain('경기도 성남시 · 문화ㆍ체육ㆍ예술ㆍ관광 활동\n골목 벽화')
        .and.not.contain('말벗')
      expect(heard.choices).to.not.include('이번 주말')
      expect(heard.choices).to.not.include('다른 지역')
    })

    it('are offered to be given up instead, and only where that finds something', async () => {
      const say = stranger(talk, messenger)
      const heard = await say('12월 21일 오전 수원 봉사 찾아줘')
      expect(heard.text).to.contain('대신 다른 시간까지 찾았어요.').and.contain('코딩 교실 보조')
      expect(heard.choices).to.include('다른 날').and.not.include('다른 지역')
      await play(say, [['다른 날', 'search/choose/asked', '06:00~12:00 · 경기도 수원시 활동', '말벗', without('코딩')]])
    })

    it('that were given up are not asked for again, but days and place are', () =>
      play(stranger(talk, messenger), [
        ['12월 21일 오전 수원 봉사 찾아줘', 'search/choose/asked', '대신 다른 시간까지 찾았어요', '코딩 교실 보조'],
        ['이번 주 토요일은?', 'search/choose/asked', '11월 21일(토) · 경기도 수원시 활동', '유기견 산책'],
        ['이번 주 토요일 성남 봉사 찾아줘', 'search/choose/asked', '경기도 전체에서 찾았어요', '말벗'],
        ['일요일은?', 'search/choose/asked', '11월 22일(일) · 경기도 성남시 활동', '골목 벽화'],
      ]))

    it('of people are named', () =>
      play(stranger(talk, messenger), [
        ['이번 주말 수원 봉사 셋이서 할 만한 거 찾아줘', 'search/choose/asked', '경기도 수원시 · 3명 활동'],
      ]))

    it('that no calendar has, or that are over, are told and asked for anew', () =>
      play(stranger(talk, messenger), [
        ['11월 31일 봉사 찾아줘', 'search/region/asked', '11월 31일은 달력에 없는 날이에요', without('연탄')],
        ['그럼 11월 22일', 'search/choose/asked', '11월 22일(일)', '연탄 나르기'],
        ['11월 31일은?', 'search/region/asked', '11월 31일은 달력에 없는 날이에요', without('연탄')],
        ['11월 3일은?', 'search/region/asked', '11월 3일(화)은 지난 날이에요', without('연탄')],
      ]))
  })
}
