/** What is seen of one move: the words said, and how things stood before and after. */
import { z } from 'zod'
import type { Spoken } from '../../src/conversation/turn.js'
import type { ApplicationState } from '../../src/domain/application.js'
import type { Program } from '../../src/domain/program.js'
import type { TestTalk } from '../support/talk.js'
import type { Message, Move } from './moves.js'

/** A block of words that was put into an answer. */
export interface Said {
  readonly flow: string
  readonly block: string
  readonly variables: Readonly<Record<string, unknown>>
}
export interface Held {
  readonly programId: string
  readonly state: ApplicationState
}
/** How things stand with somebody. */
export interface Standing {
  /** By the application's id. */
  readonly applications: ReadonlyMap<string, Held>
  readonly conditions: Readonly<Record<string, unknown>>
  /** Fewer conditions than wanted, where only those find something. */
  readonly wider: Readonly<Record<string, unknown>> | undefined
  readonly volunteerId: string | null
}

export interface Observed {
  readonly move: Move
  readonly messages: readonly Message[]
  readonly spoken: readonly Spoken[]
  readonly said: readonly Said[]
  readonly before: Standing
  readonly after: Standing
  /** Since the answer before. */
  readonly minutes: number
  readonly world: readonly Program[]
}

const conditions = z.record(z.string(), z.unknown())
const account = z.object({
  volunteerId: z.string().nullable(),
  session: z.object({
    memory: z
      .object({ search: z.object({ conditions: conditions.optional(), wider: conditions.optional() }).optional() })
      .optional(),
  }),
})

/** Undefined when the account is not there any more. `volunteers`: who has been linked to it so far. */
export async function standingOf(
  house: TestTalk,
  accountId: string,
  volunteers: Set<string>,
): Promise<Standing | undefined> {
  const { dataSource } = house.database
  const rows: unknown[] = await dataSource.query(
    'SELECT session, volunteer_id AS "volunteerId" FROM messenger_accounts WHERE id = $1',
    [accountId],
  )
  if (rows.length === 0) return undefined
  const { volunteerId, session } = account.parse(rows[0])
  if (volunteerId) volunteers.add(volunteerId)
  const held: (Held & { id: string })[] = await dataSource.query(
    'SELECT id, program_id AS "programId", state FROM applications WHERE volunteer_id = ANY($1)',
    [[...volunteers]],
  )
  return {
    applications: new Map(held.map(({ id, programId, state }) => [id, { programId, state }])),
    conditions: session.memory?.search?.conditions ?? {},
    wider: session.memory?.search?.wider,
    volunteerId,
  }
}

export type Way = 'on' | 'off' | 'requested'
/** An application that is another one afterwards. */
export interface Change {
  readonly program: Program
  readonly way: Way
}

export function changesOf({ before, after, world }: Pick<Observed, 'before' | 'after' | 'world'>): Change[] {
  return [...after.applications].flatMap(([id, { programId, state }]) => {
    const way = wayTo(state)
    const was = before.applications.get(id)?.state
    const program = world.find(one => one.id === programId)
    return was === state || !way || !program ? [] : [{ program, way }]
  })
}

function wayTo(state: ApplicationState): Way | undefined {
  if (state === 'applied' || state === 'approved' || state === 'waiting') return 'on'
  if (state === 'cancelled') return 'off'
  return state === 'cancel-requested' ? 'requested' : undefined
}
