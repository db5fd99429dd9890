import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { alertBody, createAlert } from '../../src/platform/alert.js'
import type { Log } from '../../src/platform/log.js'
import { createSettableClock } from '../support/clock.js'

interface Line {
  readonly level: 'error' | 'warn'
  readonly fields: { alert?: string }
  readonly said: string
}

function listen(answer: RequestListener) {
  const got: unknown[] = []
  const server = createServer(async (request, response) => {
    got.push(JSON.parse(await text(request)))
    answer(request, response)
  }).listen(0, '127.0.0.1')
  const url = async () => {
    await once(server, 'listening')
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`
  }
  return { got, server, url }
}

function alertTo(url: string | undefined) {
  const lines: Line[] = []
  const write = (level: Line['level']) => (fields: Line['fields'], said: string) => lines.push({ level, fields, said })
  const clock = createSettableClock({ now: () => new Date('2026-11-26T01:00:00Z') })
  const alert = createAlert({ url, clock, log: { error: write('error'), warn: write('warn') } as unknown as Log })
  return { alert, lines, clock }
}

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds() && waited < 3000; waited += 10) await sleep(10)
  expect(holds()).to.equal(true)
}

describe('an alert', () => {
  it('is a line in the log and a short JSON POST', async () => {
    const { got, server, url } = listen((_request, response) => response.end())
    const { alert, lines } = alertTo(await url())
    alert.raise('vendor-refuses', 'The vendor refuses the account')
    await until(() => got.length === 1)
    server.close()
    expect(alertBody.strict().parse(got[0])).to.deep.equal({
      kind: 'vendor-refuses',
      message: 'The vendor refuses the account',
      at: '2026-11-26T01:00:00.000Z',
    })
    expect(lines).to.deep.equal([
      { level: 'error', fields: { alert: 'vendor-refuses' }, said: 'The vendor refuses the account' },
    ])
  })

  it('is told once in ten minutes for each kind, and again when the clock was set back', () => {
    const { alert, lines, clock } = alertTo(undefined)
    const setTo = (minutes: number) => clock.set(new Date(Date.parse('2026-11-26T01:00:00Z') + minutes * 60_000))
    for (const minutes of [0, 1, 9, 10, 11]) {
      setTo(minutes)
      alert.raise('a', `at ${minutes}`)
      if (minutes === 1) alert.raise('b', 'another kind')
    }
    setTo(-60)
    alert.raise('a', 'earlier')
    expect(lines.map(({ said }) => said)).to.deep.equal(['at 0', 'another kind', 'at 10', 'earlier'])
  })

  it('neither throws nor waits when nobody listens or the listener refuses, and says so once in the log', async () => {
    const { server, url } = listen((_request, response) => response.writeHead(500).end())
    const refusing = alertTo(await url())
    const deaf = alertTo('http://127.0.0.1:1/secret')
    const began = performance.now()
    for (const { alert } of [refusing, deaf]) alert.raise('a', 'something')
    expect(performance.now() - began).to.be.below(200)
    for (const { lines } of [refusing, deaf]) {
      await until(() => lines.length === 2)
      expect(lines[1]).to.include({ level: 'warn', said: 'an alert could not be sent' })
      expect(JSON.stringify(lines)).not.to.contain('secret')
    }
    expect(refusing.lines[1]?.fields).to.deep.equal({ failure: 'http-500', alert: 'a' })
    expect(deaf.lines[1]?.fields).to.deep.equal({ failure: 'network', alert: 'a' })
    server.close()
  })
})
