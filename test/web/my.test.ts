/** The entry page and the personal pages over HTTP. */
import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { createVisitor, NOW, OPERATOR, openSite, type Site } from './site.js'

const MINUTE_MS = 60_000

describe('the entry page', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())
  beforeEach(() => site.clock.set(NOW))

  it('spends nothing when it is only opened, and spends the token at the click', async () => {
    const token = await site.entryToken((await site.addVolunteer()).id, 'check')
    for (const method of ['GET', 'HEAD', 'GET']) await fetch(`${site.url}/enter`, { method })
    const visitor = createVisitor(site)
    const entered = await visitor.enter(token)
    expect([entered.status, entered.headers.get('location')]).to.deep.equal([303, '/my'])
    expect(entered.headers.get('set-cookie')).to.match(/^visit=\w{43};.*Path=\/my;.*HttpOnly; SameSite=Strict/)
    expect((await visitor.get('/my')).body).to.include('홍길동님')
    const again = await createVisitor(site).enter(token)
    expect(again.status).to.equal(401)
    expect(again.body).to.include('이미 썼거나').and.include('href="/my"')
  })

  it('lets one in when the token is sent five times at once', async () => {
    const token = await site.entryToken((await site.addVolunteer()).id, 'check')
    const answers = await Promise.all(Array.from({ length: 5 }, () => createVisitor(site).enter(token)))
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 401, 401, 401, 401])
  })

  it('notes who came in, from where and for what, and nothing when nobody came in', async () => {
    const { id } = await site.addVolunteer({ phone: '01099990001' })
    const count = async () => (await site.query('SELECT FROM access_log')).length
    const before = await count()
    await createVisitor(site).enter(await site.entryToken(id, 'hours'))
    await createVisitor(site).enter('A'.repeat(43))
    expect(await count()).to.equal(before + 1)
    const looks = await site.query(
      'SELECT actor, actor_id, address, action, volunteer_ids, details FROM access_log WHERE actor_id = $1',
      [id],
    )
    expect(looks).to.deep.equal([
      {
        actor: 'volunteer',
        actor_id: id,
        address: '127.0.0.1',
        action: 'visit',
        volunteer_ids: [id],
        details: { purpose: 'hours' },
      },
    ])
  })

  it('shows from the notice of a program that was called off what there is instead, and says why', async () => {
    const { id } = await site.addVolunteer({ phone: '01099990077' })
    const program = await site.addProgram({ title: '취소된 활동' })
    await site.addProgram({ title: '남아 있는 활동' })
    await site.apply(id, program.id)
    const organisation = { id: program.organisationId, name: '', scope: 'manage' } as const
    await site.run(tx => site.services.organising.callOff(tx, organisation, program.id, '비가 와요'))
    const visitor = createVisitor(site)
    const entered = await visitor.enter(await site.entryToken(id, 'similar', program.id))
    expect(entered.headers.get('location')).to.equal(`/my/programs/${program.id}/similar`)
    const { body } = await visitor.get(`/my/programs/${program.id}/similar`)
    expect(body).to.include('남아 있는 활동').and.include('‘취소된 활동’ 대신')
    const mine = (await visitor.get('/my')).body
    expect(mine)
      .to.include('활동이 취소되었어요')
      .and.include('비가 와요')
      .and.include(`/my/programs/${program.id}/similar`)
  })

  it('asks on a page whether one can come to where and when it was moved, until it is answered', async () => {
    const { id } = await site.addVolunteer({ phone: '01099990078' })
    const program = await site.addProgram({ title: '옮긴 활동' })
    const application = await site.apply(id, program.id)
    const organisation = { id: program.organisationId, name: '', scope: 'manage' } as const
    await site.run(tx => site.services.organising.change(tx, organisation, program.id, { place: '새 강당' }))
    const visitor = createVisitor(site)
    const path = `/my/applications/${application.id}/confirm`
    const entered = await visitor.enter(await site.entryToken(id, 'confirm', application.id))
    expect(entered.headers.get('location')).to.equal(path)
    expect((await visitor.get(path)).body)
      .to.include('수원시 중앙도서관')
      .and.include('새 강당')
      .and.include('취소할게요')
    expect((await visitor.get('/my')).body).to.include('그래도 갈 수 있나요?')
    expect((await visitor.press(path)).headers.get('location')).to.equal('/my')
    const mine = (await visitor.get('/my')).body
    expect(mine).to.include('오는 것으로 적어 두었어요').and.not.include('그래도 갈 수 있나요?')
    expect((await visitor.get(path)).body).to.include('이미 알고 있는')
  })

  it('leads to the page of its purpose', async () => {
    const { id } = await site.addVolunteer()
    const subject = randomUUID()
    const lead = async (flow: string, about?: string) =>
      (await createVisitor(site).enter(await site.entryToken(id, flow, about))).headers.get('location')
    expect(await lead('apply', subject)).to.equal(`/my/programs/${subject}`)
    expect(await lead('cancel', subject)).to.equal(`/my/applications/${subject}/cancel`)
    expect(await lead('undo', subject)).to.equal(`/my/applications/${subject}/undo`)
    expect(await lead('hours')).to.equal('/my#hours')
    expect(await lead('profile')).to.equal('/my/data')
  })

  it('says on every page who runs the service and how to reach them', async () => {
    const visitor = createVisitor(site)
    await visitor.enter(await site.entryToken((await site.addVolunteer()).id, 'check'))
    for (const path of ['/enter', '/link', '/left', '/privacy', '/my', '/my/nothing'])
      expect((await visitor.get(path)).body, path).to.include(`${OPERATOR.name} · ${OPERATOR.contact}`)
    expect((await visitor.get('/privacy')).body).to.include(`${OPERATOR.name} (${OPERATOR.contact})`)
  })

  it('refuses a token after a week, none, and one that another site sends', async () => {
    const token = await site.entryToken((await site.addVolunteer()).id, 'check')
    const foreign = {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams({ token }),
    }
    expect((await fetch(`${site.url}/enter`, foreign)).status).to.equal(403)
    expect((await createVisitor(site).post('/enter', {})).status).to.equal(401)
    site.clock.set(new Date(NOW.getTime() + 8 * 24 * 60 * MINUTE_MS))
    expect((await createVisitor(site).enter(token)).status).to.equal(401)
  })
})

