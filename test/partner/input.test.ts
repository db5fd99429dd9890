/** What the partner API takes, strictly, and what it makes of it. */
import { expect } from 'chai'
import fc from 'fast-check'
import { openPartnerSite, type PartnerSite, PROGRAM } from './partner-site.js'

describe('what an organisation sends', () => {
  let site: PartnerSite
  let key: string
  before(async () => {
    site = await openPartnerSite()
    key = (await site.addOrganisation()).key
  })
  after(() => site.close())

  const make = (changes: object = {}, headers = {}) =>
    site.call(key, 'POST', '/programs', { ...PROGRAM, ...changes }, headers)
  const change = (id: string, changes: object) => site.call(key, 'PATCH', `/programs/${id}`, changes)
  const fieldsIn = (json: { error?: { details?: { field: string }[] } }) =>
    json.error?.details?.map(({ field }) => field)

  describe('as text', () => {
    const FIELDS = ['title', 'description', 'place', 'preparation', 'contact'] as const
    for (const field of FIELDS)
      for (const [name, sign] of [
        ['NUL', '\0'],
        ['an escape', '\u001b'],
        ['half a character', '\ud83d'],
        ['a turn of direction', '\u202e'],
        ['a mark of direction', '\u200f'],
      ] as const) {
        it(`is refused with ${name} in ${field}`, async () => {
          const { status, json } = await make({ [field]: `가${sign}나` })
          expect(status).to.equal(422)
          expect(fieldsIn(json)).to.deep.equal([field])
          const made = await make()
          expect(fieldsIn((await change(made.json.id, { [field]: `가${sign}나` })).json)).to.deep.equal([field])
        })
      }

    it('is refused where nothing of a name can be seen', async () => {
      for (const nothing of ['\u200b\u200d', '\u3164', ' \u2800\n', '\ufeff']) {
        expect(fieldsIn((await make({ title: nothing })).json)).to.deep.equal(['title'])
        expect(fieldsIn((await make({ place: nothing })).json)).to.deep.equal(['place'])
        expect(fieldsIn((await make({ careers: [nothing] })).json)).to.deep.equal(['careers.0'])
      }
    })

    it('is one line where it is shown on one, and keeps its lines where it has them', async () => {
      const { json } = await make({
        ...{ title: '하천\u2028청소\v  1회', place: '수원천\n화홍문', preparation: '장갑\n물통', contact: '031\r\n-0' },
        ...{ description: '첫 줄\r\n# 둘째 | 줄\u2029셋째 👨‍👩‍👧', careers: ['숲해설가\n'] },
      })
      expect(json).to.deep.include({ title: '하천 청소 1회', place: '수원천 화홍문', preparation: '장갑, 물통' })
      expect(json).to.deep.include({
        description: '첫 줄\n# 둘째 | 줄\n셋째 👨‍👩‍👧',
        careers: ['숲해설가'],
        contact: '031, -0',
      })
    })

    it('looks like nothing but itself', async () => {
      const title = '{{x}} %_\\ <b> #{이름}'
      expect((await make({ title })).json.title).to.equal(title)
    })
  })

  describe('with other names', () => {
    it('is refused by the name', async () => {
      for (const [extra, field] of [
        [{ capcity: 5 }, 'capcity'],
        [{ region: { ...PROGRAM.region, dong: '행궁동' } }, 'region.dong'],
        [{ id: 'x', seatsTaken: 0 }, 'id'],
        [JSON.parse('{"__proto__":{"title":"x"}}'), '__proto__'],
        [{ 'a\0b': 1 }, 'ab'],
      ] as const) {
        const body = JSON.stringify({ ...PROGRAM, ...extra })
        const sent = field === '__proto__' ? body.replace(/^\{/, '{"__proto__":{"title":"x"},') : body
        const { status, json } = await site.call(key, 'POST', '/programs', sent)
        expect(status, field).to.equal(422)
        expect(fieldsIn(json)).to.include(field)
      }
      const { json: made } = await make()
      expect(fieldsIn((await change(made.id, { capcity: 5 })).json)).to.deep.equal(['capcity'])
      expect((await change(made.id, { capcity: 5 })).status).to.equal(422)
    })

    it('is refused in the bodies and queries of every other route', async () => {
      const { json: made } = await make()
      const application = await site.applyTo(made.id)
      for (const [method, path, body, field] of [
        ['POST', `/applications/${application}/approve`, { reson: 'x' }, 'reson'],
        ['POST', `/applications/${application}/reject?force=1`, {}, 'force'],
        ['GET', `/programs/${made.id}?fields=x`, undefined, 'fields'],
        ['GET', `/programs/${made.id}/applications?state=applied`, undefined, 'state'],
        ['POST', '/programs?dry=1', PROGRAM, 'dry'],
        ['PATCH', `/programs/${made.id}?x=1`, {}, 'x'],
      ] as const) {
        const { status, json } = await site.call(key, method, path, body)
        expect(status, path).to.equal(422)
        expect(fieldsIn(json)).to.deep.equal([field])
      }
    })

    it('is refused whatever the name is', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
          fc.jsonValue(),
          async (name, value) => {
            const sent = JSON.stringify({ [`x${name}`]: value })
            const { status, json } = await site.call(
              key,
              'POST',
              '/programs',
              `${JSON.stringify(PROGRAM).slice(0, -1)},${sent.slice(1)}`,
            )
            expect(status).to.equal(422)
            expect(fieldsIn(json)).to.have.lengthOf(1)
          },
        ),
        { numRuns: 50 },
      )
    })
  })

  describe('as times', () => {
    const at = (startsAt: string, endsAt: string) => ({ startsAt, endsAt })
    for (const [what, times, field] of [
      ['the past', at('2026-11-20T14:00:00+09:00', '2026-11-20T17:00:00+09:00'), 'startsAt'],
      ['2020', at('2020-11-28T14:00:00+09:00', '2020-11-28T17:00:00+09:00'), 'startsAt'],
      ['the year 1', at('0001-01-01T00:00:00Z', '0001-01-01T03:00:00Z'), 'startsAt'],
      ['the year 0', at('0000-01-01T00:00:00Z', '0000-01-01T03:00:00Z'), 'startsAt'],
      ['the year 9999', at('9999-12-31T14:00:00Z', '9999-12-31T17:00:00Z'), 'startsAt'],
      ['three years ahead', at('2029-11-28T14:00:00+09:00', '2029-11-28T17:00:00+09:00'), 'startsAt'],
      ['seconds', at('2026-11-28T14:00:30+09:00', '2026-11-28T17:00:00+09:00'), 'startsAt'],
      ['parts of a second', at('2026-11-28T14:00:00+09:00', '2026-11-28T17:00:00.0001+09:00'), 'endsAt'],
      ['30 seconds', at('2026-11-28T14:00:00+09:00', '2026-11-28T14:00:30+09:00'), 'endsAt'],
      ['nine minutes', at('2026-11-28T14:00:00+09:00', '2026-11-28T14:09:00+09:00'), 'endsAt'],
      ['20 days', at('2026-11-28T14:00:00+09:00', '2026-12-18T14:00:00+09:00'), 'endsAt'],
      ['a year', at('2026-11-28T14:00:00+09:00', '2027-11-28T14:00:00+09:00'), 'endsAt'],
      ['an end before the start', at('2026-11-28T14:00:00+09:00', '2026-11-28T13:00:00+09:00'), 'endsAt'],
      ['an offset that is none', at('2026-11-28T14:00:00+23:00', '2026-11-28T17:00:00+09:00'), 'startsAt'],
      ['no offset', at('2026-11-28T14:00:00', '2026-11-28T17:00:00+09:00'), 'startsAt'],
      ['a day that is none', at('2026-11-31T14:00:00+09:00', '2026-11-28T17:00:00+09:00'), 'startsAt'],
      ['a number', { startsAt: 1796000000000 }, 'startsAt'],
      ['recruiting after the start', { recruitUntil: '2026-11-28T14:01:00+09:00' }, 'recruitUntil'],
      ['recruiting until the year 1', { recruitUntil: '0001-01-01T00:00:00Z' }, 'recruitUntil'],
      ['recruiting until 2020', { recruitUntil: '2020-01-01T00:00:00Z' }, 'recruitUntil'],
      ['cancelling after the end', { cancelUntil: '2026-11-28T17:01:00+09:00' }, 'cancelUntil'],
      ['cancelling until the year 9999', { cancelUntil: '9999-01-01T00:00:00Z' }, 'cancelUntil'],
    ] as [string, object, string][]) {
      it(`is refused for ${what}, anew and as a change`, async () => {
        const { status, json } = await make(times)
        expect(status).to.equal(422)
        expect(fieldsIn(json)).to.include(field)
        const { json: made } = await make()
        const changed = await change(made.id, times)
        expect(changed.status).to.equal(422)
        expect(fieldsIn(changed.json)).to.include(field)
        expect((await site.call(key, 'GET', `/programs/${made.id}`)).json).to.deep.equal(made)
      })
    }

    it('is taken from ten minutes to seven days, up to two years ahead', async () => {
      for (const times of [
        at('2026-11-28T14:00:00+09:00', '2026-11-28T14:10:00.000+09:00'),
        at('2026-11-28T05:00:00Z', '2026-12-05T14:00:00+09:00'),
        at('2028-11-20T14:00:00+14:00', '2028-11-20T17:00:00+14:00'),
      ])
        expect((await make(times)).status, JSON.stringify(times)).to.equal(201)
    })

    it('is taken exactly when it is a whole minute of a sane span', async () => {
      const minute = fc.integer({ min: -3 * 365 * 1440, max: 3 * 365 * 1440 })
      const now = site.clock.now()
      await fc.assert(
        fc.asyncProperty(
          minute,
          fc.integer({ min: -20, max: 12_000 }),
          fc.constantFrom(0, 0, 0, 30),
          async (from, length, seconds) => {
            const base = Math.floor(now.getTime() / 60_000) * 60_000
            const startsAt = new Date(base + from * 60_000 + seconds * 1000)
            const endsAt = new Date(startsAt.getTime() + length * 60_000)
            const sane = seconds === 0 && startsAt > now && from <= 730 * 1440 && length >= 10 && length <= 7 * 1440
            const { status } = await make(at(startsAt.toISOString(), endsAt.toISOString()))
            expect(status).to.equal(sane ? 201 : 422)
          },
        ),
        { numRuns: 60 },
      )
    })
  })

  describe('as a region', () => {
    it('is kept and found by its official name', async () => {
      const { json } = await make({ title: '한옥 길 안내', region: { sido: '전라북도', sigungu: '전주' } })
      expect(json.region).to.deep.equal({ sido: '전북특별자치도', sigungu: '전주시' })
      for (const query of [
        'sido=전라북도&sigungu=전주시',
        'sido=전북',
        'sigungu=전주',
        'sido=전북특별자치도&sigungu=전주시',
      ]) {
        const path = `/programs?${query.replace(/=([^&]+)/g, (_, value) => `=${encodeURIComponent(value)}`)}`
        const { json: found } = await site.call(key, 'GET', path)
        expect(
          found.items.map(({ title }: { title: string }) => title),
          query,
        ).to.include('한옥 길 안내')
      }
      expect((await make({ region: { sido: '인천', sigungu: '남구' } })).json.region.sigungu).to.equal('미추홀구')
    })

    it('is refused when there is none of the name', async () => {
      expect(fieldsIn((await make({ region: { sido: '달나라' } })).json)).to.deep.equal(['region.sido'])
      expect(fieldsIn((await make({ region: { sido: '서울', sigungu: '수원시' } })).json)).to.deep.equal([
        'region.sigungu',
      ])
    })
  })

  describe('as ages and numbers', () => {
    for (const [field, wrong] of [
      ['minAge', { minAge: -1 }],
      ['maxAge', { maxAge: 121 }],
      ['maxAge', { minAge: 20, maxAge: 19 }],
      ['minAge', { minAge: 9.5 }],
      ['capacity', { capacity: 0 }],
      ['capacity', { capacity: 1e9 }],
      ['capacity', { capacity: '3' }],
      ['club', { club: 'true' }],
      ['careers', { careers: '교사' }],
    ] as [string, object][])
      it(`is refused for ${JSON.stringify(wrong)}`, async () => {
        expect(fieldsIn((await make(wrong)).json)).to.deep.equal([field])
      })
  })

  describe('as a change', () => {
    const OPTIONAL = {
      ...{ description: '글', club: true, online: true, minAge: 12, maxAge: 18, preparation: '장갑', contact: '031' },
      ...{ careers: ['교사'], certificate: 'automatic' },
      ...{ recruitUntil: '2026-11-26T18:00:00+09:00', cancelUntil: '2026-11-26T12:00:00+09:00' },
    }

    it('clears with null what is optional, one at a time, and leaves the rest', async () => {
      const { json: plain } = await make()
      const { json: full } = await make(OPTIONAL)
      for (const name of Object.keys(OPTIONAL)) {
        const { status, json } = await change(full.id, { [name]: null })
        expect(status, name).to.equal(200)
        expect(json, name).to.deep.equal({ ...full, [name]: plain[name] })
        await change(full.id, { [name]: full[name] })
      }
      expect((await change(full.id, { region: { sigungu: null } })).json.region).to.deep.equal({ sido: '경기도' })
    })

    it('takes null for nothing in a new program too', async () => {
      const { json: plain } = await make()
      const nothing = Object.fromEntries(Object.keys(OPTIONAL).map(name => [name, null]))
      const { json } = await make(nothing)
      expect(json).to.deep.equal({ ...plain, id: json.id })
    })

    it('refuses null for what is required', async () => {
      const { json: made } = await make()
      for (const name of [
        'title',
        'kind',
        'category',
        'region',
        'place',
        'startsAt',
        'endsAt',
        'capacity',
        'approval',
      ]) {
        const { status, json } = await change(made.id, { [name]: null })
        expect(status, name).to.equal(422)
        expect(fieldsIn(json)).to.deep.equal([name])
      }
      expect(fieldsIn((await change(made.id, { region: { sido: null } })).json)).to.deep.equal(['region.sido'])
    })

    it('keeps the other half of a region, and refuses halves that do not fit', async () => {
      const { json: made } = await make()
      const { json } = await change(made.id, { region: { sigungu: '성남' } })
      expect(json.region).to.deep.equal({ sido: '경기도', sigungu: '성남시' })
      expect(fieldsIn((await change(made.id, { region: { sido: '서울' } })).json)).to.deep.equal(['region.sigungu'])
    })

    it('is held against the whole: ages, and an end that stays where it is', async () => {
      const { json: made } = await make({ minAge: 12, maxAge: 18 })
      expect(fieldsIn((await change(made.id, { minAge: 19 })).json)).to.deep.equal(['maxAge'])
      expect(fieldsIn((await change(made.id, { startsAt: '2026-12-20T14:00:00+09:00' })).json)).to.deep.equal([
        'endsAt',
      ])
    })

    it('of a program that has begun is possible where it moves nothing', async () => {
      const { json: made } = await make()
      site.clock.set(new Date('2026-11-28T15:00:00+09:00'))
      try {
        const { startsAt, endsAt } = made
        expect((await change(made.id, { startsAt, endsAt, contact: '031' })).json.contact).to.equal('031')
        expect((await change(made.id, { endsAt: '2026-11-28T14:30:00+09:00' })).status).to.equal(422)
        expect((await change(made.id, { endsAt: '2026-11-28T18:00:00+09:00' })).status).to.equal(200)
      } finally {
        site.clock.set(new Date('2026-11-23T10:00:00+09:00'))
      }
    })
  })

  describe('as a search', () => {
    const search = async (q: string) => {
      const { json } = await site.call(
        key,
        'GET',
        `/programs?q=${encodeURIComponent(q)}&sido=${encodeURIComponent('울산')}`,
      )
      return json.items.map(({ title }: { title: string }) => title)
    }
    before(async () => {
      const region = { sido: '울산', sigungu: '북구' }
      for (const title of [
        '100% 재활용 교실',
        '1000그루 심기',
        '파일_이름 정리',
        '길\\모퉁이 청소',
        '신나는 달리기!!!',
      ])
        await make({ title, region })
    })

    for (const [q, found] of [
      ['%', ['100% 재활용 교실']],
      ['100%', ['100% 재활용 교실']],
      ['_', ['파일_이름 정리']],
      ['\\', ['길\\모퉁이 청소']],
      ['!!!', ['신나는 달리기!!!']],
      ['???', []],
      ['%%', []],
      ['달리기!', ['신나는 달리기!!!']],
      ['재활용  교실', ['100% 재활용 교실']],
    ] as [string, string[]][])
      it(`finds for ${q} what holds it`, async () => {
        expect(await search(q)).to.deep.equal(found)
      })

    it('finds one’s own programs', async () => {
      const other = await site.addOrganisation('다른 기관')
      const { json: theirs } = await site.call(other.key, 'POST', '/programs', PROGRAM)
      const mine = (await site.call(other.key, 'GET', '/programs?mine=1')).json.items
      expect(mine.map(({ id }: { id: string }) => id)).to.deep.equal([theirs.id])
      const seen = await site.call(key, 'GET', `/programs/${theirs.id}`)
      expect(seen.status).to.equal(200)
      expect(seen.json).to.deep.equal(theirs)
    })
  })

  describe('as a body', () => {
    const CALLS = [
      ['POST', () => '/programs'],
      ['PATCH', (id: string) => `/programs/${id}`],
      ['POST', () => '/applications/00000000-0000-4000-8000-000000000000/approve'],
    ] as const
    for (const [method, pathOf] of CALLS)
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'application/jsonx',
        'application/json; charset=euc-kr',
        'x',
        '',
      ])
        it(`of the type “${type}” is refused: ${method} ${pathOf('')}`, async () => {
          const { json: made } = await make()
          for (const body of [JSON.stringify(PROGRAM), '']) {
            if (body === '' && type === '') continue
            const { status, json } = await site.call(key, method, pathOf(made.id), body, { 'content-type': type })
            expect(status).to.equal(415)
            expect(json.error.code).to.equal('wrong-type')
          }
        })

    it('of JSON is taken however its type is spelled', async () => {
      for (const type of ['Application/JSON', 'application/json;charset=utf8', 'application/json ; charset="UTF-8"'])
        expect((await make({}, { 'content-type': type })).status, type).to.equal(201)
    })

    it('of JSON that is no object is refused', async () => {
      for (const body of ['null', '[]', '"x"', '7', '[{}]'])
        expect((await site.call(key, 'POST', '/programs', body)).status, body).to.be.oneOf([400, 422])
    })
  })
})
