/** Answering who asked too late to be let off, over the partner API. */
import { expect } from 'chai'
import { volunteer } from '../../src/services/applications.js'
import { openPartnerSite, type PartnerSite, PROGRAM } from './partner-site.js'

const APPLYING = new Date('2026-11-23T10:00:00+09:00')
const TOO_LATE = new Date('2026-11-28T09:00:00+09:00')

describe('requests to be let off, over the partner API', () => {
  let site: PartnerSite
  let key: string
  before(async () => {
    site = await openPartnerSite()
    key = (await site.addOrganisation()).key
  })
  after(() => site.close())

  const answer = (id: string, body: object, headers = {}, by = key) =>
    site.call(by, 'POST', `/applications/${id}/cancellation`, body, headers)
  const told = (id: string) =>
    site.query("SELECT kind FROM notices WHERE subject = $1 AND kind NOT IN ('applied', 'approved')", [id])
  /** Somebody who asked in the morning of the activity. */
  async function requested({ approved }: { approved: boolean }) {
    site.clock.set(APPLYING)
    const { json } = await site.call(key, 'POST', '/programs', PROGRAM)
    const id = await site.applyTo(json.id)
    if (approved) await site.call(key, 'POST', `/applications/${id}/approve`)
    site.clock.set(TOO_LATE)
    const [{ person } = { person: '' }] = await site.query<{ person: string }>(
      'SELECT volunteer_id AS person FROM applications WHERE id = $1',
      [id],
    )
    await site.run(tx => site.services.applications.act(tx, volunteer(person), id, 'cancel'))
    const mine = () => site.run(tx => site.services.applications.one(tx, person, id))
    const seats = async () => (await site.call(key, 'GET', `/programs/${json.id}`)).json.seatsTaken
    return { id, mine, seats }
  }

  it('are granted: the place is free, and the person is told', async () => {
    const { id, mine, seats } = await requested({ approved: true })
    const { status, json } = await answer(id, { decision: 'grant' })
    expect([status, json.state]).to.deep.equal([200, 'cancelled'])
    expect([(await mine())?.application.state, await seats()]).to.deep.equal(['cancelled', 0])
    expect(await told(id)).to.deep.equal([{ kind: 'cancelled' }])
  })

  for (const approved of [true, false])
    it(`are not granted: ${approved ? 'approved' : 'applied'} as before, and the person is told`, async () => {
      const { id, mine, seats } = await requested({ approved })
      const { status, json } = await answer(id, { decision: 'keep', message: '꼭 와 주세요' })
      const state = approved ? 'approved' : 'applied'
      expect([status, json.state]).to.deep.equal([200, state])
      expect([(await mine())?.application.state, await seats()]).to.deep.equal([state, 1])
      expect(await told(id)).to.deep.equal([{ kind: 'cancellation-kept' }])
      const events = await site.query(
        'SELECT from_state, to_state, actor, reason FROM application_events WHERE application_id = $1 ORDER BY id DESC LIMIT 1',
        [id],
      )
      expect(events).to.deep.equal([
        { from_state: 'cancel-requested', to_state: state, actor: 'organisation', reason: '꼭 와 주세요' },
      ])
    })

  it('are answered once, with the state there is by then', async () => {
    const { id } = await requested({ approved: true })
    const once = { 'idempotency-key': `cancellation-${id}` }
    const first = await answer(id, { decision: 'keep' }, once)
    expect((await answer(id, { decision: 'keep' }, once)).json).to.deep.equal(first.json)
    for (const decision of ['grant', 'keep']) {
      const { status, json } = await answer(id, { decision })
      expect([status, json.error.details]).to.deep.equal([409, { state: 'approved' }])
    }
  })

  it('are of nobody of another organisation', async () => {
    const { id, mine } = await requested({ approved: true })
    const other = (await site.addOrganisation('다른 기관')).key
    expect((await answer(id, { decision: 'grant' }, {}, other)).status).to.equal(404)
    expect((await mine())?.application.state).to.equal('cancel-requested')
  })

  it('have what is wrong with an answer named', async () => {
    const { id } = await requested({ approved: true })
    const wrong: [object, string][] = [
      [{}, 'decision'],
      [{ decision: 'perhaps' }, 'decision'],
      [{ decision: 'grant', message: 7 }, 'message'],
      [{ decision: 'grant', reason: '' }, 'reason'],
    ]
    for (const [body, field] of wrong) {
      const { status, json } = await answer(id, body)
      expect([status, json.error.details[0].field], JSON.stringify(body)).to.deep.equal([422, field])
    }
  })
})
