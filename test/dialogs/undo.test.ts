/** undo: the last application or cancellation is taken back within ten minutes, once. */
import { expect } from 'chai'
import type { Program } from '../../src/domain/program.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { createTalk, type TestTalk, TODAY } from '../support/talk.js'
import { addPrograms, stranger, volunteer } from './speaker.js'

describe('undo', () => {
  let talk: TestTalk
  let programs: Record<'friend' | 'dog' | 'coal' | 'wall' | 'litter', Program>
  before(async () => {
    talk = await createTalk()
    programs = await addPrograms(talk)
  })
  beforeEach(() => talk.clock.set(seoulMoment(TODAY, '10:00')))
  after(() => talk.close())

  async function applied() {
    const person = await volunteer(talk)
    await person.say('말벗 신청할래')
    await person.say('네')
    return person
  }

  for (const text of [
    '되돌리기',
    '되돌려줘',
    '방금 거 취소',
    '헐 잘못눌렀다 되돌려줘',
    '헐 잘못 눌렀어',
    '앗 실수ㅠㅠ',
    '아 이거 잘못 신청했다',
    '없던 걸로 해줘',
    '신청한거 물러줘',
  ]) {
    it(`takes an application back at "${text}"`, async () => {
      const { say, states } = await applied()
      const undone = await say(text)
      expect(undone.trace).to.equal('undo/take/done')
      expect(undone.text).to.contain('“어르신 말벗” 신청을 취소했어요')
      expect(await states()).to.deep.equal({ '어르신 말벗': 'cancelled' })
    })
  }

  it('takes a cancellation back, also some turns later', async () => {
    const { say, states } = await applied()
    await say('취소할래')
    await say('네')
    await say('수원 봉사 찾아줘')
    expect((await say('되돌리기')).text).to.contain('다시 살아났어요')
    expect(await states()).to.deep.equal({ '어르신 말벗': 'approved' })
  })

  it('does not cancel when it is pressed twice', async () => {
    const { say, states } = await applied()
    await say('취소할래')
    await say('네')
    await say('되돌리기')
    expect((await say('되돌리기')).trace).to.equal('undo/take/refused:nothing')
    expect(await states()).to.deep.equal({ '어르신 말벗': 'approved' })
  })

  for (const text of ['헉 되살려줘', '아니 원래대로 해줘', '아 잘못 취소했다'])
    it(`takes a cancellation back at "${text}"`, async () => {
      const { say, states } = await applied()
      await say('취소할래')
      await say('네')
      expect((await say(text)).text).to.contain('다시 살아났어요')
      expect(await states()).to.deep.equal({ '어르신 말벗': 'approved' })
    })

  it('is not begun by a slip of which nothing came', async () => {
    const { say } = await volunteer(talk)
    expect((await say('잘못 눌렀어')).trace).to.not.match(/^undo/)
    await say('말벗 신청할래')
    expect((await say('잘못 눌렀어')).trace).to.not.match(/^undo/)
  })

  it('offers to cancel after ten minutes, and cancels only after a yes', async () => {
    const { say, states } = await applied()
    talk.clock.set(seoulMoment(TODAY, '10:11'))
    const late = await say('헐 잘못눌렀다 되돌려줘')
    expect(late.trace).to.equal('undo/take/refused:too-late')
    expect(late.text).to.contain('10분 안에만').and.contain('“어르신 말벗”')
    expect(late.choices).to.include('신청 취소')
    expect((await say('신청 취소')).trace).to.equal('cancel/confirm/asked')
    expect(await states()).to.deep.equal({ '어르신 말벗': 'approved' })
    await say('네')
    expect(await states()).to.deep.equal({ '어르신 말벗': 'cancelled' })
  })

  it('offers to apply again ten minutes after a cancellation', async () => {
    const { say } = await applied()
    await say('취소할래')
    await say('네')
    talk.clock.set(seoulMoment(TODAY, '10:25'))
    const late = await say('되돌려줘')
    expect(late.trace).to.equal('undo/take/refused:too-late')
    expect(late.choices).to.include('다시 신청').and.not.include('신청 취소')
    expect((await say('다시 신청')).trace).to.equal('apply/confirm/asked')
  })

  it('is too late after ten minutes', async () => {
    const { say, states } = await applied()
    talk.clock.set(seoulMoment(TODAY, '10:11'))
    expect((await say('되돌리기')).trace).to.match(/^undo\/take\/refused/)
    expect(await states()).to.deep.equal({ '어르신 말벗': 'approved' })
  })

  it('says when somebody has taken the seat', async () => {
    const { id } = await talk.program({ title: '한 자리 봉사', capacity: 1 })
    const first = await volunteer(talk)
    await first.say('한 자리 봉사', { value: `begin:apply:${id}` })
    await first.say('네')
    await first.say('취소할래')
    await first.say('네')
    const second = await volunteer(talk)
    await second.say('한 자리 봉사', { value: `begin:apply:${id}` })
    await second.say('네')
    expect((await first.say('되돌리기')).trace).to.equal('undo/take/refused:full')
  })

  it('has nothing to take back for who did nothing', async () => {
    const { say } = await volunteer(talk)
    const heard = await say('되돌리기')
    expect(heard.trace).to.equal('undo/take/refused:nothing')
    expect(heard.choices).to.include('내 신청')
    expect((await stranger(talk)('되돌리기')).trace).to.equal('login/link/asked')
    expect(programs.dog.seatsTaken).to.equal(0)
  })
})
