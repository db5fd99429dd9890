// Telling notices by phone: a real database, a vendor played by a real HTTP server, a clock that is put forward.
import { expect } from 'chai'
import { createSolapiClient } from '../../src/messengers/solapi/client.js'
import type { SolapiMessage } from '../../src/messengers/solapi/message.js'
import { createCipher } from '../../src/platform/cipher.js'
import { createSettableClock, seoulMoment, systemClock } from '../../src/platform/clock.js'
import type { Log } from '../../src/platform/log.js'
import { createNoticeWords } from '../../src/services/notice-words.js'
import { createNotices } from '../../src/services/notices.js'
import { createPhone } from '../../src/services/phone.js'
import { createTransactions } from '../../src/storage/transaction.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'
import { SOLAPI_SECRET, type SolapiStandIn, startSolapi, type VendorAnswer } from '../support/vendors.js'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
/** Refused on being added, each with its own code. */
const REFUSED: Readonly<Record<string, string>> = {
  '01000003103': '3103',
  '01000001062': '1062',
  '01000002120': '2120',
}

describe('the phone', () => {
  let database: TestDatabase
  let solapi: SolapiStandIn
  const clock = createSettableClock()
  const cipher = createCipher(Buffer.alloc(32, 1).toString('base64'))
  const words = createNoticeWords()
  let lines: { level: string; object: Record<string, unknown>; message: string }[]
  let alarms: string[]

  before(async () => {
    database = await createTestDatabase()
    solapi = await startSolapi(({ to }: SolapiMessage) => REFUSED[to])
  })
  after(async () => {
    await solapi.stop()
    await database.drop()
  })
  beforeEach(async () => {
    clock.set(seoulMoment('2026-11-18', '10:00'))
    lines = []
    alarms = []
    solapi.heal()
    solapi.accepted.splice(0)
    solapi.calls.splice(0)
    await query('DELETE FROM notices')
    await query(
      'UPDATE channels SET strikes = 0, reason = NULL, paused_until = NULL, paused_real = NULL, accepted_at = NULL',
    )
  })
  afterEach(() => expect(solapi.faults).to.deep.equal([]))

  const query = (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
    database.dataSource.query(sql, values)
  const run = <T>(work: Parameters<ReturnType<typeof createTransactions>['run']>[0]) =>
    createTransactions(database.dataSource).run(work) as Promise<T>
  const noting = (level: string) => (object: Record<string, unknown>, message: string) =>
    void lines.push({ level, object, message })
  const log = Object.fromEntries(['info', 'warn', 'error'].map(level => [level, noting(level)])) as unknown as Log

  /** One process. `timeoutMs` is how long it waits for the vendor. */
  function start(timeoutMs = 300) {
    const client = createSolapiClient({
      apiUrl: solapi.url,
      apiKey: 'tests',
      apiSecret: SOLAPI_SECRET,
      clock: systemClock,
      timeoutMs,
    })
    const vendor = { client, sender: '0200000000', pfId: 'pf', templateOf: (kind: string) => `template-${kind}` }
    const alert = { raise: (kind: string) => void alarms.push(kind) }
    return createPhone({
      transactions: createTransactions(database.dataSource),
      clock,
      cipher,
      entry: { issue: async () => 'A'.repeat(43) },
      volunteerStore: { find: async () => undefined },
      words,
      publicUrl: () => 'https://sonmoa.example',
      line: { vendor, log, alert },
    })
  }
  /** Notices that are worth telling for `forMs`, one for each phone. */
  const tell = async (phones: readonly string[], forMs = 7 * 24 * HOUR_MS) => {
    const notices = createNotices({ cipher, clock })
    const expiresAt = new Date(clock.now().getTime() + forMs)
    for (const phone of phones) await run(tx => notices.tellCode(tx, phone, { digits: '123456', expiresAt }, null))
  }
  const phones = (count: number, from = 0) =>
    Array.from({ length: count }, (_, n) => `010${String(10_000_000 + from + n)}`)
  const later = (ms: number) => clock.set(new Date(clock.now().getTime() + ms))
  const states = async () =>
    Object.fromEntries(
      (await query('SELECT state, count(*)::int AS n FROM notices GROUP BY 1')).map(({ state, n }) => [state, n]),
    )
  const sentTo = () => solapi.accepted.map(({ to }) => to).toSorted()
  /** Works for `ms` of the clock as the job does, in steps of `stepMs`. */
  async function work(phone: ReturnType<typeof start>, ms: number, stepMs = SECOND_MS) {
    for (let passed = 0; passed <= ms; passed += stepMs) {
      while ((await phone.deliver()) > 0);
      later(stepMs)
    }
  }

  it('tells everything with its whole text, in few calls, and once', async () => {
    const phone = start()
    await tell(phones(60))
    while ((await phone.deliver()) > 0);
    expect(sentTo()).to.deep.equal(phones(60))
    expect(solapi.accepted.every(({ text }) => text.includes('인증번호는 123456'))).to.equal(true)
    expect(solapi.calls).to.deep.equal(Array(2).fill(['POST', 'PUT group messages', 'POST group send']).flat())
    expect(await states()).to.deep.equal({ sent: 60 })
    expect(await phone.deliver()).to.equal(0)
    expect(phone.counts().sent.code).to.equal(60)
  })

  it('sends each once from two processes', async () => {
    const [one, other] = [start(), start()]
    await tell(phones(120))
    await Promise.all(
      [one, other].map(async phone => {
        while ((await phone.deliver()) > 0);
      }),
    )
    expect(sentTo()).to.deep.equal(phones(120))
  })

  for (const [name, answer] of [
    ['401', { status: 401, body: { errorCode: 'InvalidAPIKey', errorMessage: '' } }],
    ['402', { status: 402, body: { errorCode: 'NotEnoughBalance', errorMessage: '' } }],
    ['403', { status: 403, body: { errorCode: 'Forbidden', errorMessage: '' } }],
    ['400', { status: 400, body: { errorCode: 'ValidationError', errorMessage: '' } }],
    ['a page of maintenance with 200', { status: 200, body: '<html>점검 중입니다</html>' }],
    ['500', { status: 500, body: {} }],
    ['429', { status: 429, body: {} }],
    ['a time-out', 'silence'],
    ['a cut line', 'reset'],
  ] as [string, VendorAnswer][]) {
    for (const step of ['POST', 'PUT group messages', 'POST group send'] as const) {
      it(`waits through hours of ${name} at ${step}, and tells each once afterwards`, async function () {
        this.timeout(60_000)
        const phone = start(50)
        await tell(phones(5))
        solapi.rule(({ asked }) => (asked === step ? answer : undefined))
        await work(phone, 2 * HOUR_MS, 2 * MINUTE_MS)
        expect(await states()).to.deep.equal({ waiting: 5 })
        expect(solapi.accepted).to.deep.equal([])
        const isRefusal = typeof answer !== 'string' && answer.status >= 400 && answer.status < 404
        if (isRefusal) expect(alarms).to.include('phone-refused')
        expect(lines.filter(({ level }) => level === 'warn')).to.not.be.empty
        solapi.heal()
        await work(phone, 10 * MINUTE_MS, 10 * SECOND_MS)
        expect(sentTo()).to.deep.equal(phones(5))
        expect(await states()).to.deep.equal({ sent: 5 })
        await work(phone, 10 * MINUTE_MS, MINUTE_MS)
        expect(solapi.accepted).to.have.length(5)
      })
    }
  }
})
