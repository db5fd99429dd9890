/** The walk: nothing breaks on the house as it is, and what is broken on purpose is found by the invariant that it breaks. */
import { expect } from 'chai'
import type { Dialogs } from '../../dialogs/index.js'
import type { AnyStep, Flow } from '../../src/conversation/flow.js'
import type { Services } from '../../src/services/index.js'
import type { Tx } from '../../src/storage/transaction.js'
import type { Planted } from '../support/talk.js'
import type { InvariantName } from './invariants.js'
import { seeded } from './random.js'
import { type Walked, walk } from './walk.js'

/** Enough for each fault below to be met. */
const TURNS = 250

const HELP = { kind: 'begin', flow: 'help', data: {} } as const
const DEAF = { kind: 'begin', flow: 'rejected', data: { nearest: [], asking: false } } as const

describe('a walk of people who say and press what chance draws', function () {
  this.timeout(300_000)

  const faults: readonly (readonly [what: string, planted: Planted, invariant: InvariantName])[] = [
    [
      'applies for something else than was asked about',
      { services: own => applying(own, async (tx, who) => own.applications.apply(tx, who, await anyProgram(own, tx))) },
      'nothing is done without a yes to exactly that',
    ],
    [
      'applies as soon as it is shown',
      {
        dialogs: own =>
          asking(
            own,
            'apply',
            'confirm',
            ({ takes }) =>
              (turn, data) =>
                takes!.yes!(turn, data, true) as never,
          ),
      },
      'nothing is done without a yes to exactly that',
    ],
    [
      'forgets the day of a search',
      {
        dialogs: own =>
          asking(
            own,
            'search',
            'region',
            ({ ask }) =>
              (turn, data) =>
                ask(turn, withoutDay(data)),
          ),
      },
      'no condition goes without a word',
    ],
    [
      'says the same whatever is said',
      { dialogs: own => ({ ...own, rules: own.rules.map(({ name }) => ({ name, decide: () => HELP })) }) },
      'never the same reply three times running',
    ],
    [
      'shows a yes that nobody understands',
      {
        dialogs: own => ({
          ...own,
          rules: [{ name: 'deaf', decide: ({ turn }) => (turn.choice === 'yes' ? DEAF : undefined) }, ...own.rules],
        }),
      },
      'there is always a way on',
    ],
    [
      'says that it is done and writes nothing',
      { services: own => applying(own, (tx, who, programId) => pretend(own, tx, who, programId)) },
      'what is told is what is in the database',
    ],
    [
      'withdraws when something is looked for, and says nothing of it',
      { services: own => searching(own, tx => withdrawAny(own, tx)) },
      'what is told is what is in the database',
    ],
  ]
  for (const [what, planted, invariant] of faults) {
    it(`finds a house that ${what}`, async () => {
      const walked = await walk({ seed: 7, turns: TURNS, until: invariant, planted })
      expect(new Set(walked.broken.map(one => one.invariant)), report(walked)).to.include(invariant)
    })
  }

  it('is the same walk with the same seed', () => {
    const drawn = () => {
      const random = seeded(3)
      return Array.from({ length: 20 }, () => random.below(1000))
    }
    expect(drawn()).to.deep.equal(drawn())
    expect(new Set(drawn()).size).to.be.greaterThan(15)
  })
})

type Apply = Services['applications']['apply']

/** The house with another way of applying. */
function applying(own: Services, apply: Apply): Services {
  return { ...own, applications: { ...own.applications, apply } }
}

async function anyProgram({ programs }: Services, tx: Tx): Promise<string> {
  const { programs: found } = await programs.search(tx, {}, undefined, 1)
  return found[0]!.id
}

/** Says what applying would, and does nothing. */
async function pretend({ applications }: Services, tx: Tx, volunteerId: string, programId: string): ReturnType<Apply> {
  const review = await applications.reviewToApply(tx, volunteerId, programId)
  if (!review.ok) return review as Awaited<ReturnType<Apply>>
  return { ...review, application: { id: programId, state: 'approved' } } as unknown as Awaited<ReturnType<Apply>>
}

/** The house in which something else happens at every search. */
function searching(own: Services, before: (tx: Tx) => Promise<void>): Services {
  const search: Services['programs']['search'] = async (tx, ...asked) => {
    await before(tx)
    return own.programs.search(tx, ...asked)
  }
  return { ...own, programs: { ...own.programs, search } }
}

async function withdrawAny(_own: Services, tx: Tx): Promise<void> {
  await tx.query(
    `UPDATE applications SET state = 'cancelled' WHERE id IN (SELECT id FROM applications WHERE state = 'approved' ORDER BY applied_at DESC LIMIT 3)`,
  )
}

/** The dialogs, in which one step asks otherwise. */
function asking(own: Dialogs, name: string, step: string, ask: (own: AnyStep) => AnyStep['ask']): Dialogs {
  const flow = own.flows.get(name)!
  const steps = { ...flow.steps, [step]: { ...flow.steps[step]!, ask: ask(flow.steps[step]!) } }
  return { ...own, flows: new Map([...own.flows, [name, { ...flow, steps } satisfies Flow]]) }
}

function withoutDay(data: object): object {
  const search = data as { conditions?: { dates?: unknown } }
  delete search.conditions?.dates
  return data
}

function report({ seed, broken }: Walked): string {
  const shown = broken
    .slice(0, 3)
    .map(({ invariant, message, person, transcript }) =>
      [
        `${invariant}: ${message}`,
        `bench -- walk --seed ${seed} --from ${person} --turns 1 goes it again`,
        ...transcript,
      ].join('\n'),
    )
  return [`${broken.length} broken`, ...shown].join('\n\n')
}
