/** A desk for tests: the real simulator beside webhooks that answer from a table, on a port of its own. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express, { type ErrorRequestHandler, type Request } from 'express'
import { toAppError } from '../../src/platform/http.js'
import { createLog } from '../../src/platform/log.js'
import { createSimulator, type SimulatorParts } from '../../src/simulator/simulator.js'
import { createAssets } from '../../src/web/assets.js'
import { createSettableClock } from '../support/clock.js'

export interface Taken {
  readonly path: string
  readonly headers: Request['headers']
  readonly body: Record<string, unknown>
}

export interface Desk {
  readonly url: string
  readonly clock: ReturnType<typeof createSettableClock>
  /** What the webhooks were asked, in order. */
  readonly taken: Taken[]
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
  close(): Promise<void>
}

export interface DeskOptions extends Partial<SimulatorParts> {
  /** The body of the webhook's answer; `undefined` is an empty 200. */
  readonly answer?: (call: Taken) => object | undefined
}

export async function openDesk({ answer = () => undefined, ...parts }: DeskOptions = {}): Promise<Desk> {
  const app = express()
  const clock = createSettableClock()
  const taken: Taken[] = []
  let url = ''
  app.use('/assets', createAssets())
  app.use('/simulator', createSimulator({ clock, log: createLog('silent'), publicUrl: () => url, ...parts }))
  app.post(/^\/webhooks\//, express.json(), (req, res) => {
    const call: Taken = { path: req.path, headers: req.headers, body: req.body }
    taken.push(call)
    res.set('x-turn', 'test/step/asked')
    const body = answer(call)
    if (body) res.json(body)
    else res.end()
  })
  app.use(((error, _req, res, _next) => {
    const told = toAppError(error)
    res.status(told.status).json(told.toBody())
  }) satisfies ErrorRequestHandler)
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    clock,
    taken,
    post: (path, body, headers = {}) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
