/** No door breaks or hangs, whatever is sent to it: every route the routers have, with everything of `hostile.ts` in each of its parts. */
import { expect } from 'chai'
import { SKILL_KEY, WEBHOOK_KEY } from '../support/service.js'
import { HEADERS, RAW, TEXTS, VALUES } from '../support/walk/hostile.js'
import { openApp, type WalkedApp } from '../support/walk/open-app.js'
import type { Route } from '../support/walk/routes.js'

const PATIENCE_MS = 8000
const AT_ONCE = 8
const JSON_TYPE = { 'content-type': 'application/json' }
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' }
const TEXT_TYPE = { 'content-type': 'text/plain' }
const ID = '6f1c3f0e-0000-4000-8000-000000000000'
/** Names that some query or form knows. */
const QUERIES = [
  ...['q', 'sido', 'sigungu', 'category', 'career', 'from', 'to', 'kind', 'portal', 'open', 'mine', 'cursor', 'limit'],
  ...['type', 'next', 'said', 'below', 'before', 'messenger', 'intent', 'missed', 'flow', 'state', 'page'],
]
const FIELDS = [
  ...[
    'title',
    'description',
    'place',
    'preparation',
    'contact',
    'startsAt',
    'endsAt',
    'capacity',
    'careers',
    'minAge',
    'region',
    'reason',
  ],
  ...[
    'email',
    'password',
    'token',
    'next',
    'name',
    'birth',
    'phone',
    'consent',
    'code',
    'now',
    'event',
    'user',
    'options',
    'textContent',
  ],
]
/** Ended by what they do, so they come last: a session, a visit, the clock. */
const LAST = ['/console/sign-out', '/my/leave', '/simulator/clock']

