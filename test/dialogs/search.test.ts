/** search: what is asked for, paged, corrected and referred back to; at least twelve ways of correcting. */
import { expect } from 'chai'
import { createTalk, type TestTalk } from '../support/talk.js'
import { addPrograms, on, type Speaker, stranger } from './speaker.js'

describe('search', () => {
  let talk: TestTalk
  let say: Speaker
  before(async () => {
    talk = await createTalk()
    await addPrograms(talk)
    await talk.program({
      title: '점자책 입력',
      online: true,
      category: '온라인자원봉사',
      ...on('2026-11-25', '09:00', '18:00'),
    })
    await talk.program({
      title: '중구 도시락',
      sido: '서울특별시',
      sigungu: '중구',
      ...on('2026-11-21', '10:00', '12:00'),
    })
    for (const day of [1, 2, 3, 4, 5, 6, 7]) {
      const title = `도서관 책 정리 ${day}기`
      await talk.program({ title, category: '사무행정', sigungu: '용인시', ...on(`2026-12-0${day}`, '10:00', '12:00') })
    }
  })
  beforeEach(() => {
    say = stranger(talk)
  })
  after(() => talk.close())

  for (const [said, condition] of [
    ['오전으로', '06:00~12:00'],
    ['저녁으로', '18:00~21:00'],
    ['성남으로', '성남시'],
    ['동물으로', '동물보호'],
    ['온라인으로', '온라인'],
  ] as const) {
    it(`takes "${said}" for a condition and not for leaving, within a list and after it`, async () => {
      await say('봉사 찾아줘')
      const heard = await say(said)
      expect(heard.trace).to.match(/^search\//)
      expect(heard.text).to.contain(condition)
      expect((await stranger(talk)(said)).trace).not.to.match(/^restart/)
    })
  }
  it('still goes when somebody leaves for today', async () => {
    await say('봉사 찾아줘')
    expect((await say('오늘은 여기까지 할래')).trace).to.equal('restart/answer/done')
  })

  it('finds by place, day, time and field', async () => {
    expect((await say('이번 주 토요일 수원 봉사 찾아줘')).text)
      .to.contain('11월 21일(토) · 경기도 수원시 활동')
      .and.contain('어르신 말벗')
      .and.not.contain('연탄')
    expect((await stranger(talk)('토요일 오후 수원 봉사 있어?')).text)
      .to.contain('유기견')
      .and.not.contain('말벗')
    expect((await stranger(talk)('동물 돌보는 봉사 찾아줘')).text)
      .to.contain('유기견')
      .and.not.contain('말벗')
    expect((await stranger(talk)('온라인 봉사 찾아줘')).text)
      .to.contain('점자책')
      .and.not.contain('말벗')
  })

  it('shows page after page, and says when there are no more', async () => {
    const first = await say('용인 봉사 찾아줘')
    expect(first.choices).to.include('다음 활동')
    expect((await say('다음 활동')).text).to.contain('7기')
    const last = await say('더 없어?')
    expect(last.text).to.contain('여기까지예요')
    expect(last.choices).to.include('처음으로')
    expect((await say('다음 활동')).text).to.contain('1기')
  })

  it('passes nothing over and shows nothing twice when programs come and go between two pages', async () => {
    const said = stranger(talk)
    expect((await said('용인 봉사 찾아줘')).text)
      .to.contain('1기')
      .and.contain('5기')
      .and.not.contain('6기')
    const { id } = await talk.program({
      title: '용인 새로운 봉사',
      sigungu: '용인시',
      ...on('2026-11-22', '09:00', '11:00'),
    })
    expect((await said('다음 활동')).text)
      .to.contain('6기')
      .and.contain('7기')
      .and.not.contain('5기')
    await talk.database.dataSource.query("UPDATE programs SET state = 'cancelled' WHERE id = $1", [id])
  })

  it('asks which of several places of one name, and takes the answer', async () => {
    const asked = await say('중구 봉사 찾아줘')
    expect(asked.trace).to.equal('search/region/asked')
    expect(asked.choices).to.include('서울특별시')
    expect((await say('서울')).text)
      .to.contain('서울특별시 중구 활동')
      .and.contain('중구 도시락')
  })

  it('says when nothing fits, and shows the nearest that does', async () => {
    const heard = await say('이번 주 토요일 성남 봉사 찾아줘')
    expect(heard.text).to.contain('성남시 활동은 지금 없어요').and.contain('어르신 말벗')
    expect(heard.trace).to.equal('search/choose/asked')
  })

  it('begins anew with a sentence that stands on its own', async () => {
    await say('온라인 봉사 찾아줘')
    expect((await say('수원 봉사 찾아줘')).text)
      .to.contain('경기도 수원시 활동')
      .and.contain('말벗')
  })

  it('does not take other talk of a place for a search', async () => {
    expect((await say('수원 날씨 어때')).trace).not.to.match(/^search/)
  })

  /** First sentence, second sentence, what the answer has to hold, what it must not. */
  const corrections: [string, string, string[], string[]][] = [
    ['토요일 수원 봉사 찾아줘', '아니 토요일 말고 일요일', ['11월 22일(일) · 경기도 수원시', '연탄'], ['말벗']],
    ['토요일 수원 봉사 찾아줘', '일요일은?', ['11월 22일(일) · 경기도 수원시', '연탄'], ['말벗']],
    ['토요일 수원 봉사 찾아줘', '일요일로 바꿔줘', ['11월 22일(일) · 경기도 수원시', '연탄'], ['말벗']],
    ['토요일 수원 봉사 찾아줘', '아 아니다 일요일', ['11월 22일(일) · 경기도 수원시'], ['말벗']],
    ['토요일 수원 봉사 찾아줘', '토요일 말고', ['11월 21일(토) 빼고', '연탄'], ['말벗']],
    ['토요일 수원 봉사 찾아줘', '그날 말고', ['11월 21일(토) 빼고', '연탄'], ['말벗']],
    ['토요일 수원 봉사 찾아줘', '다른 날은?', ['연탄'], ['말벗']],
    ['토요일 수원 봉사 찾아줘', '그 다음 날은?', ['11월 22일(일) · 경기도 수원시', '연탄'], ['말벗']],
    ['일요일 수원 봉사 찾아줘', '그 전날은?', ['11월 21일(토) · 경기도 수원시', '말벗'], ['연탄']],
    ['이번 주말 수원 봉사 찾아줘', '그 다음 주는?', ['11월 28일(토)~29일(일)', '플로깅'], ['말벗']],
    ['일요일 수원 봉사 찾아줘', '성남은?', ['11월 22일(일) · 경기도 성남시', '벽화'], ['연탄']],
    ['일요일 수원 봉사 찾아줘', '수원 말고 성남', ['11월 22일(일) · 경기도 성남시', '벽화'], ['연탄']],
    ['일요일 수원 봉사 찾아줘', '거기 말고', ['수원시 빼고', '벽화'], ['연탄']],
    ['일요일 수원 봉사 찾아줘', '너무 멀어', ['수원시 빼고', '벽화'], ['연탄']],
    ['일요일 수원 봉사 찾아줘', '같은 날 다른 데', ['11월 22일(일) · 경기도 수원시 빼고', '벽화'], ['연탄']],
    ['토요일 오전 수원 봉사 찾아줘', '같은 시간에 다른 데', ['06:00~12:00', '중구 도시락'], ['말벗']],
    ['토요일 오전 수원 봉사 찾아줘', '오후는?', ['12:00~18:00', '유기견'], ['말벗']],
    ['토요일 오전 수원 봉사 찾아줘', '다른 시간은?', ['11월 21일(토) · 경기도 수원시', '유기견'], []],
    ['용인 봉사 찾아줘', '그거 말고 다른 거', ['7기'], ['1기']],
    ['유기견 봉사 찾아줘', '유기견 말고 다른 거', ['동물보호 빼고'], ['유기견']],
    ['유기견 봉사 찾아줘', '유기견 말고 플로깅', ['환경ㆍ생태계보호', '플로깅'], ['유기견']],
    ['다음 주말 수원 봉사 찾아줘', '토요일 말고 일요일', ['11월 29일(일) · 경기도 수원시'], []],
  ]
  for (const [first, second, holds, lacks] of corrections) {
    it(`"${first}", "${second}"`, async () => {
      await say(first)
      const { text } = await say(second)
      for (const part of holds) expect(text).to.contain(part)
      for (const part of lacks) expect(text).not.to.contain(part)
    })
  }

  it('takes up the search again after something else was talked about', async () => {
    await say('일요일 수원 봉사 찾아줘')
    await say('상담원')
    await say('안 할래요')
    expect((await say('거기 말고 다른 데')).text)
      .to.contain('골목 벽화')
      .and.not.contain('연탄')
    expect((await say('성남은?')).text).to.contain('성남시')
  })

  it('comes back to the activity that was shown before', async () => {
    await say('토요일 수원 봉사 찾아줘')
    expect((await say('두 번째 거')).text).to.contain('유기견 산책')
    await say('일요일은?')
    expect((await say('아까 그거')).text).to.contain('유기견 산책')
  })

  it('takes time and place of the activity that was shown for "같은 시간에 다른 데"', async () => {
    await say('수원 봉사 찾아줘')
    await say('말벗')
    expect((await say('같은 시간에 다른 데')).text)
      .to.contain('11월 21일(토)')
      .and.contain('중구 도시락')
  })
})
