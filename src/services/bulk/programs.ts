/** Generated programs: most of them ahead, some over, a few online, on another portal, called off, or longer than a day. */
import { randomUUID } from 'node:crypto'
import { toJamo } from '../../domain/jamo.js'
import { PORTALS } from '../../domain/portal.js'
import { addDays, seoulDay, seoulMoment } from '../../platform/clock.js'
import type { BulkRow } from '../../storage/bulk.js'
import { type Chance, createChance } from './chance.js'
import { readWordLists } from './sheets.js'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
const DAYS_AHEAD = 60
export const ORGANISATION = '손모아 시험 기관'

export interface MadeProgram {
  readonly id: string
  readonly title: string
  readonly portal: 'own' | '1365'
  readonly startsAt: Date
  readonly minutes: number
  readonly cancelled: boolean
  seatsLeft: number
}

type Columns = readonly (readonly [name: string, value: (program: Draft) => BulkRow[number]])[]
interface Draft extends Omit<MadeProgram, 'seatsLeft'> {
  readonly n: number
  readonly pattern: Pattern
  readonly online: boolean
  readonly capacity: number
  readonly about: string
  readonly createdAt: Date
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
  ['portal', ({ portal }) => portal],
  ['external_id', ({ id, portal }) => (portal === 'own' ? null : `seed-${id}`)],
  ['url', ({ id, portal }) => PORTALS[portal].page(`seed-${id}`)],
  ['organisation_name', () => ORGANISATION],
  ['title', ({ title }) => title],
  ['description', ({ about }) => about],
  ['kind', ({ n }) => (n % 13 === 0 ? 'talent' : 'regular')],
  ['category', ({ pattern }) => pattern.category],
  ['sido', ({ pattern }) => pattern.sido],
  ['sigungu', ({ pattern }) => pattern.sigungu],
  ['place', ({ pattern, online }) => (online ? '온라인' : `${pattern.title} 모이는 곳`)],
  ['online', ({ online }) => online],
  ['starts_at', ({ startsAt }) => startsAt],
  ['ends_at', ({ startsAt, minutes }) => new Date(startsAt.getTime() + minutes * 60_000)],
  ['capacity', ({ capacity }) => capacity],
  ['approval', ({ n }) => (n % 3 === 0 ? 'manual' : 'automatic')],
  ['min_age', () => 9],
  ['max_age', () => 24],
  ['recruit_until', ({ startsAt }) => new Date(startsAt.getTime() - HOUR_MS)],
  ['cancel_until', ({ startsAt }) => new Date(startsAt.getTime() - DAY_MS)],
  ['careers', ({ n, pattern }) => (n % 4 === 0 && pattern.career ? `{${pattern.career}}` : '{}')],
  ['certificate', () => 'automatic'],
  ['state', ({ cancelled }) => (cancelled ? 'cancelled' : 'open')],
  ['search_jamo', ({ n, pattern }) => `${pattern.jamo}${n} ${ORGANISATION_JAMO}`],
  ['demo', () => true],
  ['created_at', ({ createdAt }) => createdAt],
]
export const PROGRAM_COLUMNS = COLUMNS.map(([name]) => name)
const ORGANISATION_JAMO = toJamo(ORGANISATION)

/** When activities begin, in hours; most on weekend days. */
const HOURS = [9, 9, 10, 10, 10, 11, 13, 13, 14, 14, 14, 15, 16, 17, 18, 19]
const WEEKEND_WEIGHT = 5

/** `onProgram` is told of each. */
export function* makePrograms(most: number, now: Date, onProgram: (program: MadeProgram) => void): Generator<BulkRow> {
  const chance = createChance(most)
  const drafts = createDrafts(chance, now)
  for (let n = 1; n <= most; n++) {
    const draft = drafts(n)
    const { id, title, portal, startsAt, minutes, cancelled } = draft
    onProgram({ id, title, portal, startsAt, minutes, cancelled, seatsLeft: draft.capacity })
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
      portal: n % 6 === 0 ? '1365' : 'own',
      online: n % 29 === 0,
      // One in about a hundred goes on for days.
      minutes: n % 97 === 0 ? 1440 * (1 + chance.below(5)) : 60 * (1 + chance.below(4)),
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
