/** The whole service in this process on a database of its own, and who may do everything in it. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from '../../../src/app.js'
import { openHouse, openWithdrawals } from '../../../src/assemble.js'
import { openTalk, openWords } from '../../../src/assemble-talk.js'
import { readConfig } from '../../../src/platform/config.js'
import { csrfOf } from '../../../src/platform/forgery.js'
import type { Link } from '../../../src/platform/link.js'
import { createMetrics } from '../../../src/platform/metrics.js'
import { createTalkTalkRefusals } from '../../../src/webhooks/talktalk-refusals.js'
import { createSettableClock } from '../clock.js'
import { createTestDatabase, silentLog } from '../database.js'
import { makeTestFolder } from '../folder.js'
import { DATA_KEY, SKILL_KEY, WEBHOOK_KEY } from '../service.js'
import { GILDONG, NOW } from '../services.js'
import { routesOf } from './routes.js'

const EMAIL = 'walker@example.com'
/** A process that has no others. */
const ALONE: Link = {
  beat: () => undefined,
  send: () => undefined,
  share: () => undefined,
  onShared: () => undefined,
  onFiguresWanted: () => undefined,
  figures: async () => ({ ofWorkers: [], replaced: {} }),
  onServe: () => undefined,
  onSocket: () => undefined,
  onStop: () => undefined,
}

/** @param set beyond what a desk has. */
export async function openApp(set: Readonly<Record<string, string>> = {}) {
  const database = await createTestDatabase()
  const environment = {
    DATABASE_URL: database.url,
    DATA_DIR: makeTestFolder(),
    DATA_KEY,
    DEMO: '0',
    LOG_LEVEL: 'silent',
    KAKAO_SKILL_KEY: SKILL_KEY,
    TALKTALK_WEBHOOK_KEY: WEBHOOK_KEY,
  }
  const config = readConfig({ ...environment, ...set })
  const clock = createSettableClock()
  clock.set(NOW)
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const house = await openHouse({ config, clock, log: silentLog, port })
  const metrics = createMetrics()
  const refusals = createTalkTalkRefusals(metrics, silentLog)
  const withdrawals = openWithdrawals({ config, clock, log: silentLog })
  const talk = await openTalk(house, { metrics, words: openWords() })
  const app = createApp(house, talk, { metrics, refusals, withdrawals, link: ALONE })
  server.on('request', app.handler)
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    absent: house.absent,
    clock,
    routes: routesOf(app.handler),
    keys: await keysOf(house.services, url),
    query: <T>(sql: string): Promise<T[]> => database.dataSource.query(sql),
    async close() {
      server.closeAllConnections()
      server.close()
      await app.stop()
      await house.database.close()
      await database.drop()
    },
  }
}

type Services = Awaited<ReturnType<typeof openHouse>>['services']

/** What lets one in at each door, and the form keys that go with it. */
async function keysOf(services: Services, url: string) {
  const { run } = services.transactions
  const organisation = await run(tx => services.organisations.add(tx, '수원시자원봉사센터', 'manage'))
  const invited = await run(tx => services.staff.invite(tx, EMAIL, 'admin', undefined))
  if (!invited.ok) throw new Error(invited.refused)
  const sealed = await services.staff.sealPassword('긴 비밀번호는 안전해요')
  await run(tx => services.staff.acceptInvitation(tx, invited.token, sealed))
  const attempt = await run(tx => services.staff.attempt(tx, EMAIL, '127.0.0.1'))
  const { session } = await run(tx => services.staff.signIn(tx, attempt!))
  const volunteer = await run(tx => services.accounts.addVolunteer(tx, GILDONG))
  const token = await run(tx => services.entry.issue(tx, volunteer.id, { flow: 'home' }))
  const entered = await fetch(`${url}/enter`, {
    method: 'POST',
    body: new URLSearchParams({ token }),
    redirect: 'manual',
  })
  const visit = entered.headers.getSetCookie().map(cookie => cookie.split(';')[0]!)
  const mine = await (await fetch(`${url}/my`, { headers: { cookie: visit.join('; ') } })).text()
  return {
    organisation: organisation.key,
    cookies: [`console=${session}`, ...visit].join('; '),
    csrf: csrfOf(session),
    form: /name="csrf" value="([^"]+)"/.exec(mine)?.[1] ?? '',
  }
}

export type WalkedApp = Awaited<ReturnType<typeof openApp>>
