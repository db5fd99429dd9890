/** check: one's own applications, with state, time, place and map. */
import { expect } from 'chai'
import type { Program } from '../../src/domain/program.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { addPrograms, link, on, stranger, token, volunteer } from './speaker.js'

describe('check', () => {
  let talk: TestTalk
  let programs: Record<'friend' | 'dog' | 'coal' | 'wall' | 'litter', Program>
  before(async () => {
    talk = await createTalk()
    programs = await addPrograms(talk)
  })
  after(() => talk.close())

  async function applied(...chosen: Program[]) {
    const person = await volunteer(talk)
    const { applications, transactions } = talk.services
    for (const { id } of chosen) await transactions.run(tx => applications.apply(tx, person.id, id))
    return person
  }

  it('shows the only application at once, with its state in words and a map', async () => {
    const { say, id } = await applied(programs.dog)
    const heard = await say('신청한 거 보여줘')
    expect(heard.trace).to.equal('check/list/done')
    expect(heard.text)
      .to.contain('승인을 기다려요')
      .and.contain('11월 21일(토) 14:00~16:00')
      .and.contain('광교호수공원 안내소')
    const account = await talk.say('내 신청', { user: 'elsewhere', token: await token(talk, id, 'check') })
    const buttons = account.answer.replies.flatMap(reply => ('buttons' in reply ? (reply.buttons ?? []) : []))
    expect(buttons.map(({ label }) => label)).to.deep.equal(['지도 보기', '신청 취소'])
    expect(buttons[0])
      .to.have.property('url')
      .that.matches(/^https:\/\/map\.kakao\.com\//)
  })

  it('lists several with their states, and shows one by number, title or day', async () => {
    const { say } = await applied(programs.friend, programs.dog, programs.coal)
    const list = await say('내 신청')
    expect(list.text).to.contain('내 신청 3개').and.contain('승인되었어요').and.contain('승인을 기다려요')
    expect((await say('3번')).text).to.contain('연탄 나르기')
    expect((await say('유기견 신청 됐어?')).text)
      .to.contain('유기견 산책')
      .and.not.contain('연탄')
  })

  it('leads to withdrawing the one that is shown', async () => {
    const { say } = await applied(programs.friend, programs.dog)
    await say('내 신청')
    await say('2번')
    expect((await say('그거 취소할래')).text).to.contain('“유기견 산책” 신청을 취소할까요?')
  })

  it('withdraws and does not show what is named with that verb in a list', async () => {
    const { say } = await applied(programs.friend, programs.dog)
    await say('내 신청')
    expect((await say('유기견 산책 취소해줘')).trace).to.equal('cancel/confirm/asked')
  })

  it('turns pages of twelve', async () => {
    const many = []
    for (let day = 10; day < 22; day++) {
      many.push(await talk.program({ title: `도시락 배달 ${day}일`, ...on(`2026-12-${day}`, '10:00', '11:00') }))
    }
    const { say } = await applied(...many)
    expect((await say('내 신청')).text).to.contain('내 신청 12개')
    expect((await say('다음 신청')).text).to.contain('15일')
    expect((await say('더 보여줘')).text)
      .to.contain('21일')
      .and.not.contain('19일')
    expect((await say('다음 신청')).text).to.contain('10일')
  })

  it('says when there is none, and where to find one', async () => {
    const { say } = await volunteer(talk)
    const heard = await say('내 신청')
    expect(heard.text).to.contain('아직 신청한 활동이 없어요')
    expect(heard.choices).to.include('봉사 찾기')
  })

  it('asks a stranger to link, then shows what was asked for', async () => {
    const say = stranger(talk, 'kakao', 'checker')
    expect((await say('내 신청')).trace).to.equal('login/link/asked')
    await link(talk, 'checker')
    expect((await say('연결했어요')).trace).to.equal('check/list/done')
  })
})
