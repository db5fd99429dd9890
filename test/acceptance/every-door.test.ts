/** Personal data of every kind knocks at every door, also as it should not come; then it is looked for wherever it could be left. */
import { expect } from 'chai'
import { createCipher } from '../../src/platform/cipher.js'
import { createStaffBrowser, PASSWORD } from '../console/console-site.js'
import { PROGRAM } from '../partner/partner-site.js'
import { DATA_KEY, kakaoPerson, runCommand, SKILL_KEY, talkTalkPerson, WEBHOOK_KEY } from '../support/service.js'
import { placesOf, readablePlacesOf } from '../support/whole-database.js'
import { openScene, type Scene } from './scene.js'

/** What is typed, by its kind. None of it may be left readable. */
const TYPED = {
  name: '남궁민수',
  latin: 'Seojun Hwang',
  phone: '010-7312-8846',
  spelled: '공일공 칠삼일이 팔팔사육',
  birth: '2009년 5월 14일생',
  email: 'minsu.99@example.org',
  resident: '090514-3123987',
  card: '4111-1111-1111-1111',
  account: '국민 123456-04-987654',
  address: '수원시 영통구 권광로 12-3',
  school: '영통중 2학년 3반',
  secret: '비밀번호 s3cret!99',
} as const
const WORDS = Object.values(TYPED)
const ALL = WORDS.join(', ')
const PERSON = { name: TYPED.name, birth: '2009-05-14', phone: '01073128846', consent: true }
/** And what the doors make of it. */
const KEPT_BACK = [
  ...WORDS,
  '01073128846',
  '7312-8846',
  '20090514',
  '2009-05-14',
  '0905143123987',
  '987654',
  's3cret!99',
]

