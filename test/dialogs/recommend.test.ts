/** recommend: what fits somebody's age and usual place, with the reason; who is unknown is asked for their place once. */
import { expect } from 'chai'
import { MESSENGERS } from '../../src/messengers/messenger.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { play } from '../turns/script.js'
import { addPrograms, on, stranger, volunteer } from './speaker.js'

for (const messenger of MESSENGERS) {
  describe(`recommend on ${messenger}`, () => {
    let talk: TestTalk
    before(async () => {
      talk = await createTalk()
      await addPrograms(talk)
      await talk.program({ title: '밤길 순찰', minAge: 18, ...on('2026-11-20', '10:00', '12:00') })
      await talk.program({
        title: '바닷가 줍기',
        sido: '부산광역시',
        sigungu: '해운대구',
        ...on('2026-11-19', '10:00', '12:00'),
      })
    })
    after(() => talk.close())

    it('asks for the place once, and lists what is there', async () => {
      const say = stranger(talk, messenger)
      const asked = await say('나한테 맞는 봉사 추천해줘')
      expect(asked.trace).to.equal('recommend/where/asked')
      expect(asked.choices).to.include.members(['서울', '전국'])
      await play(say, [
        ['수원', 'recommend/choose/asked', '경기도 수원시 활동이에요', '어르신 말벗'],
        ['1번', /confirm|login/, '밤길 순찰'],
      ])
    })

    it('takes the whole country for an answer, and does not ask again', async () => {
      const say = stranger(talk, messenger)
      await play(say, [
        ['봉사 추천해줘', 'recommend/where/asked'],
        ['전국', 'recommend/choose/asked', '바닷가 줍기'],
        ['봉사 찾기', 'search/choose/asked', '바닷가 줍기'],
      ])
      await play(stranger(talk, messenger), [
        ['봉사 추천해줘', 'recommend/where/asked'],
        ['아무 데나 괜찮아', 'recommend/choose/asked', '바닷가 줍기'],
      ])
    })

    it('says that age and usual place are why', async () => {
      const { say } = await volunteer(talk, messenger)
      await say('수원 봉사 찾아줘')
      const heard = await say('봉사 추천해줘')
      expect(heard.text)
        .to.contain('15살에 맞는 경기도 수원시 활동이에요')
        .and.not.contain('밤길')
        .and.not.contain('바닷가')
      expect(heard.choices).to.include('전국')
      expect((await say('전국')).text)
        .to.contain('바닷가 줍기')
        .and.not.contain('밤길')
    })

    it('learns the place from what was applied for, too', async () => {
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['골목 벽화 그리기 신청할래', 'apply/confirm/asked'],
        ['네', 'apply/confirm/done'],
        ['봉사 추천해줘', 'recommend/choose/asked', '경기도 성남시 활동이에요'],
      ])
      await talk.database.dataSource.query("UPDATE messenger_accounts SET session = '{}'")
      await play(say, [['봉사 찾기', 'search/choose/asked', '경기도 성남시로 찾았어요']])
    })

    it('says that it looked in the usual place, and widens that first', () =>
      play(stranger(talk, messenger), [
        ['수원 봉사 찾아줘', 'search/choose/asked'],
        ['처음으로', 'restart/answer/done'],
        ['이번 주말 봉사 찾아줘', 'search/choose/asked', '11월 21일(토)~22일(일) 활동', '골목 벽화 그리기'],
        ['수원 봉사 찾아줘', 'search/choose/asked'],
        ['처음으로', 'restart/answer/done'],
        ['이번 주말 봉사 찾아줘', 'search/choose/asked', '경기도 수원시로 찾았어요 · 11월 21일(토)~22일(일) 활동'],
        ['처음으로', 'restart/answer/done'],
        ['11월 19일 봉사 찾아줘', 'search/choose/asked', '활동은 지금 없어요. 대신 다른 지역까지 찾았어요', '바닷가'],
      ]))

    it('does not hide behind a “없어요” that it left out what is for others', async () => {
      const { say } = await volunteer(talk, messenger)
      await play(say, [
        ['11월 20일 수원 봉사 찾아줘', 'search/choose/asked', '15살이 할 수 있는 활동은 지금 없어요'],
        ['나이 상관없이', 'search/choose/asked', '밤길 순찰', '18세부터'],
        ['1번', 'apply/confirm/refused:under-age', '18세부터'],
      ])
    })

    it('goes on like a search', async () => {
      const say = stranger(talk, messenger)
      await say('봉사 추천해줘')
      await say('전국')
      expect((await say('일요일은?')).text)
        .to.contain('연탄')
        .and.not.contain('말벗')
    })
  })
}
