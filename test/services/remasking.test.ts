/** What an earlier version wrote in the clear is masked afterwards; what is masked already stays. */
import { expect } from 'chai'
import { openServices, type TestServices } from '../support/services.js'
import { readablePlacesOf } from '../support/whole-database.js'

/** A name that only who knows the person takes for one. */
const LINKED = { name: '하늬솔', birth: '2010-03-01', phone: '01012345678' }

describe('masking what was written before', () => {
  let house: TestServices
  let accountId: string
  before(async () => {
    house = await openServices()
    await house.run(async tx => {
      const account = await house.services.accounts.findOrAdd(tx, { messenger: 'kakao', userKey: 'one' })
      const person = await house.services.accounts.addVolunteer(tx, LINKED)
      await house.services.accounts.link(tx, account.id, person.id)
      accountId = account.id
    })
  })
  after(() => house.close())

  const add = (utterance: string, masking: number) =>
    house.query(
      `INSERT INTO turns (account_id, messenger, at, utterance, slots, outcome, grasp, reply, ms, masking)
       VALUES ($1, 'kakao', '2026-11-01', $2, '{}', 'done', 'clear', jsonb_build_object('text', $2::text || ' 라고요'), 1, $3)`,
      [accountId, utterance, masking],
    )

  it('masks the sentence and what was answered, and seals the original', async () => {
    await add('주소는 경기도 수원시 영통구 권광로 12-3 길동', 0)
    await add('하늬 솔 신청 봐줘', 0)
    await add('오늘 봉사', 0)
    await add('이미 본 것 010-1234-5678', 1)
    await house.run(tx => house.services.agents.request(tx, accountId, '하늬 솔 신청 봐줘 010-1234-5678'))
    await house.query("UPDATE agent_requests SET masking = 0, topic = '하늬 솔 신청 봐줘 010-1234-5678'")
    expect(await house.services.remasking.sweep()).to.equal(4)
    const rows = await house.query<{ utterance: string; reply: { text: string }; sealed: boolean; masking: number }>(
      'SELECT utterance, reply, utterance_sealed IS NOT NULL AS sealed, masking FROM turns ORDER BY id',
    )
    const masked = '주소는 [주소] [이름]'
    expect(rows).to.deep.equal([
      { utterance: masked, reply: { text: `${masked} 라고요` }, sealed: true, masking: 1 },
      { utterance: '[이름] 신청 봐줘', reply: { text: '[이름] 신청 봐줘 라고요' }, sealed: true, masking: 1 },
      { utterance: '오늘 봉사', reply: { text: '오늘 봉사 라고요' }, sealed: false, masking: 1 },
      {
        utterance: '이미 본 것 010-1234-5678',
        reply: { text: '이미 본 것 010-1234-5678 라고요' },
        sealed: false,
        masking: 1,
      },
    ])
    const topics = await house.query<{ topic: string }>('SELECT topic FROM agent_requests')
    expect(topics).to.deep.equal([{ topic: '[이름] 신청 봐줘 [전화번호]' }])
    expect(await house.services.remasking.sweep()).to.equal(0)
    expect(await readablePlacesOf(house.dataSource, ['하늬솔', '하늬 솔', '권광로'])).to.deep.equal([])
  })
})
