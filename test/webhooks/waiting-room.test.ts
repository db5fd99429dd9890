/** What the messengers are answered while nobody is there to talk. */
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import { openWords } from '../../src/assemble-talk.js'
import { createMetrics } from '../../src/platform/metrics.js'
import type { Withdrawal } from '../../src/services/withdrawals.js'
import { createTalkTalkRefusals } from '../../src/webhooks/talktalk-refusals.js'
import { createWaitingRoom } from '../../src/webhooks/waiting-room.js'
import { silentLog } from '../support/database.js'
import { kakaoPerson, SKILL_KEY, talkTalkPerson, WEBHOOK_KEY } from '../support/service.js'

const PATIENCE_MS = 60

describe('the waiting room', () => {
  const withdrawn: Withdrawal[] = []
  const room = createWaitingRoom({
    talkTalkKeys: [WEBHOOK_KEY],
    skillKey: SKILL_KEY,
    refusals: createTalkTalkRefusals(createMetrics(), silentLog),
    withdrawals: { take: async withdrawal => void withdrawn.push(withdrawal) },
    words: openWords(),
    log: silentLog,
    tellsTurn: true,
    patienceMs: PATIENCE_MS,
  })
  let answer: RequestListener = room.take
  const server = createServer((request, response) => answer(request, response))
  let url = ''
  before(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const began = performance.now()
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    const received = await response.text()
    return {
      status: response.status,
      body: received.startsWith('{') ? JSON.parse(received) : received,
      trace: response.headers.get('x-turn') ?? '',
      ms: performance.now() - began,
    }
  }
  const service = { post }

  it('asks who talks in KakaoTalk to try again, with a button that says the same', async () => {
    const heard = await kakaoPerson(service).say('이번 주말 수원 봉사')
    expect(heard.trace).to.equal('common/busy/shed')
    expect(heard.ms).to.be.above(PATIENCE_MS - 5)
    expect(heard.presses[0]).to.deep.include({ label: '다시 시도', say: '이번 주말 수원 봉사' })
  })

  it('asks who talks in TalkTalk to try again', async () => {
    const person = talkTalkPerson(service)
    for (const heard of [
      await person.say('봉사 찾아줘'),
      await person.event({ event: 'open', options: { inflow: 'none' } }),
      await person.say('봉사', { code: '아무거나' }),
    ]) {
      expect(heard.trace).to.equal('common/busy/shed')
      expect(heard.text).to.contain('잠시 뒤')
    }
  })

  it('says nothing in TalkTalk where nothing was said, and keeps a withdrawal', async () => {
    const door = `/webhooks/talktalk/${WEBHOOK_KEY}`
    for (const body of [
      {},
      { event: 'leave', user: 'u' },
      { event: 'send', standby: true, user: 'u', textContent: { text: '안녕', inputType: 'typing' } },
      { event: 'profile', user: 'u', options: { result: 'WITHDRAW' } },
    ])
      expect(await post(door, body)).to.include({ status: 200, body: '' })
    expect(withdrawn.map(({ user }) => user)).to.deep.equal(['u'])
  })

  it('refuses everybody else', async () => {
    const call = { userRequest: {} }
    for (const [path, headers] of [
      ['/readyz', {}],
      ['/webhooks/kakao', {}],
      ['/webhooks/kakao', { 'x-skill-key': 'wrong' }],
      ['/webhooks/kakao', { 'x-skill-key': SKILL_KEY }],
      ['/webhooks/talktalk/wrong', {}],
    ] as const)
      expect((await post(path, call, headers)).status, path).to.equal(503)
  })

  it('hands on who still waits once somebody is there', async () => {
    const waiting = post('/webhooks/kakao', {})
    await new Promise(resolve => setTimeout(resolve, PATIENCE_MS / 3))
    const open: RequestListener = (_request, response) => void response.end('{"there":true}')
    answer = open
    room.open(open)
    expect((await waiting).body).to.deep.equal({ there: true })
  })
})
