/** Starts the service, and ends it in order. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from './app.js'
import { openHouse } from './assemble.js'
import { createSettableClock, systemClock } from './platform/clock.js'
import { type Config, readConfig, readEnvironment } from './platform/config.js'
import { createLog } from './platform/log.js'
import { createMetrics } from './platform/metrics.js'
import { isTalkTalkAddress } from './webhooks/talktalk-address.js'
import { createTalkTalkRefusals } from './webhooks/talktalk-refusals.js'
import { guardTalkTalk } from './webhooks/talktalk-wire.js'

const CLOSING_MS = 10_000
/** No call, page or delivery takes longer on the database. */
const WORK_LIMIT_MS = 10_000
const SETTING_UP_MS = 60_000

const config = readOrExit()
const log = createLog(config.logLevel)
const clock = config.production ? systemClock : createSettableClock()
const metrics = createMetrics()
const refusals = createTalkTalkRefusals(metrics, log)
let answer: RequestListener = (request, response) => {
  if (isTalkTalkAddress(request.url, config.talktalk.webhookKeys)) return refusals.answer(response, 'starting')
  response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' })
  response.end('{"error":{"code":"unavailable","message":"Starting"}}')
}

try {
  const listener: RequestListener = (request, response) => answer(request, response)
  const server = createServer({ requireHostHeader: false }, listener)
  guardTalkTalk(server, { keys: config.talktalk.webhookKeys, refusals, listener })
  const port = await listen(server)
  const house = await openHouse({ config, clock, log, port, workLimitMs: WORK_LIMIT_MS })
  if (config.demo)
    await house.services.transactions.run(tx => house.services.demo.topUp(tx), { withinMs: SETTING_UP_MS })
  const app = await createApp({ ...house, metrics, refusals })
  answer = app.handler
  greet(house.publicUrl())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      setTimeout(() => process.exit(1), CLOSING_MS).unref()
      server.close()
      server.closeIdleConnections()
      await app.stop()
      await house.database.close()
      process.exit(0)
    })
  }
} catch (error) {
  log.debug({ err: error }, 'starting failed')
  process.stderr.write(`${(error as Error).message}\n`)
  process.exit(1)
}

process.on('unhandledRejection', error => log.error({ err: error }, 'a promise was rejected and nobody looked'))

function readOrExit(): Config {
  try {
    return readConfig(readEnvironment())
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exit(1)
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = error.code === 'EADDRINUSE'
      reject(inUse ? new Error(`Port ${config.http.port} is taken: set PORT to another one`) : error)
    })
    server.listen(config.http.port, config.http.host, () => resolve((server.address() as AddressInfo).port))
  })
}

function greet(url: string): void {
  const lines = config.production
    ? [`Sonmoa is ready on ${url}`]
    : [
        'Sonmoa (손모아) is ready.',
        `  Simulator  ${url}/simulator`,
        `  Console    ${url}/console`,
        '  To sign in to the console: npm run -s staff -- add you@example.org --role admin',
      ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
