/** The volunteer's pages on a real server with a real database, and what tests do there. */
import express, { Router } from 'express'
import type { NoticeFacts } from '../../src/domain/notice.js'
import type { Person } from '../../src/domain/person.js'
import { createCipher } from '../../src/platform/cipher.js'
import { AppError } from '../../src/platform/errors.js'
import { createServices } from '../../src/services/index.js'
import { placeOfFacts } from '../../src/storage/notices.js'
import { addProgram, type NewOwnProgram, type NewPortalProgram } from '../../src/storage/programs.js'
import { createTransactions } from '../../src/storage/transaction.js'
import { createAssets } from '../../src/web/assets.js'
import { createWebFailures } from '../../src/web/failures.js'
import { createWeb } from '../../src/web/index.js'
import { readViews } from '../../src/web/views.js'
import { createSettableClock } from '../support/clock.js'
import { createTestDatabase, silentLog } from '../support/database.js'
import { addOrganisation, PROGRAM, VMS_PROGRAM } from '../support/programs.js'
import { serve } from '../support/services.js'

export const NOW = new Date('2026-11-23T10:00:00+09:00')
export const GILDONG: Person = { name: '홍길동', birth: '2010-03-01', phone: '01012345678' }
export const OPERATOR = { name: '손모아청소년센터', contact: '02-000-0000' }
const HOUR_MS = 60 * 60 * 1000

/** Opens the site at `NOW`. `onLinked` may be replaced by a test. `more` stands behind the pages. */
export async function openSite(chats: { kakao?: string; talktalk?: string } = {}, more = Router()) {
  const database = await createTestDatabase()
  await addOrganisation(database)
  const cipher = createCipher(Buffer.alloc(32, 7).toString('base64'))
  const clock = createSettableClock()
  clock.set(NOW)
  const services = createServices({
    transactions: createTransactions(database.dataSource),
    cipher,
    clock,
    noticeWords: { render: name => name, names: () => [], version: '' },
    publicUrl: () => 'http://localhost',
    isHoliday: () => false,
  })
  const linked: { messenger: string; userKey: string }[] = []
  const hooks = { onLinked: async (account: (typeof linked)[number]) => void linked.push(account) }
  const onLinked: typeof hooks.onLinked = account => hooks.onLinked(account)
  const views = readViews({
    operator: OPERATOR,
    kakaoUrl: chats.kakao,
    talktalkUrl: chats.talktalk,
    simulatorUrl: undefined,
  })
  const parts = { views, services, clock, log: silentLog, secureCookies: false }
  const web = createWeb({ ...parts, onLinked })
  const nothing = () => {
    throw new AppError('not-found', 'There is nothing here')
  }
  const app = express().use('/assets', createAssets()).use(web, more, nothing).use(createWebFailures(parts))
  const { url, close: stopServing } = await serve(app)
  const { run } = services.transactions
  const query = <T = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> =>
    database.dataSource.query(sql, values)
  return {
    url,
    web,
    views,
    clock,
    services,
    linked,
    hooks,
    query,
    run,
    /** A link token of a fresh messenger account. */
    linkToken: (messenger: 'kakao' | 'talktalk', userKey: string) =>
      run(async tx => {
        const account = await services.accounts.findOrAdd(tx, { messenger, userKey })
        return (await services.linking.issue(tx, account.id)).token
      }),
    /** The same with what stands beside it in the chat. */
    linking: (messenger: 'kakao' | 'talktalk', userKey: string) =>
      run(async tx => services.linking.issue(tx, (await services.accounts.findOrAdd(tx, { messenger, userKey })).id)),
    addVolunteer: (person: Partial<Person> = {}) =>
      run(tx => services.accounts.addVolunteer(tx, { ...GILDONG, ...person })),
    addProgram: (changes: Partial<NewOwnProgram> = {}) =>
      run(tx => addProgram(tx, { ...BOOKS, ...changes }, clock.now())),
    addPortalProgram: (changes: Partial<NewPortalProgram> = {}) =>
      run(tx => addProgram(tx, { ...VMS_PROGRAM, ...changes }, clock.now())),
    apply: (volunteerId: string, programId: string) =>
      run(async tx => {
        const applied = await services.applications.apply(tx, volunteerId, programId)
        if (!applied.ok) throw new Error(applied.refused)
        return applied.application
      }),
    entryToken: (volunteerId: string, flow: string, subject?: string) =>
      run(tx => services.entry.issue(tx, volunteerId, subject ? { flow, subject } : { flow })),
    /** The six digits last told to any phone. */
    async lastCode(): Promise<string> {
      const [row] = await query<{ id: string; facts_sealed: Buffer }>(
        "SELECT id, facts_sealed FROM notices WHERE kind = 'code' ORDER BY created_at DESC, id DESC LIMIT 1",
      )
      return (JSON.parse(cipher.open(row!.facts_sealed, placeOfFacts(row!.id))) as NoticeFacts).variables.인증번호!
    },
    async close() {
      stopServing()
      await database.drop()
    },
  }
}
export type Site = Awaited<ReturnType<typeof openSite>>

const STARTS_AT = new Date('2026-11-28T14:00:00+09:00')
const BOOKS = {
  ...PROGRAM,
  organisationName: '수원시자원봉사센터',
  title: '도서관 책 정리',
  description: '',
  category: '문화ㆍ체육ㆍ예술ㆍ관광',
  place: '수원시 중앙도서관',
  startsAt: STARTS_AT,
  endsAt: new Date(STARTS_AT.getTime() + 3 * HOUR_MS),
  approval: 'automatic' as const,
  recruitUntil: STARTS_AT,
  cancelUntil: new Date(STARTS_AT.getTime() - 24 * HOUR_MS),
  preparation: '',
  contact: '',
}

/** A browser's cookies and forms without a browser. */
export function createVisitor(site: Site) {
  const cookies = new Map<string, string>()
  async function send(path: string, init: RequestInit = {}) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(init.headers as Record<string, string>), ...(path.startsWith('/my') ? { cookie } : {}) }
    const response = await fetch(site.url + path, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      if (value) cookies.set(name!, value)
      else cookies.delete(name!)
    }
    return { status: response.status, headers: response.headers, body: await response.text() }
  }
  const post = (path: string, fields: Record<string, string>) =>
    send(path, { method: 'POST', body: new URLSearchParams(fields) })
  return {
    cookies,
    get: (path: string) => send(path),
    post,
    enter: (token: string) => post('/enter', { token }),
    /** Presses a button of the page at `path` whose form goes to `action`. */
    async press(path: string, action = path, fields: Record<string, string> = {}) {
      const { body } = await send(path)
      const csrf = /name="csrf" value="([^"]+)"/.exec(body)?.[1] ?? ''
      return post(action, { ...fields, csrf })
    },
  }
}
