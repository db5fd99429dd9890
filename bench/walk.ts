/**
 * `bench -- walk [--turns N] [--seed N] [--from N] [--show N] [--json]`: people who say and press what chance draws, on the whole house. What did
 * not hold is counted by invariant and shown as it went, with the number of the person, from whom on the walk can be gone again.
 */
import { parseArgs } from 'node:util'
import { type Broken, type Walked, walk } from '../test/persona/walk.js'
import { stopTestServer } from '../test/support/database.js'

const TURNS = 20_000
const SHOWN = 2

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      turns: { type: 'string' },
      seed: { type: 'string' },
      from: { type: 'string' },
      show: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  const number = (text: string | undefined, otherwise: number) => (text === undefined ? otherwise : Number(text))
  const begun = performance.now()
  try {
    const told: Broken[] = []
    const most = number(values.show, SHOWN)
    const walked = await walk({
      seed: number(values.seed, 1),
      turns: number(values.turns, TURNS),
      from: number(values.from, 0),
      tell(one) {
        told.push(one)
        const alike = told.filter(({ invariant }) => invariant === one.invariant)
        if (!values.json && alike.length <= most) process.stdout.write(toExample(one, number(values.seed, 1)))
      },
    })
    const seconds = (performance.now() - begun) / 1000
    if (values.json) process.stdout.write(`${JSON.stringify({ ...walked, seconds })}\n`)
    else process.stdout.write(toPage(walked, seconds))
    if (walked.broken.length > 0) process.exitCode = 1
  } finally {
    await stopTestServer()
  }
}

function toPage({ seed, turns, people, deeds, notUnderstood, broken }: Walked, seconds: number): string {
  const share = ((notUnderstood / turns) * 100).toFixed(1)
  const names = [...new Set(broken.map(({ invariant }) => invariant))]
  const kinds = names.map(name => [name, broken.filter(({ invariant }) => invariant === name)] as const)
  return [
    ...kinds.map(([invariant, some]) => `broken ${some.length} times: ${invariant}`),
    `seed ${seed}: ${turns} turns of ${people} people in ${seconds.toFixed(0)} s, ${deeds} deeds, ${share} % not understood, ${broken.length} broken`,
    '',
  ].join('\n')
}

function toExample({ invariant, message, person, transcript }: Broken, seed: number): string {
  return [`== ${invariant}: ${message}`, `   again: --seed ${seed} --from ${person} --turns 1`, ...transcript, ''].join(
    '\n',
  )
}
