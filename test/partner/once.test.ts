/** `Idempotency-Key`: a repeat that means the same does nothing and gets the first answer, on every POST there is. */
import { expect } from 'chai'
import fc from 'fast-check'
import { canonical } from '../../src/platform/canonical.js'
import { openPartnerSite, type PartnerSite, PROGRAM } from './partner-site.js'

describe('a repeated request', () => {
  let site: PartnerSite
  let key: string
  before(async () => {
    site = await openPartnerSite()
    key = (await site.addOrganisation()).key
  })
  after(() => site.close())

  const send = (path: string, body: unknown, once: string) =>
    site.call(key, 'POST', path, body, { 'idempotency-key': once })
  const count = async (table: string) =>
    (await site.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n
  const reversed = (body: object) => JSON.stringify(Object.fromEntries(Object.entries(body).reverse()))

  it('may have its names in another order and its times at another offset', async () => {
    const first = await send('/programs', { ...PROGRAM, region: { sido: '경기도', sigungu: '수원시' } }, 'order')
    expect(first.status).to.equal(201)
    const before = await count('programs')
    const other = {
      ...PROGRAM,
      region: { sigungu: '수원시', sido: '경기도' },
      startsAt: '2026-11-28T05:00:00Z',
      club: false,
    }
    const again = await send('/programs', `\n${reversed(other)} `, 'order')
    expect([again.status, again.json]).to.deep.equal([201, first.json])
    expect(await count('programs')).to.equal(before)
    expect((await send('/programs', { ...PROGRAM, capacity: 4 }, 'order')).status).to.equal(422)
  })

  for (const decision of ['approve', 'reject'] as const) {
    it(`decides once: ${decision}`, async () => {
      const { json: program } = await site.call(key, 'POST', '/programs', PROGRAM)
      const [one, other] = [await site.applyTo(program.id), await site.applyTo(program.id)]
      const once = `${decision} 1`
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => send(`/applications/${one}/${decision}`, { reason: '자리' }, once)),
      )
      for (const answer of answers) expect([answer.status, answer.json]).to.deep.equal([200, answers[0]!.json])
      const later = await send(`/applications/${one.toUpperCase()}/${decision}`, { reason: ' 자리 ' }, once)
      expect([later.status, later.json]).to.deep.equal([200, answers[0]!.json])
      const [events] = await site.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM application_events WHERE application_id = $1 AND actor = 'organisation'",
        [one],
      )
      expect(events!.n).to.equal(1)
      // Whoever is answered is shown the applicant, at a repeat too.
      const looks = await site.query<{ seen: number }>(
        "SELECT cardinality(volunteer_ids) AS seen FROM access_log WHERE details->>'application' = $1",
        [one],
      )
      expect(looks.map(({ seen }) => seen)).to.deep.equal(Array.from({ length: answers.length + 1 }, () => 1))
      for (const [path, body] of [
        [`/applications/${other}/${decision}`, { reason: '자리' }],
        [`/applications/${one}/${decision === 'approve' ? 'reject' : 'approve'}`, { reason: '자리' }],
        [`/applications/${one}/${decision}`, { reason: '다른 말' }],
        ['/programs', PROGRAM],
      ] as const) {
        const { status, json } = await send(path, body, once)
        expect(status, path).to.equal(422)
        expect(json.error.details[0].field).to.equal('Idempotency-Key')
      }
    })
  }

  it('is not answered once more with somebody who is forgotten, and nothing of them is kept for it', async () => {
    const { json: program } = await site.call(key, 'POST', '/programs', PROGRAM)
    const id = await site.applyTo(program.id)
    const { json } = await send(`/applications/${id}/approve`, {}, 'forgotten')
    const volunteerId = json.volunteer.id
    const kept = () => site.query('SELECT FROM idempotent_answers WHERE strpos(answer::text, $1) > 0', [volunteerId])
    expect(await kept()).to.have.length(1)
    await site.run(tx => site.services.ownData.forget(tx, { volunteerId, from: '127.0.0.1' }))
    expect(await kept()).to.deep.equal([])
    expect((await send(`/applications/${id}/approve`, {}, 'forgotten')).status).to.equal(404)
  })

  it('is not one after a refusal', async () => {
    const { json: program } = await site.call(key, 'POST', '/programs', PROGRAM)
    const id = await site.applyTo(program.id)
    await site.query("UPDATE applications SET state = 'cancelled' WHERE id = $1", [id])
    expect((await send(`/applications/${id}/approve`, {}, 'later')).status).to.equal(409)
    await site.query("UPDATE applications SET state = 'applied' WHERE id = $1", [id])
    expect((await send(`/applications/${id}/approve`, {}, 'later')).status).to.equal(200)
  })

  it('has a key of signs that can be read, of at most 200', async () => {
    for (const wrong of ['', ' ', 'k'.repeat(201), '\u00e9', 'a\tb']) {
      const { status, json } = await send('/programs', PROGRAM, wrong)
      expect(status, JSON.stringify(wrong)).to.equal(422)
      expect(json.error.details[0].field).to.equal('Idempotency-Key')
    }
    expect((await send('/programs', PROGRAM, 'k'.repeat(200))).status).to.equal(201)
  })
})

describe('canonical', () => {
  it('is the same for every order of names, and differs where the meaning does', () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled)
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, part]) => [name, shuffled(part)]),
      )
    }
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(canonical(shuffled(one))).to.equal(canonical(one))
        if (canonical(one) === canonical(other))
          expect(JSON.parse(canonical(one))).to.deep.equal(JSON.parse(JSON.stringify(other)))
        expect(JSON.parse(canonical(one))).to.deep.equal(JSON.parse(JSON.stringify(one)))
      }),
    )
  })
})
