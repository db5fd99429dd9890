/** Disputes of what was recorded, over the partner API. */
import { expect } from 'chai'
import { openPartnerSite, type PartnerSite, PROGRAM } from './partner-site.js'

const APPLYING = new Date('2026-11-23T10:00:00+09:00')
const AFTER = new Date('2026-11-28T17:10:00+09:00')
const WEEK_LATER = new Date('2026-12-05T17:10:00+09:00')

describe('disputes over the partner API', () => {
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
  const answer = (id: string, body: object, headers?: object) => post(`/disputes/${id}/answer`, body, headers)
  const list = async (state = 'open', by = key) => (await site.call(by, 'GET', `/disputes?state=${state}`)).json.items
  const listed = async (application: string, state?: string) =>
    (await list(state)).find((one: { application: { id: string } }) => one.application.id === application)

  /** Somebody whose attendance was said to be that. */
  async function recorded(attendance: object | undefined) {
    site.clock.set(APPLYING)
    const { json } = await post('/programs', PROGRAM)
    const id = await site.applyTo(json.id)
    await post(`/applications/${id}/approve`)
    site.clock.set(AFTER)
    if (attendance) await post(`/applications/${id}/attendance`, attendance)
    const [row] = await site.query<{ person: string }>(
      'SELECT volunteer_id AS person FROM applications WHERE id = $1',
      [id],
    )
    const say = (words: string) => site.run(tx => site.services.disputes.open(tx, row!.person, id, words))
    return { id, person: row!.person, say }
  }
  async function disputed(attendance: object | undefined, words = '저 갔었는데 불참이래요') {
    const one = await recorded(attendance)
    const opened = await one.say(words)
    if (!opened.ok) throw new Error(opened.refused)
    return { ...one, dispute: await listed(one.id) }
  }

  it('are read with what is personal masked, and until when to answer', async () => {
    const { id, person } = await disputed({ result: 'absent' }, '홍길동인데 갔었어요 010-1234-5678')
    const one = await listed(id)
    expect(one).to.deep.include({ state: 'open', matter: 'absence', application: { id, state: 'absent' } })
    expect(one).to.include({ createdAt: '2026-11-28T17:10:00+09:00', answerUntil: '2026-12-05T17:10:00+09:00' })
    expect(one.words)
      .to.contain('갔었어요')
      .and.not.match(/홍길동|1234-5678/)
    expect(one.volunteer).to.deep.equal({ id: person, name: '홍*동' })
    const looks = (await site.looks()).filter(look => look.volunteer_ids.includes(person))
    expect(looks.map(({ details }) => details)).to.deep.include({ disputes: 'open' })
    expect(await list('open', other)).to.deep.equal([])
  })

  it('lie sealed, and are handed out to who said them and gone when they are forgotten', async () => {
    const { id, person } = await disputed({ result: 'absent' }, '보라매 언덕에 있었어요')
    const [row] = await site.query('SELECT * FROM disputes WHERE application_id = $1', [id])
    expect(JSON.stringify(row)).to.not.contain('보라매')
    const exported = await site.run(tx => site.services.ownData.export(tx, { volunteerId: person, from: 'test' }))
    expect(JSON.stringify(exported)).to.contain('보라매 언덕에 있었어요')
    await site.run(tx => site.services.ownData.forget(tx, { volunteerId: person, from: 'test' }))
    expect(await site.query('SELECT FROM disputes WHERE application_id = $1', [id])).to.deep.equal([])
  })

  it('are of one matter at a time, which the database holds too', async () => {
    const { id, say } = await disputed({ result: 'absent' })
    expect(await say('한 번 더')).to.include({ ok: false, refused: 'already-open' })
    const again = await recorded({ result: 'absent' })
    const both = await Promise.all([again.say('하나'), again.say('둘')])
    expect(both.filter(({ ok }) => ok)).to.have.lengthOf(1)
    const failure = await site
      .query(
        `INSERT INTO disputes (id, application_id, matter, words_sealed, answer_until, created_at)
         SELECT gen_random_uuid(), application_id, matter, words_sealed, answer_until, created_at FROM disputes WHERE application_id = $1`,
        [id],
      )
      .catch((error: Error) => error)
    expect(failure).to.have.property('message').that.contains('disputes_one_open')
  })

  it('can be opened for seven days, from the end of the activity or from what was recorded', async () => {
    const never = await recorded(undefined)
    site.clock.set(WEEK_LATER)
    expect(await never.say('기록이 없어요')).to.include({ ok: false, refused: 'too-late' })
    await post(`/applications/${never.id}/attendance`, { result: 'absent' })
    expect(await never.say('저 갔었어요')).to.include({ ok: true })
  })

  it('correct an absence, which the person is told once, with the answer', async () => {
    const { id, dispute } = await disputed({ result: 'absent' })
    const { status, json } = await answer(dispute.id, {
      result: 'corrected',
      minutes: 120,
      message: '확인했어요. 미안해요',
    })
    expect(status).to.equal(200)
    expect(json).to.deep.include({ state: 'answered', result: 'corrected', application: { id, state: 'attended' } })
    expect(json.record).to.include({ minutes: 120, state: 'entered' })
    const told = await site.query(
      "SELECT kind FROM notices WHERE subject = $1 AND kind NOT IN ('applied', 'approved', 'absent')",
      [id],
    )
    expect(told).to.deep.equal([{ kind: 'dispute-answered' }])
    const [event] = await site.query(
      'SELECT from_state, to_state, actor, reason, minutes FROM application_events WHERE application_id = $1 ORDER BY id DESC LIMIT 1',
      [id],
    )
    const corrected = {
      from_state: 'absent',
      to_state: 'attended',
      actor: 'organisation',
      reason: 'dispute',
      minutes: 120,
    }
    expect(event).to.deep.equal(corrected)
    expect(await listed(id, 'answered')).to.include({
      message: '확인했어요. 미안해요',
      words: '저 갔었는데 불참이래요',
    })
  })

  it('correct minutes, which have to be named; what was approved stays approved', async () => {
    const { id, dispute } = await disputed({ result: 'attended', minutes: 60 }, '두 시간 덜 들어왔어요')
    const unnamed = await answer(dispute.id, { result: 'corrected', message: '네' })
    expect([unnamed.status, unnamed.json.error.details[0].field]).to.deep.equal([422, 'minutes'])
    await post(`/records/${dispute.record.id}/approve`)
    const { json } = await answer(dispute.id, { result: 'corrected', minutes: 180, message: '네' })
    expect(json.record).to.deep.equal({ id: dispute.record.id, minutes: 180, state: 'approved' })
    expect(await listed(id)).to.equal(undefined)
  })

  it('are answered with nothing changed', async () => {
    const { id, dispute } = await disputed({ result: 'absent' })
    const { json } = await answer(dispute.id, { result: 'kept', message: '출석부에 없어요' })
    expect(json).to.deep.include({ result: 'kept', application: { id, state: 'absent' } })
  })

  it('take nothing of an answer that is refused', async () => {
    const { id, dispute } = await disputed({ result: 'absent' })
    const { status, json } = await answer(dispute.id, { result: 'corrected', minutes: 481, message: '네' })
    expect([status, json.error.details[0].field]).to.deep.equal([422, 'minutes'])
    expect(await listed(id)).to.include({ state: 'open' })
  })

  it('are answered once, a repeated request with the first answer', async () => {
    const { dispute } = await disputed({ result: 'absent' })
    const once = { 'idempotency-key': `dispute-${dispute.id}` }
    const body = { result: 'kept', message: '아니에요' }
    const first = await answer(dispute.id, body, once)
    expect((await answer(dispute.id, body, once)).json).to.deep.equal(first.json)
    const { status, json } = await answer(dispute.id, body)
    expect([status, json.error.details]).to.deep.equal([409, { state: 'answered' }])
  })

  it('are of nobody of another organisation', async () => {
    const { id, dispute } = await disputed({ result: 'absent' })
    const body = { result: 'kept', message: '아니에요' }
    expect((await post(`/disputes/${dispute.id}/answer`, body, {}, other)).status).to.equal(404)
    expect((await answer(id, body)).status, 'an id of something else').to.equal(404)
    expect(await listed(id)).to.include({ state: 'open' })
  })

  it('have what is wrong with a call named', async () => {
    const { dispute } = await disputed({ result: 'absent' })
    const wrong: [object, string][] = [
      [{ result: 'kept' }, 'message'],
      [{ result: 'kept', message: ' ' }, 'message'],
      [{ result: 'perhaps', message: '네' }, 'result'],
      [{ result: 'kept', message: '네', minutes: 60 }, 'minutes'],
      [{ result: 'corrected', message: '네', minutes: 1.5 }, 'minutes'],
      [{ result: 'kept', message: '네', reason: '' }, 'reason'],
    ]
    for (const [body, field] of wrong) {
      const { status, json } = await answer(dispute.id, body)
      expect([status, json.error.details[0].field], JSON.stringify(body)).to.deep.equal([422, field])
    }
    expect((await site.call(key, 'GET', '/disputes?state=lost')).status).to.equal(422)
  })
})
