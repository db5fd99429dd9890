/** `/metrics` of the whole service: who may read it, and that strangers cannot make it grow. */
import { expect } from 'chai'
import { PRODUCTION } from '../support/production.js'
import { openApp, type WalkedApp } from '../support/walk/open-app.js'

const TOKEN = 'metrics-token-of-this-test'
const FEATURE = '운영 지표(/metrics)'
const PREFIXES = [
  '',
  '/console',
  '/partner/v1',
  '/my',
  '/webhooks/talktalk',
  '/certificates',
  '/%61',
  '/metrics',
  '//x',
]
const METHODS = ['GET', 'POST', 'DELETE']

const read = ({ url }: WalkedApp, authorization?: string) =>
  fetch(`${url}/metrics`, { headers: authorization ? { authorization } : {} })

describe('/metrics in production', () => {
  let app: WalkedApp
  before(async () => {
    app = await openApp({ ...PRODUCTION, METRICS_TOKEN: TOKEN })
  })
  after(() => app.close())

  it('opens to the token alone', async () => {
    for (const wrong of [
      undefined,
      TOKEN,
      'Bearer',
      `Bearer ${TOKEN}x`,
      `Bearer ${TOKEN.slice(1)}`,
      `Basic ${TOKEN}`,
    ]) {
      const refused = await read(app, wrong)
      expect(refused.status, wrong).to.equal(401)
      expect(refused.headers.get('www-authenticate')).to.equal('Bearer')
      expect(await refused.text()).not.to.include('http_request_seconds')
    }
    expect((await read(app, `Bearer ${TOKEN}`)).status).to.equal(200)
    expect(app.absent).not.to.include(FEATURE)
  })

  it('does not grow by addresses that are made up', async () => {
    const series = async () =>
      (await (await read(app, `Bearer ${TOKEN}`)).text()).split('\n').filter(line => line.includes('_count{door='))
    const ask = async (from: number, to: number) => {
      for (let n = from; n < to; n++) {
        const method = METHODS[n % METHODS.length]!
        await (await fetch(`${app.url}${PREFIXES[n % PREFIXES.length]}/made-up-${n}`, { method })).text()
      }
    }
    await ask(0, 100)
    await series()
    const before = await series()
    expect(before).not.to.be.empty
    await ask(100, 1100)
    expect(await series()).to.have.lengthOf(before.length)
  })

  it('is not there without a token, and staff are told', async () => {
    const closed = await openApp(PRODUCTION)
    try {
      expect((await read(closed)).status).to.equal(404)
      expect((await read(closed, 'Bearer undefined')).status).to.equal(404)
      expect(closed.absent).to.include(FEATURE)
    } finally {
      await closed.close()
    }
  })
})
