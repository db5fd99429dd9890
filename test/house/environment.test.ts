/** `.env.example` and the README against the configuration itself. */
import { expect } from 'chai'
import { CONFIG_NAMES, readConfig } from '../../src/platform/config.js'
import { read } from './sources.js'

describe('.env.example', () => {
  const lines = read('.env.example').split('\n')
  const settings = lines.map(line => /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line)).filter(match => match !== null)

  it('lists exactly the names of the configuration', () => {
    expect(settings.map(([, name]) => name)).to.have.members([...CONFIG_NAMES])
  })

  it('says above each name what it is', () => {
    const uncommented = settings.filter(([line]) => !/^# \S/.test(lines[lines.indexOf(line) - 1] ?? ''))
    expect(uncommented.map(([, name]) => name)).to.deep.equal([])
  })

  it('shows the defaults', () => {
    const shown = settings.filter(([, , value]) => value).map(([, name, value]) => [name!, value] as const)
    expect(readConfig(Object.fromEntries(shown))).to.deep.equal(readConfig({}))
  })
})

describe('the README', () => {
  const readme = read('README.md')

  it('names every setting in its table', () => {
    const named = [...readme.matchAll(/`([A-Z][A-Z0-9_]*)`/g)].map(([, name]) => name)
    expect(named).to.include.members([...CONFIG_NAMES])
  })

  it('names only scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json'))
    const named = [...readme.matchAll(/npm run (?:-s )?([a-z-]+)/g)].map(([, name]) => name)
    expect(Object.keys(scripts)).to.include.members([...new Set(named)])
  })

  it('leads only to files that there are', () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, file]) => file!)
    expect(links).to.not.be.empty
    for (const file of links) expect(() => read(file), file).to.not.throw()
  })
})
