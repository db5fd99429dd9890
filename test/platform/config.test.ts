/** Reading the environment: everything wrong is told at once, by name and never by value. */
import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import { CONFIG_NAMES, readConfig } from '../../src/platform/config.js'
import { PRODUCTION, randomKey } from '../support/production.js'

const KEY = Buffer.alloc(32, 1).toString('base64')

function faultsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    return (error as Error).message.split('\n').slice(1)
  }
}
const namesOf = (faults: string[]) => faults.map(fault => fault.trim().split(':')[0])

describe('the configuration', () => {
  it('needs nothing on the desk', () => {
    const config = readConfig({})
    expect(config.production).to.equal(false)
    expect(config.demo).to.equal(true)
    expect(config.http).to.deep.equal({ port: 3000, host: '127.0.0.1', trustedProxies: 0 })
    expect(config.database).to.deep.equal({ dataDir: '.data' })
    expect(config.turnBudgetMs).to.equal(4000)
    expect(config.quiet).to.deep.equal({ from: '21:00', to: '08:00', dayBeforeAt: '18:00' })
  })

  it('tells every fault at once', () => {
    const faults = faultsOf({
      PORT: 'many',
      DATA_KEY: 'short',
      QUIET_FROM: '25:00',
      SOLAPI_TEMPLATES: '{',
      DEMO: 'yes',
    })
    expect(namesOf(faults)).to.have.members(['PORT', 'DATA_KEY', 'QUIET_FROM', 'SOLAPI_TEMPLATES', 'DEMO'])
  })

  it('tells faults by name and never by value', () => {
    const wrong = 'do-not-print-this'
    const env = Object.fromEntries(CONFIG_NAMES.map(name => [name, wrong]))
    const faults = faultsOf(env)
    expect(faults).to.not.be.empty
    expect(faults.join('\n')).to.not.include(wrong)
  })

  it('counts an empty value as unset, and leaves out what is absent', () => {
    const empty = Object.fromEntries(CONFIG_NAMES.map(name => [name, '  ']))
    expect(readConfig(empty)).to.deep.equal(readConfig({}))
    expect(readConfig({}).kakao).to.not.have.property('skillKey')
    expect(readConfig({}).http).to.not.have.property('publicUrl')
  })

  it('ignores variables that are not its own', () => {
    expect(readConfig({ HOME: '/root', PATH: '/bin' })).to.deep.equal(readConfig({}))
  })

  it('is frozen, all the way down', () => {
    const frozen = (value: unknown): boolean =>
      typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(frozen))
    expect(frozen(readConfig({ ...PRODUCTION, SOLAPI_TEMPLATES: '{"applied":"T1"}' }))).to.equal(true)
  })

  it('takes addresses without their trailing slash, and only of the web', () => {
    expect(readConfig({ PUBLIC_URL: 'https://sonmoa.example/' }).http.publicUrl).to.equal('https://sonmoa.example')
    expect(namesOf(faultsOf({ PUBLIC_URL: 'ftp://sonmoa.example', KAKAO_API_URL: 'javascript:1' }))).to.have.members([
      'PUBLIC_URL',
      'KAKAO_API_URL',
    ])
  })

  it('takes keys of 32 bytes only', () => {
    expect(readConfig({ DATA_KEY: KEY }).keys.data).to.equal(KEY)
    for (const bytes of [16, 31, 33]) {
      expect(namesOf(faultsOf({ DATA_KEY: Buffer.alloc(bytes).toString('base64') }))).to.deep.equal(['DATA_KEY'])
    }
  })

  it('takes a key in either alphabet of base64, and nothing that only a lenient reader takes for it', () => {
    const bytes = randomBytes(32)
    for (const value of [bytes.toString('base64'), bytes.toString('base64url')])
      expect(faultsOf({ DATA_KEY: value })).to.deep.equal([])
    const sentence = 'correct-horse-battery-staple-and-more-wordz'
    expect(Buffer.from(sentence, 'base64')).to.have.lengthOf(32)
    const spaced = bytes.toString('base64').replace(/(.{4})/g, '$1 ')
    const marked = `"${bytes.toString('base64')}"`
    for (const value of [sentence, spaced, marked, `${bytes.toString('base64')}==`, bytes.toString('hex')])
      expect(namesOf(faultsOf({ DATA_KEY: value })), value).to.deep.equal(['DATA_KEY'])
  })

  it('knows production however it is written, and opens the desk to no misspelling of it', () => {
    for (const value of ['Production', 'PRODUCTION', ' production '])
      expect(readConfig({ ...PRODUCTION, NODE_ENV: value }).production, value).to.equal(true)
    for (const value of ['prod', 'productoin', 'live', 'staging'])
      expect(namesOf(faultsOf({ NODE_ENV: value })), value).to.deep.equal(['NODE_ENV'])
    for (const value of ['development', 'test', '']) expect(readConfig({ NODE_ENV: value }).production).to.equal(false)
  })

  it('keeps the turn within the five seconds that both messengers wait', () => {
    expect(namesOf(faultsOf({ TURN_BUDGET_MS: '5000' }))).to.deep.equal(['TURN_BUDGET_MS'])
    expect(readConfig({ TURN_BUDGET_MS: '1000' }).turnBudgetMs).to.equal(1000)
  })

  it('reads the templates of the notices as JSON', () => {
    expect(readConfig({ SOLAPI_TEMPLATES: '{"applied":"KA01"}' }).solapi.templates).to.deep.equal({ applied: 'KA01' })
    expect(namesOf(faultsOf({ SOLAPI_TEMPLATES: '{"applied":1}' }))[0]).to.match(/^SOLAPI_TEMPLATES/)
  })
})

