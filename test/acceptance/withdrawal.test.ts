/** WITHDRAW is told once and never again: it is carried out whatever happens meanwhile, and takes no more than was withdrawn. */
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { expect } from 'chai'
import { makeTestFolder } from '../support/folder.js'
import { type PostgresProxy, startPostgresProxy } from '../support/postgres-proxy.js'
import { type Service, startService, talkTalkPerson, WEBHOOK_KEY } from '../support/service.js'
import { until } from '../support/vendors.js'
import { openScene, type Scene } from './scene.js'

describe('a withdrawal in TalkTalk', () => {
  const dataDir = makeTestFolder()
  const folder = join(dataDir, 'withdrawals')
  let proxy: PostgresProxy
  let scene: Scene
  let service: Service

  before(async function () {
    this.timeout(60_000)
    scene = await openScene({ DATA_DIR: dataDir }, async url => {
      proxy = await startPostgresProxy(url)
      return proxy.url
    })
    service = scene.service
  })
  after(async () => {
    await service.stop()
    await scene.stop()
    await proxy.stop()
  })
  afterEach(() => proxy.heal())

  const withdraw = (user: string, withdrawals?: unknown) =>
    talkTalkPerson(service, user).event({ event: 'profile', options: { result: 'WITHDRAW', withdrawals } })
  const isKnown = async (id: string, user: string) => {
    const people = await scene.query('SELECT 1 FROM volunteers WHERE id = $1', [id])
    const accounts = await scene.query('SELECT 1 FROM messenger_accounts WHERE user_key = $1', [user])
    return [people.length, accounts.length]
  }
  const kept = () => (existsSync(folder) ? readdirSync(folder) : [])
  const gone = (id: string, user: string) =>
    until('the deletion', async () => (await isKnown(id, user)).join() === '0,0' && kept().length === 0, 5_000)
  let people = 0
  const person = async () => {
    const user = `withdrawing-${++people}`
    const { id } = await scene.volunteer({ talktalk: user })
    return { id, user }
  }

  const whole: [string, unknown][] = [
    ['the phone number', ['cellphone']],
    ['everything', ['nickname', 'cellphone', 'address']],
    ['it is not said what', undefined],
    ['something that nobody knows', ['shoe size']],
  ]
  for (const [what, fields] of whole) {
    it(`of ${what} deletes the person`, async () => {
      const { id, user } = await person()
      await withdraw(user, fields)
      expect(await isKnown(id, user)).to.deep.equal([0, 0])
      expect(kept()).to.deep.equal([])
    })
  }

  for (const fields of [['nickname'], ['address'], ['nickname', 'address']]) {
    it(`of ${fields.join(' and ')} alone leaves a person with their approved hours`, async () => {
      const { id, user } = await person()
      const program = await scene.program({ title: `기록 ${fields.join()}` })
      const [application] = await scene.query<{ id: string }>(
        `INSERT INTO applications (program_id, volunteer_id, state, applied_at, changed_at) VALUES ($1, $2, 'attended', now(), now()) RETURNING id`,
        [program.id, id],
      )
      expect(application).to.have.property('id')
      await withdraw(user, fields)
      expect(await isKnown(id, user)).to.deep.equal([1, 1])
      expect(await scene.query('SELECT 1 FROM applications WHERE volunteer_id = $1', [id])).to.have.lengthOf(1)
    })
  }

  for (const way of ['refuse', 'blackhole'] as const) {
    it(`is answered 200 while the database is away (${way}), and carried out on its return`, async () => {
      const them = await Promise.all(Array.from({ length: 5 }, person))
      await proxy[way]()
      const answers = await Promise.all(them.map(({ user }) => withdraw(user, ['cellphone'])))
      for (const { ms } of answers) expect(ms).to.be.below(3_000)
      expect(kept()).to.have.lengthOf(5)
      for (const name of kept()) expect(readFileSync(join(folder, name), 'latin1')).to.not.contain('withdrawing')
      for (const { id, user } of them) expect(await isKnown(id, user)).to.deep.equal([1, 1])
      await proxy.heal()
      for (const { id, user } of them) await gone(id, user)
    })
  }

  it('survives kill -9, and what else lies there', async function () {
    this.timeout(60_000)
    const { id, user } = await person()
    await proxy.refuse()
    await withdraw(user)
    await service.kill()
    writeFileSync(join(folder, 'torn.part'), 'half')
    writeFileSync(join(folder, 'unreadable'), 'nonsense')
    await proxy.heal()
    service = await startService(scene.environment)
    await until('the deletion', async () => (await isKnown(id, user)).join() === '0,0', 5_000)
    // The file goes once the deletion is committed.
    await until('its end', () => !kept().some(name => /^[0-9a-f-]{36}$/.test(name)), 5_000)
    expect(kept()).to.have.members(['torn.part', 'unreadable'])
  })

  it('is kept while the service starts', async function () {
    this.timeout(60_000)
    const { id, user } = await person()
    await service.stop()
    const free = createServer().listen(0, '127.0.0.1')
    await once(free, 'listening')
    const { port } = free.address() as AddressInfo
    free.close()
    const starting = startService({ ...scene.environment, PORT: String(port) })
    const ask = (path: string, body: string) =>
      fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body }).catch(() => undefined)
    const body = JSON.stringify({ event: 'profile', user, options: { result: 'WITHDRAW' } })
    const first = await until('an answer', () => ask(`/webhooks/talktalk/${WEBHOOK_KEY}`, body), 25_000)
    service = await starting
    expect(first.status).to.equal(200)
    await until('the deletion', async () => (await isKnown(id, user)).join() === '0,0', 5_000)
  })

  it('leaves alone who came back after it', async () => {
    const { id, user } = await person()
    await proxy.refuse()
    await withdraw(user)
    await scene.query('DELETE FROM messenger_accounts WHERE user_key = $1', [user])
    await scene.query(
      `INSERT INTO messenger_accounts (messenger, user_key, volunteer_id, created_at, seen_at) VALUES ('talktalk', $1, $2, '2027-01-01', '2027-01-01')`,
      [user, id],
    )
    await proxy.heal()
    await until('its end', () => !kept().some(name => /^[0-9a-f-]{36}$/.test(name)), 5_000)
    expect(await isKnown(id, user)).to.deep.equal([1, 1])
  })
})
