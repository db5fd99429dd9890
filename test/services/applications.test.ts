// Applying, cancelling, undoing and deciding on a real database.
import { expect } from 'chai'
import type { NoticeFacts } from '../../src/domain/notice.js'
import { OTHER_PORTALS, PORTALS } from '../../src/domain/portal.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { volunteer } from '../../src/services/applications.js'
import { type NoticeRow, placeOfFacts } from '../../src/storage/notices.js'
import { lockOwnProgram } from '../../src/storage/programs.js'
import { createTalk, type TestTalk } from '../support/talk.js'

describe('applications', () => {
  let talk: TestTalk
  before(async () => {
    talk = await createTalk()
  })
  after(() => talk.close())
  beforeEach(() => talk.clock.set(seoulMoment('2026-11-18', '10:00')))

  const apply = (volunteerId: string, programId: string) =>
    talk.services.transactions.run(tx => talk.services.applications.apply(tx, volunteerId, programId))
  const cancel = (volunteerId: string, applicationId: string) =>
    talk.services.transactions.run(tx =>
      talk.services.applications.act(tx, volunteer(volunteerId), applicationId, 'cancel'),
    )
  const undo = (volunteerId: string, applicationId: string) =>
    talk.services.transactions.run(tx =>
      talk.services.applications.act(tx, volunteer(volunteerId), applicationId, 'undo'),
    )
  const seats = async (programId: string) =>
    (await talk.services.transactions.run(tx => talk.services.programs.byId(tx, programId)))!.seatsTaken
  const notices = async () => {
    const rows: (Pick<NoticeRow, 'id' | 'kind' | 'subject'> & { factsSealed: Buffer; notAfter: Date })[] =
      await talk.database.dataSource.query(
        `SELECT id, kind, subject, facts_sealed AS "factsSealed", not_after AS "notAfter" FROM notices ORDER BY created_at, id`,
      )
    return rows.map(row => ({
      ...row,
      facts: JSON.parse(talk.cipher.open(row.factsSealed, placeOfFacts(row.id))) as NoticeFacts,
    }))
  }
  async function applied(different: Parameters<TestTalk['program']>[0] = {}) {
    const program = await talk.program(different)
    const volunteerId = await talk.volunteer(`user ${program.id}`)
    const result = await apply(volunteerId, program.id)
    if (!result.ok) throw new Error(result.refused)
    return { program, volunteerId, application: result.application }
  }

  it('takes a seat, keeps the history and tells the person', async () => {
    const { program, application } = await applied()
    expect(application.state).to.equal('applied')
    expect(await seats(program.id)).to.equal(1)
    const history = await talk.database.dataSource.query(
      'SELECT from_state, to_state, actor FROM application_events WHERE application_id = $1',
      [application.id],
    )
    expect(history).to.deep.equal([{ from_state: null, to_state: 'applied', actor: 'volunteer' }])
    const told = (await notices()).find(({ facts }) => facts.variables.활동명 === program.title)
    expect(told).to.deep.include({ kind: 'applied', subject: application.id, notAfter: program.startsAt })
  })

  it('approves at once where the organisation wants that', async () => {
    expect((await applied({ approval: 'automatic' })).application.state).to.equal('approved')
  })

  it('tells the person what was decided, with the reason, and nobody else', async () => {
    const { program, application } = await applied()
    const who = { kind: 'organisation', id: program.organisationId! } as const
    const decide = (act: 'approve' | 'reject', reason?: string) =>
      talk.services.transactions.run(tx => talk.services.applications.act(tx, who, application.id, act, { reason }))
    const told = async () => (await notices()).filter(({ subject }) => subject === application.id).slice(1)
    await decide('approve')
    expect((await told()).map(({ kind }) => kind)).to.deep.equal(['approved'])
    talk.clock.set(seoulMoment('2026-11-18', '10:01'))
    expect(await decide('reject')).to.include({ ok: false, refused: 'no-reason' })
    await decide('reject', '정원이 줄었어요')
    const [, last] = await told()
    expect(last).to.include({ kind: 'rejected' })
    expect(last!.facts.variables).to.include({ 활동명: program.title, 사유: '정원이 줄었어요' })
  })

  it('takes nobody twice', async () => {
    const { program, volunteerId, application } = await applied()
    const again = await apply(volunteerId, program.id)
    expect(again).to.include({ ok: false, refused: 'already-applied' })
    expect(again.application?.id).to.equal(application.id)
    expect(await seats(program.id)).to.equal(1)
  })

  it('gives no seat twice, however many come at once', async () => {
    const program = await talk.program({ capacity: 5 })
    const people = await Promise.all(Array.from({ length: 30 }, (_, n) => talk.volunteer(`crowd ${n}`)))
    const results = await Promise.all(people.map(person => apply(person, program.id)))
    expect(results.filter(({ ok }) => ok)).to.have.length(5)
    expect(results.filter(result => !result.ok && result.refused === 'full')).to.have.length(25)
    expect(await seats(program.id)).to.equal(5)
  })

  it('lets the database itself refuse one too many', async () => {
    const { program } = await applied({ capacity: 1 })
    const other = await talk.volunteer('one too many')
    const write = talk.database.dataSource.query(
      `INSERT INTO applications (program_id, volunteer_id, state, applied_at, changed_at) VALUES ($1, $2, 'applied', now(), now())`,
      [program.id, other],
    )
    const failure = await write.then(
      () => undefined,
      (error: Error) => error,
    )
    expect(failure?.message).to.contain('programs_seats_never_overbooked')
  })

  it('refuses who is too young on the day of the activity, not on the day of applying', async () => {
    const program = await talk.program({ minAge: 15 })
    const turningFifteen = await talk.volunteer('young', '2011-11-28')
    const oneDayYounger = await talk.volunteer('younger', '2011-11-29')
    expect((await apply(turningFifteen, program.id)).ok).to.equal(true)
    expect(await apply(oneDayYounger, program.id)).to.include({ ok: false, refused: 'under-age' })
  })

  it('refuses after recruiting has ended', async () => {
    const program = await talk.program()
    talk.clock.set(program.recruitUntil)
    expect(await apply(await talk.volunteer('late'), program.id)).to.include({ ok: false, refused: 'closed' })
  })

  for (const portal of OTHER_PORTALS.filter(name => !PORTALS[name].can.apply))
    it(`remembers the wish for a program of ${portal} and does not pretend`, async () => {
      const program = await talk.portalProgram({
        origins: [{ portal, externalId: '77', url: null }],
        capacity: 3,
        seatsTaken: 0,
      })
      const volunteerId = await talk.volunteer(`elsewhere-${portal}`)
      expect(await apply(volunteerId, program.id)).to.include({ ok: false, refused: 'external' })
      const wishes = await talk.database.dataSource.query('SELECT program_id FROM intentions WHERE volunteer_id = $1', [
        volunteerId,
      ])
      expect(wishes).to.deep.equal([{ program_id: program.id }])
      expect(await seats(program.id)).to.equal(0)
    })

  it('cancels until the deadline and asks the organisation after it', async () => {
    const early = await applied()
    const cancelled = await cancel(early.volunteerId, early.application.id)
    expect(cancelled.application?.state).to.equal('cancelled')
    expect(await seats(early.program.id)).to.equal(0)
    const late = await applied()
    talk.clock.set(late.program.cancelUntil)
    const requested = await cancel(late.volunteerId, late.application.id)
    expect(requested.application?.state).to.equal('cancel-requested')
    expect(await seats(late.program.id)).to.equal(1)
  })

  it('knows only one’s own applications', async () => {
    const { application } = await applied()
    const stranger = await talk.volunteer('stranger')
    expect(await cancel(stranger, application.id)).to.deep.equal({ ok: false, refused: 'not-found' })
    expect(await undo(stranger, application.id)).to.deep.equal({ ok: false, refused: 'not-found' })
  })

  it('undoes an application and a cancellation for ten minutes', async () => {
    const { program, volunteerId, application } = await applied()
    await cancel(volunteerId, application.id)
    talk.clock.set(seoulMoment('2026-11-18', '10:09'))
    expect((await undo(volunteerId, application.id)).application?.state).to.equal('applied')
    expect(await seats(program.id)).to.equal(1)
    talk.clock.set(seoulMoment('2026-11-18', '10:30'))
    expect(await undo(volunteerId, application.id)).to.include({ ok: false, refused: 'too-late' })
  })

  it('does not undo into a seat that somebody else has taken', async () => {
    const { program, volunteerId, application } = await applied({ capacity: 1 })
    await cancel(volunteerId, application.id)
    await apply(await talk.volunteer('next in line'), program.id)
    expect(await undo(volunteerId, application.id)).to.include({ ok: false, refused: 'full' })
    expect(await seats(program.id)).to.equal(1)
  })

  it('does not undo a cancellation after applying anew', async () => {
    const { program, volunteerId, application } = await applied()
    await cancel(volunteerId, application.id)
    await apply(volunteerId, program.id)
    expect(await undo(volunteerId, application.id)).to.include({ ok: false, refused: 'nothing' })
  })

  it('keeps who changed it', async () => {
    const { volunteerId, application } = await applied()
    await cancel(volunteerId, application.id)
    const events = await talk.database.dataSource.query(
      'SELECT to_state, actor, actor_id FROM application_events WHERE application_id = $1 ORDER BY id',
      [application.id],
    )
    const actor = { actor: 'volunteer', actor_id: volunteerId }
    expect(events).to.deep.equal([
      { to_state: 'applied', ...actor },
      { to_state: 'cancelled', ...actor },
    ])
  })

  it('waits for who holds the program and never in a circle, when the program is called off meanwhile', async () => {
    const { program, volunteerId, application } = await applied()
    const { cancelling } = await talk.services.transactions.run(async tx => {
      await lockOwnProgram(tx, program.id)
      const cancelling = cancel(volunteerId, application.id)
      await somebodyWaits()
      await tx.query("UPDATE applications SET state = 'program-cancelled' WHERE program_id = $1", [program.id])
      return { cancelling }
    })
    expect(await cancelling).to.include({ ok: false, refused: 'called-off' })
    expect(await seats(program.id)).to.equal(0)
  })

  async function somebodyWaits(): Promise<void> {
    for (;;) {
      const [{ waiting }] = await talk.database.dataSource.query(
        "SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      )
      if (waiting > 0) return
    }
  }
})
