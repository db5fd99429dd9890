/** No pattern of the house can be made to think for ever: each takes time that grows with the text, and no faster. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createContext, runInContext } from 'node:vm'
import { expect } from 'chai'
import { checkSync } from 'recheck'
import ts from 'typescript'
import { attacksOn, isUnbounded } from '../support/patterns/attacks.js'
import type { BuiltPattern } from '../support/patterns/recorder.js'
import { filesIn, nodesOf, placeOf, root, treeOf } from './sources.js'

/** Far beyond what a linear pattern needs for a text of thousands of letters, far below what an exponential one takes. */
const ENDLESS_MS = 2_000

/**
 * Where the checker cannot prove, it searches at random, and takes what lasts a second for an attack. The same way in every run, and by the
 * letters read instead of the time: or a verdict would be chance, and a busy machine a fault of the pattern.
 */
const CHECKING = { randomSeed: 1, attackTimeout: null, incubationTimeout: null, seedingTimeout: null, timeout: 120_000 }

const PRELOADS = ['--import', 'tsx', '--import', './test/support/patterns/recorder.ts']

/** What the running service assembles, beside what stands in the source. */
async function everyPattern(): Promise<BuiltPattern[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [...PRELOADS, 'test/support/patterns/built.ts'], {
    cwd: root,
    maxBuffer: 2 ** 25,
  })
  const written = filesIn(['src', 'dialogs'], '.ts')
    .map(treeOf)
    .flatMap(nodesOf)
    .filter(ts.isRegularExpressionLiteral)
    .map(literal => {
      const end = literal.text.lastIndexOf('/')
      return { source: literal.text.slice(1, end), flags: literal.text.slice(end + 1), file: placeOf(literal) }
    })
  const all = [...(JSON.parse(stdout) as BuiltPattern[]), ...written]
  return [...new Map(all.map(pattern => [`${pattern.source}/${pattern.flags}`, pattern])).values()]
}

/** Whether anything in it can stand more than once: without that, no text makes it slow. */
const repeats = ({ source }: BuiltPattern): boolean => /[*+]|\{\d/.test(source)

function verdictOn({ source, flags, file }: BuiltPattern): string | undefined {
  const verdict = checkSync(source, flags, CHECKING)
  if (verdict.status === 'safe') return undefined
  const why = verdict.status === 'vulnerable' ? `${verdict.complexity.summary} by ${verdict.attack.pattern}` : 'unknown'
  return `${file} /${source}/${flags}: ${why}`
}

/** A text that the pattern does not get done with, if there is one. */
function hangsOn({ source, flags, file }: BuiltPattern): string | undefined {
  const context = createContext({ pattern: new RegExp(source, flags), text: '' })
  for (const text of attacksOn(source, flags)) {
    context.text = text
    try {
      runInContext('pattern.lastIndex = 0; pattern.test(text)', context, { timeout: ENDLESS_MS })
    } catch {
      return `${file} /${source}/${flags}: ${text.slice(0, 20)}…`
    }
  }
  return undefined
}

describe('patterns', () => {
  let patterns: BuiltPattern[]
  before(async function () {
    this.timeout(60_000)
    patterns = await everyPattern()
  })

  it('are all seen: those in the source and those assembled at run time', () => {
    const files = new Set(patterns.map(({ file }) => file.replace(/:\d+$/, '')))
    expect(files).to.include.members([
      'src/conversation/choices.ts',
      'src/understanding/slots/lexicon.ts',
      'src/understanding/slots/day-rules.ts',
      'src/understanding/yes-no.ts',
      'src/domain/transcript.ts',
    ])
    expect(patterns.filter(repeats).length).to.be.greaterThan(150)
  })

  it('are linear in the length of the text, as a checker proves', function () {
    this.timeout(180_000)
    const unbounded = patterns.filter(({ source, flags }) => isUnbounded(source, flags))
    expect(unbounded.length).to.be.greaterThan(50)
    expect(unbounded.map(verdictOn).filter(Boolean)).to.deep.equal([])
  })

  it('get done with repeats of their own alternatives', function () {
    this.timeout(120_000)
    expect(patterns.filter(repeats).map(hangsOn).filter(Boolean)).to.deep.equal([])
  })

  it('are recognised when they are not linear', () => {
    const planted = { source: '^(?:로|으로|으|로으|요)*$', flags: '', file: 'planted' }
    expect(verdictOn(planted)).to.contain('exponential')
    expect(hangsOn(planted)).to.contain('planted')
    const parted = { source: '^\\((?:[가-힣0-9]+[, ]?){1,4}\\)', flags: 'u', file: 'planted' }
    expect(verdictOn(parted)).to.contain('polynomial')
  })
})
