/** Reading the environment: everything wrong is told at once, by name and never by value. */
import { expect } from 'chai'
import { CONFIG_NAMES, readConfig } from '../../src/platform/config.js'

const KEY = Buffer.alloc(32, 1).toString('base64')
const PRODUCTION = {
  NODE_ENV: 'production',
  DATA_KEY: KEY,
  SIGNING_KEY: KEY,
  KAKAO_SKILL_KEY: 'skill-secret',
  TALKTALK_WEBHOOK_KEY: 'webhook-secret',
  PUBLIC_URL: 'https://sonmoa.example',
}

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
  it('needs its keys and its address', () => {
    expect(namesOf(faultsOf({ NODE_ENV: 'production' }))).to.have.members([
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
    expect(faultsOf({ ...solapi, SOLAPI_WEBHOOK_SECRET: 'hook' })).to.deep.equal([])
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
