import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { expect } from 'chai'
import express from 'express'
import { createHttpServer } from '../../src/platform/http-server.js'
import { createMetrics } from '../../src/platform/metrics.js'

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
