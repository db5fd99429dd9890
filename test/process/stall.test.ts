/** One message blocks a worker for ever, by a pattern planted in a real service: the others are answered again within two seconds. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { newUser, openScene, type Scene } from '../acceptance/scene.js'
import { kakaoPerson } from '../support/service.js'
import { until } from '../support/vendors.js'

const BOUND_MS = 2000
const PLANTED = new URL('../support/planted.mjs', import.meta.url).href

/** How much longer work takes here because others use the processors too; 1 on a machine that has one to give. */
function crowdingNow(): number {
  const began = performance.now()
  const worked = process.cpuUsage()
  const workedMs = () => {
    const { user, system } = process.cpuUsage(worked)
    return (user + system) / 1000
  }
  while (workedMs() < 150);
  return Math.max(1, (performance.now() - began) / workedMs())
}

describe('a worker whose loop is blocked', () => {
  const alerts: { kind: string; message: string }[] = []
  const listener = createServer(async (request, response) => {
    alerts.push((await json(request)) as (typeof alerts)[number])
    response.end()
  })
  let scene: Scene

  before(async function () {
    this.timeout(60_000)
    listener.listen(0, '127.0.0.1')
    await once(listener, 'listening')
    scene = await openScene({
      NODE_OPTIONS: `--import ${PLANTED}`,
      ALERT_URL: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    })
  })
  after(async () => {
    await scene?.stop()
    listener.close()
  })

  const spareIsThere = (nth: number) =>
    until(
      'a worker that waits',
      () => scene.service.output().split('waits to take a place').length > nth || undefined,
      30_000,
    )
  const blocked = () =>
    kakaoPerson(scene.service)
      .say('심은심은')
      .then(
        () => 'answered',
        () => 'cut off',
      )

  it('is ended, and whoever writes meanwhile is answered within two seconds', async function () {
    this.timeout(60_000)
    await spareIsThere(1)
    const crowdedBefore = crowdingNow()
    const lost = blocked()
    await sleep(50)
    const began = performance.now()
    const heard = await Promise.all(
      Array.from({ length: 10 }, async (_, at) => {
        await sleep(at * 50)
        const { trace } = await kakaoPerson(scene.service, newUser()).say('안녕')
        return { trace, ms: performance.now() - began }
      }),
    )
    const crowding = Math.max(crowdedBefore, crowdingNow())
    for (const { trace, ms } of heard) {
      expect(trace).to.match(/^greet/)
      expect(ms).to.be.below(BOUND_MS * crowding)
    }
    expect(await lost).to.equal('cut off')
  })

  it('is told of in the log, by an alert and in the metrics', async () => {
    expect(scene.service.output()).to.match(/"fault":"stalled".*a worker is replaced/)
    await until('an alert', () => alerts.length > 0 || undefined)
    expect(alerts[0]).to.include({ kind: 'worker-stalled' })
    const metrics = await (await fetch(`${scene.service.url}/metrics`)).text()
    expect(metrics).to.include(`sonmoa_workers_replaced_total{reason="stalled"} 1`)
  })

  it('is also replaced when a rejection is caught by nobody, after it has answered', async function () {
    this.timeout(60_000)
    await spareIsThere(2)
    expect((await kakaoPerson(scene.service, newUser()).say('던져던져')).trace).to.match(/\w+\/\w+\/\w+/)
    expect((await kakaoPerson(scene.service, newUser()).say('안녕')).trace).to.match(/^greet/)
    await until(
      'its end',
      () => /"fault":"failed".*a worker is replaced/.test(scene.service.output()) || undefined,
      20_000,
    )
    expect(scene.service.output()).to.include('nobody caught this')
  })

  it('leaves the desk’s clock where it was set', async () => {
    const { now } = (await (await fetch(`${scene.service.url}/simulator/clock`)).json()) as { now: string }
    expect(now).to.match(/^2026-11-18T10:/)
  })
})
