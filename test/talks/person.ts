/** Who speaks in a talk: comes with what they applied for, and has applications, wishes and requests afterwards. */
import type { ApplicationState } from '../../src/domain/application.js'
import type { Program } from '../../src/domain/program.js'
import type { TestTalk } from '../support/talk.js'
import type { Held, Talk } from './script.js'
import { BEFORE, nameOf } from './world.js'

export interface Person {
  /** The messenger's own id of them. */
  readonly user: string
  readonly accountId: string
  /** What they came with, by the activity's name. */
  readonly began: ReadonlyMap<string, ApplicationState>
  /** Links the account, as the page does. */
  link(): Promise<void>
}
/** How things stand with somebody. */
export interface Standing {
  readonly states: ReadonlyMap<string, ApplicationState>
  readonly wishes: readonly string[]
  /** Open ones for a person. */
  readonly requests: number
}

const THIS_YEAR = 2026
let people = 0

/** The person of a talk at its beginning. */
export async function enter(house: TestTalk, world: readonly Program[], talk: Talk): Promise<Person> {
  const user = `in a talk ${++people}`
  const { accounts, transactions } = house.services
  const accountId = await transactions.run(async tx => {
    const account = await accounts.findOrAdd(tx, { messenger: talk.messenger, userKey: user })
    return account.id
  })
  const link = async () => {
    const volunteerId = await house.volunteer(`phone of ${user}`, `${THIS_YEAR - talk.who.age}-03-02`)
    await transactions.run(tx => accounts.link(tx, accountId, volunteerId))
    return volunteerId
  }
  const person = { user, accountId, began: new Map<string, ApplicationState>(), link: async () => void (await link()) }
  if (talk.who.is === 'linked') {
    const volunteerId = await link()
    house.clock.set(BEFORE)
    for (const held of talk.has) await hold(house, world, volunteerId, held)
  }
  house.clock.set(talk.now)
  return { ...person, began: (await standing(house, person, world)).states }
}

async function hold(house: TestTalk, world: readonly Program[], volunteerId: string, held: Held): Promise<void> {
  const { services, database } = house
  const program = world.find(one => nameOf(one, world) === held.name)
  await services.transactions.run(async tx => {
    const applied = await services.applications.apply(tx, volunteerId, program?.id ?? held.name)
    if (!applied.ok && applied.refused !== 'external') throw new Error(`${held.name}: ${applied.refused}`)
  })
  if (held.state)
    await database.dataSource.query('UPDATE applications SET state = $1 WHERE volunteer_id = $2 AND program_id = $3', [
      held.state,
      volunteerId,
      program?.id,
    ])
}

interface Row {
  readonly programId: string
  readonly state: ApplicationState
}

/** The last application for each activity, what was wished for on other portals, what a person was asked. */
export async function standing(
  { database }: TestTalk,
  { accountId }: Pick<Person, 'accountId'>,
  world: readonly Program[],
): Promise<Standing> {
  const { dataSource } = database
  const mine = '(SELECT volunteer_id FROM messenger_accounts WHERE id = $1)'
  const nameById = (id: string) => nameOf(world.find(program => program.id === id)!, world)
  const rows: Row[] = await dataSource.query(
    `SELECT program_id AS "programId", state FROM applications WHERE volunteer_id = ${mine} ORDER BY applied_at, changed_at`,
    [accountId],
  )
  const wished: { programId: string }[] = await dataSource.query(
    `SELECT program_id AS "programId" FROM intentions WHERE volunteer_id = ${mine}`,
    [accountId],
  )
  const [{ requests }]: [{ requests: number }] = await dataSource.query(
    `SELECT count(*)::int AS requests FROM agent_requests WHERE account_id = $1 AND state = 'open'`,
    [accountId],
  )
  return {
    states: new Map(rows.map(({ programId, state }) => [nameById(programId), state])),
    wishes: wished.map(({ programId }) => nameById(programId)),
    requests,
  }
}
