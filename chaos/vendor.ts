/** SOLAPI refuses the account, refuses one message, or is silent, while notices are due: afterwards each has arrived, and once. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Scene } from '../test/acceptance/scene.js'
import { runCommand } from '../test/support/service.js'
import type { SolapiStandIn, VendorAnswer } from '../test/support/vendors.js'
import type { Outcome } from './outcome.js'
import { withScene } from './scene.js'

const PEOPLE = 10
const TROUBLE_MS = 6000
const PATIENCE_MS = 60_000
const POLL_MS = 100

const refusal = (status: number, errorCode: string): VendorAnswer => ({ status, body: { errorCode, errorMessage: '' } })

type Person = Awaited<ReturnType<Scene['volunteer']>>
type Rule = Parameters<SolapiStandIn['rule']>[0]

/** What SOLAPI does for a while; `bad` is the one phone that it cannot stand. */
const TROUBLES: Readonly<Record<string, (bad: string) => Rule>> = {
  '401': () => () => refusal(401, 'InvalidAPIKey'),
  '402': () => () => refusal(402, 'NotEnoughBalance'),
  '400 for one': bad => call =>
    JSON.stringify(call.body ?? '').includes(bad) ? refusal(400, 'ValidationError') : undefined,
  silent: () => () => 'silence',
  'silent after sending': () => call => (call.asked === 'POST group send' ? 'taken-silence' : undefined),
}

export function run(): Promise<Outcome> {
  return withScene(async scene => {
    const seen: Record<string, unknown> = {}
    let kept = true
    for (const [name, trouble] of Object.entries(TROUBLES)) {
      const told = await suffer(scene, trouble)
      kept &&= told.lost === 0 && told.twice === 0
      seen[name] = told
    }
    return { kept: kept && scene.solapi.faults.length === 0, seen }
  })
}

async function suffer(scene: Scene, trouble: (bad: string) => Rule) {
  const { solapi } = scene
  const program = await scene.program({ capacity: PEOPLE })
  const people: Person[] = []
  for (let one = 0; one < PEOPLE; one++) people.push(await scene.volunteer())
  const callsBefore = solapi.calls.length
  solapi.rule(trouble(people[0]!.phone))
  for (const { id } of people) await scene.apply(id, program.id)
  await sleep(TROUBLE_MS)
  const times = () => people.map(({ phone }) => solapi.accepted.filter(({ to }) => to === phone).length)
  const arrivedMeanwhile = times().filter(count => count > 0).length
  solapi.heal()
  const healed = performance.now()
  const sentAgain = await sendAgain(scene)
  while (times().includes(0) && performance.now() - healed < PATIENCE_MS) await sleep(POLL_MS)
  const allArrivedMs = Math.round(performance.now() - healed)
  // Whatever would come twice has been asked for by then.
  await sleep(TROUBLE_MS)
  return {
    due: PEOPLE,
    arrivedMeanwhile,
    sentAgain,
    lost: times().filter(count => count === 0).length,
    twice: times().filter(count => count > 1).length,
    allArrivedMs,
    calls: solapi.calls.length - callsBefore,
  }
}

/** What was given up as the message's own fault is sent again when staff ask for it. */
async function sendAgain({ environment }: Scene): Promise<number> {
  const { requeued } = JSON.parse(await runCommand('notices', ['requeue', '--kind', 'applied'], environment))
  return Number(requeued)
}
