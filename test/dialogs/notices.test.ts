/** notices: who wants to be told of something is told what is sent and what is not, and is given a way on. */
import { expect } from 'chai'
import { MESSENGERS } from '../../src/messengers/messenger.js'
import { describeKinds } from '../../src/services/notice-catalogue.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { addPrograms, on, stranger, volunteer } from './speaker.js'

/** What would say that something was noted, or will be told. */
const PROMISE =
  /알려 드릴게요|알려드릴게요|연락 드릴게요|연락드릴게요|보내 드릴게요|적어 둘게요|기억해 둘게요|등록했어요/

for (const messenger of MESSENGERS) {
  describe(`notices on ${messenger}`, () => {
    let talk: TestTalk
    before(async () => {
      talk = await createTalk()
      await addPrograms(talk)
      const { id } = await talk.program({ title: '꽉 찬 김장', capacity: 1, category: '환경ㆍ생태계보호' })
      const other = await volunteer(talk)
      await talk.services.transactions.run(tx => talk.services.applications.apply(tx, other.id, id))
    })
    after(() => talk.close())

    it('are told as they are: each kind that there is', async () => {
      const heard = await stranger(talk, messenger)('알림 꺼줘')
      expect(heard.trace).to.equal('notices/answer/refused:later')
      expect(heard.text.split('\n').filter(line => line.startsWith('· '))).to.have.length(describeKinds().length)
      expect(heard.text)
        .to.match(/아직 여기서 할 수 없어요/)
        .and.not.match(PROMISE)
      expect(heard.choices).to.include('상담원')
    })

    for (const text of [
      '자리 나면 알려줘',
      '자리 나면 연락 주실 수 있나요?',
      '빈자리 생기면 톡 줘',
      '혹시 자리 비면 문자 주세요',
      '대기 걸어줘',
    ])
      it(`"${text}" after a full activity: in line, which is told, and ways on that lead somewhere`, async () => {
        const { say, states } = await volunteer(talk, messenger)
        await say('꽉 찬 김장 신청할래')
        const heard = await say(text)
        expect(heard.trace).to.equal('apply/wait/done')
        expect(heard.text)
          .to.match(/대기 \d+번/)
          .and.contain('꽉 찬 김장')
        expect(await states()).to.deep.equal({ '꽉 찬 김장': 'waiting' })
        const similar = await say('비슷한 활동')
        expect(similar.trace).to.equal('search/choose/asked')
        expect(similar.text).to.contain('광교호수공원 플로깅').and.not.contain('꽉 찬 김장')
      })

    it('of a free seat ask whether to wait for one, after the question about it was left', async () => {
      const { say, states } = await volunteer(talk, messenger)
      await say('꽉 찬 김장 신청할래')
      await say('아니')
      expect((await say('자리 나면 알려줘')).trace).to.equal('apply/wait/asked')
      expect(await states()).to.deep.equal({})
    })

    it('of new activities show those that there are', async () => {
      const say = stranger(talk, messenger)
      const heard = await say('성남에 새 봉사 올라오면 카톡 줘')
      expect(heard.trace).to.equal('search/choose/asked')
      expect(heard.text).to.contain('먼저 알려 드리지는 못해요').and.contain('골목 벽화 그리기').and.not.match(PROMISE)
    })

    it('of such a thing again show what is like the one that is talked about', async () => {
      const { say } = await volunteer(talk, messenger)
      await say('골목 벽화 그리기 신청할래')
      const heard = await say('이런 거 또 나오면 알려줘')
      expect(heard.trace).to.equal('search/choose/asked')
      expect(heard.text).to.contain('성남시').and.not.match(PROMISE)
    })

    for (const text of ['전날에 알려줘', '까먹을까 봐 그런데 하루 전에 톡 줘', '한 시간 전에 알려줘'])
      it(`"${text}": says that nothing is sent then, and what is next`, async () => {
        const { say } = await volunteer(talk, messenger)
        await say('유기견 산책 신청')
        await say('응')
        const heard = await say(text)
        expect(heard.trace).to.equal('notices/answer/refused:later')
        expect(heard.text).to.contain('유기견 산책').and.contain('11월 21일(토)').and.not.match(PROMISE)
      })

    for (const text of ['승인되면 알려줘', '승인 나면 알림 오나요?'])
      it(`"${text}": is told of itself`, async () => {
        const { say } = await volunteer(talk, messenger)
        const heard = await say(text)
        expect(heard.trace).to.equal('notices/answer/done')
        expect(heard.text).to.contain('승인했을 때').and.contain('내 신청')
      })

    for (const text of ['봉사 시간 올라오면 알려 주세요', '취소되면 연락 주세요'])
      it(`"${text}": says where it can be seen`, async () => {
        const { say } = await volunteer(talk, messenger)
        const heard = await say(text)
        expect(heard.trace).to.equal('notices/answer/refused:later')
        expect(heard.text).to.contain('내 신청').and.not.match(PROMISE)
      })

    for (const text of [
      '토요일 오후에 하는 봉사 알려줘',
      '해변 청소 봉사 알려줘',
      '준비물 미리 알려줘',
      '수원 봉사 있으면 알려줘',
    ])
      it(`"${text}" asks for something now`, async () => {
        await talk.program({ title: '해변 청소', ...on('2026-12-05', '10:00', '12:00') })
        expect((await stranger(talk, messenger)(text)).trace).to.not.match(/^notices/)
      })
  })
}
