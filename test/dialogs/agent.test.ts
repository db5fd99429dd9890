/** agent: asks what it is about, keeps it for staff, says when people are there. */
import { expect } from 'chai'
import { seoulMoment } from '../../src/platform/clock.js'
import { createTalk, type TestTalk, TODAY } from '../support/talk.js'
import { addPrograms, stranger } from './speaker.js'

describe('agent', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
    await addPrograms(talk)
  })
  beforeEach(() => talk.clock.set(seoulMoment(TODAY, '10:00')))
  after(() => talk.close())

  it('keeps what it is about, whatever that means elsewhere, without numbers of people', async () => {
    const say = stranger(talk)
    expect((await say('상담원 연결해줘')).trace).to.equal('agent/topic/asked')
    const heard = await say('신청 취소가 안돼요 010-1234-5678')
    expect(heard.trace).to.equal('agent/topic/handed-over')
    expect(heard.text).to.contain('지금 상담 시간이에요')
    const [kept] = await talk.database.dataSource.query(
      'SELECT topic FROM agent_requests ORDER BY created_at DESC LIMIT 1',
    )
    expect(kept.topic).to.contain('신청 취소가 안돼요').and.not.contain('1234-5678')
  })

  it('says when people are there, outside their hours', async () => {
    talk.clock.set(seoulMoment('2026-11-21', '10:00'))
    const say = stranger(talk)
    await say('상담원')
    expect((await say('봉사 시간')).text).to.contain('평일 오전 9시부터 오후 6시')
  })

  it('hands over with Kakao’s operator button, and by TalkTalk’s own way', async () => {
    await talk.say('상담원', { user: 'k' })
    const kakao = await talk.say('그 밖의 일', { user: 'k' })
    const [card] = kakao.answer.replies
    expect(card?.kind === 'card' && card.buttons).to.deep.equal([{ label: '상담원 연결', operator: true }])
    await talk.say('상담원', { user: 't', messenger: 'talktalk' })
    const talktalk = await talk.say('그 밖의 일', { user: 't', messenger: 'talktalk' })
    expect(talktalk.handedOver).to.equal(true)
  })

  it('can be left', async () => {
    const say = stranger(talk)
    await say('상담원')
    expect((await say('안 할래요')).trace).to.equal('agent/topic/refused:declined')
    expect((await say('수원 봉사 찾아줘')).trace).to.equal('search/choose/asked')
    await say('상담원')
    expect((await say('처음으로')).trace).to.equal('restart/answer/done')
  })
})
