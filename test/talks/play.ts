/** Plays a talk on the whole house and says what came of it. */
import type { Incoming, Spoken } from '../../src/conversation/turn.js'
import { type ApplicationState, isLive } from '../../src/domain/application.js'
import type { Program } from '../../src/domain/program.js'
import type { TestTalk } from '../support/talk.js'
import { CHECKS, pressable, textOf } from './judge.js'
import { enter, type Person, type Standing, standing } from './person.js'
import type { Line, Said, Talk } from './script.js'

export interface Played {
  readonly talk: Talk
  /** What was expected and did not come, by the line. */
  readonly faults: readonly string[]
  /** The database is as wanted, by no wrong deed. Where nothing was to be done there, the last thing wanted was shown or said. */
  readonly endedRight: boolean
  /** Applications made or withdrawn that the talk does not want, or not then. */
  readonly wrongDeeds: readonly string[]
  readonly turns: number
  /** Turns that were answered by not having understood. */
  readonly notUnderstood: number
  /** Said and answered, to be read by people. */
  readonly transcript: readonly string[]
}

interface Playing {
  readonly house: TestTalk
  readonly world: readonly Program[]
  readonly talk: Talk
  readonly person: Person
  readonly faults: string[]
  readonly wrongDeeds: string[]
  readonly transcript: string[]
  turns: number
  notUnderstood: number
  last: Spoken | undefined
  /** Faults of the last answer of which more was expected than that nothing is done. */
  lastFaults: number
}

/** `world` are the programs that `build` put into the house. */
export async function playTalk(house: TestTalk, world: readonly Program[], talk: Talk): Promise<Played> {
  const person = await enter(house, world, talk)
  const fresh = {
    faults: [],
    wrongDeeds: [],
    transcript: [],
    turns: 0,
    notUnderstood: 0,
    last: undefined,
    lastFaults: 0,
  }
  const playing: Playing = { house, world, talk, person, ...fresh }
  for (const line of talk.lines) {
    if (line.ifNeeded && (await remaining(playing)).length === 0) continue
    await playLine(playing, line)
  }
  const open = await remaining(playing)
  const { faults, wrongDeeds, transcript, turns, notUnderstood, lastFaults } = playing
  faults.push(...open.map(one => `in the end: ${one}`))
  if (talk.most && turns > talk.most) faults.push(`in the end: ${turns} turns, at most ${talk.most}`)
  faults.push(...wrongDeeds.map(deed => `wrong deed: ${deed}`))
  const toBeDone = talk.end.length + talk.wishes.length > 0 || talk.requests === 1
  const endedRight = open.length + wrongDeeds.length === 0 && (toBeDone || lastFaults === 0)
  return { talk, faults, wrongDeeds, endedRight, turns, notUnderstood, transcript }
}

async function playLine(playing: Playing, line: Line): Promise<void> {
  const { house, person, talk, world } = playing
  const before = await standing(house, person, world)
  const spoken = await happen(playing, line.said)
  const after = await standing(house, person, world)
  if (!spoken) return
  const changes = changesOf(before, after)
  const unwanted = line.expected.some(({ check }) => check === 'nothing') ? changes : changes.filter(isUnwanted(talk))
  playing.wrongDeeds.push(...unwanted.map(([name, state]) => `“${line.words}”: ${name} ${state}`))
  const heard = { answer: spoken.answer, changed: changes.length > 0, world }
  const faults = line.expected.flatMap(({ check, wanted }) => {
    const fault = CHECKS[check].fault(heard, wanted)
    return fault === undefined ? [] : [`“${line.words}” ${check}: ${fault}`]
  })
  playing.faults.push(...faults)
  if (line.expected.some(({ check }) => check !== 'nothing')) playing.lastFaults = faults.length
  // What is answered by nothing leaves the buttons that were there.
  if (spoken.answer.replies.length > 0) playing.last = spoken
  playing.transcript.push(
    `${line.said.does === 'event' ? '*' : '>'} ${line.words}`,
    ...written(spoken),
    ...faults.map(fault => `    !! ${fault}`),
  )
}

async function happen(playing: Playing, said: Said): Promise<Spoken | undefined> {
  const { house, person, talk } = playing
  if (said.does === 'wait') return void house.clock.set(new Date(house.clock.now().getTime() + said.minutes * 60_000))
  if (said.does === 'event' && said.event === 'linked') {
    await person.link()
    // KakaoTalk does not tell the chat: it goes on with what the person says next.
    if (talk.messenger === 'kakao') return undefined
    return speak(playing, '', { event: 'linked' })
  }
  if (said.does === 'event') return speak(playing, '', { event: said.event })
  playing.turns++
  const spoken = await (said.does === 'say' ? speak(playing, said.text, {}) : press(playing, said.text))
  if (/\/(?:unsure|rejected)$/.test(spoken.trace)) playing.notUnderstood++
  return spoken
}

/** A row or a button by what stands on it; what is not there is typed. */
function press(playing: Playing, label: string): Promise<Spoken> {
  const buttons = playing.last ? pressable(playing.last.answer) : []
  const found = buttons.find(button => button.label === label)
  if (found && 'say' in found) return speak(playing, found.say, found.value === undefined ? {} : { value: found.value })
  playing.faults.push(`“[${label}]”: there is no such button`)
  return speak(playing, label, {})
}

function speak({ house, talk, person }: Playing, text: string, more: Partial<Incoming>): Promise<Spoken> {
  const under14 = talk.who.is === 'under 14'
  return house.say(text, { messenger: talk.messenger, user: person.user, under14, ...more })
}

/** In what the database is not yet as the talk wants it. */
async function remaining({ house, person, world, talk }: Playing): Promise<string[]> {
  const { states, wishes, requests } = await standing(house, person, world)
  const wanted = new Map([...person.began, ...talk.end.map(({ name, state }) => [name, state] as const)])
  const names = [...new Set([...wanted.keys(), ...states.keys()])]
  return [
    ...names
      .filter(name => states.get(name) !== wanted.get(name))
      .map(name => `${name} is ${states.get(name) ?? 'not applied for'}, not ${wanted.get(name) ?? 'as it was'}`),
    ...talk.wishes.filter(name => !wishes.includes(name)).map(name => `${name} is not remembered`),
    ...(talk.requests === undefined || requests === talk.requests
      ? []
      : [`${requests} requests, not ${talk.requests}`]),
  ]
}

type Change = readonly [name: string, state: ApplicationState]

function changesOf(before: Standing, after: Standing): Change[] {
  return [...after.states].filter(([name, state]) => before.states.get(name) !== state)
}

/** Only what leads to the end is wanted; and on the way there, of what is neither had before nor afterwards, applying too. */
function isUnwanted({ end, has, may }: Talk): (change: Change) => boolean {
  const stands = (state: ApplicationState) => isLive(state) && state !== 'cancel-requested'
  return ([name, state]) => {
    const ends = end.find(one => one.name === name)?.state
    if (may.includes(name)) return false
    if (!ends) return true
    const had = has.some(one => one.name === name)
    return stands(state) !== stands(ends) && (had || stands(ends))
  }
}

function written(spoken: Spoken): string[] {
  const buttons = pressable(spoken.answer).map(({ label }) => `[${label}]`)
  const lines = [...textOf(spoken).split('\n'), buttons.join(' '), spoken.trace]
  return lines.filter(line => line.trim() !== '').map(line => `    ${line}`)
}
