/** Calling a program off over the partner API. */
import { expect } from 'chai'
import { volunteer } from '../../src/services/applications.js'
import { NOW } from '../support/services.js'
import { openPartnerSite, type PartnerSite, PROGRAM } from './partner-site.js'

const REASON = '비 예보로 열지 못해요'

describe('calling a program off over the partner API', () => {
  let site: PartnerSite
  let key: string
  before(async () => {
    site = await openPartnerSite()
    key = (await site.addOrganisation()).key
  })
  after(() => site.close())
  beforeEach(() => site.clock.set(NOW))

  const make = async (changes: object = {}): Promise<string> =>
    (await site.call(key, 'POST', '/programs', { ...PROGRAM, ...changes })).json.id
  const callOff = (id: string, body: unknown = { reason: REASON }, headers = {}) =>
    site.call(key, 'POST', `/programs/${id}/cancel`, body, headers)
  const states = async (id: string) =>
    (
      await site.query<{ state: string }>(
        'SELECT state FROM applications WHERE program_id = $1 ORDER BY applied_at, id',
        [id],
      )
    ).map(({ state }) => state)
  const told = (id: string) =>
    site.query<{ kind: string }>("SELECT kind FROM notices WHERE kind = 'program-cancelled' AND subject = $1", [id])

  it('takes the place of everybody who was still to come, notes why, and tells each of them once', async () => {
    const id = await make({ capacity: 10 })
    const people = [await site.applyTo(id), await site.applyTo(id), await site.applyTo(id), await site.applyTo(id)]
    await site.call(key, 'POST', `/applications/${people[1]}/approve`, {})
    await site.call(key, 'POST', `/applications/${people[2]}/reject`, {})
    await site.query("UPDATE applications SET state = 'waiting' WHERE id = $1", [people[3]])
    const { status, json } = await callOff(id)
    expect(status).to.equal(200)
    expect(json).to.include({ id, state: 'cancelled', seatsTaken: 0, waiting: 0 })
    expect((await site.call(key, 'GET', `/programs/${id}`)).json).to.deep.equal(json)
    expect((await states(id)).sort()).to.deep.equal([
      'program-cancelled',
      'program-cancelled',
      'program-cancelled',
      'rejected',
    ])
    const events = await site.query(
      "SELECT from_state, actor, reason FROM application_events WHERE to_state = 'program-cancelled' ORDER BY from_state",
    )
    expect(events).to.deep.equal(
      ['applied', 'approved', 'waiting'].map(from_state => ({ from_state, actor: 'organisation', reason: REASON })),
    )
    expect(await told(id)).to.have.length(3)
  })

  it('says the present state where it is cancelled already or has begun, and tells nobody again', async () => {
    const id = await make()
    await site.applyTo(id)
    await callOff(id)
    const again = await callOff(id)
    expect([again.status, again.json.error.code]).to.deep.equal([409, 'conflict'])
    expect(again.json.error.details).to.deep.equal({ state: 'cancelled', why: 'cancelled' })
    expect(await told(id)).to.have.length(1)
    const begun = await make()
    await site.applyTo(begun)
    for (const now of [PROGRAM.startsAt, PROGRAM.endsAt, '2027-01-01T00:00:00+09:00']) {
      site.clock.set(new Date(now))
      const { status, json } = await callOff(begun)
      expect(status, now).to.equal(409)
      expect(json.error.details).to.deep.equal({ state: 'open', why: 'begun' })
    }
    expect(await states(begun)).to.deep.equal(['applied'])
  })

  it('is done once with an Idempotency-Key, however often it arrives', async () => {
    const id = await make()
    await site.applyTo(id)
    const once = { 'idempotency-key': 'call off' }
    const answers = await Promise.all(Array.from({ length: 6 }, () => callOff(id, { reason: REASON }, once)))
    for (const { status, json } of answers) expect([status, json]).to.deep.equal([200, answers[0]!.json])
    expect((await callOff(id, { reason: '다른 이유' }, once)).status).to.equal(422)
    expect(await told(id)).to.have.length(1)
  })

  for (const body of [undefined, {}, { reason: '' }, { reason: ' \n' }, { reason: null }, { reason: '가'.repeat(301) }])
    it(`wants a reason (${JSON.stringify(body)?.slice(0, 30)})`, async () => {
      const id = await make()
      expect((await callOff(id, body ?? '{}')).status).to.equal(422)
      expect((await callOff(id, { reason: REASON, why: 1 })).json.error.details[0].field).to.equal('why')
      expect((await site.call(key, 'GET', `/programs/${id}`)).json.state).to.equal('open')
    })

  it('is not done to another organisation’s program', async () => {
    const id = await make()
    const other = await site.addOrganisation('다른 기관')
    expect((await site.call(other.key, 'POST', `/programs/${id}/cancel`, { reason: REASON })).status).to.equal(404)
    expect((await callOff('00000000-0000-4000-8000-000000000000')).status).to.equal(404)
    expect((await site.call(key, 'GET', `/programs/${id}`)).json.state).to.equal('open')
  })

  it('leaves nobody coming, whoever applies, cancels or changes it meanwhile', async () => {
    const { applications, accounts } = site.services
    const join = (programId: string, n: number) =>
      site.run(async tx => {
        const person = { name: '홍길동', birth: '2010-03-01', phone: `0109${String(n).padStart(7, '0')}` }
        const { id } = await accounts.addVolunteer(tx, person)
        return { id, applied: await applications.apply(tx, id, programId) }
      })
    for (let round = 0; round < 5; round++) {
      const id = await make({ capacity: 40, approval: 'automatic' })
      const early = await Promise.all(Array.from({ length: 10 }, (_, n) => join(id, round * 100 + n)))
      const [calledOff, ...others] = await Promise.all([
        callOff(id),
        ...early
          .slice(0, 5)
          .map(({ id: who, applied }) =>
            site.run(tx => applications.act(tx, volunteer(who), applied.application!.id, 'cancel')),
          ),
        ...Array.from({ length: 10 }, (_, n) => join(id, round * 100 + 50 + n)),
        ...Array.from({ length: 3 }, (_, n) => site.call(key, 'PATCH', `/programs/${id}`, { title: `새 이름 ${n}` })),
      ])
      expect(others).to.have.length(18)
      expect(calledOff.status).to.equal(200)
      expect((await states(id)).filter(state => !['cancelled', 'program-cancelled'].includes(state))).to.deep.equal([])
      const { json } = await site.call(key, 'GET', `/programs/${id}`)
      expect(json).to.include({ state: 'cancelled', seatsTaken: 0 })
    }
  })

  it('has no seat that the database would give', async () => {
    const id = await make()
    const application = await site.applyTo(id)
    await callOff(id)
    const failure = await site.query("UPDATE applications SET state = 'approved' WHERE id = $1", [application]).then(
      () => '',
      (error: Error) => error.message,
    )
    expect(failure).to.contain('programs_called_off_have_no_seats')
  })

  it('is done at once, however many had applied', async () => {
    const id = await make({ capacity: 1000 })
    await site.run(async tx => {
      for (let n = 0; n < 1000; n++) {
        const person = { name: '홍길동', birth: '2010-03-01', phone: `0108${String(n).padStart(7, '0')}` }
        const { id: who } = await site.services.accounts.addVolunteer(tx, person)
        await tx.query(
          "INSERT INTO applications (program_id, volunteer_id, state, applied_at, changed_at) VALUES ($1, $2, 'approved', $3, $3)",
          [id, who, NOW],
        )
      }
    })
    const since = performance.now()
    expect((await callOff(id)).status).to.equal(200)
    const took = performance.now() - since
    expect(took).to.be.below(2000)
    expect(await told(id)).to.have.length(1000)
  })
})
