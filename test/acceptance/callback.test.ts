/** Answers that are late for KakaoTalk's call and come by its callback: once, only at Kakao, and never other than what was done. */
import { expect } from 'chai'
import pg from 'pg'
import { kakaoPerson, type Posted, startService } from '../support/service.js'
import { createStandIn, type StandIn } from '../support/stand-in.js'
import { type KakaoStandIn, startKakao, until } from '../support/vendors.js'
import { newUser, openScene, type Scene } from './scene.js'

const BUDGET_MS = '2000'
const WAITING = 'common/later/waiting'

describe('KakaoTalk’s callback', () => {
  let scene: Scene
  let kakao: KakaoStandIn
  let stranger: StandIn
  let service: Scene['service']
  let calls = 0
  before(async function () {
    this.timeout(60_000)
    kakao = await startKakao()
    stranger = await createStandIn()
    scene = await openScene({ KAKAO_API_URL: kakao.url, TURN_BUDGET_MS: BUDGET_MS })
    service = scene.service
  })
  after(async function () {
    this.timeout(30_000)
    expect(kakao.faults).to.deep.equal([])
    await service.stop()
    await scene.stop()
    await kakao.stop()
    await stranger.stop()
  })

  const saidBy = (token: string) => kakao.accepted.filter(said => said.token === token).map(({ body }) => body)
  const newToken = () => `token-${++calls}`
  /** Somebody who is about to say yes to a program of their own, in a chat whose next turn waits until `go`. */
  async function aboutToApply() {
    const user = newUser()
    const { id } = await scene.volunteer({ kakao: user })
    const program = await scene.program({ title: `늦은 봉사 ${++calls}` })
    const person = kakaoPerson(service, user)
    await person.say('신청', { extra: { token: await scene.token(id, { flow: 'apply', subject: program.id }) } })
    const client = new pg.Client({ connectionString: scene.database.url })
    await client.connect()
    await client.query('BEGIN')
    await client.query('SELECT 1 FROM messenger_accounts WHERE user_key = $1 FOR NO KEY UPDATE', [user])
    const go = async () => {
      await client.query('ROLLBACK')
      await client.end()
    }
    const applications = async () =>
      (await scene.query('SELECT 1 FROM applications WHERE volunteer_id = $1', [id])).length
    return { person, user, go, applications }
  }
  const timePasses = (user: string, column: 'leased_until' | 'expires_at') =>
    scene.query(
      `UPDATE replies SET ${column} = clock_timestamp() - interval '1 second' WHERE state = 'due'
          AND account_id = (SELECT id FROM messenger_accounts WHERE user_key = $1)`,
      [user],
    )
  const expectWaiting = ({ status, body, trace }: Posted) => {
    expect({ status, trace }).to.deep.equal({ status: 200, trace: WAITING })
    expect(body).to.deep.equal({
      version: '2.0',
      useCallback: true,
      data: { text: '조금 더 걸려요. 준비되는 대로 여기에 답할게요.' },
    })
  }

  it('brings the answer of a slow turn, and nothing where the turn is quick', async () => {
    const { person, go, applications } = await aboutToApply()
    const token = newToken()
    expectWaiting(await person.call('네', { callbackUrl: kakao.callback(token) }))
    expect(await applications()).to.equal(0)
    await go()
    const [said] = await until('the answer', () => (saidBy(token).length > 0 ? saidBy(token) : undefined))
    expect(JSON.stringify(said)).to.contain('신청했어요')
    expect(await applications()).to.equal(1)
    const quick = newToken()
    expect((await person.say('내 신청', { callbackUrl: kakao.callback(quick) })).trace).to.match(/^check/)
    expect(saidBy(quick)).to.deep.equal([])
  })

  it('is not there in a call that names none, or another house’s: the turn is cut off, and its apology true', async () => {
    for (const callbackUrl of [undefined, `${stranger.url}/v1/bots/bot!/callback/token`]) {
      const { person, go, applications } = await aboutToApply()
      const heard = await person.say('네', callbackUrl ? { callbackUrl } : {})
      expect(heard.trace).to.equal('common/apology/error')
      expect(heard.text).to.contain('처리되지 않았어요')
      await go()
      expect(await applications()).to.equal(0)
    }
    expect(stranger.received).to.deep.equal([])
  })

  it('is used once for a call that is delivered twice, and its turn done once', async () => {
    const { person, go, applications } = await aboutToApply()
    const token = newToken()
    const call = () => person.call('네', { callbackUrl: kakao.callback(token), key: 'the same' })
    const [first, second] = await Promise.all([call(), call()])
    expectWaiting(first)
    expectWaiting(second)
    await go()
    await until('the answer', () => saidBy(token).length > 0)
    expect((await call()).body, 'the first answer').to.deep.equal(first.body)
    expect(await applications()).to.equal(1)
    expect(saidBy(token)).to.have.length(1)
    const due = await scene.query(`SELECT 1 FROM replies WHERE state = 'due'`)
    expect(due).to.deep.equal([])
  })

  it('that refuses or does not answer is logged and counted', async function () {
    this.timeout(20_000)
    const { person, go, applications } = await aboutToApply()
    const token = newToken()
    const before = kakao.calls()
    kakao.fail('reset', { status: 200, body: { status: 'FAIL', message: 'Invalid callback token.' } })
    expectWaiting(await person.call('네', { callbackUrl: kakao.callback(token) }))
    await go()
    await until('a second attempt', () => kakao.calls() === before + 2 || undefined)
    await until('the end of it', async () => (await scene.query(`SELECT 1 FROM replies WHERE failure = 'token'`))[0])
    expect(await applications()).to.equal(1)
    expect(service.output()).to.contain('an answer was not taken by Kakao’s callback').and.not.contain(token)
    const page = await (await fetch(`${service.url}/metrics`)).text()
    expect(page).to.match(/kakao_callbacks_total\{outcome="refused"\} 1/)
    expect(page).to.match(/kakao_callbacks_total\{outcome="unanswered"\} 1/)
  })

  it('is called after kill -9 too: with what was done, or with the apology for what was not', async function () {
    this.timeout(60_000)
    const done = await aboutToApply()
    const undone = await aboutToApply()
    const late = await aboutToApply()
    const [ofDone, ofUndone, ofLate] = [newToken(), newToken(), newToken()]
    expectWaiting(await done.person.call('네', { callbackUrl: kakao.callback(ofDone) }))
    kakao.rule(() => ({ status: 503, body: {} }))
    await done.go()
    await until('what was done', async () => (await done.applications()) === 1 || undefined)
    for (const [{ person }, token] of [
      [undone, ofUndone],
      [late, ofLate],
    ] as const)
      expectWaiting(await person.call('네', { callbackUrl: kakao.callback(token) }))
    await service.kill()
    await undone.go()
    await late.go()
    for (const { user } of [done, undone, late]) await timePasses(user, 'leased_until')
    await timePasses(late.user, 'expires_at')
    kakao.heal()
    service = await startService(scene.environment)
    await until('both answers', () => saidBy(ofDone).length + saidBy(ofUndone).length === 2 || undefined, 20_000)
    expect(JSON.stringify(saidBy(ofDone))).to.contain('신청했어요')
    expect(JSON.stringify(saidBy(ofUndone))).to.contain('처리되지 않았어요')
    await until(
      'nothing due',
      async () => (await scene.query(`SELECT 1 FROM replies WHERE state = 'due'`)).length === 0,
    )
    expect(saidBy(ofLate)).to.deep.equal([])
    expect([await done.applications(), await undone.applications(), await late.applications()]).to.deep.equal([1, 0, 0])
    expect(service.output()).to.contain('"code":"expired"')
  })
})