describe('the configuration in production', () => {
  it('needs its keys, its address, and somebody who answers for it', () => {
    expect(namesOf(faultsOf({ NODE_ENV: 'production' }))).to.have.members([
      'OPERATOR_NAME',
      'OPERATOR_CONTACT',
      'DATA_KEY',
      'SIGNING_KEY',
      'KAKAO_SKILL_KEY',
      'TALKTALK_WEBHOOK_KEY',
      'PUBLIC_URL',
    ])
    expect(faultsOf(PRODUCTION)).to.deep.equal([])
  })

  it('needs the secret of the delivery reports once SOLAPI is used', () => {
    const solapi = { ...PRODUCTION, SOLAPI_API_KEY: 'key', SOLAPI_API_SECRET: 'secret' }
    expect(namesOf(faultsOf(solapi))).to.deep.equal(['SOLAPI_WEBHOOK_SECRET'])
    expect(faultsOf({ ...solapi, SOLAPI_WEBHOOK_SECRET: 'hook-secret-of-this-test' })).to.deep.equal([])
  })

  it('refuses keys that are no random bytes, which the desk takes', () => {
    const counted = Buffer.from(Array.from({ length: 32 }, (_, at) => at))
    const weak = [
      Buffer.alloc(32),
      Buffer.alloc(32, 255),
      Buffer.from('ab'.repeat(16)),
      Buffer.from('0123456789abcdef'.repeat(2)),
      counted,
      Buffer.from([...counted].reverse()),
    ].map(bytes => bytes.toString('base64'))
    for (const name of ['DATA_KEY', 'SIGNING_KEY', 'DATA_KEY_FORMER'])
      for (const value of weak) {
        const faults = faultsOf({ ...PRODUCTION, [name]: value })
        expect(namesOf(faults), `${name}=${value}`).to.deep.equal([name])
        expect(faults.join()).to.not.include(value)
        expect(faultsOf({ [name]: value })).to.deep.equal([])
      }
    for (let n = 0; n < 2000; n++) expect(faultsOf({ ...PRODUCTION, DATA_KEY: randomKey() })).to.deep.equal([])
  })

  it('refuses keys of doors that can be guessed, which the desk takes', () => {
    for (const name of ['KAKAO_SKILL_KEY', 'TALKTALK_WEBHOOK_KEY', 'SOLAPI_WEBHOOK_SECRET', 'METRICS_TOKEN'])
      for (const value of ['a', 'a'.repeat(40), 'short-secret', 'ababababababababab', '12345678'.repeat(3)]) {
        const faults = faultsOf({ ...PRODUCTION, [name]: value })
        expect(namesOf(faults), `${name}=${value}`).to.deep.equal([name])
        expect(faultsOf({ [name]: value })).to.deep.equal([])
      }
    const second = 'webhook-key-of-this-test,b'
    expect(namesOf(faultsOf({ ...PRODUCTION, TALKTALK_WEBHOOK_KEY: second }))).to.deep.equal(['TALKTALK_WEBHOOK_KEY'])
  })

  it('refuses one secret for two purposes', () => {
    const { DATA_KEY, KAKAO_SKILL_KEY } = PRODUCTION
    const shared = (env: Record<string, string>) => faultsOf({ ...PRODUCTION, ...env }).map(fault => fault.trim())
    expect(shared({ SIGNING_KEY: DATA_KEY })).to.deep.equal(['SIGNING_KEY: must not be the same as DATA_KEY'])
    // The same bytes, written differently.
    expect(namesOf(shared({ SIGNING_KEY: DATA_KEY.replace(/=+$/, '') }))).to.deep.equal(['SIGNING_KEY'])
    expect(namesOf(shared({ DATA_KEY_FORMER: DATA_KEY }))).to.deep.equal(['DATA_KEY_FORMER'])
    expect(namesOf(shared({ KAKAO_SKILL_KEY: DATA_KEY }))).to.deep.equal(['KAKAO_SKILL_KEY'])
    expect(namesOf(shared({ TALKTALK_WEBHOOK_KEY: KAKAO_SKILL_KEY }))).to.deep.equal(['TALKTALK_WEBHOOK_KEY'])
    expect(namesOf(shared({ TALKTALK_AUTHORIZATION: KAKAO_SKILL_KEY }))).to.deep.equal(['TALKTALK_AUTHORIZATION'])
  })

  it('refuses addresses in the clear, but for vendors that are on this machine', () => {
    const names = CONFIG_NAMES.filter(name => name.endsWith('_URL') && name !== 'DATABASE_URL')
    expect(names).to.include.members(['PUBLIC_URL', 'KAKAO_API_URL', 'TALKTALK_API_URL', 'SOLAPI_API_URL'])
    for (const name of names) {
      for (const scheme of ['http', 'HTTP', 'Http'])
        expect(namesOf(faultsOf({ ...PRODUCTION, [name]: `${scheme}://vendor.example` }))).to.deep.equal([name])
      expect(faultsOf({ ...PRODUCTION, [name]: 'https://vendor.example' })).to.deep.equal([])
      const own = namesOf(faultsOf({ ...PRODUCTION, [name]: 'http://127.0.0.1:4000' }))
      expect(own).to.deep.equal(name === 'PUBLIC_URL' ? ['PUBLIC_URL'] : [])
    }
  })

  it('has no demo data and refuses to have any', () => {
    expect(readConfig(PRODUCTION).demo).to.equal(false)
    expect(namesOf(faultsOf({ ...PRODUCTION, DEMO: '1' }))).to.deep.equal(['DEMO'])
  })

  it('listens on every address, unless told', () => {
    expect(readConfig(PRODUCTION).http.host).to.equal('0.0.0.0')
    expect(readConfig({ ...PRODUCTION, HOST: '127.0.0.1' }).http.host).to.equal('127.0.0.1')
  })

  it('takes one webhook key or two, and no empty one', () => {
    const keysOf = (value: string) => readConfig({ TALKTALK_WEBHOOK_KEY: value }).talktalk.webhookKeys
    expect(readConfig({}).talktalk.webhookKeys).to.deep.equal([])
    expect(keysOf('one')).to.deep.equal(['one'])
    expect(keysOf(' one , two ')).to.deep.equal(['one', 'two'])
    for (const wrong of [',', 'one,', ',one', 'one,,two', 'a,b,c', 'one,one', 'a/b', 'a b'])
      expect(namesOf(faultsOf({ TALKTALK_WEBHOOK_KEY: wrong })), wrong).to.include('TALKTALK_WEBHOOK_KEY')
  })
})
