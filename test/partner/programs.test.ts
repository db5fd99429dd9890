/** Programs over the partner API. */
import { expect } from 'chai'
import { programForm, programPageForm } from '../../src/partner/answers.js'
import { addProgram } from '../../src/storage/programs.js'
import { VMS_PROGRAM } from '../support/programs.js'
import { NOW } from '../support/services.js'
import { openPartnerSite, type PartnerSite, PROGRAM } from './partner-site.js'

const TWO = [
  { portal: '1365' as const, externalId: 'j', url: 'https://www.1365.go.kr/j' },
  { portal: 'vms' as const, externalId: 'j', url: null },
]

describe('programs over the partner API', () => {
  let site: PartnerSite
  let key: string
  before(async () => {
    site = await openPartnerSite()
    key = (await site.addOrganisation()).key
  })
  after(() => site.close())

  const make = (changes: object = {}, headers = {}) =>
    site.call(key, 'POST', '/programs', { ...PROGRAM, ...changes }, headers)
  const count = async () => (await site.query<{ n: number }>('SELECT count(*)::int AS n FROM programs'))[0]!.n

  it('makes a program and tells all of it, with what was not said filled in', async () => {
    const { status, json } = await make()
    expect(status).to.equal(201)
    const { id, ...rest } = json
    expect(programForm.safeParse(json).success).to.equal(true)
    expect(rest).to.deep.equal({
      ...PROGRAM,
      ...{ portal: 'own', organisation: '수원시자원봉사센터', state: 'open', seatsTaken: 0, waiting: 0 },
      origins: [],
      ...{
        description: '',
        club: false,
        online: false,
        minAge: 9,
        maxAge: 24,
        preparation: '',
        contact: '',
        careers: [],
      },
      ...{ certificate: 'manual', recruitUntil: PROGRAM.startsAt, cancelUntil: '2026-11-27T14:00:00+09:00' },
    })
    expect((await site.call(key, 'GET', `/programs/${id}`)).json).to.deep.equal(json)
  })

  it('takes times with any offset and tells them in that of Seoul', async () => {
    const { json } = await make({ startsAt: '2026-11-28T05:00:00Z', region: { sido: '세종특별자치시' } })
    expect(json.startsAt).to.equal('2026-11-28T14:00:00+09:00')
    expect(json.region).to.deep.equal({ sido: '세종특별자치시' })
  })

  for (const [field, wrong] of [
    ['title', { title: ' ' }],
    ['category', { category: '환경' }],
    ['region.sido', { region: {} }],
    ['startsAt', { startsAt: '2026-11-28 14:00' }],
    ['endsAt', { endsAt: PROGRAM.startsAt }],
    ['recruitUntil', { recruitUntil: PROGRAM.endsAt }],
    ['cancelUntil', { cancelUntil: PROGRAM.endsAt }],
    ['maxAge', { minAge: 19, maxAge: 18 }],
    ['capacity', { capacity: 0 }],
    ['approval', { approval: undefined }],
  ] as const) {
    it(`refuses a wrong ${field} (${JSON.stringify(wrong)}) by name`, async () => {
      const { status, json } = await make(wrong)
      expect(status).to.equal(422)
      expect(json.error.code).to.equal('invalid')
      expect(json.error.details.map((fault: { field: string }) => fault.field)).to.deep.equal([field])
    })
  }

  it('refuses what is not JSON with 400, no body with 422 and too large a body with 413', async () => {
    expect((await site.call(key, 'POST', '/programs', '{"title":')).status).to.equal(400)
    expect((await site.call(key, 'POST', '/programs')).status).to.equal(422)
    expect((await make({ description: 'x'.repeat(200_000) })).status).to.equal(413)
  })

  describe('with an Idempotency-Key', () => {
    it('gives the first answer again and makes nothing twice', async () => {
      const first = await make({}, { 'idempotency-key': 'once' })
      const before = await count()
      const again = await make({}, { 'idempotency-key': 'once' })
      expect(again.status).to.equal(201)
      expect(again.json).to.deep.equal(first.json)
      expect(await count()).to.equal(before)
    })

    it('refuses the same key with another body', async () => {
      await make({}, { 'idempotency-key': 'other' })
      const { status, json } = await make({ title: '다른 활동' }, { 'idempotency-key': 'other' })
      expect(status).to.equal(422)
      expect(json.error.details[0].field).to.equal('Idempotency-Key')
    })

    it('makes one of many that come at once', async () => {
      const before = await count()
      const answers = await Promise.all(Array.from({ length: 12 }, () => make({}, { 'idempotency-key': 'at once' })))
      expect(new Set(answers.map(({ json }) => json.id)).size).to.equal(1)
      expect(answers.every(({ status }) => status === 201)).to.equal(true)
      expect(await count()).to.equal(before + 1)
    })

    it('leaves the key free after a refusal, and to every organisation its own keys', async () => {
      expect((await make({ endsAt: PROGRAM.startsAt }, { 'idempotency-key': 'free' })).status).to.equal(422)
      const ours = await make({}, { 'idempotency-key': 'free' })
      expect(ours.status).to.equal(201)
      const other = await site.addOrganisation('다른 기관')
      const theirs = await site.call(other.key, 'POST', '/programs', PROGRAM, { 'idempotency-key': 'free' })
      expect(theirs.status).to.equal(201)
      expect(theirs.json.id).to.not.equal(ours.json.id)
    })
  })

  describe('changed', () => {
    it('changes what is named and nothing else', async () => {
      const { json: made } = await make()
      const { status, json } = await site.call(key, 'PATCH', `/programs/${made.id}`, {
        ...{ title: '수원천 쓰레기 줍기', capacity: 5, region: { sigungu: null } },
      })
      expect(status).to.equal(200)
      expect(json).to.deep.equal({ ...made, title: '수원천 쓰레기 줍기', capacity: 5, region: { sido: '경기도' } })
      expect((await site.call(key, 'GET', `/programs/${made.id}`)).json).to.deep.equal(json)
      const { json: found } = await site.call(key, 'GET', `/programs?q=${encodeURIComponent('수원천 쓰레기')}`)
      expect(found.items.map(({ id }: { id: string }) => id)).to.deep.equal([made.id])
    })

    it('moves the deadlines with the start', async () => {
      const { json: made } = await make()
      const moved = { startsAt: '2026-11-29T10:00:00+09:00', endsAt: '2026-11-29T12:00:00+09:00' }
      const { json } = await site.call(key, 'PATCH', `/programs/${made.id}`, moved)
      expect(json.recruitUntil).to.equal('2026-11-29T10:00:00+09:00')
      expect(json.cancelUntil).to.equal('2026-11-28T10:00:00+09:00')
    })

    it('is held against the whole program', async () => {
      const { json: made } = await make()
      const { status, json } = await site.call(key, 'PATCH', `/programs/${made.id}`, { endsAt: made.startsAt })
      expect(status).to.equal(422)
      expect(json.error.details[0].field).to.equal('endsAt')
    })

    it('keeps the seats that are taken', async () => {
      const { json: made } = await make()
      await site.applyTo(made.id)
      await site.applyTo(made.id)
      const { status, json } = await site.call(key, 'PATCH', `/programs/${made.id}`, { capacity: 1 })
      expect(status).to.equal(409)
      expect(json.error.details).to.deep.equal({ state: 'open', seatsTaken: 2, why: 'seats-taken' })
      expect((await site.call(key, 'PATCH', `/programs/${made.id}`, { capacity: 2 })).json.seatsTaken).to.equal(2)
    })

    const patch = (id: string, changes: object) => site.call(key, 'PATCH', `/programs/${id}`, changes)

    it('moves nobody who applied into the past, though a program of nobody is only told what is wrong with it', async () => {
      const past = { startsAt: '2026-11-22T10:00:00+09:00', endsAt: '2026-11-22T12:00:00+09:00' }
      const { json: made } = await make()
      expect((await patch(made.id, past)).status).to.equal(422)
      const id = await site.applyTo(made.id)
      await site.query("UPDATE applications SET state = 'waiting' WHERE id = $1", [id])
      const { status, json } = await patch(made.id, past)
      expect([status, json.error.code]).to.deep.equal([409, 'conflict'])
      expect(json.error.details).to.deep.equal({ state: 'open', seatsTaken: 0, why: 'past' })
      expect((await site.call(key, 'GET', `/programs/${made.id}`)).json.startsAt).to.equal(made.startsAt)
    })

    it('moves nobody who applied once it has begun', async () => {
      const { json: made } = await make()
      await site.applyTo(made.id)
      site.clock.set(new Date(PROGRAM.startsAt))
      const later = { startsAt: '2026-12-28T10:00:00+09:00', endsAt: '2026-12-28T12:00:00+09:00' }
      const { status, json } = await patch(made.id, later)
      expect([status, json.error.details.why]).to.deep.equal([409, 'begun'])
      expect((await patch(made.id, { contact: '031-1' })).status).to.equal(200)
      site.clock.set(NOW)
    })

    it('shuts nobody out by age who has a seat, counted on the day of the activity', async () => {
      const { json: made } = await make()
      // Born on 2010-03-01: 16 on the day.
      const id = await site.applyTo(made.id)
      for (const ages of [{ minAge: 17 }, { maxAge: 15 }]) {
        const { status, json } = await patch(made.id, ages)
        expect([status, json.error.code], JSON.stringify(ages)).to.deep.equal([409, 'conflict'])
        expect(json.error.details).to.deep.equal({ state: 'open', seatsTaken: 1, why: 'ages', excluded: 1 })
      }
      expect((await patch(made.id, { minAge: 16, maxAge: 16 })).status).to.equal(200)
      const afterBirthday = { startsAt: '2027-03-01T10:00:00+09:00', endsAt: '2027-03-01T12:00:00+09:00' }
      expect((await patch(made.id, afterBirthday)).json.error.details.why).to.equal('ages')
      const dayBefore = { startsAt: '2027-02-28T10:00:00+09:00', endsAt: '2027-02-28T12:00:00+09:00' }
      expect((await patch(made.id, dayBefore)).status).to.equal(200)
      await site.call(key, 'POST', `/applications/${id}/reject`, {})
      expect((await patch(made.id, { minAge: 17, maxAge: 18 })).status).to.equal(200)
    })

    it('is refused for a cancelled program', async () => {
      const { json: made } = await make()
      await site.query("UPDATE programs SET state = 'cancelled' WHERE id = $1", [made.id])
      const { status, json } = await site.call(key, 'PATCH', `/programs/${made.id}`, { title: '새 이름' })
      expect(status).to.equal(409)
      expect(json.error.details.state).to.equal('cancelled')
    })
  })

  describe('listed', () => {
    const titles = async (query: string) => {
      const { json } = await site.call(key, 'GET', `/programs?${query}&sido=${encodeURIComponent('제주특별자치도')}`)
      return json.items.map(({ title }: { title: string }) => title)
    }
    before(async () => {
      const region = { sido: '제주특별자치도', sigungu: '제주시' }
      await make({ title: '오름 길 안내', region, careers: ['숲해설가'] })
      const later = { startsAt: '2026-12-05T10:00:00+09:00', endsAt: '2026-12-05T12:00:00+09:00' }
      await make({ title: '한글 수업 돕기', region, ...later, category: '교육', kind: 'talent' })
      const past = { startsAt: '2026-11-01T10:00:00+09:00', endsAt: '2026-11-01T12:00:00+09:00' }
      site.clock.set(new Date('2026-10-30T10:00:00+09:00'))
      await make({ title: '지난 해변 청소', region: { ...region, sigungu: '서귀포시' }, ...past })
      site.clock.set(NOW)
      const place = { sido: '제주특별자치도', sigungu: '제주시' }
      await site.run(tx => addProgram(tx, { ...VMS_PROGRAM, ...place, title: '귤밭 일손', origins: TWO }, NOW))
    })

    it('with what a portal does not tell absent, and every portal it stands on', async () => {
      const { json } = await site.call(key, 'GET', '/programs?portal=vms')
      const [{ id, ...shown }] = json.items
      expect(programPageForm.safeParse(json).success).to.equal(true)
      expect(shown).to.deep.equal({
        ...{ portal: '1365', organisation: VMS_PROGRAM.organisationName, state: 'open', title: '귤밭 일손' },
        ...{ description: '', kind: 'regular', club: false, category: '생활편의', place: VMS_PROGRAM.place },
        ...{
          region: { sido: '제주특별자치도', sigungu: '제주시' },
          online: false,
          preparation: '',
          contact: '',
          careers: [],
        },
        url: 'https://www.1365.go.kr/j',
        origins: [TWO[0], { ...TWO[1], url: 'https://www.vms.or.kr/partspace/recruitView.do?seq=j' }],
      })
      expect((await site.call(key, 'GET', `/programs/${id}`)).json).to.deep.equal(json.items[0])
      expect((await site.call(key, 'PATCH', `/programs/${id}`, { title: '다른 이름' })).status).to.equal(404)
    })

    for (const [query, expected] of [
      ['', ['지난 해변 청소', '오름 길 안내', '한글 수업 돕기', '귤밭 일손']],
      ['q=한글', ['한글 수업 돕기']],
      ['sigungu=서귀포시', ['지난 해변 청소']],
      ['category=교육', ['한글 수업 돕기']],
      ['career=숲해설가', ['오름 길 안내']],
      ['from=2026-11-28&to=2026-11-28', ['오름 길 안내']],
      ['kind=talent', ['한글 수업 돕기']],
      ['portal=own&open=1', ['오름 길 안내', '한글 수업 돕기']],
      ['portal=1365', ['귤밭 일손']],
      ['portal=vms&open=1', ['귤밭 일손']],
      ['portal=dovol', []],
    ] as const) {
      it(`by ${query || 'region'}`, async () => {
        expect(await titles(query.replace(/=([^&]+)/g, (_, value) => `=${encodeURIComponent(value)}`))).to.deep.equal(
          expected,
        )
      })
    }

    it('a page at a time', async () => {
      const seen: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { json } = await site.call(key, 'GET', `/programs?limit=4${cursor && `&cursor=${cursor}`}`)
        expect(json.items).to.have.lengthOf.at.most(4)
        seen.push(...json.items.map(({ id }: { id: string }) => id))
        cursor = json.nextCursor
      }
      expect(seen).to.have.lengthOf(await count())
      expect(new Set(seen)).to.have.lengthOf(seen.length)
    })

    for (const [field, query] of [
      ['limit', 'limit=0'],
      ['limit', 'limit=many'],
      ['cursor', 'cursor=abc'],
      ['from', 'from=2026-02-30'],
      ['portal', 'portal=2'],
      ['from', 'from=0000-01-01'],
      ['to', 'from=2026-12-02&to=2026-12-01'],
      ['limit', 'limit=0x10'],
      ['sido', 'sido=%EB%8B%AC%EB%82%98%EB%9D%BC'],
      ['sigungu', 'sido=서울&sigungu=수원시'],
      ['category', 'category=환경'],
      ['q', 'q=%00'],
      ['q', 'q='],
      ['q', 'q=a&q=b'],
      ['capcity', 'capcity=3'],
      ['sido[]', 'sido[]=서울'],
      ['mine', 'mine=yes'],
      ['__proto__', '__proto__=1'],
      ['sido', 'sido=a&sido=b'],
    ] as const) {
      it(`not when ${query} is asked`, async () => {
        const { status, json } = await site.call(key, 'GET', `/programs?${query}`)
        expect(status).to.equal(422)
        expect(json.error.details[0].field).to.equal(field)
      })
    }
  })
})
