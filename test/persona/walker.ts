/** Who walks: comes to one of the messengers, linked or not, perhaps with applications, and leaves nothing behind. */
import type { Incoming, Spoken } from '../../src/conversation/turn.js'
import type { Program } from '../../src/domain/program.js'
import type { MessengerName } from '../../src/messengers/messenger.js'
import type { TestTalk } from '../support/talk.js'
import { BEFORE, momentOf } from '../talks/world.js'
import type { Event, Message } from './moves.js'
import { type Random, seeded } from './random.js'

export interface Walker {
  readonly number: number
  readonly random: Random
  readonly accountId: string
  /** Whoever has been linked to the account. */
  readonly volunteers: Set<string>
  /** Others who applied meanwhile. */
  readonly rivals: string[]
  readonly mayLink: boolean
  say(message: Message): Promise<Spoken>
  /** Undefined where the messenger says nothing of it. */
  event(event: Event): Promise<Spoken | undefined>
  link(): Promise<void>
  /** Lets time go by; minutes since the last answer. */
  pass(minutes: number): number
  answeredAt(): void
  /** Somebody else applies for something; for what. */
  others(world: readonly Program[]): Promise<string>
}

const DAYS = ['11-16', '11-18', '11-20', '11-21', '11-25', '11-28', '12-04']
const HOURS = ['07:30', '10:00', '13:10', '16:40', '21:20', '23:50']
const THIS_YEAR = 2026
/** Draws of two people have nothing in common. */
const APART = 7919

export async function arrive(
  house: TestTalk,
  world: readonly Program[],
  seed: number,
  number: number,
): Promise<Walker> {
  const random = seeded(seed * APART + number)
  const messenger = random.of<MessengerName>(['kakao', 'talktalk'])
  const isLinked = random.chance(0.7)
  const under14 = !isLinked && random.chance(0.1)
  const user = `walker ${seed} ${number} ${random.below(2 ** 31)}`
  const { accounts, transactions } = house.services
  const accountId = await transactions.run(async tx => (await accounts.findOrAdd(tx, { messenger, userKey: user })).id)
  const volunteers = new Set<string>()
  const rivals: string[] = []
  const birth = `${THIS_YEAR - (14 + random.below(8))}-03-02`
  const link = async () => {
    const volunteerId = await house.volunteer(`phone of ${user}`, birth)
    volunteers.add(volunteerId)
    await transactions.run(tx => accounts.link(tx, accountId, volunteerId))
  }
  if (isLinked) {
    await link()
    house.clock.set(BEFORE)
    for (const program of world.filter(() => random.chance(0.12))) await apply(house, [...volunteers][0]!, program)
  }
  house.clock.set(momentOf(random.of(DAYS), random.of(HOURS)))
  let last = house.clock.now()
  const turn = (text: string, more: Partial<Incoming>) => house.say(text, { messenger, user, under14, ...more })
  return {
    number,
    random,
    accountId,
    volunteers,
    rivals,
    mayLink: !under14,
    say: ({ text, pressed, isTyped }) =>
      turn(text, pressed?.value === undefined || isTyped ? {} : { value: pressed.value }),
    event: async event => (event === 'linked' && messenger === 'kakao' ? undefined : turn('', { event })),
    link,
    pass(minutes) {
      house.clock.set(new Date(house.clock.now().getTime() + minutes * 60_000))
      return (house.clock.now().getTime() - last.getTime()) / 60_000
    },
    answeredAt() {
      last = house.clock.now()
    },
    async others(programs) {
      const program = random.of(programs)
      const rival = await house.volunteer(`rival ${random.below(2 ** 31)}`)
      rivals.push(rival)
      await apply(house, rival, program)
      return program.title
    },
  }
}

async function apply({ services }: TestTalk, volunteerId: string, program: Program): Promise<void> {
  await services.transactions.run(tx => services.applications.apply(tx, volunteerId, program.id))
}

/** Gives back all seats. */
export async function leave({ database }: TestTalk, { volunteers, rivals }: Walker): Promise<void> {
  const all = [...volunteers, ...rivals]
  await database.dataSource.query(
    `UPDATE applications SET state = 'cancelled' WHERE volunteer_id = ANY($1) AND state <> 'cancelled'`,
    [all],
  )
}
