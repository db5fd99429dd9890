/** Generated programs: most of them ahead, some over, a few online, on other portals, called off, longer than a day or without days. */
import { randomUUID } from 'node:crypto'
import { toJamo } from '../../domain/jamo.js'
import { PORTALS, type PortalName } from '../../domain/portal.js'
import { LONGEST_DAYS } from '../../domain/program-rules.js'
import { addDays, seoulDay, seoulMoment } from '../../platform/clock.js'
import type { BulkRow } from '../../storage/bulk.js'
import { type Chance, createChance } from './chance.js'
import { readWordLists } from './sheets.js'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
const DAYS_AHEAD = 60
const LONGEST_MINUTES = LONGEST_DAYS * 24 * 60
/** Whose those are that are ours; nobody has a key of it. */
export const ORGANISATION = { id: 'de300000-0000-4000-8000-0000000000ff', name: '손모아 시험 기관' }

export interface MadeProgram {
  readonly id: string
  readonly title: string
  readonly portal: PortalName
  readonly startsAt: Date
  readonly minutes: number
  readonly cancelled: boolean
  readonly createdAt: Date
  seatsLeft: number
}

type Columns = readonly (readonly [name: string, value: Value])[]
interface Draft extends Omit<MadeProgram, 'seatsLeft'> {
  readonly n: number
  readonly pattern: Pattern
  readonly online: boolean
  readonly capacity: number
  readonly about: string
}
interface Pattern {
  readonly sido: string
  readonly sigungu: string | null
  readonly category: string
  readonly career: string
  readonly title: string
  readonly jamo: string
}

const COLUMNS: Columns = [
  ['id', ({ id }) => id],
  ['organisation_id', ours(() => ORGANISATION.id)],
  ['organisation_name', () => ORGANISATION.name],
  ['title', ({ title }) => title],
  ['description', ({ about }) => about],
  ['kind', ({ n }) => (n % 13 === 0 ? 'talent' : 'regular')],
  ['category', ({ pattern }) => pattern.category],
  ['sido', ({ pattern }) => pattern.sido],
  ['sigungu', ({ pattern }) => pattern.sigungu],
  ['place', ({ pattern, online }) => (online ? '온라인' : `${pattern.title} 모이는 곳`)],
  ['online', ({ online }) => online],
  ['starts_at', dated(({ startsAt }) => startsAt)],
  ['ends_at', dated(({ startsAt, minutes }) => new Date(startsAt.getTime() + minutes * 60_000))],
  ['capacity', dated(({ capacity }) => capacity)],
  ['seats_taken', dated(() => 0)],
  ['approval', ours(({ n }) => (n % 3 === 0 ? 'manual' : 'automatic'))],
  ['min_age', ours(() => 9)],
  ['max_age', ours(() => 24)],
  ['recruit_until', dated(lastCallOf)],
  ['cancel_until', ours(({ startsAt }) => new Date(startsAt.getTime() - DAY_MS))],
  ['careers', ({ n, pattern }) => (n % 4 === 0 && pattern.career ? `{${pattern.career}}` : '{}')],
  ['certificate', ours(() => 'automatic')],
  ['state', ({ cancelled }) => (cancelled ? 'cancelled' : 'open')],
  ['search_jamo', ({ n, pattern }) => `${pattern.jamo}${n} ${ORGANISATION_JAMO}`],
  ['demo', () => true],
  ['created_at', ({ createdAt }) => createdAt],
]
export const PROGRAM_COLUMNS = COLUMNS.map(([name]) => name)
export const ORIGIN_COLUMNS = ['program_id', 'portal', 'external_id', 'url', 'fetched_at']
const ORGANISATION_JAMO = toJamo(ORGANISATION.name)

/** Where one of another portal stands. */
export function originOf({ id, portal, createdAt }: MadeProgram): BulkRow {
  return [id, portal, `seed-${id}`, PORTALS[portal].page(`seed-${id}`), createdAt]
}

type Value = (program: Draft) => BulkRow[number]
/** Only our own organisations tell it. */
function ours(value: Value): Value {
  return program => (program.portal === 'own' ? value(program) : null)
}
/** VMS does not tell it. */
function dated(value: Value): Value {
  return program => (program.portal === 'vms' ? null : value(program))
}
/** What goes on for months recruits until shortly before its end. */
function lastCallOf({ startsAt, minutes }: Draft): Date {
  return new Date(startsAt.getTime() + (minutes > LONGEST_MINUTES ? (minutes - LONGEST_MINUTES) * 60_000 : -HOUR_MS))
}

/** When activities begin, in hours; most on weekend days. */
const HOURS = [9, 9, 10, 10, 10, 11, 13, 13, 14, 14, 14, 15, 16, 17, 18, 19]
const WEEKEND_WEIGHT = 5

/** `onProgram` is told of each. */
export function* makePrograms(most: number, now: Date, onProgram: (program: MadeProgram) => void): Generator<BulkRow> {
  const chance = createChance(most)
  const drafts = createDrafts(chance, now)
  for (let n = 1; n <= most; n++) {
    const draft = drafts(n)
    const { id, title, portal, startsAt, minutes, cancelled, createdAt } = draft
    onProgram({ id, title, portal, startsAt, minutes, cancelled, createdAt, seatsLeft: draft.capacity })
    yield COLUMNS.map(([, value]) => value(draft))
  }
}

function createDrafts(chance: Chance, now: Date): (n: number) => Draft {
  const patterns = makePatterns()
  const abouts = readWordLists().about.map(([about = '']) => about)
  const [ahead, past] = [daysFrom(now, 1), daysFrom(now, -DAYS_AHEAD)]
  return n => {
    const pattern = patterns[n % patterns.length]!
    const startsAt = new Date(
      chance.pick(n % 11 === 0 ? past : ahead) + chance.pick(HOURS) * HOUR_MS + 30 * 60_000 * chance.below(2),
    )
    return {
      n,
      id: randomUUID(),
      pattern,
      title: `${pattern.title} ${n}`,
      startsAt,
      cancelled: n % 23 === 0,
      portal: n % 30 === 0 ? 'vms' : n % 6 === 0 ? '1365' : 'own',
      online: n % 29 === 0,
      // On another portal one in four goes on for weeks, of all one in about a hundred for days.
      minutes:
        60 *
        (n % 24 === 0 ? 24 * (10 + chance.below(90)) : n % 97 === 0 ? 24 * (1 + chance.below(5)) : 1 + chance.below(4)),
      capacity: n % 500 === 0 ? 100 : 5 + (n % 26),
      about: chance.pick(abouts),
      createdAt: new Date(Math.min(now.getTime(), startsAt.getTime()) - 30 * DAY_MS),
    }
  }
}

/** The midnights of sixty days, those of weekends more often. */
function daysFrom(now: Date, first: number): number[] {
  return Array.from({ length: DAYS_AHEAD }, (_, place) => {
    const day = addDays(seoulDay(now), first + place)
    const isWeekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
    return Array.from({ length: isWeekend ? WEEKEND_WEIGHT : 1 }, () => seoulMoment(day).getTime())
  }).flat()
}

function makePatterns(): Pattern[] {
  const { place: places, thing: things } = readWordLists()
  return places.flatMap(([place = '', sido = '']) =>
    things.map(([thing = '', category = '', career = '']) => {
      const title = `${place} ${thing}`
      return { sido, sigungu: place === '세종' ? null : place, category, career, title, jamo: toJamo(title) }
    }),
  )
}