describe('personal data at every door', () => {
  let scene: Scene
  /** What was answered with a refusal. */
  const refusals: { door: string; body: string }[] = []
  let kakaoKey = 0

  const send = async (door: string, path: string, init: RequestInit = {}) => {
    const response = await fetch(scene.service.url + path, { redirect: 'manual', ...init })
    const body = await response.text()
    if (response.status >= 400) refusals.push({ door, body })
    return { status: response.status, body }
  }
  const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const form = (fields: Record<string, string>): RequestInit => ({ method: 'POST', body: new URLSearchParams(fields) })

  before(async function () {
    this.timeout(90_000)
    scene = await openScene({ LOG_LEVEL: 'debug' })
    await scene.program()
    await talkOnBoth()
    await brokenCalls()
    await linkPages()
    await consolePages()
    await partnerCalls()
    await lostPages()
  })
  after(() => scene.stop())

  async function talkOnBoth() {
    const people = [kakaoPerson(scene.service), talkTalkPerson(scene.service)]
    for (const { say } of people) {
      for (const word of WORDS) await say(`${word} 신청할래요`)
      for (const said of ['상담원', ALL, '네', '봉사 찾아줘', ALL, '내 정보 삭제해줘', TYPED.name]) await say(said)
    }
    for (const word of WORDS) await people[0]!.say(word, { key: `key ${++kakaoKey}`, params: { memo: word } })
  }

  async function brokenCalls() {
    const skill = { 'x-skill-key': SKILL_KEY }
    const talktalk = `/webhooks/talktalk/${WEBHOOK_KEY}`
    await send('kakao, not JSON', '/webhooks/kakao', json(`{"utterance": "${ALL}`, skill))
    await send('kakao, wrong form', '/webhooks/kakao', json({ userRequest: { utterance: [ALL], user: ALL } }, skill))
    await send(
      'kakao, wrong key',
      '/webhooks/kakao',
      json({ userRequest: { utterance: ALL } }, { 'x-skill-key': 'no' }),
    )
    await send('kakao, validation', '/webhooks/kakao/validate', json({ value: { origin: ALL }, utterance: ALL }, skill))
    await send('talktalk, not JSON', talktalk, json(`{"textContent": "${ALL}`))
    await send('talktalk, wrong form', talktalk, json({ event: ALL, user: ALL, options: ALL, textContent: ALL }))
    await send('talktalk, wrong key', '/webhooks/talktalk/wrong-key-of-somebody', json({ textContent: ALL }))
    await send('delivery report', '/webhooks/solapi', json([{ to: PERSON.phone, text: ALL }]))
  }

  async function linkPages() {
    const person = kakaoPerson(scene.service)
    const [link] = (await person.say('내 신청')).presses.flatMap(({ url }) => (url?.includes('/link#') ? [url] : []))
    const token = new URL(link!).hash.slice(1)
    const wrong = [{ phone: ALL }, { birth: TYPED.birth, phone: TYPED.email }, { consent: false }, { name: ALL }]
    for (const fault of wrong) await send('link', '/link/code', json({ token, ...PERSON, ...fault }))
    await send('link, form', '/link/code', form({ token, name: PERSON.name, birth: ALL, phone: PERSON.phone }))
    await send('link, unknown token', '/link/code', json({ token: ALL, ...PERSON }))
    await send('link, not JSON', '/link/code', json(`{"name": "${ALL}`))
    await send('link, asked for by GET', `/link?${new URLSearchParams({ ...PERSON, consent: 'on' })}`)
    await send('link, a code', '/link/code', json({ token, ...PERSON }))
    await send('link, wrong code', '/link/confirm', json({ token, code: ALL }))
    const code = await scene.solapi.codeFor(PERSON.phone)
    expect((await send('link, confirm', '/link/confirm', json({ token, code }))).status).to.equal(200)
    for (const said of [PERSON.name, '남궁 민수 신청 확인', '상담원', `${ALL} 남궁민수예요`, '네'])
      await person.say(said)
  }

  async function consolePages() {
    const browser = createStaffBrowser(scene.service)
    await browser.signIn(TYPED.email, TYPED.secret)
    await browser.signIn('reviewer@example.org', ALL)
    const invited = await runCommand('staff', ['add', 'admin@example.org', '--role', 'admin'], scene.environment)
    const token = new URL(invited).hash.slice(1)
    await browser.submit('/console/invite', '/console/invite', { token, password: PASSWORD, again: PASSWORD })
    await browser.signIn('admin@example.org')
    for (const word of [...WORDS, ALL]) {
      const query = encodeURIComponent(word)
      for (const name of ['q', 'intent', 'from', 'below', 'other'])
        await browser.get(`/console/conversations?${name}=${query}`)
    }
    expect((await browser.get(`/console/conversations?q=${encodeURIComponent(TYPED.name)}`)).status).to.equal(200)
    await browser.get(`/console/requests?state=${encodeURIComponent(ALL)}`)
    await browser.get(`/console/conversations/${encodeURIComponent(ALL)}`)
  }

  async function partnerCalls() {
    const made = await runCommand('organisation', ['add', '수련관', '--scope', 'manage'], scene.environment)
    const { key } = JSON.parse(made) as { key: string }
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': 'partner' }
    const at = '/partner/v1'
    for (const fault of [
      { kind: ALL },
      { startsAt: TYPED.birth },
      { capacity: TYPED.phone },
      { region: { sido: ALL } },
    ])
      await send('partner, a program', `${at}/programs`, json({ ...PROGRAM, ...fault }, headers))
    await send('partner, not JSON', `${at}/programs`, json(`{"title": "${ALL}`, headers))
    await send(
      'partner, unknown key',
      `${at}/programs`,
      json(PROGRAM, { authorization: 'Bearer minsu.99@example.org' }),
    )
    await send('partner, a search', `${at}/programs?region=${encodeURIComponent(ALL)}`, { headers })
    await send('partner, an id', `${at}/applications/${encodeURIComponent(ALL)}/reject`, json({ reason: ALL }, headers))
  }

  async function lostPages() {
    await send('nowhere', `/${encodeURIComponent(ALL)}?${new URLSearchParams(PERSON as never)}`)
    await send('nowhere, for programs', `/${encodeURIComponent(ALL)}`, { headers: { accept: 'application/json' } })
    await send('a token', '/enter', form({ token: ALL }))
    await send('own data', `/my/data?name=${encodeURIComponent(ALL)}`)
    await send('a certificate', `/certificates/${encodeURIComponent(ALL)}`)
  }

  const readIn = (text: string) =>
    KEPT_BACK.filter(word => text.includes(word) || text.includes(encodeURIComponent(word)))

  it('was there to be found: whoever has the key finds it in everything that is sealed', async () => {
    const places = await placesOf(scene.database.dataSource, createCipher(DATA_KEY), KEPT_BACK)
    expect(new Set(places.map(place => place.split(',')[0]))).to.include.all.keys(
      ...['volunteers.name_sealed', 'volunteers.birth_sealed', 'volunteers.phone_sealed', 'turns.utterance_sealed'],
      ...['agent_requests.topic_sealed', 'access_words.words_sealed', 'notices.facts_sealed'],
    )
  })

  it('is readable in no column of any table', async () => {
    expect(await readablePlacesOf(scene.database.dataSource, KEPT_BACK)).to.deep.equal([])
  })

  it('is in no line of the log', () => {
    expect(readIn(scene.service.output())).to.deep.equal([])
  })

  it('is in no figure', async () => {
    const { status, body } = await send('figures', '/metrics')
    expect([status, readIn(body)]).to.deep.equal([200, []])
  })

  it('is told back by no refusal, except on the page where it was typed', () => {
    expect(refusals.length).to.be.above(20)
    const echoes = refusals.filter(({ door }) => door !== 'link, form').map(({ door, body }) => [door, ...readIn(body)])
    expect(echoes.filter(([, ...words]) => words.length > 0)).to.deep.equal([])
  })
})
