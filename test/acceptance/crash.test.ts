/** What is left when the service or its database is killed in the middle of work: whole facts, and every notice of them. */
import { join } from 'node:path'
import { expect } from 'chai'
import { DataSource } from 'typeorm'
import { placeIn } from '../../src/storage/embedded/files.js'
import { readPostmaster } from '../../src/storage/embedded/postmaster.js'
import { openEmbeddedServer } from '../../src/storage/embedded/server.js'
import { tables } from '../../src/storage/tables.js'
import { silentLog } from '../support/database.js'
import { makeTestFolder } from '../support/folder.js'
import { addOrganisation } from '../support/programs.js'
import {
  environmentOf,
  kakaoPerson,
  runCommand,
  type Service,
  startService,
  talkTalkPerson,
  type Vendors,
} from '../support/service.js'
import { startSolapi, startTalkTalk, until } from '../support/vendors.js'
import { newUser, peopleIn } from './scene.js'

const PEOPLE = 60

describe('the service on its own database', () => {
  const dataDir = join(makeTestFolder(), 'data')
  let vendors: Vendors
  let environment: Record<string, string>
  let service: Service
  let dataSource: DataSource
  let people: ReturnType<typeof peopleIn>
  let leave: () => Promise<void>

  before(async function () {
    this.timeout(60_000)
    vendors = { solapi: await startSolapi(), talktalk: await startTalkTalk() }
    environment = { ...environmentOf(vendors), DATA_DIR: dataDir }
    service = await startService(environment)
    const joined = await openEmbeddedServer({ dataDir, log: silentLog })
    leave = joined.stop
    dataSource = new DataSource({
      type: 'postgres',
      url: joined.url,
      entities: tables,
      poolErrorHandler: () => undefined,
    })
    await dataSource.initialize()
    people = peopleIn({ dataSource })
    await addOrganisation({ dataSource })
  })
  after(async function () {
    this.timeout(30_000)
    await service?.stop()
    if (dataSource?.isInitialized) await dataSource.destroy()
    await leave?.()
    await vendors.solapi.stop()
    await vendors.talktalk.stop()
  })

  const count = async (sql: string) => Number((await dataSource.query(`SELECT count(*) AS n FROM ${sql}`))[0].n)

  /** Facts that have lost a part of theirs. */
  async function halves() {
    return {
      withoutHistory: await count(
        'applications a WHERE NOT EXISTS (SELECT FROM application_events e WHERE e.application_id = a.id)',
      ),
      withoutNotice: await count(
        `applications a WHERE NOT EXISTS (SELECT FROM notices o WHERE o.once_key LIKE 'applied:' || a.id || ':%')`,
      ),
      noticeOfNothing: await count(
        `notices o WHERE o.kind = 'applied' AND NOT EXISTS (SELECT FROM applications a WHERE o.once_key LIKE 'applied:' || a.id || ':%')`,
      ),
      miscounted: await count(
        'programs p WHERE p.seats_taken <> (SELECT count(*) FROM applications a WHERE a.program_id = p.id)',
      ),
      untold:
        await count(`applications a WHERE NOT EXISTS (SELECT FROM messenger_accounts m JOIN turns t ON t.account_id = m.id
        WHERE m.volunteer_id = a.volunteer_id AND t.flow = 'apply' AND t.outcome = 'done')`),
    }
  }
  const whole = { withoutHistory: 0, withoutNotice: 0, noticeOfNothing: 0, miscounted: 0, untold: 0 }

  it('the desk’s commands join it while it runs', async function () {
    this.timeout(30_000)
    const user = newUser()
    const { id } = JSON.parse(
      await runCommand(
        'volunteer',
        ['add', '--name', '김손모', '--birth', '2009-05-14', '--phone', '01055550001', '--kakao', user],
        environment,
      ),
    )
    const token = await runCommand('token', ['--volunteer', id, '--purpose', 'check'], environment)
    expect(token).to.match(/^[A-Za-z0-9]{43}$/)
    const heard = await kakaoPerson(service, user).say('확인', { extra: { token } })
    expect(heard.trace).to.match(/^check/)
    const organisation = JSON.parse(
      await runCommand('organisation', ['add', '수련관', '--scope', 'manage'], environment),
    )
    expect(organisation).to.have.all.keys('id', 'key')
  })

  it('after kill -9 in the middle of many applications nothing is half, and every notice is sent once', async function () {
    this.timeout(60_000)
    const program = await people.program({ title: '중단 봉사', capacity: PEOPLE })
    const doors = []
    for (let one = 0; one < PEOPLE; one++) {
      const user = newUser()
      const { id } = await people.volunteer({ kakao: user })
      doors.push({ user, token: await people.token(id, { flow: 'apply', subject: program.id }) })
    }
    await Promise.all(doors.map(({ user, token }) => kakaoPerson(service, user).say('신청', { extra: { token } })))
    // The vendor takes what it is asked to send, and its answer is lost.
    vendors.solapi.rule(({ asked }) => (asked === 'POST group send' ? 'taken-silence' : undefined))
    const told = { done: 0 }
    const saying = doors.map(({ user }) =>
      kakaoPerson(service, user)
        .say('네')
        .then(({ trace }) => void (trace === 'apply/confirm/done' && told.done++))
        .catch(() => undefined),
    )
    await until('some applications', async () => ((await count('applications')) >= 10 ? true : undefined))
    await until('a notice that the vendor took', () => vendors.solapi.accepted.length > 0 || undefined)
    await service.kill()
    vendors.solapi.heal()
    await Promise.all(saying)
    const kept = await count('applications')
    expect(kept).to.be.within(Math.max(10, told.done), PEOPLE)
    expect(await halves()).to.deep.equal(whole)

    service = await startService(environment)
    expect(await count('applications')).to.equal(kept)
    const again = await Promise.all(doors.map(({ user }) => kakaoPerson(service, user).say('네')))
    expect(again.every(({ trace }) => !trace.endsWith('error'))).to.equal(true)
    expect(await halves()).to.deep.equal(whole)
    await until(
      'all notices',
      async () => ((await count(`notices WHERE state <> 'sent'`)) === 0 ? true : undefined),
      30_000,
    )
    const notices = vendors.solapi.accepted.filter(({ text }) => text.includes('중단 봉사'))
    expect(notices).to.have.length(await count('applications'))
    expect(new Set(notices.map(({ to }) => to)).size).to.equal(notices.length)
  })

  it('while PostgreSQL is killed every call gets a valid answer in time, and the service recovers', async function () {
    this.timeout(60_000)
    const user = newUser()
    await people.volunteer({ kakao: user })
    const kakao = kakaoPerson(service, user)
    const talktalk = talkTalkPerson(service)
    const calls: Promise<{ trace: string }>[] = []
    const speaking = setInterval(
      () => calls.push(kakaoPerson(service, newUser()).say('안녕'), talktalk.say('고마워')),
      50,
    )
    await until('some calls', () => calls.length > 10 || undefined)
    const postmaster = await readPostmaster(placeIn(dataDir).cluster)
    process.kill(postmaster!.pid, 'SIGKILL')
    await until(
      'a service that has recovered',
      async () => ((await kakao.say('안녕')).trace.startsWith('greet') ? true : undefined),
      20_000,
    )
    clearInterval(speaking)
    const traces = (await Promise.all(calls)).map(({ trace }) => trace)
    expect(new Set(traces.map(trace => trace.split('/').at(-1)))).to.include('done')
    for (const trace of traces) expect(trace).to.match(/^(greet|thanks|common)/)
    expect((await kakao.say('내 신청')).trace).to.match(/^check/)
    expect((await fetch(`${service.url}/readyz`)).status).to.equal(200)
  })

  it('ends in order on SIGTERM, the database with it', async () => {
    await dataSource.destroy()
    await leave()
    await service.stop()
    expect(service.process.exitCode).to.equal(0)
    expect(await readPostmaster(placeIn(dataDir).cluster)).to.equal(undefined)
  })
})
