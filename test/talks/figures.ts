/** The figures of many talks, and those that failed as they went. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTalk } from '../support/talk.js'
import { type Played, playTalk } from './play.js'
import type { TalkFile } from './script.js'
import { build } from './world.js'

const FOLDER = fileURLToPath(new URL('.', import.meta.url))

/** The files of the project's own talks. */
export function shippedFiles(): string[] {
  return readdirSync(FOLDER)
    .filter(name => name.endsWith('.txt'))
    .sort()
    .map(name => join(FOLDER, name))
}

export interface Figures {
  readonly talks: number
  /** Met every expectation. */
  readonly met: number
  readonly endedRight: number
  readonly wrongDeeds: number
  readonly turns: number
  readonly notUnderstood: number
}

/** Plays all talks of a file, one after the other, in one house. */
export async function playFile({ world, talks }: TalkFile): Promise<readonly Played[]> {
  const house = await createTalk()
  try {
    const programs = await build(house, world)
    const played: Played[] = []
    for (const talk of talks) played.push(await playTalk(house, programs, talk))
    return played
  } finally {
    await house.close()
  }
}

export function figuresOf(played: readonly Played[]): Figures {
  const sum = (of: (one: Played) => number) => played.reduce((all, one) => all + of(one), 0)
  return {
    talks: played.length,
    met: played.filter(({ faults }) => faults.length === 0).length,
    endedRight: played.filter(({ endedRight }) => endedRight).length,
    wrongDeeds: sum(({ wrongDeeds }) => wrongDeeds.length),
    turns: sum(({ turns }) => turns),
    notUnderstood: sum(({ notUnderstood }) => notUnderstood),
  }
}

export function toRow(name: string, { talks, met, endedRight, wrongDeeds, turns, notUnderstood }: Figures): string {
  const share = turns > 0 ? ((notUnderstood / turns) * 100).toFixed(1) : '0.0'
  return `${name}: ${talks} talks, ${met} met every expectation, ${endedRight} ended right, ${wrongDeeds} wrong deeds, ${share} % of ${turns} turns not understood\n`
}

/** A talk as it went, with what was wrong. */
export function toPage({ talk, transcript, faults }: Played): string {
  const person = `${talk.who.is} ${talk.who.age}, ${talk.messenger}`
  return ['', `== ${talk.name} (${person})`, ...transcript, ...faults.map(fault => `!! ${fault}`), ''].join('\n')
}
