/** agent: asks what it is about, shows what will be handed over, keeps it for staff after a yes, says when people are there. */
import { expect } from 'chai'
import { MESSENGERS } from '../../src/messengers/messenger.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { createTalk, type TestTalk, TODAY } from '../support/talk.js'
import { play } from '../turns/script.js'
import { addPrograms, stranger, volunteer } from './speaker.js'

for (const messenger of MESSENGERS) {
  describe(`agent on ${messenger}`, () => {
    let talk: TestTalk
    before(async () => {
      talk = await createTalk()
      await addPrograms(talk)
    })
    beforeEach(async () => {
      talk.clock.set(seoulMoment(TODAY, '10:00'))
      await talk.database.dataSource.query('DELETE FROM agent_requests')
    })
    after(() => talk.close())

    const kept = async (): Promise<string[]> =>
      (await talk.database.dataSource.query('SELECT topic FROM agent_requests')).map(
        ({ topic }: { topic: string }) => topic,
      )

    it('keeps what it is about after it was shown, whatever that means elsewhere, without numbers of people', async () => {
      const say = stranger(talk, messenger)
      await play(say, [
        ['상담원 연결해줘', 'agent/topic/asked'],
        ['신청 취소가 안돼요 010-1234-5678', 'agent/confirm/asked', '이렇게 전할까요?', '│ 신청 취소가 안돼요'],
      ])
      expect(await kept()).to.deep.equal([])
      await play(say, [['네', 'agent/confirm/handed-over', '지금 상담 시간이에요']])
      const [topic] = await kept()
      expect(topic).to.contain('신청 취소가 안돼요').and.not.contain('1234-5678')
    })

    it('lays what is being written down sealed, and nowhere readable', async () => {
      const say = stranger(talk, messenger)
      await say('상담원')
      await say('보라매 언덕에서 생긴 일이 궁금해요')
      const [{ found }] = await talk.database.dataSource.query(
        `SELECT (SELECT count(*) FROM messenger_accounts WHERE session::text LIKE '%보라매 언덕%')
              + (SELECT count(*) FROM turns WHERE reply::text LIKE '%보라매 언덕%') AS found`,
      )
      expect(Number(found)).to.equal(0)
    })

    it('puts together what comes in pieces', async () => {
      const say = stranger(talk, messenger)
      await play(say, [
        ['사람이랑 얘기하고 싶어요', 'agent/topic/asked'],
        ['지난주에 낙엽 쓸었는데', 'agent/confirm/asked'],
        ['기록이 안 보여요', 'agent/confirm/asked', '│ 지난주에 낙엽 쓸었는데', '│ 기록이 안 보여요'],
        ['ㅇㅇ', 'agent/confirm/handed-over'],
      ])
      expect(await kept()).to.deep.equal(['지난주에 낙엽 쓸었는데\n기록이 안 보여요'])
    })

    for (const text of ['고칠래요', '아니요', '아니'])
      it(`lets it be written anew at "${text}"`, async () => {
        const say = stranger(talk, messenger)
        await play(say, [
          ['상담원', 'agent/topic/asked'],
          ['기관이 불친절했어요', 'agent/confirm/asked'],
          [text, 'agent/topic/asked', '다시 적어 주세요'],
          ['시간이 틀렸어요', 'agent/confirm/asked', /^(?![\s\S]*불친절)[\s\S]*│ 시간이 틀렸어요/],
          ['네', 'agent/confirm/handed-over'],
        ])
        expect(await kept()).to.deep.equal(['시간이 틀렸어요'])
      })

    for (const text of ['아 됐어', '됐어요', '안 할래요', '아 됐고 그냥 기다릴게', '취소'])
      it(`stops at "${text}", before and after it was written, and files nothing`, async () => {
        const say = stranger(talk, messenger)
        await play(say, [
          ['상담원', 'agent/topic/asked'],
          [text, 'agent/topic/refused:declined', '아무것도 전하지 않았어요'],
          ['상담원', 'agent/topic/asked'],
          ['기록이 이상해요', 'agent/confirm/asked'],
          [text, 'agent/confirm/refused:declined', '아무것도 전하지 않았어요'],
          ['네', /^(?!agent)/],
        ])
        expect(await kept()).to.deep.equal([])
      })

    for (const [text, trace] of [
      ['내 신청 보여줘', /^check/],
      ['아 됐고 내 신청이나 보여줘', /^check/],
      ['수원 봉사 찾아줘', /^search/],
      ['신청 취소해 주세요', /^cancel/],
      ['처음으로', /^restart/],
    ] as const)
      it(`leaves for "${text}", and files nothing`, async () => {
        const { say } = await volunteer(talk, messenger)
        await say('유기견 산책 신청')
        await say('네')
        await play(say, [
          ['상담원', 'agent/topic/asked'],
          [text, trace],
        ])
        expect(await kept()).to.deep.equal([])
      })

    it('answers a question about the activity that was talked about, and asks on', async () => {
      const { say } = await volunteer(talk, messenger)
      await say('유기견 산책 신청')
      await play(say, [
        ['상담원', 'agent/topic/asked'],
        ['몇시에 끝나?', 'about/tell/done', '16:00', '한 줄로 적어 주세요'],
        ['준비물이 안내랑 달라서 문의해요', 'agent/confirm/asked'],
      ])
      expect(await kept()).to.deep.equal([])
    })

    it('asks once more who asks for a person once more', async () => {
      const say = stranger(talk, messenger)
      await play(say, [
        ['상담원', 'agent/topic/asked'],
        ['상담원 불러줘', 'agent/topic/asked'],
        ['왜 안 되는지 모르겠어요', 'agent/confirm/asked'],
        ['상담원', 'agent/confirm/asked', '│ 왜 안 되는지'],
      ])
      expect(await kept()).to.deep.equal([])
    })

    it('takes a topic that is pressed at its word', async () => {
      const say = stranger(talk, messenger)
      await say('상담원')
      expect((await say('봉사 시간')).trace).to.equal('agent/topic/handed-over')
      expect(await kept()).to.deep.equal(['봉사 시간'])
    })

    it('helps who is in need at once', async () => {
      const say = stranger(talk, messenger)
      await play(say, [
        ['상담원', 'agent/topic/asked'],
        ['사실 요즘 너무 힘들어서 살기 싫어요', /^care/, '109'],
      ])
      const [{ urgent }] = await talk.database.dataSource.query('SELECT urgent FROM agent_requests')
      expect(urgent).to.equal(true)
    })

    it('says when people are there, outside their hours', async () => {
      talk.clock.set(seoulMoment('2026-11-21', '10:00'))
      const say = stranger(talk, messenger)
      await say('상담원')
      expect((await say('봉사 시간')).text).to.contain('평일 오전 9시부터 오후 6시')
    })

    it('hands over by the messenger’s own way', async () => {
      await talk.say('상담원', { user: 'handed', messenger })
      const { answer, handedOver } = await talk.say('그 밖의 일', { user: 'handed', messenger })
      const [card] = answer.replies
      expect(handedOver).to.equal(true)
      if (messenger === 'kakao')
        expect(card?.kind === 'card' && card.buttons).to.deep.equal([{ label: '상담원 연결', operator: true }])
    })
  })
}
