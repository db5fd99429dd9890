/** care: recognised wherever it is said, answered with numbers and a person and nothing else, and urgent for staff. */
import { expect } from 'chai'
import type { Button } from '../../src/messengers/messenger.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { createTalk, type TestTalk, TODAY } from '../support/talk.js'
import { addPrograms, on, stranger, volunteer } from './speaker.js'

describe('care', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
    await addPrograms(talk)
  })
  beforeEach(() => talk.clock.set(seoulMoment(TODAY, '10:00')))
  after(() => talk.close())

  const requests = (topic: string) =>
    talk.database.dataSource.query('SELECT urgent FROM agent_requests WHERE topic = $1', [topic])
  const dialled = (buttons: readonly Button[] = []) =>
    buttons.flatMap(button => ('phone' in button ? [button.phone] : []))

  it('gives the numbers to press, a person and the beginning, and nothing else', async () => {
    const spoken = await talk.say('요즘 죽고 싶어요', { user: 'numbers' })
    const [card] = spoken.answer.replies
    expect(spoken.trace).to.equal('care/help/asked')
    expect(card?.kind === 'card' && dialled(card.buttons)).to.deep.equal(['109', '1388', '119'])
    expect(spoken.answer.choices.map(({ label }) => label)).to.deep.equal(['상담원 부르기', '처음으로'])
    expect(await requests('요즘 죽고 싶어요')).to.deep.equal([{ urgent: true }])
  })

  it('drops the question that was asked: no yes confirms it afterwards', async () => {
    const { say, states } = await volunteer(talk)
    expect((await say('어르신 말벗 신청할래')).trace).to.equal('apply/confirm/asked')
    const heard = await say('담당자가 자꾸 몸을 만져요')
    expect(heard.text).to.contain('112').and.not.contain('말벗')
    expect(heard.choices).to.not.include('네')
    expect((await say('네')).trace).to.equal('care/help/handed-over')
    expect(await states()).to.deep.equal({})
  })

  it('is heard in the free text for a person, at night and after a long while', async () => {
    const say = stranger(talk)
    await say('상담원')
    expect((await say('친구가 쓰러졌어요')).text).to.contain('119')
    await say('수원 봉사 찾아줘')
    talk.clock.set(seoulMoment(TODAY, '23:30'))
    expect((await say('길을 잃었어요')).trace).to.equal('care/help/asked')
    expect((await say('상담원 부르기')).text)
      .to.contain('상담 시간이 아니라서')
      .and.contain('109')
  })

  it('does not say the same again and again, and asks for a person once', async () => {
    const say = stranger(talk)
    const said = [await say('살기 싫어요'), await say('진짜 살기 싫어요'), await say('살기 싫다고')]
    expect(new Set(said.map(({ text }) => text)).size).to.equal(3)
    expect(said[2]!.trace).to.equal('care/help/handed-over')
    expect(await requests('진짜 살기 싫어요')).to.deep.equal([])
  })

  it('stays where it is for what it does not understand, and leaves for what it does', async () => {
    const say = stranger(talk)
    await say('살기 싫어요')
    expect((await say('으으 그거 뭐 저기 아무튼')).choices).to.not.include('봉사 찾기')
    expect((await say('수원 봉사 찾아줘')).trace).to.equal('search/choose/asked')
  })

  it('names the organisation of the activity of today, but not to who may flee from it', async () => {
    const { say, id } = await volunteer(talk)
    const today = await talk.program({
      title: '낙엽 쓸기',
      contact: '푸른누리 031-000-0009',
      approval: 'automatic',
      ...on(TODAY, '09:00', '12:00'),
    })
    talk.clock.set(seoulMoment(TODAY, '08:00'))
    const { applications, transactions } = talk.services
    await transactions.run(tx => applications.apply(tx, id, today.id))
    talk.clock.set(seoulMoment(TODAY, '10:00'))
    expect((await say('발을 다쳤어요 피가 나요')).text).to.contain('031-000-0009')
    expect((await say('여기 직원이 저를 때려요')).text).to.not.contain('031-000-0009')
  })

  it('is not what only sounds like it', async () => {
    const say = stranger(talk)
    for (const text of [
      '배고파 죽겠다',
      '더워 죽을 뻔',
      '토할 것 같은 과제',
      '귀여워 죽겠네',
      '학교폭력 예방 캠페인 봉사',
    ])
      expect((await say(text)).trace, text).to.not.match(/^care/)
  })
})
