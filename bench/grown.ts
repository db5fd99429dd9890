/** The service on a database that has grown beside the service on a small one, in interleaved rounds. */
import { during } from './child.js'
import { type Desk, openDesk } from './desk.js'
import { loadTurns, type Measured, median, medianOf } from './load.js'
import { createPeople, type People } from './people.js'

export interface Grown {
  readonly programs: number
  readonly turnsStored: number
  readonly small: Measured
  readonly grown: Measured
  /** Turns a second as a share of those on the small one in the same round. */
  readonly shareOfSmall: number
}

interface Asked {
  readonly small: Desk
  /** The ids of those who are linked in the small one. */
  readonly linked: readonly string[]
  readonly turns: number
  readonly programs: number
  readonly turnsStored: number
}

const ROUNDS = 3

/** Opens a desk of its own for what has grown, with as many people as the small one. */
export async function measureGrown({ small, linked, turns, programs, turnsStored }: Asked): Promise<Grown> {
  const desk = await openDesk()
  try {
    await during(desk.startService(), async () => undefined)
    const grownLinked = await desk.fill({ programs, volunteers: linked.length * 2, turns: turnsStored })
    const rounds = await alternate({ small, grown: desk }, [createPeople(linked), createPeople(grownLinked)], turns)
    return {
      programs,
      turnsStored,
      small: medianOf(rounds.map(round => round.small)),
      grown: medianOf(rounds.map(round => round.grown)),
      shareOfSmall: median(rounds.map(round => round.grown.perSecond / round.small.perSecond)),
    }
  } finally {
    await desk.close()
  }
}

function alternate(
  desks: { small: Desk; grown: Desk },
  [smallPeople, grownPeople]: readonly [People, People],
  turns: number,
) {
  return during(desks.small.startService(), small =>
    during(desks.grown.startService(), async grown => {
      const round = async (amount: number) => ({
        small: await loadTurns(small, smallPeople, amount),
        grown: await loadTurns(grown, grownPeople, amount),
      })
      await round(Math.ceil(turns / 2))
      const rounds: Awaited<ReturnType<typeof round>>[] = []
      while (rounds.length < ROUNDS) rounds.push(await round(Math.ceil(turns / ROUNDS)))
      return rounds
    }),
  )
}
