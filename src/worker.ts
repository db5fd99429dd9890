/** A process that serves. The first one (`main.ts`) starts it, keeps an eye on it, and tells it when to serve and when to end. */
import type { AddressInfo } from 'node:net'
import { type App, createApp } from './app.js'
import { type House, openHouse, openWithdrawals } from './assemble.js'
import { openTalk, openWords, type Talk } from './assemble-talk.js'
import { type Config, readConfig, readEnvironment } from './platform/config.js'
import { BACKLOG, createHttpServer, type HttpServer } from './platform/http-server.js'
import { createLink, type WorkerFault } from './platform/link.js'
import { createLog } from './platform/log.js'
import { createMetrics } from './platform/metrics.js'
import { openClock } from './platform/shared-clock.js'
import { createTalkTalkRefusals } from './webhooks/talktalk-refusals.js'
import { guardTalkTalk } from './webhooks/talktalk-wire.js'
import { createWaitingRoom } from './webhooks/waiting-room.js'

/** In which everything has to end, however it stands. */
const CLOSING_MS = 10_000
const REHEARSALS = 3
/** No call, page or delivery takes longer on the database. */
const WORK_LIMIT_MS = 10_000
const SETTING_UP_MS = 60_000

const config = readConfig(readEnvironment())
const log = createLog(config.logLevel)
const link = createLink()
const http = createHttpServer()
const metrics = createMetrics(link)
const refusals = createTalkTalkRefusals(metrics, log)
const talkTalkKeys = config.talktalk.webhookKeys
const clock = openClock(config, process.ppid)
const withdrawals = openWithdrawals({ config, clock, log })
const words = openWords()
const room = createWaitingRoom({
  talkTalkKeys,
  skillKey: config.kakao.skillKey,
  refusals,
  withdrawals,
  words,
  log,
  tellsTurn: !config.production,
})
let opening: Promise<House> | undefined
let app: App | undefined
let leaving = false

link.onStop(why => leave(why === 'asked' ? 0 : 1))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => leave(0, 'told-to-end'))
process.on('uncaughtException', (error, origin) => {
  log.fatal({ err: error, origin }, 'nobody caught this, the process ends')
  void leave(1, 'failed')
})

try {
  http.answerBy(room.take)
  guardTalkTalk(http.server, { keys: talkTalkKeys, refusals, listener: http.listener })
  const [place = 'first'] = process.argv.slice(2)
  const isFirst = place === 'first'
  const port = isFirst ? await open(http, config) : Number(place)
  opening = openHouse({ config, clock, log, port, workLimitMs: WORK_LIMIT_MS })
  const house = await opening
  if (isFirst && house.absent.length > 0) log.warn({ absent: house.absent }, 'what has no key is switched off')
  if (isFirst) await warnOfChangeableLog(house)
  if (isFirst && config.demo) await topUpDemo(house)
  const talk = await openTalk(house, { metrics, words })
  if (!isFirst) await rehearse(talk)
  link.onServe(() => serve(house, talk))
  link.onSocket(socket => leaving || http.open(socket))
  link.beat()
  link.send({ type: 'warm' })
} catch (error) {
  log.debug({ err: error }, 'starting failed')
  link.send({ type: 'failed', sentence: (error as Error).message })
  await leave(1)
}

function serve(house: House, talk: Talk): void {
  if (leaving) return
  app = createApp(house, talk, { metrics, refusals, link, withdrawals })
  http.answerBy(app.handler)
  room.open(app.handler)
  link.send({ type: 'serving', greeting: greetingOf(house) })
}

/** Answers whom it has taken, ends the work in the background, then closes the database. */
async function leave(code: number, why?: WorkerFault): Promise<void> {
  if (leaving) return
  leaving = true
  if (why) link.send({ type: 'leaving', why })
  setTimeout(() => process.exit(1), CLOSING_MS).unref()
  await Promise.all([http.end(), app?.stop()]).catch(error => log.error({ err: error }, 'ending in order failed'))
  // Also when it was only being opened: the last one to leave the embedded server has to stop it.
  const house = await opening?.catch(() => undefined)
  await house?.database.close()
  process.exit(code)
}

/** The socket is kept by the primary, so that it outlives this process. */
function open({ server }: HttpServer, { http: { port, host } }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = error.code === 'EADDRINUSE'
      reject(inUse ? new Error(`Port ${port} is taken: set PORT to another one`) : error)
    })
    server.listen({ port, host, backlog: BACKLOG }, () => {
      const bound = (server.address() as AddressInfo).port
      link.send({ type: 'bound', port: bound }, (server as unknown as { _handle: unknown })._handle)
      resolve(bound)
    })
  })
}

/** Whoever takes a place in an emergency is waited for: the first turns of a process take ten times as long as those that follow. */
async function rehearse({ conversation }: Talk): Promise<void> {
  for (let time = 0; time < REHEARSALS; time++) await conversation.rehearse()
}

async function warnOfChangeableLog({ services: { transactions, accessLog } }: House): Promise<void> {
  if (await transactions.run(tx => accessLog.isChangeable(tx)))
    log.warn(
      'the role in DATABASE_URL could change the access log: docs/operations.md, "Who may change the access log"',
    )
}

async function topUpDemo({ services: { transactions, demo } }: House): Promise<void> {
  await transactions.run(tx => demo.topUp(tx), { withinMs: SETTING_UP_MS })
}

function greetingOf({ publicUrl }: House): string {
  const url = publicUrl()
  if (config.production) return `Sonmoa is ready on ${url}`
  return [
    'Sonmoa (손모아) is ready.',
    `  Simulator  ${url}/simulator`,
    `  Console    ${url}/console`,
    '  To sign in to the console: npm run -s staff -- add you@example.org --role admin',
  ].join('\n')
}
