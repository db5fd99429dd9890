/** The waiting list on a real database: who gets a seat that became free, until when, and who after them. */
import { expect } from 'chai'
import fc from 'fast-check'
import { seoulIso, seoulMoment } from '../../src/platform/clock.js'
import { volunteer } from '../../src/services/applications.js'
import { createTalk, type TestTalk } from '../support/talk.js'

describe('the waiting list', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
  })
  after(() => talk.close())
  beforeEach(() => talk.clock.set(seoulMoment('2026-11-18', '10:00')))

  const run: TestTalk['services']['transactions']['run'] = (work, limits) =>
    talk.services.transactions.run(work, limits)
  const apply = (id: string, programId: string) => run(tx => talk.services.applications.apply(tx, id, programId))
  const wait = (id: string, programId: string) => run(tx => talk.services.applications.wait(tx, id, programId))
  const act = (id: string, applicationId: string, what: 'cancel' | 'accept' | 'undo') =>
    run(tx => talk.services.applications.act(tx, volunteer(id), applicationId, what))
  const one = async (id: string, applicationId: string) =>
    (await run(tx => talk.services.applications.one(tx, id, applicationId)))!
  const kinds = async (applicationId: string): Promise<string[]> =>
    (
      await talk.database.dataSource.query('SELECT kind FROM notices WHERE subject = $1 ORDER BY created_at, kind', [
        applicationId,
      ])
    ).map(({ kind }: { kind: string }) => kind)
  const seats = async (programId: string) => {
    const [row] = await talk.database.dataSource.query(
      `SELECT seats_taken AS taken, capacity, (SELECT coalesce(sum(people), 0)::int FROM applications WHERE program_id = p.id
          AND state IN ('applied', 'offered', 'approved', 'cancel-requested', 'attended', 'absent')) AS held FROM programs p WHERE id = $1`,
      [programId],
    )
    return row as { taken: number; capacity: number; held: number }
  }
  let people = 0
  const somebody = () => talk.volunteer(`waiting ${++people}`)

  /** A full program with one who has the seat and so many who wait, in their order. */
  async function line(length: number, different: Parameters<TestTalk['program']>[0] = {}) {
    const program = await talk.program({ capacity: 1, approval: 'automatic', ...different })
    const everybody = await Promise.all(Array.from({ length: length + 1 }, somebody))
    const [holder, ...waiting] = everybody
    const first = await apply(holder!, program.id)
    if (!first.ok) throw new Error(first.refused)
    const queue: { id: string; application: string }[] = []
    for (const id of waiting) {
      const waited = await wait(id, program.id)
      if (!waited.ok) throw new Error(waited.refused)
      queue.push({ id, application: waited.application.id })
    }
    return { program, holder: { id: holder!, application: first.application.id }, queue }
  }

  it('numbers those who wait in the order in which they came, and tells them nothing else', async () => {
    const { queue } = await line(3)
    const found = await Promise.all(queue.map(({ id, application }) => one(id, application)))
    expect(found.map(({ place }) => place)).to.deep.equal([1, 2, 3])
    expect(found.map(({ application }) => application.state)).to.deep.equal(['waiting', 'waiting', 'waiting'])
    expect(await kinds(queue[0]!.application)).to.deep.equal([])
  })

  it('is no line where there is room: who wants to wait has a place', async () => {
    const program = await talk.program({ capacity: 1 })
    expect(await wait(await somebody(), program.id))
      .to.deep.include({ ok: true })
      .and.nested.include({
        'application.state': 'applied',
      })
  })

  it('offers a seat that becomes free to the first at once, for two hours, in the same transaction', async () => {
    const { program, holder, queue } = await line(2)
    await act(holder.id, holder.application, 'cancel')
    const { application, may } = await one(queue[0]!.id, queue[0]!.application)
    expect(application).to.include({ state: 'offered' })
    expect(seoulIso(application.offerUntil!)).to.match(/^2026-11-18T12:00/)
    expect(may.accept).to.equal('approved')
    expect(await kinds(application.id)).to.deep.equal(['seat-offered'])
    expect((await one(queue[1]!.id, queue[1]!.application)).place).to.equal(1)
    expect(await seats(program.id)).to.deep.equal({ taken: 1, capacity: 1, held: 1 })
    const stranger = await somebody()
    expect(await apply(stranger, program.id)).to.include({ ok: false, refused: 'full' })
  })

  it('gives the seat to who takes it, once, and not after its time', async () => {
    const { holder, queue } = await line(1)
    await act(holder.id, holder.application, 'cancel')
    const { id, application } = queue[0]!
    talk.clock.set(seoulMoment('2026-11-18', '11:59'))
    expect(await act(id, application, 'accept')).to.nested.include({ ok: true, 'application.state': 'approved' })
    expect(await act(id, application, 'accept')).to.include({ ok: false, refused: 'has-seat' })
    expect(await act(id, application, 'undo')).to.include({ ok: false, refused: 'nothing' })
    expect(await kinds(application)).to.deep.equal(['seat-offered', 'approved'])
  })

  it('passes it on when its time is over, also when nobody looked for a while', async () => {
    const { program, holder, queue } = await line(2)
    await act(holder.id, holder.application, 'cancel')
    talk.clock.set(seoulMoment('2026-11-18', '12:01'))
    expect(await act(queue[0]!.id, queue[0]!.application, 'accept')).to.include({ ok: false, refused: 'offer-over' })
    expect(await talk.services.seats.expire()).to.be.above(0)
    expect(await talk.services.seats.expire()).to.equal(0)
    expect((await one(queue[0]!.id, queue[0]!.application)).application.state).to.equal('expired')
    expect(await kinds(queue[0]!.application)).to.deep.equal(['seat-offered', 'offer-expired'])
    const next = await one(queue[1]!.id, queue[1]!.application)
    expect(next.application.state).to.equal('offered')
    expect(seoulIso(next.application.offerUntil!)).to.match(/^2026-11-18T14:01/)
    expect(await seats(program.id)).to.include({ taken: 1, held: 1 })
  })

  it('passes it on when it is turned down, and who turned it down can have it back only while it is there', async () => {
    const { holder, queue } = await line(1)
    await act(holder.id, holder.application, 'cancel')
    const { id, application } = queue[0]!
    expect(await act(id, application, 'cancel')).to.nested.include({ ok: true, 'application.state': 'cancelled' })
    expect(await act(id, application, 'undo')).to.nested.include({ ok: true, 'application.state': 'offered' })
  })

  it('assigns it less than a day before the start, to be given back without asking until then', async () => {
    const startsAt = seoulMoment('2026-11-19', '09:00')
    const { program, holder, queue } = await line(2, {
      startsAt,
      endsAt: seoulMoment('2026-11-19', '12:00'),
      recruitUntil: startsAt,
      cancelUntil: seoulMoment('2026-11-18', '09:00'),
    })
    // Too late to withdraw: the organisation lets them off.
    await act(holder.id, holder.application, 'cancel')
    await run(tx =>
      talk.services.applications.act(
        tx,
        { kind: 'organisation', id: program.organisationId! },
        holder.application,
        'reject',
      ),
    )
    const { id, application } = queue[0]!
    const assigned = await one(id, application)
    expect(assigned.application.state).to.equal('approved')
    expect(assigned.may.cancel).to.equal('cancelled')
    expect(await kinds(application)).to.deep.equal(['seat-offered'])
    await act(id, application, 'cancel')
    expect((await one(queue[1]!.id, queue[1]!.application)).application.state).to.equal('approved')
  })

  it('moves up when somebody leaves it, when there are more seats, and when somebody is forgotten', async () => {
    const { program, holder, queue } = await line(3)
    await act(queue[0]!.id, queue[0]!.application, 'cancel')
    expect((await one(queue[1]!.id, queue[1]!.application)).place).to.equal(1)
    const organisation = { id: program.organisationId!, name: program.organisationName, scope: 'manage' } as const
    const changed = await run(tx => talk.services.organising.change(tx, organisation, program.id, { capacity: 2 }))
    expect(changed).to.nested.include({ ok: true, 'program.seatsTaken': 2, waiting: 1 })
    expect((await one(queue[1]!.id, queue[1]!.application)).application.state).to.equal('offered')
    await run(tx => talk.services.ownData.forget(tx, { volunteerId: holder.id, from: 'tests' }))
    expect((await one(queue[2]!.id, queue[2]!.application)).application.state).to.equal('offered')
    expect(await seats(program.id)).to.deep.equal({ taken: 2, capacity: 2, held: 2 })
  })

  it('gives each seat to one, in the order of the line, whatever happens at once', async () => {
    const step = fc.record({
      who: fc.nat(19),
      act: fc.constantFrom('apply' as const, 'cancel' as const, 'accept' as const, 'expire' as const),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async steps => {
        talk.clock.set(seoulMoment('2026-11-18', '10:00'))
        const program = await talk.program({ capacity: 3, approval: 'automatic' })
        const crowd = await Promise.all(Array.from({ length: 20 }, somebody))
        const mine = new Map<string, string>()
        const take = async ({ who, act: what }: { who: number; act: 'apply' | 'cancel' | 'accept' | 'expire' }) => {
          const id = crowd[who]!
          const application = mine.get(id)
          if (what === 'expire') await talk.services.seats.expire()
          else if (what !== 'apply') await (application && act(id, application, what))
          else {
            const waited = await wait(id, program.id)
            if (waited.ok) mine.set(id, waited.application.id)
          }
        }
        for (let at = 0; at < steps.length; at += 4) {
          await Promise.all(steps.slice(at, at + 4).map(take))
          talk.clock.set(new Date(talk.clock.now().getTime() + 45 * 60_000))
          const { taken, held, capacity } = await seats(program.id)
          expect(taken).to.equal(held)
          expect(taken).to.be.at.most(capacity)
          const [idle] = await talk.database.dataSource.query(
            "SELECT count(*)::int AS waiting FROM applications WHERE program_id = $1 AND state = 'waiting'",
            [program.id],
          )
          if (taken < capacity) expect(idle.waiting, 'who waits beside a free seat').to.equal(0)
        }
        // Who stood in line earlier was never passed over: whoever still waits came after everybody who was offered a seat.
        const order: { position: string; state: string }[] = await talk.database.dataSource.query(
          `SELECT a.position, a.state FROM applications a WHERE a.program_id = $1 AND (a.state = 'waiting' OR EXISTS (
             SELECT FROM application_events e WHERE e.application_id = a.id AND e.to_state = 'offered')) ORDER BY a.position`,
          [program.id],
        )
        const firstWaiting = order.findIndex(({ state }) => state === 'waiting')
        if (firstWaiting >= 0)
          expect(order.slice(firstWaiting).every(({ state }) => state === 'waiting')).to.equal(true)
      }),
      { numRuns: 8 },
    )
  })
})
