/** "내 정보": seen, taken along and forgotten on the pages, by forms and without a script. */
import { expect } from 'chai'
import { createVisitor, NOW, openSite, type Site } from './site.js'

describe('내 정보', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())
  beforeEach(() => site.clock.set(NOW))

  let people = 0
  async function visiting() {
    const phone = `0108888${String(++people).padStart(4, '0')}`
    const { id } = await site.addVolunteer({ phone, name: '남궁민수' })
    const visitor = createVisitor(site)
    const entered = await visitor.enter(await site.entryToken(id, 'profile'))
    expect(entered.headers.get('location')).to.equal('/my/data')
    return { id, phone, visitor }
  }
  const rows = async (table: string, id: string, column = 'volunteer_id') =>
    (await site.query(`SELECT FROM ${table} WHERE ${column} = $1`, [id])).length

  it('shows what is kept, and is reached from 내 봉사', async () => {
    const { id, visitor } = await visiting()
    await site.apply(id, (await site.addProgram()).id)
    expect((await visitor.get('/my')).body).to.include('href="/my/data"')
    const { status, body, headers } = await visitor.get('/my/data')
    expect(status).to.equal(200)
    expect(headers.get('cache-control')).to.equal('no-store')
    expect(body).to.include('남궁민수').and.include('2010년 3월 1일').and.include('<dt>신청</dt><dd>1건</dd>')
    expect(body).to.match(/010-\*\*\*\*-\d{4}/)
  })

  it('is handed out whole, in a file whose name says nothing', async () => {
    const { id, phone, visitor } = await visiting()
    const program = await site.addProgram({ title: '<b>연탄</b> 나르기' })
    await site.apply(id, program.id)
    await site.run(async tx => {
      const account = await site.services.accounts.findOrAdd(tx, { messenger: 'kakao', userKey: `of ${id}` })
      await site.services.accounts.link(tx, account.id, id)
      await site.services.agents.request(tx, account.id, '제 번호는 01011112222예요')
      await site.services.transcripts.write(
        tx,
        {
          ...{ input: 'typed', alternatives: [], modelVersion: null, wordsVersion: null },
          ...{ accountId: account.id, messenger: 'kakao', requestKey: null, at: site.clock.now(), slots: {}, ms: 1 },
          ...{ utterance: '제 번호는 01011112222예요', intent: null, confidence: null, band: null, flow: null },
          ...{ step: null, outcome: 'done', answer: { replies: [] }, spoken: {} },
          speaker: { volunteerId: null, nameSealed: null, guestId: undefined },
        },
        {},
      )
    })
    const { status, headers, body } = await visitor.press('/my/data', '/my/data/export')
    expect(status).to.equal(200)
    expect(headers.get('content-type')).to.match(/^application\/json/)
    expect(headers.get('content-disposition')).to.equal('attachment; filename=sonmoa-my-data.json')
    const data = JSON.parse(body)
    expect(data.person).to.deep.equal({ name: '남궁민수', birth: '2010-03-01', phone })
    expect(data.messengers[0]).to.include({ messenger: 'kakao', userKey: `of ${id}` })
    expect(data.applications[0]).to.include({ title: '<b>연탄</b> 나르기', state: 'approved' })
    expect(data.applications[0].history[0]).to.include({ to: 'approved', by: 'volunteer' })
    expect(data.conversations[0]).to.include({ said: '제 번호는 01011112222예요' })
    expect(data.requests[0]).to.include({ topic: '제 번호는 01011112222예요', state: 'open' })
    expect(data.notices[0].facts.variables).to.include({ 이름: '남궁민수' })
    expect(data.looks.map(({ action }: { action: string }) => action)).to.include.members(['visit', 'export'])
    expect(body).to.not.match(/Sealed|_sealed|identityHash/)
    const [noted] = await site.query("SELECT address FROM access_log WHERE action = 'export' AND actor_id = $1", [id])
    expect(noted).to.deep.equal({ address: '127.0.0.1' })
  })

  it('is forgotten after one page that tells what is lost', async () => {
    const { id, visitor } = await visiting()
    await site.apply(id, (await site.addProgram()).id)
    await site.query(
      `INSERT INTO records (volunteer_id, portal, title, organisation_name, done_on, minutes, state, created_at)
       VALUES ($1, 'own', '지난 활동', '기관', '2026-11-01', 150, 'approved', '2026-11-02')`,
      [id],
    )
    const asked = await visitor.get('/my/data/delete')
    expect(asked.body).to.include('1건').and.include('2시간 30분').and.include('되돌릴 수 없어요')
    expect(await rows('volunteers', id, 'id')).to.equal(1)
    const gone = await visitor.press('/my/data/delete')
    expect([gone.status, gone.headers.get('location')]).to.deep.equal([303, '/forgotten'])
    expect((await visitor.get('/forgotten')).body).to.include('모두 지웠어요')
    expect(await rows('volunteers', id, 'id')).to.equal(0)
    for (const table of ['applications', 'records', 'tokens', 'notices', 'consents', 'messenger_accounts'])
      expect(await rows(table, id), table).to.equal(0)
    expect((await visitor.get('/my')).status).to.equal(401)
  })

  it('is forgotten once when the button is pressed five times at the same moment', async () => {
    const { id, visitor } = await visiting()
    const csrf = /name="csrf" value="([^"]+)"/.exec((await visitor.get('/my/data/delete')).body)![1]!
    const answers = await Promise.all(Array.from({ length: 5 }, () => visitor.post('/my/data/delete', { csrf })))
    expect(answers.map(({ status }) => status).filter(status => status === 303)).to.not.be.empty
    expect(answers.every(({ status }) => [303, 401].includes(status))).to.equal(true)
    expect(await rows('volunteers', id, 'id')).to.equal(0)
  })

  it('is what the privacy policy says', async () => {
    const { body } = await createVisitor(site).get('/privacy')
    for (const said of ['내 정보 삭제해 줘', '내려받', '되살릴 수 없어요', '1년 이상']) expect(body).to.include(said)
  })
})
