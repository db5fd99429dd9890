/** `bench -- memory`: what a long run of turns leaves in the service's memory, with all garbage collected at every step. */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type Child, during } from './child.js'
import { openDesk } from './desk.js'
import { loadTurns } from './load.js'
import { createPeople, type People } from './people.js'

interface Step {
  readonly turns: number
  /** What is in use in the worker. */
  readonly heapMb: number
  /** Of all its processes, garbage included. */
  readonly rssMb: number
}

interface Walk {
  readonly people: number
  readonly steps: readonly Step[]
  /** The rise of the straight line nearest to the steps. */
  readonly bytesATurn: number
}

const amount = z.coerce.number().int().min(100).max(10_000_000)
const options = z.object({
  turns: amount.default(100_000),
  people: amount.default(4000),
  json: z.boolean().default(false),
})

const PROGRAMS = 5000
const STEPS = 10
/** So few that a crowded machine turns nobody away: how fast they are answered is not the question. */
const CONNECTIONS = 4
/** Until everybody has spoken and what is kept of each is filled. */
const WARM_UP_SHARE = 0.1
/** A million turns with more than this would be felt in a process of 200 MB. */
const FLAT_BYTES = 50
const MB = 1024 * 1024

/** `--turns N` (100,000), `--people N` (4,000). */
export async function run(args: string[]): Promise<void> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ args, options: { turns: text, people: text, json: { type: 'boolean' } } })
  const { turns, people, json } = options.parse(values)
  const desk = await openDesk()
  try {
    await during(desk.startService(), async () => undefined)
    const linked = await desk.fill({ programs: PROGRAMS, volunteers: people })
    const heap = new URL('heap.ts', import.meta.url).href
    const steps = await during(desk.startService('--expose-gc', '--import', heap), service =>
      walk(service, createPeople(linked), turns),
    )
    const walked: Walk = { people: linked.length * 2, steps, bytesATurn: riseOf(steps) }
    process.stdout.write(json ? `${JSON.stringify(walked)}\n` : toTable(walked))
  } finally {
    await desk.close()
  }
}

async function walk(service: Child, people: People, turns: number): Promise<Step[]> {
  await loadTurns(service, people, Math.ceil(turns * WARM_UP_SHARE), CONNECTIONS)
  const steps = [await look(service, 0)]
  const share = Math.ceil(turns / STEPS)
  for (let step = 1; step <= STEPS; step++) {
    await loadTurns(service, people, share, CONNECTIONS)
    steps.push(await look(service, step * share))
  }
  return steps
}

/** Twice: what the first collection lets go may hold what only the second finds. */
async function look(service: Child, turns: number): Promise<Step> {
  const ask = () => fetch(`${service.url}/livez`, { headers: { 'x-measure-heap': '1' } })
  await (await ask()).arrayBuffer()
  const answer = await ask()
  await answer.arrayBuffer()
  const bytes = Number(answer.headers.get('x-heap') ?? Number.NaN)
  return { turns, heapMb: bytes / MB, rssMb: service.usage().rssMb }
}

/** Least squares. */
function riseOf(steps: readonly Step[]): number {
  const mean = (of: (step: Step) => number) => steps.reduce((sum, step) => sum + of(step), 0) / steps.length
  const turns = mean(step => step.turns)
  const heap = mean(step => step.heapMb)
  const together = mean(step => (step.turns - turns) * (step.heapMb - heap))
  return (together / mean(step => (step.turns - turns) ** 2)) * MB
}

function toTable({ people, steps, bytesATurn }: Walk): string {
  const row = (...cells: string[]) => cells.map(cell => cell.padStart(12)).join('')
  return [
    `turns of ${people.toLocaleString('en')} people; the worker's heap with its garbage collected, and the memory of all processes`,
    row('turns', 'heap MB', 'RSS MB'),
    ...steps.map(({ turns, heapMb, rssMb }) => row(turns.toLocaleString('en'), heapMb.toFixed(2), `${rssMb}`)),
    '',
    `${bytesATurn.toFixed(0)} bytes a turn, expected <= ${FLAT_BYTES}: ${bytesATurn <= FLAT_BYTES ? 'flat' : 'NOT FLAT'}`,
    '',
  ].join('\n')
}
