/** How the service ends: in order, with everybody answered, and leaving nobody behind. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { newUser, openScene, type Scene } from '../acceptance/scene.js'
import { kakaoPerson } from '../support/service.js'
import { until } from '../support/vendors.js'

const PEOPLE = 100

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const gone = (pids: readonly number[]) => until('nobody left', () => (pids.some(isAlive) ? undefined : true), 20_000)

describe('the end of the service', () => {
  let scene: Scene

  beforeEach(async function () {
    this.timeout(60_000)
    scene = await openScene({ WORKERS: '2' })
    await until('both workers', () => scene.service.output().includes('waits to take a place') || undefined, 30_000)
  })
  afterEach(async function () {
    this.timeout(30_000)
    await scene.stop()
  })

  it('on SIGTERM lets everybody be answered who was let in, and tells them that the connection ends', async function () {
    this.timeout(60_000)
    await Promise.all(Array.from({ length: 20 }, () => kakaoPerson(scene.service, newUser()).say('안녕')))
    const workers = childrenOf(scene.service.process.pid!)
    const calls = Array.from({ length: PEOPLE }, () => kakaoPerson(scene.service, newUser()).say('안녕'))
    await sleep(100)
    await scene.service.stop()
    const heard = await Promise.all(calls)
    for (const { trace } of heard) expect(trace).to.match(/^(greet\/|common\/busy\/shed)/)
    expect(heard.some(({ trace }) => trace.startsWith('greet/'))).to.equal(true)
    expect(scene.service.process.exitCode).to.equal(0)
    expect(workers.filter(isAlive)).to.deep.equal([])
  })

  it('leaves no worker behind when the first process is killed', async function () {
    this.timeout(60_000)
    const { pid } = scene.service.process
    const workers = childrenOf(pid!)
    expect(workers).to.have.lengthOf(3)
    process.kill(pid!, 'SIGKILL')
    await gone(workers)
  })

  it('replaces a worker that is killed, and nobody who knocks is turned away', async function () {
    this.timeout(60_000)
    const before = childrenOf(scene.service.process.pid!)
    process.kill(before[0]!, 'SIGKILL')
    await gone([before[0]!])
    for (let one = 0; one < 20; one++) {
      expect((await kakaoPerson(scene.service, newUser()).say('안녕')).trace).to.match(/^greet/)
    }
    await until('three again', () => childrenOf(scene.service.process.pid!).length === 3 || undefined, 30_000)
    expect(childrenOf(scene.service.process.pid!)).to.not.include(before[0])
  })

  it('sets the desk’s clock in every worker', async () => {
    const told = async () => {
      const response = await fetch(`${scene.service.url}/simulator/clock`, { headers: { connection: 'close' } })
      return ((await response.json()) as { now: string }).now
    }
    await scene.service.setClock(new Date('2026-12-24T09:00:00Z'))
    for (let one = 0; one < 20; one++) expect(await told()).to.match(/^2026-12-24T18:0/)
  })

  it('shows the figures of all workers, whichever is asked', async () => {
    await Promise.all(Array.from({ length: 20 }, () => kakaoPerson(scene.service, newUser()).say('안녕')))
    for (let one = 0; one < 5; one++) {
      const metrics = await (await fetch(`${scene.service.url}/metrics`, { headers: { connection: 'close' } })).text()
      const count = /http_request_seconds_count\{door="\/webhooks\/kakao",status="200"\} (\d+)/.exec(metrics)?.[1]
      expect(Number(count)).to.equal(20)
    }
  })
})

describe('npm start', () => {
  let npm: ChildProcess | undefined
  let scene: Scene
  before(async function () {
    this.timeout(60_000)
    scene = await openScene()
  })
  afterEach(() => npm?.kill('SIGKILL'))
  after(() => scene?.stop())

  async function start(): Promise<number> {
    const { PATH = '', HOME = '' } = process.env
    npm = spawn('npm', ['start'], { env: { PATH, HOME, ...scene.environment } })
    let output = ''
    npm.stdout?.on('data', (chunk: Buffer) => (output += chunk))
    await until('a service that is ready', () => /Simulator\s+http/.test(output) || undefined, 60_000)
    return childrenOf(npm.pid!)[0]!
  }

  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    it(`leaves nothing behind when only npm gets ${signal}`, async function () {
      this.timeout(120_000)
      const main = await start()
      const all = [main, ...childrenOf(main)]
      npm!.kill(signal)
      await once(npm!, 'exit')
      await gone(all)
    })
  }
})
