/** The partner API on a real server with a real database. */
import express from 'express'
import { createPartner } from '../../src/partner/index.js'
import { GILDONG, openServices, serve } from '../support/services.js'

export const PROGRAM = {
  title: '하천 쓰레기 줍기',
  kind: 'regular',
  category: '환경ㆍ생태계보호',
  region: { sido: '경기도', sigungu: '수원시' },
  place: '수원천 화홍문 앞',
  startsAt: '2026-11-28T14:00:00+09:00',
  endsAt: '2026-11-28T17:00:00+09:00',
  capacity: 3,
  approval: 'manual',
}

export async function openPartnerSite() {
  const house = await openServices()
  const { services, run } = house
  const router = createPartner(services)
  const server = await serve(express().use('/partner/v1', router))
  let people = 0
  const call = async (key: string | undefined, method: string, path: string, body?: unknown, headers = {}) => {
    const response = await fetch(`${server.url}/partner/v1${path}`, {
      method,
      headers: {
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return { status: response.status, headers: response.headers, json: JSON.parse(await response.text()) }
  }
  return {
    ...house,
    router,
    call,
    addOrganisation: (name = '수원시자원봉사센터', scope: 'read' | 'manage' = 'manage') =>
      run(tx => services.organisations.add(tx, name, scope)),
    /** Somebody new who applied; returns the application's id. */
    applyTo: (programId: string, name = GILDONG.name) =>
      run(async tx => {
        const phone = `010${String(10_000_000 + ++people)}`
        const { id } = await services.accounts.addVolunteer(tx, { ...GILDONG, name, phone })
        const applied = await services.applications.apply(tx, id, programId)
        if (!applied.ok) throw new Error(applied.refused)
        return applied.application.id
      }),
    async close() {
      server.close()
      await house.close()
    },
  }
}
export type PartnerSite = Awaited<ReturnType<typeof openPartnerSite>>