describe('내 봉사', () => {
  let site: Site
  before(async () => {
    site = await openSite()
  })
  after(() => site.close())
  beforeEach(() => site.clock.set(NOW))

  let people = 0
  async function visiting() {
    const volunteer = await site.addVolunteer({ phone: `010${30_000_000 + ++people}` })
    const visitor = createVisitor(site)
    await visitor.enter(await site.entryToken(volunteer.id, 'check'))
    return { ...visitor, id: volunteer.id }
  }
  const later = (minutes: number) => site.clock.set(new Date(NOW.getTime() + minutes * MINUTE_MS))

  it('knows nothing of other people’s applications, unknown ids or unknown pages', async () => {
    const owner = await visiting()
    const { id } = await site.apply(owner.id, (await site.addProgram()).id)
    const other = await visiting()
    for (const unknown of [id, randomUUID(), 'nonsense'])
      for (const act of ['cancel', 'undo']) {
        const path = `/my/applications/${unknown}/${act}`
        expect((await other.get(path)).status, path).to.equal(404)
        expect((await other.press('/my', path)).status, path).to.equal(404)
      }
    expect((await other.get(`/my/programs/${randomUUID()}`)).status).to.equal(404)
    expect((await other.get('/my/nothing')).status).to.equal(404)
  })

  it('shows time, place, state and a map, and lets a person cancel and take it back', async () => {
    const visitor = await visiting()
    const program = await site.addProgram({ title: '<b>환경</b> 정화', place: '광교호수공원 & 둘레길' })
    const { id } = await site.apply(visitor.id, program.id)
    const { body } = await visitor.get('/my')
    expect(body).to.include('11월 28일(토) 14:00~17:00').and.include('승인되었어요').and.include('&lt;b&gt;환경')
    expect(body).to.include(`https://map.kakao.com/link/search/${encodeURIComponent(program.place)}`)

    const path = `/my/applications/${id}/cancel`
    expect((await visitor.get(path)).body).to.include('바로 취소되고')
    const cancelled = await visitor.press(path)
    expect([cancelled.status, cancelled.headers.get('location')]).to.deep.equal([303, '/my'])
    const told = (await visitor.get('/my')).body
    expect(told).to.include('신청을 취소했어요. 10분 안에 되돌릴 수 있어요.').and.include('되돌리기')
    expect((await visitor.get('/my')).body).to.not.include('신청을 취소했어요')

    later(9)
    await visitor.press('/my', `/my/applications/${id}/undo`)
    expect((await visitor.get('/my')).body)
      .to.include('되돌렸어요')
      .and.include('승인되었어요')
  })

  it('offers no undoing after ten minutes, and refuses it in words', async () => {
    const visitor = await visiting()
    const { id } = await site.apply(visitor.id, (await site.addProgram()).id)
    await visitor.press(`/my/applications/${id}/cancel`)
    later(11)
    expect((await visitor.get('/my')).body).to.not.include('되돌리기')
    await visitor.press('/my', `/my/applications/${id}/undo`)
    expect((await visitor.get('/my')).body).to.include('되돌릴 수 없어요')
  })

  it('asks the organisation when the deadline has passed, and says so before', async () => {
    const visitor = await visiting()
    const { id } = await site.apply(visitor.id, (await site.addProgram({ cancelUntil: NOW })).id)
    later(20)
    expect((await visitor.get(`/my/applications/${id}/cancel`)).body).to.include('취소 요청하기')
    await visitor.press(`/my/applications/${id}/cancel`)
    expect((await visitor.get('/my')).body)
      .to.include('기관에 취소를 요청했어요')
      .and.include('취소를 요청했어요')
    expect((await visitor.get(`/my/applications/${id}/cancel`)).body).to.include('이미 기관에 취소를 요청했어요')
  })

  it('lets a fresh application past the deadline be undone without asking', async () => {
    const visitor = await visiting()
    const { id } = await site.apply(visitor.id, (await site.addProgram({ cancelUntil: NOW })).id)
    expect((await visitor.get('/my')).body).to.include('되돌리기')
    await visitor.press('/my', `/my/applications/${id}/undo`)
    expect((await visitor.get('/my')).body)
      .to.include('신청하지 않은 상태')
      .and.include('취소했어요')
  })

  it('applies from the program’s page, once', async () => {
    const visitor = await visiting()
    const path = `/my/programs/${(await site.addProgram({ approval: 'manual' })).id}`
    expect((await visitor.get(path)).body)
      .to.include('>신청하기<')
      .and.include('기관이 확인하고 승인해요')
    expect((await visitor.press(path)).headers.get('location')).to.equal('/my')
    expect((await visitor.get('/my')).body)
      .to.include('기관이 승인하면')
      .and.include('승인을 기다려요')
    expect((await visitor.get(path)).body)
      .to.include('이미 신청한')
      .and.not.include('>신청하기<')
    await visitor.press('/my', path)
    expect((await visitor.get('/my')).body).to.include('이미 신청한 활동이에요')
  })

  it('lets one stand in line for a full activity, and take the seat that becomes free', async () => {
    const program = await site.addProgram({ capacity: 1 })
    const holder = await visiting()
    const { id: held } = await site.apply(holder.id, program.id)
    const visitor = await visiting()
    const path = `/my/programs/${program.id}`
    expect((await visitor.get(path)).body)
      .to.include('아직 기다리는 사람은 없어요')
      .and.not.include('>신청하기<')
    await visitor.press(path, `${path}/wait`)
    expect((await visitor.get('/my')).body)
      .to.include('대기를 신청했어요')
      .and.include('1번째로 기다리고')
    const [{ id } = { id: '' }] = await site.query<{ id: string }>(
      'SELECT id FROM applications WHERE volunteer_id = $1',
      [visitor.id],
    )
    const offer = `/my/applications/${id}/offer`
    expect((await visitor.get(offer)).body).to.include('받을 자리가 없어요')
    await holder.press(`/my/applications/${held}/cancel`)
    expect((await visitor.get('/my')).body)
      .to.include('11월 23일(월) 12:00')
      .and.include(`action="${offer}"`)
    expect((await holder.get(offer)).status).to.equal(404)
    const notified = createVisitor(site)
    const entered = await notified.enter(await site.entryToken(visitor.id, 'offer', id))
    expect(entered.headers.get('location')).to.equal(offer)
    await notified.press(offer)
    expect((await notified.get('/my')).body).to.include('자리를 받았어요')
    expect((await visitor.get(offer)).body)
      .to.include('자리를 받은 활동이에요')
      .and.not.include('받을 수 없어요')
  })

  it('says why one cannot apply instead of offering it', async () => {
    const visitor = await visiting()
    for (const [changes, why] of [
      [{ recruitUntil: NOW }, '모집이 끝난'],
      [{ minAge: 19 }, '나이가 아직'],
      [{ maxAge: 15 }, '나이가 지났'],
      [{ capacity: 0 }, '자리가 모두'],
    ] as const) {
      const { body } = await visitor.get(`/my/programs/${(await site.addProgram(changes)).id}`)
      expect(body).to.include(why).and.not.include('>신청하기<')
    }
  })

  it('says first that another portal’s program is applied for there, gives its page, and keeps a wish that can be dropped', async () => {
    const visitor = await visiting()
    const url = 'https://www.1365.go.kr/x'
    const program = await site.addPortalProgram({ origins: [{ portal: '1365', externalId: 'x-1', url }] })
    const path = `/my/programs/${program.id}`
    const before = (await visitor.get(path)).body
    expect(before)
      .to.include('1365 자원봉사포털에서 신청해요')
      .and.include(`href="${url}"`)
      .and.not.include('>신청하기<')
    expect(before).not.to.include('message--good')
    expect((await visitor.press(path)).headers.get('location')).to.equal(path)
    expect((await visitor.get(path)).body)
      .to.include('아직 신청되지 않았고')
      .and.not.include('message--good')
    expect(await site.query('SELECT program_id FROM intentions WHERE volunteer_id = $1', [visitor.id])).to.deep.equal([
      { program_id: program.id },
    ])
    expect((await visitor.get('/my')).body)
      .to.include('담아 둔 활동')
      .and.include(program.title)
    expect((await visitor.press('/my', `/my/wishes/${program.id}/drop`)).headers.get('location')).to.equal('/my')
    expect((await visitor.get('/my')).body)
      .to.include('담아 둔 활동에서 뺐어요')
      .and.not.include(program.title)
  })

  it('says where the days are told that a portal does not tell here, and names each portal it stands on', async () => {
    const visitor = await visiting()
    const origins = [
      { portal: '1365' as const, externalId: 'x-2', url: null },
      { portal: 'vms' as const, externalId: 'x-2', url: 'https://www.vms.or.kr/x' },
    ]
    const { id } = await site.addPortalProgram({ origins })
    await visitor.press(`/my/programs/${id}`)
    for (const path of [`/my/programs/${id}`, '/my']) {
      const { body } = await visitor.get(path)
      expect(body).to.include('1365 자원봉사포털·사회복지자원봉사(VMS)에서 확인해 주세요')
      expect(body)
        .to.include('href="https://www.vms.or.kr/x"')
        .and.match(/href="https:\/\/www\.1365\.go\.kr\/[^"]*x-2"/)
      expect(body).to.not.match(/자리 남음|undefined|null|NaN/)
    }
  })

  it('shows seats, ages, the deadline for applying and the one for cancelling', async () => {
    const visitor = await visiting()
    const program = await site.addProgram({ capacity: 7, minAge: 13, maxAge: 19 })
    const { body } = await visitor.get(`/my/programs/${program.id}`)
    for (const fact of ['7자리 남음 (모두 7자리)', '13~19세', '신청 마감', '취소 기한']) expect(body).to.include(fact)
    await site.apply(visitor.id, program.id)
    expect((await visitor.get('/my')).body)
      .to.include('6자리 남음 (모두 7자리)')
      .and.include('취소 기한')
  })

  it('adds up the hours and lists them', async () => {
    const visitor = await visiting()
    for (const [minutes, state] of [
      [150, 'approved'],
      [60, 'approved'],
      [45, 'entered'],
    ])
      await site.query(
        `INSERT INTO records (volunteer_id, portal, title, organisation_name, done_on, minutes, state, created_at)
         VALUES ($1, 'own', '책 정리', '중앙도서관', '2026-10-03', $2, $3, $4)`,
        [visitor.id, minutes, state, NOW],
      )
    const { body } = await visitor.get('/my')
    expect(body)
      .to.match(/인정된 시간 <strong>3시간 30분<\/strong>/)
      .and.include('45분 더')
    expect(body).to.include('2026년 10월 3일(토)').and.include('2시간 30분')
  })

  it('lets a person leave', async () => {
    const visitor = await visiting()
    expect((await visitor.press('/my', '/my/leave')).headers.get('location')).to.equal('/left')
    expect((await visitor.get('/left')).body).to.include('안전하게 나왔어요')
    expect(visitor.cookies.has('visit')).to.equal(false)
    expect((await visitor.get('/my')).status).to.equal(401)
  })
})
