/** The services on a real database at a fixed moment, and a server for a door of theirs. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { ErrorRequestHandler, Express } from 'express'
import type { Person } from '../../src/domain/person.js'
import { type Cipher, createCipher } from '../../src/platform/cipher.js'
import { toAppError } from '../../src/platform/http.js'
import { createServices } from '../../src/services/index.js'
import { placeOfWords } from '../../src/storage/access-log.js'
import { createTransactions } from '../../src/storage/transaction.js'
import { createSettableClock } from './clock.js'
import { createTestDatabase } from './database.js'

export const NOW = new Date('2026-11-23T10:00:00+09:00')
export const GILDONG: Person = { name: '홍길동', birth: '2010-03-01', phone: '01012345678' }

export async function openServices() {
  const database = await createTestDatabase()
  const cipher = createCipher(Buffer.alloc(32, 7).toString('base64'))
  const clock = createSettableClock()
  clock.set(NOW)
  const transactions = createTransactions(database.dataSource)
  const services = createServices({
    transactions,
    cipher,
    clock,
    noticeWords: { render: name => name, names: () => [], version: '' },
    publicUrl: () => 'http://localhost',
    isHoliday: () => false,
  })
  const query = <T = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> =>
    database.dataSource.query(sql, values)
  return {
    services,
    clock,
    run: transactions.run,
    query,
    dataSource: database.dataSource,
    looks: () => looksIn(query, cipher),
    close: () => database.drop(),
  }
}
interface LookRow {
  id: string
  at: Date
  actor: string
  actor_id: string | null
  address: string
  action: string
  volunteer_ids: string[]
  account_ids: string[]
  details: object
  words_sealed: Buffer | null
}

/** The access log in its order, with the words opened. */
async function looksIn(query: <T>(sql: string) => Promise<T[]>, cipher: Cipher) {
  const rows = await query<LookRow>(
    'SELECT l.*, w.words_sealed FROM access_log l LEFT JOIN access_words w ON w.access_id = l.id ORDER BY l.at',
  )
  return rows.map(({ words_sealed, ...row }) => ({
    ...row,
    words: words_sealed ? cipher.open(words_sealed, placeOfWords(row.id)) : undefined,
  }))
}

export type TestServices = Awaited<ReturnType<typeof openServices>>

/** Listens on a free port, answering failures as the app does. */
export async function serve(app: Express): Promise<{ url: string; close(): void }> {
  const answerFailure: ErrorRequestHandler = (error, _request, response, _next) => {
    const failure = toAppError(error)
    response.status(failure.status).json(failure.toBody())
  }
  const server = app.use(answerFailure).listen(0, '127.0.0.1')
  // A busy machine must not call over a connection that was just closed for having been idle.
  server.keepAliveTimeout = 0
  await once(server, 'listening')
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}
