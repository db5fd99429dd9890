/** Somebody who talks to the bot, and the activities they find in these tests. */
import type { Incoming } from '../../src/conversation/turn.js'
import type { MessengerName } from '../../src/messengers/messenger.js'
import { seoulMoment } from '../../src/platform/clock.js'
import { choicesOf, type TestTalk, textOf } from '../support/talk.js'

export interface Heard {
  /** `<flow>/<step>/<outcome>`. */
  readonly trace: string
  readonly text: string
  readonly choices: readonly string[]
}
/** Says one thing and hears the answer. */
export type Speaker = (text: string, more?: Partial<Incoming>) => Promise<Heard>

let people = 0

/** Somebody whom nobody knows. */
export function stranger(talk: TestTalk, messenger: MessengerName = 'kakao', user = `person ${++people}`): Speaker {
  return async (text, more) => {
    const spoken = await talk.say(text, { messenger, user, ...more })
    return { trace: spoken.trace, text: textOf(spoken), choices: choicesOf(spoken) }
  }
}

export interface Linked {
  readonly say: Speaker
  readonly id: string
  /** States of this person's applications, by title. */
  states(): Promise<Record<string, string>>
}

/** A volunteer of 15, unless born otherwise, whose account is linked. */
export async function volunteer(talk: TestTalk, messenger: MessengerName = 'kakao', birth?: string): Promise<Linked> {
  const user = `person ${++people}`
  const id = await talk.volunteer(user, birth)
  const { accounts, applications, transactions } = talk.services
  await transactions.run(async tx => {
    const account = await accounts.findOrAdd(tx, { messenger, userKey: user })
    await accounts.link(tx, account.id, id)
  })
  const states = async () => {
    const mine = await transactions.run(tx => applications.mine(tx, id))
    return Object.fromEntries(mine.map(({ application, program }) => [program.title, application.state]))
  }
  return { say: stranger(talk, messenger, user), id, states }
}

/** Links the person who has been a stranger so far. */
export async function link(talk: TestTalk, user: string, messenger: MessengerName = 'kakao'): Promise<string> {
  const id = await talk.volunteer(`phone of ${user}`)
  const { accounts, transactions } = talk.services
  await transactions.run(async tx => {
    const account = await accounts.findOrAdd(tx, { messenger, userKey: user })
    await accounts.link(tx, account.id, id)
  })
  return id
}

/** When a program is: cancelling it is open until a day before. */
export function on(day: string, from: string, to: string) {
  const startsAt = seoulMoment(day, from)
  return {
    startsAt,
    endsAt: seoulMoment(day, to),
    recruitUntil: startsAt,
    cancelUntil: new Date(startsAt.getTime() - 24 * 60 * 60 * 1000),
  }
}

/** Five activities: two on this Saturday, one on this Sunday in 수원, one on this Sunday in 성남, one on the Saturday after. */
export async function addPrograms({ program }: TestTalk) {
  const add: typeof program = different => program({ capacity: 100, ...different })
  return {
    friend: await add({
      title: '어르신 말벗',
      category: '상담ㆍ멘토링',
      approval: 'automatic',
      ...on('2026-11-21', '10:00', '12:00'),
    }),
    dog: await add({ title: '유기견 산책', category: '동물보호', ...on('2026-11-21', '14:00', '16:00') }),
    coal: await add({ title: '연탄 나르기', category: '주거환경', ...on('2026-11-22', '10:00', '12:00') }),
    wall: await add({
      title: '골목 벽화 그리기',
      sigungu: '성남시',
      category: '문화ㆍ체육ㆍ예술ㆍ관광',
      ...on('2026-11-22', '14:00', '17:00'),
    }),
    litter: await add(),
  }
}

/** A token as a notice's button carries it. */
export function token(talk: TestTalk, volunteerId: string, flow: string, subject?: string): Promise<string> {
  const { entry, transactions } = talk.services
  return transactions.run(tx => entry.issue(tx, volunteerId, { flow, ...(subject ? { subject } : {}) }))
}
