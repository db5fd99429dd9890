/** Every test but those of `.mocharc.alone.json`, by two processes. What takes longest comes first, so that neither waits for it in the end. */
const { readdirSync } = require('node:fs')
const path = require('node:path')
const one = require('./.mocharc.json')
const alone = require('./.mocharc.alone.json')

const LONG = ['test/house/patterns', 'test/acceptance', 'test/looks']

const files = readdirSync(path.join(__dirname, 'test'), { recursive: true })
  .map(name => path.join('test', name))
  .filter(name => name.endsWith('.test.ts') && !alone.spec.includes(name))
  .sort()
const isLong = name => LONG.some(beginning => name.startsWith(beginning))

module.exports = {
  ...one,
  spec: [...files.filter(isLong), ...files.filter(name => !isLong(name))],
  parallel: true,
  jobs: 2,
}
