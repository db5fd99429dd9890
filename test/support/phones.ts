/** The phone on a real database, its vendor played by a real HTTP server, with a clock that is put forward. */
import { randomBytes } from 'node:crypto'
import { createSolapiClient, type SolapiClient } from '../../src/messengers/solapi/client.js'
import type { SolapiMessage } from '../../src/messengers/solapi/message.js'
import { createCipher } from '../../src/platform/cipher.js'
import { seoulMoment, systemClock } from '../../src/platform/clock.js'
import type { Log } from '../../src/platform/log.js'
import { createNoticeDesk } from '../../src/services/notice-desk.js'
import { createNoticeWords } from '../../src/services/notice-words.js'
import { createNotices } from '../../src/services/notices.js'
import { createPhone, type Phone } from '../../src/services/phone.js'
import { findOrAddAccount } from '../../src/storage/accounts.js'
import { putCode } from '../../src/storage/linkings.js'
import { addToken } from '../../src/storage/tokens.js'
import { createTransactions, type Tx } from '../../src/storage/transaction.js'
import { createVolunteerStore } from '../../src/storage/volunteers.js'
import { createSettableClock } from './clock.js'
import { createTestDatabase } from './database.js'
import { addOrganisation } from './programs.js'
import { SOLAPI_SECRET, startSolapi } from './vendors.js'

export const SECOND_MS = 1000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS
const WEEK_MS = 7 * 24 * HOUR_MS

/** Refused on being added, each with its own code. */
export const REFUSED = { '3103': '01000003103', '1062': '01000001062', '2120': '01000002120' } as const

export interface Line {
  readonly level: string
  readonly object: Record<string, unknown>
  readonly message: string
}

export async function openPhones() {
  const database = await createTestDatabase()
  await addOrganisation(database)
  const refused = new Set<string>()
  const codes = Object.entries(REFUSED)
  const solapi = await startSolapi(({ to }: SolapiMessage) =>
    refused.has(to) ? codes.find(([, phone]) => phone === to)?.[0] : undefined,
  )
  const clock = createSettableClock()
  const cipher = createCipher(Buffer.alloc(32, 1).toString('base64'))
  const words = createNoticeWords()
  const volunteerStore = createVolunteerStore(cipher)
  const transactions = createTransactions(database.dataSource)
  const lines: Line[] = []
  const alarms: string[] = []
  const noting = (level: string) => (object: Record<string, unknown>, message: string) =>
    void lines.push({ level, object, message })
  const log = Object.fromEntries(['info', 'warn', 'error'].map(level => [level, noting(level)])) as unknown as Log
  const query = (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
    database.dataSource.query(sql, values)
  const later = (ms: number) => clock.set(new Date(clock.now().getTime() + ms))
  return {
    solapi,
    clock,
    lines,
    alarms,
    query,
    later,
    transactions,
    cipher,
    volunteerStore,
    desk: createNoticeDesk({ clock }),
    /** One process. `timeoutMs` is how long it waits for the vendor; `change` makes its client behave otherwise. */
    start(timeoutMs = 300, change: (client: SolapiClient) => Partial<SolapiClient> = () => ({})): Phone {
      const options = { apiUrl: solapi.url, apiKey: 'tests', apiSecret: SOLAPI_SECRET, clock: systemClock, timeoutMs }
      const client = createSolapiClient(options)
      const vendor = { sender: '0200000000', pfId: 'pf', templateOf: (kind: string) => `template-${kind}` }
      return createPhone({
        transactions,
        clock,
        cipher,
        entry: { issue: async () => 'A'.repeat(43) },
        volunteerStore,
        words,
        publicUrl: () => 'https://sonmoa.example',
        line: {
          vendor: { ...vendor, client: { ...client, ...change(client) } },
          log,
          alert: { raise: kind => void alarms.push(kind) },
        },
      })
    },
    /** Notices that are worth telling for `forMs`, one for each phone. */
    async tell(phones: readonly string[], forMs = WEEK_MS) {
      const notices = createNotices({ cipher, clock, words })
      const expiresAt = new Date(clock.now().getTime() + forMs)
      for (const phone of phones)
        await transactions.run(async tx => {
          const code = await addCode(tx, clock.now(), expiresAt)
          await notices.tell(tx, 'code', { phone, digits: '123456', expiresAt, ...code })
        })
    },
    /** From now on these are refused on being added. */
    refuse: (...codes: (keyof typeof REFUSED)[]) => {
      for (const code of codes) refused.add(REFUSED[code])
    },
    accept: (code: keyof typeof REFUSED) => void refused.delete(REFUSED[code]),
    async states(): Promise<Record<string, number>> {
      const rows = await query('SELECT state, count(*)::int AS n FROM notices GROUP BY 1')
      return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
    },
    sentTo: () => solapi.accepted.map(({ to }) => to).toSorted(),
    /** Works for `ms` of the clock as the job does, in steps of `stepMs`. */
    async work(phone: Phone, ms: number, stepMs = SECOND_MS) {
      for (let passed = 0; passed <= ms; passed += stepMs) {
        while ((await phone.deliver()) > 0);
        later(stepMs)
      }
    },
    /** Everything as at the beginning. */
    async reset() {
      clock.set(seoulMoment('2026-11-18', '10:00'))
      lines.splice(0)
      alarms.splice(0)
      refused.clear()
      solapi.heal()
      solapi.accepted.splice(0)
      solapi.calls.splice(0)
      await query('DELETE FROM notices')
      await query(
        'UPDATE channels SET strikes = 0, reason = NULL, paused_until = NULL, paused_real = NULL, accepted_at = NULL',
      )
    },
    async close() {
      await solapi.stop()
      await database.drop()
    },
  }
}
export type Phones = Awaited<ReturnType<typeof openPhones>>

/** A code that its linking waits for. */
export async function addCode(tx: Tx, now: Date, expiresAt: Date) {
  const { id: accountId } = await findOrAddAccount(tx, { messenger: 'kakao', userKey: 'who asks for codes' }, now)
  const [linkHash, codeHash] = [randomBytes(32), randomBytes(32)]
  const token = { kind: 'link', purpose: 'link', volunteerId: null, accountId, nonce: null } as const
  await addToken(tx, { hash: linkHash, ...token, createdAt: now, expiresAt })
  const applicantSealed = Buffer.alloc(1)
  await putCode(tx, { linkHash, codeHash, applicantSealed, askedBy: null, createdAt: now, expiresAt })
  return { accountId, linkHash, codeHash }
}

/** Made-up mobile numbers, all different. */
export function phoneNumbers(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, n) => `010${String(10_000_000 + from + n)}`)
}
