/** Applications over the partner API. */
import { expect } from 'chai'
import { openPartnerSite, type PartnerSite, PROGRAM } from './partner-site.js'

describe('applications over the partner API', () => {
  let site: PartnerSite
  let key: string
  let programId: string
  before(async () => {
    site = await openPartnerSite()
    key = (await site.addOrganisation()).key
  })
  after(() => site.close())
  beforeEach(async () => {
    programId = (await site.call(key, 'POST', '/programs', PROGRAM)).json.id
  })

  const list = async () => (await site.call(key, 'GET', `/programs/${programId}/applications`)).json.items
  const decide = (id: string, decision: string, body?: object) =>
    site.call(key, 'POST', `/applications/${id}/${decision}`, body)

  it('are listed in the order they came, with names masked', async () => {
    const first = await site.applyTo(programId, '홍길동')
    site.clock.set(new Date('2026-11-23T11:00:00+09:00'))
    const second = await site.applyTo(programId, '김손모')
    const [one, two] = await list()
    expect([one.id, two.id]).to.deep.equal([first, second])
    expect(one).to.deep.include({ state: 'applied', people: 1, appliedAt: '2026-11-23T10:00:00+09:00' })
    expect([one.volunteer.name, two.volunteer.name]).to.deep.equal(['홍*동', '김*모'])
    expect(JSON.stringify([one, two])).to.not.match(/홍길동|김손모|010\d{8}|2010-03-01/)
  })

  it('are a look at each of them, by the organisation, from where it called', async () => {
    await site.applyTo(programId, '홍길동')
    const [one] = await list()
    await decide(one.id, 'approve')
    const [listed, decided] = (await site.looks()).filter(look => look.volunteer_ids.includes(one.volunteer.id))
    const [{ id } = {}] = await site.query<{ id?: string }>(
      'SELECT organisation_id AS id FROM programs WHERE id = $1',
      [programId],
    )
    const look = { actor: 'organisation', actor_id: id, address: '127.0.0.1', volunteer_ids: [one.volunteer.id] }
    expect(listed).to.deep.include({ ...look, action: 'applicants', details: { program: programId } })
    expect(decided).to.deep.include({
      ...look,
      action: 'applicant',
      details: { application: one.id, decision: 'approve' },
    })
  })

  it('number those who wait, and carry the record there is', async () => {
    const ids = [await site.applyTo(programId), await site.applyTo(programId), await site.applyTo(programId)]
    await site.query("UPDATE applications SET state = 'waiting' WHERE id = ANY($1)", [ids.slice(1)])
    await site.query('UPDATE applications SET position = position + 10 WHERE id = $1', [ids[1]])
    await site.query(
      `INSERT INTO records (volunteer_id, application_id, portal, title, organisation_name, done_on, minutes, state, created_at)
       SELECT volunteer_id, id, 'own', '', '', '2026-11-28', 180, 'entered', applied_at FROM applications WHERE id = $1`,
      [ids[0]],
    )
    const items: { id: string; waitingNumber?: number; record?: object }[] = await list()
    const numbers = ids.map(id => items.find(item => item.id === id)!.waitingNumber)
    expect(numbers).to.deep.equal([undefined, 2, 1])
    expect(items.find(({ id }) => id === ids[0])!.record).to.include({ minutes: 180, state: 'entered' })
    expect((await site.call(key, 'GET', `/programs/${programId}`)).json).to.include({ seatsTaken: 1, waiting: 2 })
  })

  it('are approved', async () => {
    const id = await site.applyTo(programId)
    const { status, json } = await decide(id, 'approve', {})
    expect(status).to.equal(200)
    expect(json).to.deep.equal((await list())[0])
    expect(json.state).to.equal('approved')
  })

  it('are rejected with a reason that stays in their history, which frees the seat', async () => {
    const id = await site.applyTo(programId)
    const { json } = await decide(id, 'reject', { reason: '나이가 맞지 않아요' })
    expect(json.state).to.equal('rejected')
    const events = await site.query('SELECT actor, reason FROM application_events WHERE application_id = $1', [id])
    expect(events).to.deep.include({ actor: 'organisation', reason: '나이가 맞지 않아요' })
    expect((await site.call(key, 'GET', `/programs/${programId}`)).json.seatsTaken).to.equal(0)
  })

  it('are told with their state when it does not allow the act', async () => {
    const id = await site.applyTo(programId)
    await decide(id, 'reject')
    for (const decision of ['approve', 'reject']) {
      const { status, json } = await decide(id, decision, {})
      expect(status).to.equal(409)
      expect(json.error).to.deep.include({ code: 'conflict', details: { state: 'rejected' } })
    }
  })

  it('are decided once when two decide at once', async () => {
    const id = await site.applyTo(programId)
    const answers = await Promise.all([decide(id, 'approve', {}), decide(id, 'approve', {})])
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 409])
  })

  it('are not taken away again from who was approved without a reason', async () => {
    const id = await site.applyTo(programId)
    await decide(id, 'approve')
    for (const body of [undefined, {}, { reason: '' }, { reason: null }]) {
      const { status, json } = await decide(id, 'reject', body)
      expect(status, JSON.stringify(body)).to.equal(422)
      expect(json.error.details[0].field).to.equal('reason')
    }
    expect((await list())[0].state).to.equal('approved')
    expect((await decide(id, 'reject', { reason: '정원이 줄었어요' })).json.state).to.equal('rejected')
  })

  it('refuse a wrong reason by name', async () => {
    const { status, json } = await decide(await site.applyTo(programId), 'reject', { reason: 7 })
    expect(status).to.equal(422)
    expect(json.error.details[0].field).to.equal('reason')
  })
})
