/** The database is away: every call gets a valid answer at once, the first ones too, and all is well by itself soon after its return. */
import { expect } from 'chai'
import { type PostgresProxy, startPostgresProxy } from '../support/postgres-proxy.js'
import { kakaoPerson, talkTalkPerson } from '../support/service.js'
import { until } from '../support/vendors.js'
import { openScene, type Scene } from './scene.js'

const MOST_MS = 1_500
const RETURN_MS = 2_000
const POOL = 10

describe('while the database is away', () => {
  let proxy: PostgresProxy
  let scene: Scene

  before(async function () {
    this.timeout(60_000)
    scene = await openScene({}, async url => {
      proxy = await startPostgresProxy(url)
      return proxy.url
    })
    await scene.program()
  })
  after(async () => {
    await scene.stop()
    await proxy.stop()
  })
  afterEach(async () => {
    await proxy.heal()
    await until('its return', async () => (await fetch(`${scene.service.url}/readyz`)).status === 200)
  })

  const greet = async () => (await kakaoPerson(scene.service).say('안녕')).trace
  const everyone = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, n) =>
        n % 2 ? kakaoPerson(scene.service).say('이번 주말 봉사 찾아줘') : talkTalkPerson(scene.service).say('고마워'),
      ),
    )

  const ways: [string, () => void | Promise<void>][] = [
    ['its packets vanish', () => proxy.blackhole()],
    ['it refuses connections', () => proxy.refuse()],
  ]
  for (const [how, leave] of ways) {
    it(`because ${how}, every call is answered within ${MOST_MS} ms, and is well ${RETURN_MS} ms after its return`, async function () {
      this.timeout(30_000)
      await everyone(POOL)
      await leave()
      const first = await everyone(2 * POOL)
      const later = await everyone(2 * POOL)
      for (const heard of [...first, ...later]) {
        expect(heard.ms).to.be.below(MOST_MS)
        expect(heard.trace).to.equal('common/apology/error')
      }
      for (const heard of later) expect(heard.ms).to.be.below(MOST_MS / 3)
      expect((await fetch(`${scene.service.url}/readyz`)).status).to.equal(503)
      expect((await fetch(`${scene.service.url}/livez`)).status).to.equal(200)
      await proxy.heal()
      const back = performance.now()
      await until('a greeting', async () => (await greet()).startsWith('greet') || undefined, RETURN_MS)
      expect(performance.now() - back).to.be.below(RETURN_MS)
      const traces = (await everyone(2 * POOL)).map(({ trace }) => trace)
      expect(traces.filter(trace => trace.endsWith('error'))).to.deep.equal([])
      // A probe that found its return is closed in its own time.
      await until('connections closed', () => proxy.connections() <= POOL + 2, RETURN_MS)
    })
  }

  it('KakaoTalk’s answer can be pressed to say the same again', async () => {
    const person = kakaoPerson(scene.service)
    await proxy.refuse()
    await person.say('이번 주말 수원 봉사 찾아줘')
    const [again] = person.last().presses
    expect(again).to.deep.include({ label: '다시 시도', say: '이번 주말 수원 봉사 찾아줘' })
    await proxy.heal()
    await until('a list', async () => (await person.say(again!.say)).trace.startsWith('search') || undefined)
  })

  it('a lock that is waited for is no absence', async function () {
    this.timeout(10_000)
    const person = kakaoPerson(scene.service)
    await person.say('안녕')
    const runner = scene.database.dataSource.createQueryRunner()
    await runner.startTransaction()
    await runner.query('SELECT 1 FROM messenger_accounts WHERE user_key = $1 FOR UPDATE', [person.user])
    const waiting = person.say('고마워')
    await new Promise(resolve => setTimeout(resolve, 2_000))
    expect(await greet()).to.match(/^greet/)
    await runner.rollbackTransaction()
    await runner.release()
    expect((await waiting).trace).to.match(/^thanks/)
  })

  it('it is said once that it went and once that it came', async () => {
    await proxy.refuse()
    await everyone(POOL)
    await everyone(POOL)
    await proxy.heal()
    await until('its return', async () => (await fetch(`${scene.service.url}/readyz`)).status === 200)
    const times = (words: string) => scene.service.output().split(words).length - 1
    // The spare worker sees it too, in its own time.
    const went = await until('as many returns as absences', async () => {
      const absences = times('the database does not answer')
      return absences > 0 && absences === times('the database answers again') ? absences : undefined
    })
    expect(went).to.be.within(1, 8)
  })
})
