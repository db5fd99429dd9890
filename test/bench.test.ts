/** The benchmarks run and say what they promise. How fast anything is, is asserted nowhere: that depends on the machine. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { z } from 'zod'

const MAIN = fileURLToPath(new URL('../bench/main.ts', import.meta.url))
const TALKS = fileURLToPath(new URL('talks/afterwards.txt', import.meta.url))
const bench = (...args: string[]) => promisify(execFile)(process.execPath, ['--import', 'tsx', MAIN, ...args])

const number = z.number().positive()
const measured = z.object({ perSecond: number, p50Ms: z.number(), p99Ms: number, cpuMs: z.number() })
const counted = z.object({ statements: number, roundTrips: number })
const result = z.object({
  turns: z.literal(300),
  people: z.literal(100),
  connections: z.literal(20),
  echo: measured,
  floor: measured.extend({ statements: z.literal(7), roundTrips: z.literal(7) }),
  service: measured.extend(counted.shape),
  shareOfFloor: number,
  byKind: z.record(z.string(), counted),
  rssMb: z.object({ before: number, after: number }),
  startMs: z.object({ first: number, later: number }),
})

const grown = z.object({
  programs: z.literal(400),
  turnsStored: z.literal(2000),
  small: measured,
  grown: measured,
  shareOfSmall: number,
})
const walk = z.object({
  people: z.literal(100),
  steps: z.array(z.object({ turns: z.number(), heapMb: number, rssMb: number })).length(11),
  bytesATurn: z.number(),
})
const talked = z.object({
  talks: number,
  met: z.number(),
  endedRight: z.number(),
  wrongDeeds: z.number(),
  turns: number,
  notUnderstood: z.number(),
})

describe('npm run bench', () => {
  it('measures whole turns beside an echo and beside the round trips that a turn needs at least', async function () {
    this.timeout(90_000)
    const { stdout } = await bench('turns', '--turns', '300', '--people', '100', '--programs', '200', '--json')
    const { byKind } = result.parse(JSON.parse(stdout))
    expect(byKind).to.include.keys('search, linked', 'choose, stranger', 'faq, linked', 'check, linked')
  })

  it('measures turns on a database that has grown beside those on a small one', async function () {
    this.timeout(90_000)
    const amounts = ['--turns', '100', '--people', '100', '--programs', '400', '--turns-stored', '2000']
    const { stdout } = await bench('turns', ...amounts, '--json')
    grown.parse(JSON.parse(stdout).grown)
  })

  it('walks through the memory that turns leave behind', async function () {
    this.timeout(90_000)
    const { stdout } = await bench('memory', '--turns', '200', '--people', '100', '--json')
    const { steps } = walk.parse(JSON.parse(stdout))
    expect(steps.at(-1)?.turns).to.equal(200)
  })

  it('plays talks', async function () {
    this.timeout(90_000)
    const { stdout } = await bench('talks', '--file', TALKS, '--json')
    const { talks, met } = talked.parse(JSON.parse(stdout))
    expect(met).to.be.within(1, talks)
  })

  it('says how it is used when the name is unknown', async () => {
    const failure = await bench('nothing').then(
      () => undefined,
      error => error as { code: number; stderr: string },
    )
    expect(failure?.code).to.equal(1)
    expect(failure?.stderr).to.match(/^Usage: npm run -s bench -- <turns\|[a-z|]+> \[--json\]/)
  })
})
