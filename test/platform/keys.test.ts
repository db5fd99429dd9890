/** The service's own keys: made once on the desk, given in production. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { loadKeys } from '../../src/platform/keys.js'
import { makeTestFolder } from '../support/folder.js'

const KEY = Buffer.alloc(32, 1).toString('base64')

describe('the keys', () => {
  const dataDir = () => join(makeTestFolder(), 'data')

  it('are 32 bytes each, made once, and the same ever after', () => {
    const database = { dataDir: dataDir() }
    const first = loadKeys({ keys: {}, database })
    expect(Buffer.from(first.data, 'base64')).to.have.length(32)
    expect(Buffer.from(first.signing, 'base64')).to.have.length(32)
    expect(first.data).to.not.equal(first.signing)
    expect(loadKeys({ keys: {}, database })).to.deep.equal(first)
  })

  it('can be read by their owner only', () => {
    const folder = dataDir()
    loadKeys({ keys: {}, database: { dataDir: folder } })
    expect(statSync(join(folder, 'keys.json')).mode & 0o777).to.equal(0o600)
  })

  it('are those of the environment when it gives both, and nothing is written', () => {
    const folder = dataDir()
    const keys = { data: KEY, signing: KEY }
    expect(loadKeys({ keys, database: { dataDir: folder } })).to.deep.equal(keys)
    expect(() => readFileSync(join(folder, 'keys.json'))).to.throw()
  })

  it('of the environment win over a kept one', () => {
    const database = { dataDir: dataDir() }
    const kept = loadKeys({ keys: {}, database })
    expect(loadKeys({ keys: { data: KEY }, database })).to.deep.equal({ ...kept, data: KEY })
  })

  it('are never made anew over a file that cannot be read: what they sealed would be lost', () => {
    const folder = dataDir()
    mkdirSync(folder)
    writeFileSync(join(folder, 'keys.json'), '{}')
    expect(() => loadKeys({ keys: {}, database: { dataDir: folder } })).to.throw()
    expect(readFileSync(join(folder, 'keys.json'), 'utf8')).to.equal('{}')
  })
})
