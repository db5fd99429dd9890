/** Every test, by two processes. What takes longest comes first, so that neither has to wait for it in the end. */
const { readdirSync } = require('node:fs')
const path = require('node:path')
const one = require('./.mocharc.json')

const LONG = ['test/house/patterns', 'test/bench', 'test/acceptance', 'test/process']

const files = readdirSync(path.join(__dirname, 'test'), { recursive: true })
  .map(name => path.join('test', name))
  .filter(name => name.endsWith('.test.ts'))
  .sort()
const isLong = name => LONG.some(beginning => name.startsWith(beginning))

module.exports = {
  ...one,
  spec: [...files.filter(isLong), ...files.filter(name => !isLong(name))],
  parallel: true,
  jobs: 2,
}