describe('input that nobody should send', () => {
  let app: WalkedApp
  const broken: string[] = []
  before(async () => {
    app = await openApp()
  })
  after(() => app.close())

  interface Sent {
    readonly headers?: Record<string, string>
    readonly body?: string
    readonly query?: string
  }

  async function send({ method, path }: Route, { headers = {}, body, query = '' }: Sent = {}): Promise<void> {
    const what = `${method} ${path}${query} ${JSON.stringify(headers)} ${body ?? ''}`.slice(0, 300)
    const keys = {
      'x-skill-key': SKILL_KEY,
      authorization: `Bearer ${app.keys.organisation}`,
      cookie: app.keys.cookies,
    }
    try {
      const response = await fetch(`${app.url}${path}${query}`, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: { ...keys, ...headers },
        ...(body === undefined || method === 'GET' ? {} : { body }),
      })
      if (response.status >= 500) broken.push(`${response.status} ${what}`)
      if (response.headers.get('x-turn')?.endsWith('/error')) broken.push(`error ${what}`)
      await response.body?.cancel()
    } catch (error) {
      broken.push(`${(error as Error).name} ${what}`)
    }
  }

  const filled = ({ method, path }: Route, id = ID): Route => ({
    method,
    path: path.replace(/:key|\{\/:key\}/g, WEBHOOK_KEY).replace(/:\w+/g, id),
  })

  function everyQuery(): Sent[] {
    const values = [...RAW, ...TEXTS.map(encodeURIComponent)].map(value => value.slice(0, 400))
    return [
      ...values.map(value => ({ query: `?${QUERIES.map(name => `${name}=${value}`).join('&')}` })),
      ...QUERIES.map(name => ({ query: `?${name}=%00%ED%A0%80` })),
      ...QUERIES.slice(0, 3).map(name => ({ query: `?${name}=%EA%B0%80&${name}[y]=1&${name}=2` })),
      { query: `?${'&a=1'.repeat(2000)}` },
    ]
  }

  function everyBody({ path }: Route): Sent[] {
    const csrf = path.startsWith('/my') ? app.keys.form : app.keys.csrf
    const values = [...TEXTS.map(text => JSON.stringify(text)), ...VALUES]
    const forms = [
      ...TEXTS.map(text => FIELDS.map(name => `${name}=${encodeURIComponent(text.slice(0, 100))}`).join('&')),
      ...FIELDS.map(name => `${name}=%00%ED%A0%80&${name}=2`),
    ]
    const wholes = [
      '',
      '{',
      '[',
      'null',
      '"x"',
      '['.repeat(20_000),
      '{"a":'.repeat(5000),
      '\0',
      `"${'x'.repeat(400_000)}"`,
    ]
    return [
      ...values.map(value => {
        const parts = FIELDS.map(name => `"${name}":${value.slice(0, 2000)}`)
        return { headers: JSON_TYPE, body: `{${parts.join(',')},"csrf":"${csrf}"}` }
      }),
      ...forms.map(written => ({ headers: FORM_TYPE, body: `${written}&csrf=${csrf}` })),
      ...wholes.flatMap(body => [JSON_TYPE, FORM_TYPE, TEXT_TYPE].map(headers => ({ headers, body }))),
    ]
  }

  /** Calls as the messengers make them, but for what a person or a forger put into them. */
  function everyCall(): [Route, Sent][] {
    const values = [...TEXTS.map(text => JSON.stringify(text.slice(0, 3000))), '"\\ud800"']
    return values.flatMap((value, n): [Route, Sent][] => {
      const user = `{"id":"walker-${n % 3}","type":"botUserKey"}`
      const kakao = `{"userRequest":{"user":${user},"utterance":${value},"params":{"a":${value}}},"action":{"clientExtra":{"value":${value}}}}`
      const talk = `{"event":"send","user":"walker-${n % 3}","textContent":{"text":${value},"code":${value},"inputType":"typing"}}`
      const opened = `{"event":"open","user":"walker","options":{"inflow":${value},"from":${value}}}`
      const stranger = `{"event":"send","user":${value},"textContent":{"text":"안녕"}}`
      return [
        [
          { method: 'POST', path: '/webhooks/kakao' },
          { headers: JSON_TYPE, body: kakao },
        ],
        ...[talk, opened, stranger].map((body): [Route, Sent] => [
          { method: 'POST', path: `/webhooks/talktalk/${WEBHOOK_KEY}` },
          { headers: JSON_TYPE, body },
        ]),
      ]
    })
  }

  /** A few at once. */
  async function sendAll(route: Route, all: readonly Sent[]): Promise<void> {
    for (let at = 0; at < all.length; at += AT_ONCE)
      await Promise.all(all.slice(at, at + AT_ONCE).map(sent => send(route, sent)))
  }

  it('is sent to every route there is, by who may use it', () => {
    expect([app.keys.csrf, app.keys.form].every(Boolean)).to.equal(true)
    const known = app.routes.map(({ method, path }) => `${method} ${path}`)
    expect(known).to.include.members([
      'POST /partner/v1/programs',
      'GET /console/conversations',
      'POST /link/code',
      'POST /webhooks/kakao',
    ])
    expect(known).to.include.members([
      'POST /my/applications/:id/cancel',
      'POST /simulator/clock',
      'POST /console/sign-in',
    ])
    expect(known.length).to.be.above(35)
  })

  it('breaks none and hangs nowhere', async function () {
    this.timeout(300_000)
    const isLast = ({ path }: Route) => LAST.includes(path)
    const routes = [...app.routes.filter(route => !isLast(route)), ...app.routes.filter(isLast)]
    for (const route of routes) {
      for (const id of route.path.includes(':') ? RAW : []) await send(filled(route, id))
      const heads = HEADERS.map(headers => ({ headers: { ...JSON_TYPE, ...headers }, body: '{"reason":"x"}' }))
      await sendAll(filled(route), [...(route.method === 'GET' ? everyQuery() : everyBody(route)), ...heads])
    }
    expect(broken.slice(0, 30)).to.deep.equal([])
  })

  it('breaks no talk', async function () {
    this.timeout(120_000)
    broken.length = 0
    for (const [route, sent] of everyCall()) await send(route, sent)
    expect(broken.slice(0, 30)).to.deep.equal([])
  })

  it('leaves the service as it was', async () => {
    app.clock.set(new Date('2026-11-23T10:00:00+09:00'))
    expect((await fetch(`${app.url}/readyz`)).status).to.equal(200)
  })
})
