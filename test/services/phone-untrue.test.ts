// A fact is looked at again before it is told: what was cancelled, undone, spent or unlinked meanwhile reaches nobody.
import { expect } from 'chai'
import type { SolapiClient } from '../../src/messengers/solapi/client.js'
import { createApplications, volunteer as person } from '../../src/services/applications.js'
import { callOff } from '../../src/services/calling-off.js'
import { askIfMoved } from '../../src/services/moving.js'
import { createNoticeWords } from '../../src/services/notice-words.js'
import { createNotices, type Notices } from '../../src/services/notices.js'
import { createSeats } from '../../src/services/seats.js'
import { findOrAddAccount, linkAccount } from '../../src/storage/accounts.js'
import { dropCode } from '../../src/storage/linkings.js'
import { addProgram, findOwnProgram, updateProgram } from '../../src/storage/programs.js'
import type { Tx } from '../../src/storage/transaction.js'
import type { Volunteer } from '../../src/storage/volunteers.js'
import { addCode, HOUR_MS, MINUTE_MS, openPhones, type Phones, SECOND_MS } from '../support/phones.js'
import { ORGANISATION_ID, PROGRAM } from '../support/programs.js'

describe('a notice that is not true any more', () => {
  let phones: Phones
  let notices: Notices
  let applications: ReturnType<typeof createApplications>
  before(async () => {
    phones = await openPhones()
    const { cipher, clock, volunteerStore, transactions } = phones
    notices = createNotices({ cipher, clock, words: createNoticeWords() })
    const seats = createSeats({ transactions, volunteerStore, notices, clock })
    applications = createApplications({ volunteerStore, notices, seats, clock })
  })
  after(() => phones.close())
  beforeEach(() => phones.reset())
  afterEach(() => expect(phones.solapi.faults).to.deep.equal([]))

  const run = <T>(work: (tx: Tx) => Promise<T>) => phones.transactions.run(work)
  let people = 0
  const newVolunteer = () => {
    const phone = `0105${String(++people).padStart(7, '0')}`
    return run(tx =>
      phones.volunteerStore.findOrAdd(tx, { name: '홍길동', birth: '2009-05-14', phone }, phones.clock.now()),
    )
  }
  async function applied() {
    const volunteer = await newVolunteer()
    const program = await run(tx => addProgram(tx, PROGRAM, phones.clock.now()))
    const result = await run(tx => applications.apply(tx, volunteer.id, program.id))
    if (!result.ok) throw new Error(result.refused)
    const act = async (act: 'cancel' | 'undo') => {
      const done = await run(tx => applications.act(tx, person(volunteer.id), result.application.id, act))
      if (!done.ok) throw new Error(done.refused)
    }
    const organisation = { kind: 'organisation', id: program.organisationId } as const
    return { volunteer, act, organisation, programId: program.id, applicationId: result.application.id }
  }
  const told = async () =>
    (await phones.query('SELECT kind, state, reason FROM notices ORDER BY created_at, kind')).map(
      ({ kind, state, reason }) => [kind, state, reason].filter(Boolean).join(' '),
    )
  const templates = (of?: string) =>
    phones.solapi.accepted
      .filter(({ to }) => !of || to === of)
      .map(message => ('kakaoOptions' in message ? message.kakaoOptions.templateId : message.type))

  it('is dropped when the application was cancelled before it was sent, and what came of it is told', async () => {
    const { act } = await applied()
    phones.later(SECOND_MS)
    await act('cancel')
    const phone = phones.start()
    await phone.deliver()
    expect(templates()).to.deep.equal(['template-cancelled'])
    expect(await told()).to.deep.equal(['applied expired untrue', 'cancelled sent'])
    expect(phone.counts().gaveUp).to.deep.equal({ refused: 0, expired: 0, untrue: 1 })
    expect(phones.lines.map(({ object }) => object)).to.deep.include({ kind: 'applied', code: 'untrue' })
    expect(await phones.query("SELECT FROM tokens WHERE purpose LIKE 'cancel:%'"), 'no token for it').to.deep.equal([])
  })

  it('is dropped when the cancellation was undone', async () => {
    const { act } = await applied()
    await phones.start().deliver()
    phones.solapi.accepted.splice(0)
    phones.later(SECOND_MS)
    await act('cancel')
    phones.later(SECOND_MS)
    await act('undo')
    await phones.start().deliver()
    expect(templates()).to.deep.equal(['template-applied'])
    expect(await told()).to.deep.equal(['applied sent', 'cancelled expired untrue', 'applied sent'])
  })

  it('is dropped when an absence was corrected before it was sent, and the correction is told', async () => {
    const { organisation, applicationId } = await applied()
    phones.clock.set(PROGRAM.endsAt)
    for (const act of ['approve', 'miss', 'attend'] as const) {
      await run(tx => applications.act(tx, organisation, applicationId, act))
      phones.later(SECOND_MS)
    }
    await phones.start().deliver()
    expect(await told()).to.deep.equal([
      'applied expired',
      'approved expired',
      'absent expired untrue',
      'attended sent',
    ])
  })

  it('is dropped when the program was called off, and who was to come is told that instead, once', async () => {
    const { programId, applicationId } = await applied()
    phones.later(SECOND_MS)
    const organisation = { id: ORGANISATION_ID, name: '', scope: 'manage' } as const
    const parts = { ...phones, notices }
    await run(tx => callOff(parts, tx, organisation, programId, '비가 와요'))
    await run(tx => callOff(parts, tx, organisation, programId, '비가 와요'))
    const phone = phones.start()
    await phone.deliver()
    await phone.deliver()
    expect(templates()).to.deep.equal(['template-program-cancelled'])
    const [message] = phones.solapi.accepted
    expect(message!.text).to.contain('비가 와요').and.contain(PROGRAM.title)
    expect(await told()).to.deep.equal(['applied expired untrue', 'program-cancelled sent'])
    expect((await phones.query('SELECT state FROM applications WHERE id = $1', [applicationId]))[0]!.state).to.equal(
      'program-cancelled',
    )
  })

  it('is dropped when the program was moved once more, and only the last move is asked about', async () => {
    const { programId } = await applied()
    await phones.start().deliver()
    phones.solapi.accepted.splice(0)
    const program = () => run(async tx => (await findOwnProgram(tx, programId))!)
    for (const place of ['가 강당', '나 강당']) {
      phones.later(SECOND_MS)
      await run(async tx => {
        const after = await askIfMoved({ ...phones, notices }, tx, await program(), { ...(await program()), place })
        await updateProgram(tx, programId, { place, moves: after.moves })
      })
    }
    await phones.start().deliver()
    expect(templates()).to.deep.equal(['template-program-moved'])
    expect(phones.solapi.accepted[0]!.text).to.contain(PROGRAM.place).and.contain('나 강당').and.not.contain('가 강당')
    expect(await told()).to.deep.equal(['applied sent', 'program-moved expired untrue', 'program-moved sent'])
  })

  const codeFor = (phone: string, expiresAt = new Date(phones.clock.now().getTime() + 3 * MINUTE_MS)) =>
    run(async tx => {
      const code = await addCode(tx, phones.clock.now(), expiresAt)
      await notices.tell(tx, 'code', { phone, digits: '123456', expiresAt, ...code })
      return code
    })

  it('is dropped when the code was spent, replaced by another or has run out', async () => {
    const spent = await codeFor('01000000001')
    await run(tx => dropCode(tx, spent.linkHash))
    const { linkHash } = await codeFor('01000000002')
    await phones.query('UPDATE phone_codes SET code_hash = $2 WHERE link_hash = $1', [linkHash, Buffer.alloc(32, 9)])
    await codeFor('01000000003')
    await phones.start().deliver()
    expect(phones.sentTo()).to.deep.equal(['01000000003'])
    await codeFor('01000000004')
    phones.later(HOUR_MS)
    await phones.start().deliver()
    expect(phones.sentTo()).to.deep.equal(['01000000003'])
  })

  it('is dropped when the chat was unlinked again', async () => {
    const chatOf = async (volunteer: Volunteer, userKey: string) =>
      run(async tx => {
        const at = phones.clock.now()
        const { id: accountId } = await findOrAddAccount(tx, { messenger: 'kakao', userKey }, at)
        await linkAccount(tx, accountId, volunteer.id, at)
        await notices.tell(tx, 'linked', { volunteer, accountId, messenger: 'kakao', number: '47', at })
        return accountId
      })
    const [kept, gone] = [await newVolunteer(), await newVolunteer()]
    await chatOf(kept, 'kept')
    const accountId = await chatOf(gone, 'gone')
    await run(tx => linkAccount(tx, accountId, null, phones.clock.now()))
    await phones.start().deliver()
    expect(phones.sentTo()).to.deep.equal([kept.phone])
    expect((await told()).toSorted()).to.deep.equal(['linked expired untrue', 'linked sent'])
  })

  it('takes its group along that waits to be sent: the others are told by another one, once', async () => {
    const { volunteer: cancelling, act } = await applied()
    const { volunteer: staying } = await applied()
    const dying = { send: () => new Promise<never>(() => undefined) } satisfies Partial<SolapiClient>
    void phones.start(300, () => dying).deliver()
    while ((await phones.query("SELECT FROM attempts WHERE outcome = 'open'")).length < 2)
      await new Promise(resolve => setTimeout(resolve, 20))
    phones.later(SECOND_MS)
    await act('cancel')
    await phones.work(phones.start(), MINUTE_MS)
    expect(phones.solapi.calls).to.include('DELETE group')
    expect(templates(cancelling.phone)).to.deep.equal(['template-cancelled'])
    expect(templates(staying.phone)).to.deep.equal(['template-applied'])
    expect((await told()).toSorted()).to.deep.equal([
      'applied expired untrue',
      'applied sent withdrawn',
      'cancelled sent',
    ])
  })
})
