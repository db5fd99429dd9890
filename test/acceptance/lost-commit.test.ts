/** COMMIT succeeded and its answer was lost: what is told is what happened, at every door. */
import { expect } from 'chai'
import { type PostgresProxy, startPostgresProxy } from '../support/postgres-proxy.js'
import { kakaoPerson, runCommand, talkTalkPerson } from '../support/service.js'
import { until } from '../support/vendors.js'
import { openScene, type Scene } from './scene.js'

const TIMES = 4
const PROGRAM = {
  title: '되풀이 없는 활동',
  kind: 'regular',
  category: '환경ㆍ생태계보호',
  region: { sido: '경기도', sigungu: '수원시' },
  place: '광교호수공원',
  startsAt: '2026-12-05T10:00:00+09:00',
  endsAt: '2026-12-05T12:00:00+09:00',
  capacity: 5,
  approval: 'manual',
}

describe('an answer to COMMIT that is lost', () => {
  let proxy: PostgresProxy
  let scene: Scene

  before(async function () {
    this.timeout(60_000)
    scene = await openScene({}, async url => {
      proxy = await startPostgresProxy(url)
      return proxy.url
    })
    // On a busy machine, what a start does besides can keep the database from answering for a second, which is told as its being away.
    const person = kakaoPerson(scene.service)
    await until('a service that answers', async () => !(await person.say('안녕')).trace.endsWith('/error'))
  })
  after(async () => {
    await scene.stop()
    await proxy.stop()
  })
  afterEach(() => proxy.heal())

  const stateOf = async (volunteerId: string, programId: string) =>
    (
      await scene.query<{ state: string }>(
        'SELECT state FROM applications WHERE volunteer_id = $1 AND program_id = $2',
        [volunteerId, programId],
      )
    )[0]?.state
  /** Does something of which the next COMMIT's answer is lost. */
  const losing = async <T>(work: () => Promise<T>): Promise<T> => {
    const before = proxy.lost()
    // All of them: the worker commits too.
    proxy.loseCommits(Number.POSITIVE_INFINITY)
    const result = await work()
    proxy.loseCommits(0)
    expect(proxy.lost(), 'lost').to.be.above(before)
    return result
  }
  /** Comes in by a token, and opens a program's page with its one button. */
  const visit = async (volunteerId: string, programId: string) => {
    const token = await scene.token(volunteerId, { flow: 'apply', subject: programId })
    const post = (path: string, form: Record<string, string>, cookie = '') =>
      fetch(`${scene.service.url}${path}`, {
        method: 'POST',
        headers: { cookie },
        body: new URLSearchParams(form),
        redirect: 'manual',
      })
    const cookie = (await post('/enter', { token })).headers.get('set-cookie')!.split(';')[0]!
    const path = `/my/programs/${programId}`
    const page = await (await fetch(`${scene.service.url}${path}`, { headers: { cookie } })).text()
    const csrf = /name="csrf" value="([^"]+)"/.exec(page)![1]!
    return { press: () => post(path, { csrf }, cookie) }
  }
  const quiet = () => new Promise(resolve => setTimeout(resolve, 60))

  for (let time = 1; time <= TIMES; time++) {
    it(`in KakaoTalk leaves the deed told as done (${time} of ${TIMES})`, async () => {
      const person = kakaoPerson(scene.service)
      const { id } = await scene.volunteer({ kakao: person.user })
      const program = await scene.program({ title: `카카오 활동 ${time}` })
      const token = await scene.token(id, { flow: 'apply', subject: program.id })
      const asked = await person.say('신청', { extra: { token } })
      expect(asked.trace).to.equal('apply/confirm/asked')
      await quiet()
      const heard = await losing(() => person.say('네', { key: `lost ${time}` }))
      expect(heard.trace).to.equal('apply/confirm/done')
      expect(heard.text).to.not.contain('처리되지 않았어요')
      expect(await stateOf(id, program.id)).to.equal('applied')
      expect((await person.say('네', { key: `lost ${time}` })).text).to.equal(heard.text)
    })

    it(`in TalkTalk leaves the deed told as done (${time} of ${TIMES})`, async () => {
      const person = talkTalkPerson(scene.service)
      const { id } = await scene.volunteer({ talktalk: person.user })
      const program = await scene.program({ title: `톡톡 활동 ${time}` })
      const token = await scene.token(id, { flow: 'apply', subject: program.id })
      await person.event({ event: 'open', options: { inflow: 'button', from: token } })
      await quiet()
      const heard = await losing(() => person.say('네'))
      expect(heard.trace).to.equal('apply/confirm/done')
      expect(await stateOf(id, program.id)).to.equal('applied')
      const told = await until('what is told', () =>
        JSON.stringify([heard.body, ...scene.talktalk.accepted.filter(({ user }) => user === person.user)]).match(
          /신청.*/,
        ),
      )
      expect(told?.[0]).to.not.contain('처리되지 않았어요')
    })
  }

  it('leaves the page of a visit telling what happened', async () => {
    const { id } = await scene.volunteer()
    const program = await scene.program({ title: '누리집 활동' })
    const { press } = await visit(id, program.id)
    await quiet()
    const applied = await losing(press)
    expect([applied.status, applied.headers.get('location')]).to.deep.equal([303, '/my'])
    expect(await stateOf(id, program.id)).to.equal('applied')
  })

  it('leaves a link told as made', async () => {
    const person = kakaoPerson(scene.service)
    const asked = await person.say('로그인')
    const token = new URL(asked.presses.find(({ url }) => url?.includes('/link#'))!.url!).hash.slice(1)
    const phone = '01077770001'
    await scene.service.post('/link/code', { token, name: '김손모', birth: '20100301', phone, consent: true })
    const code = await scene.solapi.codeFor(phone)
    await quiet()
    const linked = await losing(() => scene.service.post('/link/confirm', { token, code }))
    expect(linked.status, JSON.stringify(linked.body)).to.equal(200)
    expect(
      await scene.query('SELECT 1 FROM messenger_accounts WHERE user_key = $1 AND volunteer_id IS NOT NULL', [
        person.user,
      ]),
    ).to.have.lengthOf(1)
  })

  it('leaves the partner API’s answer telling what happened, and making one program', async () => {
    const made = await runCommand('organisation', ['add', '수련관', '--scope', 'manage'], scene.environment)
    const { key } = JSON.parse(made) as { key: string }
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': 'once' }
    await quiet()
    const first = await losing(() => scene.service.post('/partner/v1/programs', PROGRAM, headers))
    expect(first.status, JSON.stringify(first.body)).to.equal(201)
    expect(await scene.query('SELECT 1 FROM programs WHERE title = $1', [PROGRAM.title])).to.have.lengthOf(1)
    expect((await scene.service.post('/partner/v1/programs', PROGRAM, headers)).body).to.deep.equal(first.body)
  })

  it('rolls back for certain what was not committed, also where the server has not noticed', async () => {
    const person = kakaoPerson(scene.service)
    const { id } = await scene.volunteer({ kakao: person.user })
    const program = await scene.program({ title: '되돌린 활동' })
    await person.say('신청', { extra: { token: await scene.token(id, { flow: 'apply', subject: program.id }) } })
    await quiet()
    proxy.keepCommits(Number.POSITIVE_INFINITY)
    const heard = await person.say('네')
    proxy.keepCommits(0)
    expect(heard.text).to.contain('처리되지 않았어요')
    expect(await stateOf(id, program.id)).to.equal(undefined)
    expect((await person.say('네')).trace).to.equal('apply/confirm/done')
  })

  /** The database goes at the COMMIT of somebody's yes; what they hear, and whether it was done when it is back. */
  async function askedIntoTheDark(key: string) {
    const person = kakaoPerson(scene.service)
    const { id } = await scene.volunteer({ kakao: person.user })
    const program = await scene.program({ title: `모르는 활동 ${key}` })
    await person.say('신청', { extra: { token: await scene.token(id, { flow: 'apply', subject: program.id }) } })
    await quiet()
    proxy.blackholeOnCommit()
    const heard = await person.say('네', { key })
    await proxy.heal()
    await until('its return', async () => (await fetch(`${scene.service.url}/readyz`)).status === 200)
    return { person, heard, again: () => person.say('네', { key }), state: () => stateOf(id, program.id) }
  }

  it('is said to be unclear when nobody can be asked, with a way to see it', async function () {
    this.timeout(60_000)
    let asked = await askedIntoTheDark('unclear 1')
    // Where a COMMIT of the service's own work came first, the yes met a database that was gone already: then nothing was done.
    for (let n = 2; asked.heard.trace === 'common/apology/error' && n <= 6; n++) {
      expect(await asked.state()).to.equal(undefined)
      asked = await askedIntoTheDark(`unclear ${n}`)
    }
    const { heard, again, state } = asked
    expect(heard.ms).to.be.below(2000)
    expect(heard.trace).to.equal('common/unclear/error')
    expect(heard.text).to.contain('확인하지 못했어요').and.not.contain('처리되지 않았어요')
    expect(heard.presses.map(({ label }) => label)).to.include('내 신청')
    expect((await again()).trace).to.equal('apply/confirm/done')
    expect(await state()).to.equal('applied')
  })

  it('is a page that says so and leads to where it can be seen, when nobody can be asked', async function () {
    this.timeout(60_000)
    const pressedIntoTheDark = async () => {
      const { id } = await scene.volunteer()
      const program = await scene.program({ title: '모르는 누리집 활동' })
      const { press } = await visit(id, program.id)
      await quiet()
      proxy.blackholeOnCommit()
      const answered = await press()
      await proxy.heal()
      await until('its return', async () => (await fetch(`${scene.service.url}/readyz`)).status === 200)
      return { status: answered.status, page: await answered.text() }
    }
    let pressed = await pressedIntoTheDark()
    for (let n = 2; pressed.page.includes('처리하지 못했어요') && n <= 6; n++) pressed = await pressedIntoTheDark()
    expect(pressed.status).to.equal(503)
    expect(pressed.page).to.contain('확인하지 못했어요').and.contain('href="/my"').and.not.contain('처리하지 못했어요')
  })
})
