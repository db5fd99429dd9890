/** What an acceptance test stands on: the running service, its vendors, its database, and ways to put people and programs into it. */
import { randomUUID } from 'node:crypto'
import type { Purpose } from '../../src/domain/entry.js'
import type { OwnProgram, PortalProgram } from '../../src/domain/program.js'
import { createCipher } from '../../src/platform/cipher.js'
import { createServices, type Services } from '../../src/services/index.js'
import { createNoticeWords } from '../../src/services/notice-words.js'
import { addProgram, type NewOwnProgram, type NewPortalProgram } from '../../src/storage/programs.js'
import { createTransactions } from '../../src/storage/transaction.js'
import { createSettableClock } from '../support/clock.js'
import { createTestDatabase, type TestDatabase } from '../support/database.js'
import { addOrganisation, PROGRAM, VMS_PROGRAM } from '../support/programs.js'
import { DATA_KEY, environmentOf, type Service, START, startService, type Vendors } from '../support/service.js'
import { startSolapi, startTalkTalk } from '../support/vendors.js'

export interface Scene extends Vendors {
  readonly service: Service
  readonly database: TestDatabase
  readonly environment: Record<string, string>
  query<T = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<T[]>
  /** A program that can be applied for, different in what is given. */
  program(different?: Partial<NewOwnProgram>): Promise<OwnProgram>
  /** One that stands on VMS, of which nothing but the place is told, different in what is given. */
  portalProgram(different?: Partial<NewPortalProgram>): Promise<PortalProgram>
  /** A volunteer of 15 with a phone of their own, linked to the accounts that are given. */
  volunteer(accounts?: { kakao?: string; talktalk?: string }): Promise<{ id: string; phone: string }>
  token(volunteerId: string, purpose: Purpose): Promise<string>
  apply(volunteerId: string, programId: string): Promise<void>
  stop(): Promise<void>
}

/** @param reach the address by which the service reaches the database. */
export async function openScene(
  different: Record<string, string> = {},
  reach: (url: string) => string | Promise<string> = url => url,
): Promise<Scene> {
  const database = await createTestDatabase()
  await addOrganisation(database)
  const vendors = { solapi: await startSolapi(), talktalk: await startTalkTalk() }
  const environment = { ...environmentOf(vendors), DATABASE_URL: await reach(database.url), ...different }
  const service = await startService(environment)
  return {
    ...vendors,
    ...peopleIn(database),
    service,
    database,
    environment,
    query: (sql, values = []) => database.dataSource.query(sql, values),
    stop: async () => {
      await service.stop()
      await vendors.solapi.stop()
      await vendors.talktalk.stop()
      await database.drop()
    },
  }
}

let phones = 0

/** Writes as the service itself would. */
export function peopleIn({
  dataSource,
}: Pick<TestDatabase, 'dataSource'>): Pick<Scene, 'program' | 'portalProgram' | 'volunteer' | 'token' | 'apply'> {
  const clock = createSettableClock()
  clock.set(START)
  const { transactions, accounts, entry, applications }: Services = createServices({
    transactions: createTransactions(dataSource),
    cipher: createCipher(DATA_KEY),
    clock,
    noticeWords: createNoticeWords(),
    publicUrl: () => 'http://localhost',
    isHoliday: () => false,
  })
  return {
    program: different => transactions.run(tx => addProgram(tx, { ...PROGRAM, ...different }, clock.now())),
    portalProgram: different => transactions.run(tx => addProgram(tx, { ...VMS_PROGRAM, ...different }, clock.now())),
    volunteer: (linked = {}) =>
      transactions.run(async tx => {
        const phone = `0109${String(++phones).padStart(7, '0')}`
        const { id } = await accounts.addVolunteer(tx, { name: '홍길동', birth: '2011-05-14', phone })
        for (const messenger of ['kakao', 'talktalk'] as const) {
          const userKey = linked[messenger]
          if (userKey) await accounts.link(tx, (await accounts.findOrAdd(tx, { messenger, userKey })).id, id)
        }
        return { id, phone }
      }),
    token: (volunteerId, purpose) => transactions.run(tx => entry.issue(tx, volunteerId, purpose)),
    apply: async (volunteerId, programId) => {
      const applied = await transactions.run(tx => applications.apply(tx, volunteerId, programId))
      if (!applied.ok) throw new Error(applied.refused)
    },
  }
}

export const newUser = () => randomUUID().replaceAll('-', '').slice(0, 22)
