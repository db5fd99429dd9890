/** Moving a program under people who have applied, over the partner API. */
import { expect } from 'chai'
import { volunteer } from '../../src/services/applications.js'
import { NOW } from '../support/services.js'
import { openPartnerSite, type PartnerSite, PROGRAM } from './partner-site.js'

const MOVED = { startsAt: '2026-11-29T10:00:00+09:00', endsAt: '2026-11-29T12:00:00+09:00' }

describe('moving a program over the partner API', () => {
  let site: PartnerSite
  let key: string
  before(async () => {
    site = await openPartnerSite()
    key = (await site.addOrganisation()).key
  })
  after(() => site.close())
  beforeEach(() => site.clock.set(NOW))

  const make = async (changes: object = {}): Promise<string> =>
    (await site.call(key, 'POST', '/programs', { ...PROGRAM, capacity: 10, ...changes })).json.id
  const patch = (id: string, changes: object) => site.call(key, 'PATCH', `/programs/${id}`, changes)
  const told = async () =>
    (await site.query<{ subject: string }>("SELECT subject FROM notices WHERE kind = 'program-moved'")).map(
      ({ subject }) => subject,
    )
  const asked = async (id: string) =>
    (
      await site.query<{ id: string }>(
        'SELECT a.id FROM applications a JOIN programs p ON p.id = a.program_id WHERE p.id = $1 AND a.agreed_move < p.moves',
        [id],
      )
    ).map(row => row.id)

  it('tells everybody who is still to come, and nobody who applies afterwards', async () => {
    const id = await make()
    const [one, other, gone] = [await site.applyTo(id), await site.applyTo(id), await site.applyTo(id)]
    await site.call(key, 'POST', `/applications/${gone}/reject`, {})
    expect((await patch(id, MOVED)).status).to.equal(200)
    const later = await site.applyTo(id)
    const all = await told()
    expect(all).to.include.members([one, other]).and.not.include(gone).and.not.include(later)
    expect(await asked(id))
      .to.include.members([one, other])
      .and.not.include(later)
  })

  it('asks nobody where nobody has applied, or nothing moves', async () => {
    const id = await make()
    const before = (await told()).length
    await patch(id, MOVED)
    const application = await site.applyTo(id)
    await patch(id, { ...MOVED, title: '새 이름', place: PROGRAM.place, contact: '031-1' })
    expect(await told()).to.have.length(before)
    expect(await asked(id)).to.not.include(application)
  })

  it('leaves who confirms, cancels and applies meanwhile with one true answer', async () => {
    const { applications, accounts } = site.services
    const id = await make({ capacity: 40, approval: 'automatic' })
    const people = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        site.run(async tx => {
          const person = { name: '홍길동', birth: '2010-03-01', phone: `0107${String(n).padStart(7, '0')}` }
          const { id: who } = await accounts.addVolunteer(tx, person)
          const applied = await applications.apply(tx, who, id)
          return { who, application: applied.application!.id }
        }),
      ),
    )
    await patch(id, MOVED)
    const answers = people.map(({ who, application }, n) =>
      site.run(tx => applications.act(tx, volunteer(who), application, n % 2 ? 'confirm' : 'cancel')),
    )
    const patches = ['가 강당', '나 강당'].map(place => patch(id, { place }))
    expect((await Promise.all(answers)).map(({ ok }) => ok)).to.deep.equal(people.map(() => true))
    for (const { status } of await Promise.all(patches)) expect(status).to.equal(200)
    const [{ moves }] = (await site.query<{ moves: number }>('SELECT moves FROM programs WHERE id = $1', [id])) as [
      { moves: number },
    ]
    expect(moves).to.equal(3)
    expect((await site.call(key, 'GET', `/programs/${id}`)).json.seatsTaken).to.equal(4)
    const numbers = await site.query('SELECT number FROM program_moves WHERE program_id = $1 ORDER BY number', [id])
    expect(numbers).to.deep.equal([{ number: 1 }, { number: 2 }, { number: 3 }])
  })
})
