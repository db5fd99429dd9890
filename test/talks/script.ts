/** Talks as people write them down (see README.md beside this file): who speaks, what is said, what has to come back, how it ends. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Incoming } from '../../src/conversation/turn.js'
import { APPLICATION_STATES, type ApplicationState } from '../../src/domain/application.js'
import { MESSENGERS, type MessengerName } from '../../src/messengers/messenger.js'
import { CHECKS, type CheckName } from './judge.js'
import { momentOf, nameOf, type Planned, readWorld } from './world.js'

export type Said =
  | { readonly does: 'say' | 'press'; readonly text: string }
  | { readonly does: 'event'; readonly event: NonNullable<Incoming['event']> }
  | { readonly does: 'wait'; readonly minutes: number }

export interface Expectation {
  readonly check: CheckName
  readonly wanted: readonly string[]
}
export interface Line {
  readonly said: Said
  /** As it was written. */
  readonly words: string
  /** Only said while the talk has not come to its end. */
  readonly ifNeeded: boolean
  readonly expected: Expectation[]
}
/** An activity by its name, and the state of somebody's application for it. */
export interface Held {
  readonly name: string
  readonly state: ApplicationState | undefined
}
export interface Talk {
  readonly name: string
  readonly notYet: boolean
  readonly who: { readonly is: 'linked' | 'not linked' | 'under 14'; readonly age: number }
  readonly messenger: MessengerName
  readonly now: Date
  /** What they applied for before. */
  readonly has: readonly Held[]
  readonly lines: readonly Line[]
  /** How things stand afterwards; what is not named stands as before. */
  readonly end: readonly Held[]
  readonly wishes: readonly string[]
  /** Requests for a person that are open afterwards; undefined where either is right. */
  readonly requests: number | undefined
  /** What may be applied for or withdrawn on the way. */
  readonly may: readonly string[]
  readonly most: number | undefined
}
export interface TalkFile {
  readonly world: readonly Planned[]
  readonly talks: readonly Talk[]
}

type Draft = { -readonly [K in keyof Talk]: Talk[K] extends readonly (infer Item)[] ? Item[] : Talk[K] }
type Setting = (draft: Draft, value: string, names: ReadonlySet<string>) => void

const EVENTS = ['opened', 'linked', 'image', 'sticker', 'phone'] as const
const NOT_YET = '# not yet'

const SETTINGS: Readonly<Record<string, Setting>> = {
  who: (draft, value) => {
    const [, is, age] = must(/^(linked|not linked|under 14)(?: (\d+))?$/.exec(value), 'nobody knows who that is')
    draft.who = { is: is as Talk['who']['is'], age: Number(age ?? 15) }
  },
  in: (draft, value) => {
    draft.messenger = must(
      MESSENGERS.find(name => name === value),
      'no messenger of that name',
    )
  },
  now: (draft, value) => {
    const [, day = '', time = ''] = must(/^(\d\d-\d\d) (\d\d:\d\d)$/.exec(value), 'now is MM-DD HH:mm')
    draft.now = momentOf(day, time)
  },
  has: (draft, value, names) => draft.has.push(...parts(value).map(part => held(part, names))),
  may: (draft, value, names) => draft.may.push(...parts(value).map(part => known(part, names))),
  most: (draft, value) => {
    draft.most = Number(value)
  },
  end: (draft, value, names) => {
    for (const part of parts(value)) {
      if (part === 'request') draft.requests = 1
      else if (part === 'perhaps a request') draft.requests = undefined
      else if (part.startsWith('wish ')) draft.wishes.push(known(part.slice(5), names))
      else draft.end.push(stated(part, names))
    }
  },
}

/** The talks of a file and the activities that it names. Throws, with the line, when something in it cannot be understood. */
export function readTalks(path: string): TalkFile {
  const lines = readFileSync(path, 'utf8').split('\n')
  const world = readWorld(join(dirname(path), must(/^world: (.+)$/m.exec(lines.join('\n')), 'no world')[1]!))
  return { world, talks: parseTalks(lines, world, path) }
}

export function parseTalks(lines: readonly string[], world: readonly Planned[], path: string): readonly Talk[] {
  const names = new Set(world.flatMap(program => [program.title, nameOf(program, world)]))
  const drafts: Draft[] = []
  for (const [at, line] of lines.entries()) {
    try {
      read(line.trimEnd(), drafts, names)
    } catch (error) {
      throw new Error(`${path}:${at + 1}: ${(error as Error).message}: ${line}`)
    }
  }
  return drafts
}

function read(line: string, drafts: Draft[], names: ReadonlySet<string>): void {
  const draft = drafts.at(-1)
  if (line.startsWith('== ')) drafts.push(begun(line.slice(3)))
  else if (line === NOT_YET && draft) draft.notYet = true
  else if (line === '' || line.startsWith('#') || !draft) return
  else if (/^\??[>*] /.test(line)) draft.lines.push(said(line))
  else {
    const [, indent = '', key = '', value = ''] = must(/^(\s*)([a-z ]+?)(?:: (.+))?$/.exec(line), 'not understood')
    if (indent) expectation(must(draft.lines.at(-1), 'nothing was said yet'), key, value, names)
    else must(Object.hasOwn(SETTINGS, key) ? SETTINGS[key] : undefined, 'no such setting')(draft, value, names)
  }
}

function begun(name: string): Draft {
  const now = momentOf('11-18', '10:00')
  return {
    name,
    notYet: false,
    who: { is: 'linked', age: 15 },
    messenger: 'kakao',
    now,
    has: [],
    lines: [],
    end: [],
    wishes: [],
    requests: 0,
    may: [],
    most: undefined,
  }
}

function said(line: string): Line {
  const [, mark, sign, words = ''] = must(/^(\?)?([>*]) (.+)$/.exec(line), 'nothing is said')
  return { said: sign === '>' ? spoken(words) : happened(words), words, ifNeeded: mark === '?', expected: [] }
}

function spoken(words: string): Said {
  const pressed = /^\[(.+)\]$/.exec(words)?.[1]
  return pressed ? { does: 'press', text: pressed } : { does: 'say', text: words }
}

function happened(words: string): Said {
  const minutes = /^wait (\d+)m$/.exec(words)?.[1]
  if (minutes) return { does: 'wait', minutes: Number(minutes) }
  const event = EVENTS.find(name => name === words)
  return { does: 'event', event: must(event, 'nothing of that kind happens') }
}

function expectation({ expected }: Line, key: string, value: string, names: ReadonlySet<string>): void {
  const check = must(
    (Object.keys(CHECKS) as CheckName[]).find(name => name === key),
    'nothing of that kind is expected',
  )
  const wanted = parts(value)
  if (CHECKS[check].of === 'programs') for (const name of wanted) known(name, names)
  expected.push({ check, wanted })
}

function parts(value: string): string[] {
  return value
    .split(';')
    .map(part => part.trim())
    .filter(part => part !== '')
}

function held(part: string, names: ReadonlySet<string>): Held {
  return names.has(part) ? { name: part, state: undefined } : stated(part, names)
}

function stated(part: string, names: ReadonlySet<string>): Held {
  const at = part.lastIndexOf(' ')
  const state = must(
    APPLICATION_STATES.find(name => name === part.slice(at + 1)),
    'no such state',
  )
  return { name: known(part.slice(0, at), names), state }
}

function known(name: string, names: ReadonlySet<string>): string {
  return must(names.has(name) ? name : undefined, `no activity “${name}”`)
}

function must<T>(value: T | null | undefined, why: string): T {
  if (value === null || value === undefined) throw new Error(why)
  return value
}
