/** Attendance and records over the partner API. */
import { expect } from 'chai'
import { openPartnerSite, type PartnerSite, PROGRAM } from './partner-site.js'

const BEFORE = new Date('2026-11-28T13:59:59+09:00')
const DURING = new Date('2026-11-28T14:00:00+09:00')
const AFTER = new Date('2026-11-28T17:10:00+09:00')
const APPLYING = new Date('2026-11-23T10:00:00+09:00')

describe('attendance over the partner API', () => {
  let site: PartnerSite
  let key: string
  let other: string
  before(async () => {
    site = await openPartnerSite()
    key = (await site.addOrganisation()).key
    other = (await site.addOrganisation('다른 기관')).key
  })
  after(() => site.close())

  const post = (path: string, body?: object, headers = {}, by = key) => site.call(by, 'POST', path, body, headers)
  const attendance = (id: string, body: object, headers?: object) =>
    post(`/applications/${id}/attendance`, body, headers)
  const history = (id: string) =>
    site.query(
      'SELECT from_state, to_state, actor, reason, minutes FROM application_events WHERE application_id = $1 ORDER BY id OFFSET 2',
      [id],
    )
  const told = (id: string) =>
    site.query(
      "SELECT kind FROM notices WHERE subject = $1 AND kind NOT IN ('applied', 'approved') ORDER BY created_at, kind",
      [id],
    )
  /** Somebody whose application was approved; the activity is over. */
  async function approved(different = {}) {
    site.clock.set(APPLYING)
    const { json } = await post('/programs', { ...PROGRAM, ...different })
    const id = await site.applyTo(json.id)
    await post(`/applications/${id}/approve`)
    site.clock.set(AFTER)
    return { id, programId: json.id as string }
  }

  it('makes a record that waits to be approved, as long as the activity', async () => {
    const { id, programId } = await approved()
    const { status, json } = await attendance(id, { result: 'attended' })
    expect(status).to.equal(200)
    expect(json).to.deep.include({ id, state: 'attended' })
    expect(json.record).to.include({ minutes: 180, state: 'entered' })
    const [listed] = (await site.call(key, 'GET', `/programs/${programId}/applications`)).json.items
    expect(listed).to.deep.equal(json)
    const [row] = await site.query('SELECT done_on::text, title, portal FROM records WHERE application_id = $1', [id])
    expect(row).to.deep.equal({ done_on: '2026-11-28', title: PROGRAM.title, portal: 'own' })
    expect(await told(id)).to.deep.equal([])
  })

  it('of somebody absent makes no record, and is told', async () => {
    const { id } = await approved()
    const { json } = await attendance(id, { result: 'absent' })
    expect(json).to.include({ state: 'absent' }).and.not.have.property('record')
    expect(await told(id)).to.deep.equal([{ kind: 'absent' }])
  })

  it('is corrected both ways, and what it was stays in the history', async () => {
    const { id } = await approved()
    await attendance(id, { result: 'absent' })
    const came = await attendance(id, { result: 'attended', minutes: 120 })
    expect(came.json.record).to.include({ minutes: 120, state: 'entered' })
    const longer = await attendance(id, { result: 'attended', minutes: 150 })
    expect(longer.json.record).to.deep.equal({ ...came.json.record, minutes: 150 })
    expect((await attendance(id, { result: 'absent' })).json).to.not.have.property('record')
    const by = { actor: 'organisation', reason: null }
    expect(await history(id)).to.deep.equal([
      { from_state: 'approved', to_state: 'absent', ...by, minutes: null },
      { from_state: 'absent', to_state: 'attended', ...by, minutes: 120 },
      { from_state: 'attended', to_state: 'attended', ...by, minutes: 150 },
      { from_state: 'attended', to_state: 'absent', ...by, minutes: null },
    ])
  })

  it('tells who was told to have been absent that it was corrected', async () => {
    const { id } = await approved()
    await attendance(id, { result: 'absent' })
    await attendance(id, { result: 'attended' })
    expect(await told(id)).to.have.deep.members([{ kind: 'absent' }, { kind: 'attended' }])
  })

  it('is refused before the start, with the state there is', async () => {
    const { id } = await approved()
    site.clock.set(BEFORE)
    for (const result of ['attended', 'absent']) {
      const { status, json } = await attendance(id, { result })
      expect([status, json.error.details]).to.deep.equal([409, { state: 'approved' }])
    }
    site.clock.set(DURING)
    expect((await attendance(id, { result: 'attended' })).status).to.equal(200)
  })

  it('is refused where the state does not allow it', async () => {
    const { id } = await approved()
    await post(`/applications/${id}/reject`, { reason: '자리가 없어요' })
    const { status, json } = await attendance(id, { result: 'attended' })
    expect([status, json.error.details]).to.deep.equal([409, { state: 'rejected' }])
    const again = await approved()
    await attendance(again.id, { result: 'attended' })
    const repeated = await attendance(again.id, { result: 'attended' })
    expect([repeated.status, repeated.json.error.details]).to.deep.equal([409, { state: 'attended' }])
  })

  it('names what is wrong with a body', async () => {
    const { id } = await approved()
    const wrong: [object, string][] = [
      [{}, 'result'],
      [{ result: 'late' }, 'result'],
      [{ result: 'attended', minutes: 0 }, 'minutes'],
      [{ result: 'attended', minutes: 90.5 }, 'minutes'],
      [{ result: 'attended', minutes: 481 }, 'minutes'],
      [{ result: 'attended', minutes: 1e12 }, 'minutes'],
      [{ result: 'absent', minutes: 60 }, 'minutes'],
      [{ result: 'attended', hours: 1 }, 'hours'],
    ]
    for (const [body, field] of wrong) {
      const { status, json } = await attendance(id, body)
      expect([status, json.error.details[0].field], JSON.stringify(body)).to.deep.equal([422, field])
    }
    expect((await attendance(id, { result: 'attended', minutes: 480 })).status).to.equal(200)
  })

  it('knows nobody of another organisation', async () => {
    const { id } = await approved()
    expect((await post(`/applications/${id}/attendance`, { result: 'attended' }, {}, other)).status).to.equal(404)
    const { json } = await attendance(id, { result: 'attended' })
    expect((await post(`/records/${json.record.id}/approve`, {}, {}, other)).status).to.equal(404)
    expect(await site.query('SELECT state FROM records WHERE id = $1', [json.record.id])).to.deep.equal([
      { state: 'entered' },
    ])
  })

  it('is entered once for a repeated request', async () => {
    const { id } = await approved()
    const once = { 'idempotency-key': `attendance-${id}` }
    const first = await attendance(id, { result: 'attended' }, once)
    const second = await attendance(id, { result: 'attended' }, once)
    expect([second.status, second.json]).to.deep.equal([200, first.json])
    expect(await history(id)).to.have.lengthOf(1)
    expect((await attendance(id, { result: 'absent' }, once)).status).to.equal(422)
  })

  it('is a look at the person', async () => {
    const { id } = await approved()
    const { json } = await attendance(id, { result: 'attended' })
    const looks = (await site.looks()).filter(look => look.volunteer_ids.includes(json.volunteer.id))
    expect(looks.map(({ details }) => details)).to.deep.include({ application: id, decision: 'attend' })
  })

  describe('then the record', () => {
    const approve = (record: { id: string }, body?: object, headers = {}) =>
      post(`/records/${record.id}/approve`, body, headers)
    async function entered() {
      const { id } = await approved()
      const { json } = await attendance(id, { result: 'attended' })
      return { id, volunteerId: json.volunteer.id as string, record: json.record as { id: string; minutes: number } }
    }

    it('is approved, and counts', async () => {
      const { id, volunteerId, record } = await entered()
      const { status, json } = await approve(record)
      expect([status, json]).to.deep.equal([200, { ...record, state: 'approved' }])
      const hours = await site.run(tx => site.services.records.ofVolunteer(tx, volunteerId))
      expect(hours).to.include({ approvedMinutes: 180, pendingMinutes: 0 })
      expect((await history(id)).at(-1)).to.include({ to_state: 'attended', reason: 'record-approved', minutes: 180 })
    })

    it('is approved with other minutes, and corrected so afterwards, within the eight hours of a day', async () => {
      const { record } = await entered()
      expect((await approve(record, { minutes: 150 })).json).to.include({ minutes: 150, state: 'approved' })
      expect((await approve(record, { minutes: 120 })).json).to.include({ minutes: 120, state: 'approved' })
      const { status, json } = await approve(record, { minutes: 481 })
      expect([status, json.error.details[0].field]).to.deep.equal([422, 'minutes'])
    })

    it('is refused a second approval with its state', async () => {
      const { record } = await entered()
      await approve(record)
      const { status, json } = await approve(record, {})
      expect([status, json.error.details]).to.deep.equal([409, { state: 'approved' }])
    })

    it('is approved once for a repeated request, of which nothing is left when the person is forgotten', async () => {
      const { record, volunteerId } = await entered()
      const once = { 'idempotency-key': `approval-${record.id}` }
      const first = await approve(record, {}, once)
      expect((await approve(record, {}, once)).json).to.deep.equal(first.json)
      await site.run(tx => site.services.ownData.forget(tx, { volunteerId, from: 'test' }))
      expect((await approve(record, {}, once)).status).to.equal(404)
      const rows = await site.query('SELECT state, minutes FROM forgotten_participations')
      expect(rows).to.deep.include({ state: 'attended', minutes: 180 })
    })

    it('waits to be approved anew when other minutes are entered', async () => {
      const { id, record } = await entered()
      await approve(record)
      const { json } = await attendance(id, { result: 'attended', minutes: 60 })
      expect(json.record).to.deep.equal({ id: record.id, minutes: 60, state: 'entered' })
    })

    it('is nowhere under an id that nobody gave', async () => {
      const id = '00000000-0000-4000-8000-000000000000'
      expect((await approve({ id })).status).to.equal(404)
    })
  })
})
