import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { expect } from 'chai'
import express from 'express'
import { createHttpServer } from '../../src/platform/http-server.js'
import { createMetrics, type Metrics } from '../../src/platform/metrics.js'
import { createChatRefusals } from '../../src/services/chat-refusals.js'
import { createNoticeCounts } from '../../src/services/notice-counts.js'

/** Asks from a thread of its own, `delay` ms after it was told the address, and says how long that took. */
const CALLER = `
  const { parentPort, workerData } = require('node:worker_threads')
  setTimeout(async () => {
    const began = performance.now()
    await fetch(workerData.url, { headers: { connection: 'close' } }).then(response => response.text())
    parentPort.postMessage(performance.now() - began)
  }, workerData.delay)
  parentPort.postMessage('ready')`

describe('the figures of requests', () => {
  const metrics = createMetrics()
  const http = createHttpServer()
  let url = ''
  before(async () => {
    const app = express()
    app.use(metrics.measure)
    app.get('/metrics', metrics.page)
    app.get('/slow', () => undefined)
    app.get('/status/:code', ({ params }, response) => void response.status(Number(params.code)).end())
    app.use((_request, response) => void response.end('there'))
    http.answerBy(app)
    await once(http.server.listen(0, '127.0.0.1'), 'listening')
    url = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`
  })
  after(() => {
    http.server.closeAllConnections()
    http.server.close()
  })

  const page = async () => (await fetch(`${url}/metrics`)).text()
  const sumOf = async (door: string) =>
    Number(new RegExp(`^http_request_seconds_sum\\{door="${door}",.*\\} (\\S+)$`, 'm').exec(await page())?.[1])

  it('are kept by a fixed list of doors, whatever is asked for', async () => {
    const doorsOf = async () => new Set([...(await page()).matchAll(/door="([^"]*)"/g)].map(([, door]) => door))
    await page()
    for (let one = 0; one < 50; one++)
      for (const door of ['/console', '/my', '/partner/v1', '/simulator', '', '/webhooks', '//', '/console;x'])
        await (await fetch(`${url}${door}/made-up-${one}`)).text()
    expect([...(await doorsOf())]).to.have.members([
      '/metrics',
      '/console',
      '/my',
      '/partner/v1',
      '/simulator',
      'other',
    ])
  })

  it("have a status from HTTP's own list, whatever was answered", async () => {
    for (const code of [200, 299, 418, 450, 503, 599, 799]) await fetch(`${url}/status/${code}`)
    const statuses = new Set([...(await page()).matchAll(/status="([^"]*)"/g)].map(([, status]) => status))
    expect([...statuses]).to.have.members(['200', '418', '503', 'other'])
  })

  it('tell the time that callers waited, also while this process was busy with others', async () => {
    const before = await sumOf('/assets').then(sum => sum || 0)
    const caller = new Worker(CALLER, { eval: true, workerData: { url: `${url}/assets/x`, delay: 100 } })
    await once(caller, 'message')
    const told = once(caller, 'message')
    await sleep(20)
    const until = performance.now() + 600
    while (performance.now() < until);
    const [waitedMs] = (await told) as [number]
    const sum = (await sumOf('/assets')) - before
    expect(waitedMs).to.be.above(400)
    // What was asked in the midst of the busy time is counted from its beginning.
    expect(sum * 1000).to.be.within(waitedMs - 60, 800)
  })

  it('count who went away before the answer', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    await once(socket, 'connect')
    socket.write('GET /slow HTTP/1.1\r\nhost: x\r\n\r\n')
    await sleep(50)
    socket.destroy()
    await sleep(50)
    expect(await page()).to.match(/^http_request_seconds_count\{door="other",status="cut"\} 1$/m)
  })
})

describe('the labels of figures', () => {
  let own = async (): Promise<unknown> => []
  const MADE_UP = Array.from({ length: 1000 }, (_, n) => `made-up-${n}`)

  it('are from the lists that were named, whatever is counted, read or told by the first process', async () => {
    const known = ['full', 'closed'] as const
    const strange = Object.fromEntries(MADE_UP.map(name => [name, 1]))
    const metrics = createMetrics({
      onFiguresWanted: tell => {
        own = tell
      },
      figures: async () => ({ ofWorkers: [await own()], replaced: { ...strange, stalled: 2 } }),
    })
    const count = metrics.count('refusals_total', 'by reason', known)
    for (const reason of [...MADE_UP, 'full']) count(reason as 'full')
    const read = async () => ({ ...strange, full: 3, closed: 4 })
    metrics.show('counter', 'shown_total', 'by why', { label: 'why', values: known, read })
    metrics.show('gauge', 'shown_now', 'by why', { label: 'why', values: known, read })
    const page = await pageOf(metrics)
    expect(page).not.to.include('made-up')
    expect(page.split('\n')).to.include.members([
      'refusals_total{reason="full"} 1',
      'refusals_total{reason="closed"} 0',
      'shown_total{why="full"} 3',
      'shown_now{why="closed"} 4',
      'sonmoa_workers_replaced_total{reason="stalled"} 2',
      'sonmoa_workers_replaced_total{reason="died"} 0',
    ])
  })

  it('are not made by what a vendor answers or by kinds that are gone', () => {
    const refusals = createChatRefusals({})
    const notices = createNoticeCounts()
    const before = [refusals.counts(), ...Object.values(notices.read())].map(counts => Object.keys(counts))
    for (const name of MADE_UP) {
      refusals.note(name)
      refusals.note(`http-${name}`)
      notices.sent(name)
    }
    expect(refusals.counts()).to.include({ other: 1000, http: 1000 })
    const after = [refusals.counts(), ...Object.values(notices.read())].map(counts => Object.keys(counts))
    expect(after).to.deep.equal(before)
  })
})

async function pageOf({ page }: Metrics): Promise<string> {
  const server = express().get('/metrics', page).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const text = await (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`)).text()
  server.closeAllConnections()
  server.close()
  return text
}
