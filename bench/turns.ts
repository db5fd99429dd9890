/**
 * `bench -- turns`: full turns over HTTP (classifier, flow, transcript, durable PostgreSQL) beside a bare Express echo and beside the seven
 * round trips that such a turn needs at least; with `--turns-stored` also on a database that has grown beside a small one.
 */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type Child, during, startChild } from './child.js'
import { COUNTING, countOne, countTurns } from './counts.js'
import { type Desk, openDesk } from './desk.js'
import { measureGrown } from './grown.js'
import { CONNECTIONS } from './load.js'
import { createPeople } from './people.js'
import { type Result, toTable } from './report.js'
import { measureRounds } from './rounds.js'

const amount = z.coerce.number().int().min(100).max(10_000_000)
/** What a desk holds that has not grown. */
const SMALL_PROGRAMS = 5000
const options = z.object({
  turns: amount.default(10_000),
  people: amount.default(4000),
  programs: amount.default(SMALL_PROGRAMS),
  turnsStored: amount.optional(),
  profile: z.string().optional(),
  json: z.boolean().default(false),
})
type Options = z.infer<typeof options>

const COUNTED_TURNS = 200
/** Few enough to hold a whole conversation each within the counted turns. */
const COUNTED_LINKED_PEOPLE = 20

/**
 * `--turns N` (10,000), `--people N` (4,000), `--programs N` (5,000), `--profile <folder>` for a CPU profile of the service. With
 * `--turns-stored N` the programs asked for, and so many turns, are in a second database, and the first one stays small.
 */
export async function run(args: string[]): Promise<void> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args,
    options: {
      turns: text,
      people: text,
      programs: text,
      'turns-stored': text,
      profile: text,
      json: { type: 'boolean' },
    },
  })
  const asked = options.parse({ ...values, turnsStored: values['turns-stored'] })
  const desk = await openDesk()
  try {
    const result = await measureAll(desk, asked)
    process.stdout.write(asked.json ? `${JSON.stringify(result)}\n` : toTable(result))
  } finally {
    await desk.close()
  }
}

async function measureAll(desk: Desk, { turns, people, programs, turnsStored, profile }: Options): Promise<Result> {
  const { first, linked } = await during(desk.startService(), async ({ startMs }) => ({
    first: startMs,
    linked: await desk.fill({ programs: turnsStored ? SMALL_PROGRAMS : programs, volunteers: people }),
  }))
  const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []
  const { later, ...rounds } = await during(desk.startService(...profiling), service =>
    during(startBaseline(desk, 'echo'), echo =>
      during(startBaseline(desk, 'floor'), async floor => ({
        ...(await measureRounds({ echo, floor, service }, createPeople(linked), turns)),
        later: service.startMs,
      })),
    ),
  )
  const { floor, service, byKind } = await count(desk, linked)
  const grown = turnsStored ? await measureGrown({ small: desk, linked, turns, programs, turnsStored }) : undefined
  return {
    turns,
    people: linked.length * 2,
    connections: CONNECTIONS,
    ...rounds,
    floor: { ...rounds.floor, ...floor },
    service: { ...rounds.service, ...service },
    byKind,
    startMs: { first, later },
    grown,
  }
}

/** In processes of their own: counting costs time. */
async function count(desk: Desk, linked: readonly string[]) {
  const people = createPeople(linked.slice(0, COUNTED_LINKED_PEOPLE))
  const floor = await during(startBaseline(desk, 'floor', ...COUNTING), child =>
    countOne(child, '/', people.next().body),
  )
  const { all, byKind } = await during(desk.startService(...COUNTING), child =>
    countTurns(child, people, COUNTED_TURNS),
  )
  return { floor, service: all, byKind }
}

async function startBaseline(desk: Desk, name: 'echo' | 'floor', ...nodeArgs: string[]): Promise<Child> {
  const env = { ...desk.env, BASELINE: name, DATABASE_URL: await desk.databaseUrl() }
  return startChild({ script: 'bench/baselines.ts', nodeArgs, env, folder: desk.folder })
}
