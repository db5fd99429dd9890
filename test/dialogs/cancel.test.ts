/** cancel: nothing is withdrawn without a plain yes to exactly that application. */
import { expect } from 'chai'
import type { Program } from '../../src/domain/program.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { createTalk, type TestTalk, TODAY } from '../support/talk.js'
import { addPrograms, link, on, stranger, token, volunteer } from './speaker.js'

describe('cancel', () => {
  let talk: TestTalk
  let programs: Record<'friend' | 'dog' | 'coal' | 'wall' | 'litter', Program>
  before(async () => {
    talk = await createTalk()
    programs = await addPrograms(talk)
  })
  beforeEach(() => talk.clock.set(seoulMoment(TODAY, '10:00')))
  after(() => talk.close())

  async function applyFor(volunteerId: string, ...chosen: Program[]) {
    const { applications, transactions } = talk.services
    const made = []
    for (const { id } of chosen) made.push(await transactions.run(tx => applications.apply(tx, volunteerId, id)))
    return made.map(({ application }) => application!.id)
  }
  async function applied(...chosen: Program[]) {
    const person = await volunteer(talk)
    const ids = await applyFor(person.id, ...chosen)
    return { ...person, ids }
  }

  it('asks about the only application and withdraws it at a yes', async () => {
    const { say, states } = await applied(programs.dog)
    const asked = await say('못 가게 됐어요')
    expect(asked.trace).to.equal('cancel/confirm/asked')
    expect(asked.text).to.contain('11월 21일(토) 14:00~16:00 “유기견 산책” 신청을 취소할까요?')
    const cancelled = await say('네, 취소할게요')
    expect(cancelled.trace).to.equal('cancel/confirm/done')
    expect(cancelled.choices).to.include('되돌리기')
    expect(await states()).to.deep.equal({ '유기견 산책': 'cancelled' })
  })

  for (const [how, text] of [
    ['number', '2번'],
    ['ordinal', '두 번째 거'],
    ['title', '유기견'],
    ['title and verb', '유기견 산책 취소해줘'],
  ] as const) {
    it(`takes one of several by its ${how}`, async () => {
      const { say } = await applied(programs.friend, programs.dog, programs.coal)
      expect((await say('신청 취소할래')).trace).to.equal('cancel/which/asked')
      const asked = await say(text)
      expect(asked.trace).to.equal('cancel/confirm/asked')
      expect(asked.text).to.contain('유기견 산책')
    })
  }

  it('takes the one that is named at once, by title or by day', async () => {
    const { say } = await applied(programs.friend, programs.dog, programs.coal)
    expect((await say('연탄 취소해줘')).text).to.contain('“연탄 나르기” 신청을 취소할까요?')
    expect((await say('일요일 거 취소할래')).text).to.contain('“연탄 나르기” 신청을 취소할까요?')
    const two = await say('토요일 거 취소할래')
    expect(two.trace).to.equal('cancel/which/asked')
    expect(two.text).to.contain('말벗').and.contain('유기견').and.not.contain('연탄')
  })

  it('changes to another one that is named instead, or to the list', async () => {
    const { say, states } = await applied(programs.friend, programs.coal)
    await say('연탄 취소해줘')
    expect((await say('아니 말벗')).text).to.contain('“어르신 말벗” 신청을 취소할까요?')
    expect((await say('그거 말고 다른 거')).trace).to.equal('cancel/which/asked')
    expect(await states()).to.deep.equal({ '어르신 말벗': 'approved', '연탄 나르기': 'applied' })
  })

  for (const text of [
    '취소 안 할래',
    '취소하지 마',
    '아니요',
    '아니 취소하지 말아줘',
    '글쎄',
    '네?',
    '왜',
    '잠깐만',
    '연탄 취소해줘',
    '네, 신청할게요',
    '신청할래',
    '응 근데 일요일 거 말고',
    '그만',
    '처음으로',
    '취소는 언제까지 돼?',
    '고마워',
    '1번',
  ]) {
    it(`does not take "${text}" for a yes`, async () => {
      const { say, states } = await applied(programs.friend, programs.coal)
      await say('말벗 취소할래')
      await say(text)
      expect(await states()).to.deep.equal({ '어르신 말벗': 'approved', '연탄 나르기': 'applied' })
    })
  }

  for (const text of ['네', 'ㅇㅇ', '응 취소해줘', '취소할게요', '네, 취소할게요', '넵']) {
    it(`takes "${text}" for a yes`, async () => {
      const { say, states } = await applied(programs.friend, programs.coal)
      await say('말벗 취소할래')
      await say(text)
      expect(await states()).to.deep.equal({ '어르신 말벗': 'cancelled', '연탄 나르기': 'applied' })
    })
  }

  it('turns pages of twelve applications', async () => {
    const many = []
    for (let day = 10; day < 22; day++) {
      many.push(await talk.program({ title: `도시락 배달 ${day}일`, ...on(`2026-12-${day}`, '10:00', '11:00') }))
    }
    const { say } = await applied(...many)
    const first = await say('신청 취소할래')
    expect(first.choices).to.include('다음 신청')
    await say('다음 신청')
    const third = await say('다음 신청')
    expect(third.text).to.contain('20일').and.contain('21일').and.not.contain('19일')
    expect((await say('2번')).text).to.contain('“도시락 배달 21일” 신청을 취소할까요?')
  })

  it('asks the organisation when it is too late to withdraw', async () => {
    const { say, states } = await applied(programs.dog)
    talk.clock.set(seoulMoment('2026-11-21', '09:00'))
    const asked = await say('못 가게 됐어요')
    expect(asked.text).to.contain('취소 기한').and.contain('요청할까요?')
    expect(asked.choices).to.include('네, 요청할게요')
    const requested = await say('네, 요청할게요')
    expect(requested.text).to.contain('기관에 요청했어요').and.contain('031-000-0000')
    expect(await states()).to.deep.equal({ '유기견 산책': 'cancel-requested' })
  })

  it('says when there is nothing to withdraw, or not that', async () => {
    const nobody = await volunteer(talk)
    expect((await nobody.say('신청 취소할래')).trace).to.equal('cancel/which/refused:none')
    const { say } = await applied(programs.dog)
    expect((await say('연탄 취소해줘')).text)
      .to.contain('그 활동은 신청하지 않았어요')
      .and.contain('유기견 산책')
  })

  it('refuses what has begun', async () => {
    const { say, ids } = await applied(programs.dog)
    talk.clock.set(seoulMoment('2026-11-21', '15:00'))
    const heard = await say('취소', { value: `begin:cancel:${ids[0]}` })
    expect(heard.trace).to.equal('cancel/confirm/refused:over')
  })

  it('never shows somebody else’s application', async () => {
    const { ids } = await applied(programs.dog)
    const other = await volunteer(talk)
    const heard = await other.say('취소', { value: `begin:cancel:${ids[0]}` })
    expect(heard.trace).to.equal('cancel/confirm/refused:not-found')
    expect(heard.text).not.to.contain('유기견')
  })

  it('takes two turns from a notice’s button', async () => {
    const { say, id, ids, states } = await applied(programs.dog)
    const asked = await say('취소하기', { token: await token(talk, id, 'cancel', ids[0]) })
    expect(asked.trace).to.equal('cancel/confirm/asked')
    await say('네')
    expect(await states()).to.deep.equal({ '유기견 산책': 'cancelled' })
  })

  it('remembers what was to be withdrawn over linking', async () => {
    const say = stranger(talk, 'kakao', 'late comer')
    expect((await say('연탄 취소해줘')).trace).to.equal('login/link/asked')
    const id = await link(talk, 'late comer')
    await applyFor(id, programs.dog, programs.coal)
    expect((await say('연결했어요')).text).to.contain('“연탄 나르기” 신청을 취소할까요?')
  })
})
