/**
 * The searches and reads by key of a turn on a filled database, by the service's own functions. `--explain` prints PostgreSQL's plans
 * as well, and the whole as Markdown: docs/searches.md.
 */
import { parseArgs } from 'node:util'
import type { EntityManager } from 'typeorm'
import { migrations } from '../migrations/index.js'
import { toJamo } from '../src/domain/jamo.js'
import type { ProgramFilter } from '../src/domain/program.js'
import { type Cursor, cursorOf } from '../src/domain/program-order.js'
import { addDays, seoulDay, systemClock } from '../src/platform/clock.js'
import { createLog } from '../src/platform/log.js'
import { createPrograms } from '../src/services/programs.js'
import { openDatabase } from '../src/storage/database.js'
import { openDesk } from './desk.js'

interface Measured {
  readonly name: string
  readonly p50Ms: number
  readonly p95Ms: number
  readonly rows: number
  readonly plans: readonly string[]
}
type Read = (tx: EntityManager) => Promise<readonly unknown[]>

const MOST_P95_MS = 10
const ITEMS = 5
const WARM_UP = 5

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      programs: { type: 'string', default: '300000' },
      times: { type: 'string', default: '40' },
      explain: { type: 'boolean', default: false },
    },
  })
  const desk = await openDesk()
  try {
    await desk.fill({ programs: Number(values.programs), volunteers: 200 })
    const databaseUrl = await desk.databaseUrl()
    const database = await openDatabase({ databaseUrl, dataDir: '', migrations, log: createLog('error') })
    try {
      const measured: Measured[] = []
      const { manager } = database.dataSource
      for (const [name, read] of await readsOf(manager))
        measured.push(await measure({ name, read, tx: manager, times: Number(values.times), explain: values.explain }))
      process.stdout.write(values.explain ? toMarkdown(measured, args) : `${toTable(measured)}\n`)
    } finally {
      await database.close()
    }
  } finally {
    await desk.close()
  }
}

async function readsOf(tx: EntityManager): Promise<[name: string, read: Read][]> {
  const programs = createPrograms({ clock: systemClock })
  const day = addDays(seoulDay(systemClock.now()), 58)
  const search =
    (filter: ProgramFilter, after?: Cursor): Read =>
    async on =>
      (await programs.search(on, filter, after, ITEMS)).programs
  const named =
    (words: string): Read =>
    on =>
      programs.named(on, words, ITEMS)
  const behindDays = (part: 'long' | 'undated'): Cursor => ({
    part,
    at: part === 'long' ? systemClock.now().toISOString() : null,
    id: '00000000-0000-0000-0000-000000000000',
  })
  const some = (await programs.search(tx, {}, undefined, ITEMS)).programs
  const ninePages = (await programs.search(tx, {}, undefined, 9 * ITEMS)).programs
  const [one] = some
  if (!one) throw new Error('Nothing is there to be read: ask for more programs')
  const suwon = { sido: '경기도', sigungu: '수원시' }
  return [
    ['everything, by start', search({})],
    ['the tenth page', search({}, cursorOf(ninePages.at(-1)!))],
    ['a province', search({ sido: '경기도' })],
    ['a district', search(suwon)],
    ['a district and a field', search({ ...suwon, category: '교육' })],
    ['a field', search({ category: '교육' })],
    ['a career', search({ career: '환경운동가' })],
    ['a career nobody has', search({ career: '우주비행사' })],
    ['a far day', search({ from: day, to: day })],
    ['a far day in a province', search({ from: day, to: day, sido: '경기도' })],
    ['weeks or months', search({}, behindDays('long'))],
    ['weeks or months in a district', search({ ...suwon, from: day, to: day }, behindDays('long'))],
    ['no days', search({}, behindDays('undated'))],
    ['no days in a district', search(suwon, behindDays('undated'))],
    ['nothing in any part', search({ ...suwon, career: '환경운동가', online: true, kind: 'talent' })],
    ['weekends', search({ weekdays: [6, 7] })],
    ['evenings', search({ timeFrom: '19:00' })],
    ['online', search({ online: true })],
    ['seats for ninety', search({ openFor: 90 })],
    ['talents', search({ kind: 'talent' })],
    ['a name thousands bear', named('공원 플로깅')],
    ['a name with a slip', named('수언시 공원 플로깅')],
    ['a name like nothing', named('우주선 발사')],
    ['a whole title', on => programs.titled(on, [toJamo(one.title)], ITEMS)],
    ['one by id', async on => [await programs.byId(on, one.id)]],
    [
      'five by id',
      on =>
        programs.byIds(
          on,
          some.map(({ id }) => id),
        ),
    ],
  ]
}

interface Asked {
  readonly name: string
  readonly read: Read
  readonly tx: EntityManager
  readonly times: number
  readonly explain: boolean
}

async function measure({ name, read, tx, times, explain }: Asked): Promise<Measured> {
  for (let n = 0; n < WARM_UP; n++) await read(tx)
  const took: number[] = []
  let rows = 0
  while (took.length < times) {
    const began = performance.now()
    rows = (await read(tx)).length
    took.push(performance.now() - began)
  }
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.ceil(took.length * share) - 1] ?? Number.NaN
  return { name, p50Ms: at(0.5), p95Ms: at(0.95), rows, plans: explain ? await plansOf(read, tx) : [] }
}

/** Of each statement that the read says; what it is given is asked for again, with EXPLAIN before it. */
async function plansOf(read: Read, tx: EntityManager): Promise<string[]> {
  const said: [text: string, values: unknown[] | undefined][] = []
  await tx.connection.transaction(async manager => {
    const runner = manager.queryRunner!
    const query = runner.query
    runner.query = ((text: string, values?: unknown[], ...more: []) => {
      said.push([text, values])
      return query.call(runner, text, values, ...more)
    }) as typeof query
    await read(manager)
    runner.query = query
  })
  const plans: string[] = []
  for (const [text, values] of said) {
    const lines: { 'QUERY PLAN': string }[] = await tx.query(
      `EXPLAIN (ANALYZE, COSTS OFF, BUFFERS OFF) ${text}`,
      values,
    )
    plans.push(lines.map(line => line['QUERY PLAN']).join('\n'))
  }
  return plans
}

function toTable(measured: readonly Measured[]): string {
  const line = ([name = '', ...cells]: readonly string[]) =>
    name.padEnd(28) + cells.map(cell => cell.padStart(10)).join('')
  return [line(['', 'p50 ms', 'p95 ms', 'rows', '']), ...measured.map(each => line(cellsOf(each)))].join('\n')
}

function cellsOf({ name, p50Ms, p95Ms, rows }: Measured): string[] {
  return [name, p50Ms.toFixed(1), p95Ms.toFixed(1), `${rows}`, p95Ms <= MOST_P95_MS ? 'met' : 'MISSED']
}

function toMarkdown(measured: readonly Measured[], args: readonly string[]): string {
  return [
    '# Searches and reads of a turn',
    '',
    `Made by \`npm run -s bench -- queries ${args.join(' ')} > docs/searches.md\`. Each is to take at most ${MOST_P95_MS} ms (p95).`,
    '',
    '| Read | p50 ms | p95 ms | Rows | |',
    '|---|---:|---:|---:|---|',
    ...measured.map(each => `| ${cellsOf(each).join(' | ')} |`),
    '',
    ...measured.flatMap(({ name, plans }) => [`## ${name}`, '', ...plans.flatMap(plan => ['```', plan, '```', ''])]),
  ].join('\n')
}
