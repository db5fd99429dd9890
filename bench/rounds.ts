/** The rounds of a run: echo, floor and service one after another, again and again, so that what else the machine does hits all alike. */
import type { Child } from './child.js'
import { CONNECTIONS, loadTurns, type Measured, measure, median, medianOf } from './load.js'
import type { People } from './people.js'

export interface Servers {
  readonly echo: Child
  readonly floor: Child
  readonly service: Child
}

export interface Rounds {
  readonly echo: Measured
  readonly floor: Measured
  readonly service: Measured
  /** The service's requests a second as a share of the floor's in the same round. */
  readonly shareOfFloor: number
  /** The service's memory once it was warm, and after the last turn. */
  readonly rssMb: { readonly before: number; readonly after: number }
}

const ROUNDS = 3
/** Enough of a baseline to know its speed, however many turns are asked for. */
const MOST_OF_A_BASELINE = 4000
/** Until the service's code is compiled: its turns go on getting cheaper for about so many. */
const MOST_TO_WARM_UP = 6000

export async function measureRounds({ echo, floor, service }: Servers, people: People, turns: number): Promise<Rounds> {
  const baseline = (child: Child, most: number) =>
    measure(child, {
      path: '/',
      amount: Math.min(most, MOST_OF_A_BASELINE),
      connections: CONNECTIONS,
      body: () => people.next().body,
    })
  const round = async (most: number) => ({
    echo: await baseline(echo, most),
    floor: await baseline(floor, most),
    service: await loadTurns(service, people, most),
  })
  const share = Math.ceil(turns / ROUNDS)
  await round(Math.min(Math.ceil(turns / 2), MOST_TO_WARM_UP))
  const before = service.usage().rssMb
  const rounds: Awaited<ReturnType<typeof round>>[] = []
  while (rounds.length < ROUNDS) rounds.push(await round(share))
  return {
    echo: medianOf(rounds.map(each => each.echo)),
    floor: medianOf(rounds.map(each => each.floor)),
    service: medianOf(rounds.map(each => each.service)),
    shareOfFloor: median(rounds.map(each => each.service.perSecond / each.floor.perSecond)),
    rssMb: { before, after: service.usage().rssMb },
  }
}
