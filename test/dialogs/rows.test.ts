/** A row of a list says what decides, and keeps it on either messenger. */
import { expect } from 'chai'
import { formatKakao } from '../../src/messengers/kakao/format.js'
import { formatTalkTalk } from '../../src/messengers/talktalk/format.js'
import { createTalk, type TestTalk } from '../support/talk.js'
import { on } from './speaker.js'

describe('rows of lists', () => {
  let talk: TestTalk
  const day = on('2026-11-28', '14:00', '16:30')
  before(async () => {
    talk = await createTalk()
    await talk.program({ title: '나 걷기', approval: 'manual', capacity: 7, ...day })
    await talk.program({ title: '가 걷기', approval: 'automatic', minAge: 14, ...day })
    await talk.portalProgram({ title: '다 걷기', ...day, minAge: 13, maxAge: 18 })
    await talk.portalProgram({
      title: '라 걷기',
      startsAt: on('2026-09-01', '09:00', '10:00').startsAt,
      endsAt: on('2026-12-31', '17:00', '18:00').endsAt,
      origins: [{ portal: '1365', externalId: 'long', url: null }],
    })
  })
  after(() => talk.close())

  const ROWS = [
    ['가 걷기', '11월 28일(토) 14:00 · 경기 수원시 · 14세부터 · 바로 확정 · 2시간 30분 · 10자리 남음'],
    ['나 걷기', '11월 28일(토) 14:00 · 경기 수원시 · 기관 승인 · 2시간 30분 · 7자리 남음'],
    ['다 걷기', 'VMS · 11월 28일(토) 14:00 · 경기 수원시 · 13~18세 · 2시간 30분'],
    ['라 걷기', '1365 · 12월 31일(목)까지 · 경기 수원시'],
  ]

  it('say whose, when, where, for whom and how one gets in, in that order, the best fit first', async () => {
    const { answer } = await talk.say('수원 봉사 찾아줘', { user: 'reader' })
    const [list] = answer.replies
    expect(list?.kind === 'list' && list.items.map(({ title, text }) => [title, text])).to.deep.equal(ROWS)
  })

  it('reach both messengers whole', async () => {
    const { answer } = await talk.say('수원 봉사 찾아줘', { user: 'reader' })
    for (const wire of [JSON.stringify(formatKakao(answer)), JSON.stringify(formatTalkTalk(answer))])
      for (const [title, text] of ROWS) expect(wire).to.contain(title).and.contain(text)
  })
})
