/** The console on a real server with a real database, with conversations to read and a browser's cookies and forms. */
import express from 'express'
import { createConsole } from '../../src/console/index.js'
import type { Role } from '../../src/services/staff.js'
import type { SpokenTurn } from '../../src/services/transcripts.js'
import { createAssets } from '../../src/web/assets.js'
import { silentLog } from '../support/database.js'
import { GILDONG, NOW, openServices, serve } from '../support/services.js'

export const PASSWORD = '긴 비밀번호는 안전해요'

export async function openConsoleSite({ secureCookies = false } = {}) {
  const house = await openServices()
  const { services, run } = house
  const pauses: number[] = []
  const router = createConsole({
    ...services,
    log: silentLog,
    secureCookies,
    pause: async ms => void pauses.push(ms),
    absent: ['알림톡과 문자'],
  })
  const server = await serve(express().use('/assets', createAssets()).use('/console', router))
  const { url } = server
  const invite = async (email: string, role: Role = 'viewer', organisationId?: string): Promise<string> => {
    const invited = await run(tx => services.staff.invite(tx, email, role, organisationId))
    if (!invited.ok) throw new Error(invited.refused)
    return invited.token
  }
  const addStaff = async (email: string, role: Role = 'viewer', organisationId?: string) => {
    const token = await invite(email, role, organisationId)
    const sealed = await services.staff.sealPassword(PASSWORD)
    await run(tx => services.staff.acceptInvitation(tx, token, sealed))
  }
  /** Somebody's account in a messenger, linked to them when a name is given. */
  const addAccount = (userKey: string, name?: string, messenger: 'kakao' | 'talktalk' = 'kakao') =>
    run(async tx => {
      const { id } = await services.accounts.findOrAdd(tx, { messenger, userKey })
      const person = name && (await services.accounts.addVolunteer(tx, { ...GILDONG, name }))
      if (person) await services.accounts.link(tx, id, person.id)
      return id
    })
  const say = (accountId: string, utterance: string, changes: Partial<SpokenTurn> = {}) =>
    run(tx => services.transcripts.write(tx, { ...turn(accountId, utterance), ...changes }, {}))
  const close = async () => {
    server.close()
    await house.close()
  }
  return { ...house, router, url, pauses, invite, addStaff, addAccount, say, close }
}
export type ConsoleSite = Awaited<ReturnType<typeof openConsoleSite>>

function turn(accountId: string, utterance: string): SpokenTurn {
  return {
    accountId,
    ...{ input: 'typed', alternatives: [], modelVersion: null, wordsVersion: null },
    ...{ messenger: 'kakao', requestKey: null, at: NOW, utterance },
    ...{ intent: 'search', confidence: 0.87, band: 'act', slots: {}, flow: 'search', step: 'found', outcome: 'asked' },
    answer: {
      replies: [{ kind: 'text', text: '이런 활동이 있어요.' }],
      choices: [{ label: '처음으로', say: '처음으로' }],
    },
    speaker: { volunteerId: null, nameSealed: null, guestId: undefined },
    spoken: {},
    ms: 12,
  }
}

/** A browser without a browser: keeps cookies, sends the form of the page it has seen. */
export function createStaffBrowser({ url }: { url: string }) {
  const cookies = new Map<string, string>()
  async function send(path: string, init: RequestInit = {}) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url + path, { ...init, headers: { cookie }, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      if (value) cookies.set(name!, value)
      else cookies.delete(name!)
    }
    const location = response.headers.get('location')
    return { status: response.status, location, headers: response.headers, body: await response.text() }
  }
  const post = (path: string, fields: Record<string, string>) =>
    send(path, { method: 'POST', body: new URLSearchParams(fields) })
  const submit = async (page: string, action: string, fields: Record<string, string>) => {
    const { body } = await send(page)
    return post(action, { csrf: /name="csrf" value="([^"]+)"/.exec(body)?.[1] ?? '', ...fields })
  }
  return {
    cookies,
    post,
    submit,
    get: (path: string) => send(path),
    signIn: (email: string, password = PASSWORD, fields = {}) =>
      submit('/console/sign-in', '/console/sign-in', { email, password, ...fields }),
  }
}
