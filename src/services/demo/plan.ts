/** Which demo programs there are at a moment: the sheet's rows, put on the days of the coming weeks. */

import { YOUTH_AGES } from '../../domain/person.js'
import { type OtherPortal, PORTALS } from '../../domain/portal.js'
import { DEFAULT_CANCEL_LEAD_MS } from '../../domain/program.js'
import { addDays, seoulDay, seoulMoment } from '../../platform/clock.js'
import type { DemoProgram } from '../../storage/demo.js'
import type { NewPortalProgram } from '../../storage/programs.js'
import { readSheet } from './sheet.js'

type Column =
  | 'key'
  | 'portal'
  | 'organisation'
  | 'category'
  | 'title'
  | 'sido'
  | 'sigungu'
  | 'place'
  | 'rhythm'
  | 'day'
  | 'hours'
  | 'seats'
  | 'approval'
  | 'closes'
  | 'marks'
  | 'careers'
  | 'preparation'
  | 'description'
type Row = Record<Column, string>

/** Where one applies here, `taken` seats are taken by demo volunteers; elsewhere `seatsTaken` is what the portal tells. */
export interface PlannedProgram {
  readonly program: DemoProgram
  readonly taken: number
  /** Weeks since 1970 and the row: which volunteers take its seats. */
  readonly turn: number
}

const WEEKS_AHEAD = 8
const MONDAY_OF_WEEK_0 = Date.parse('1970-01-05T00:00:00Z')
const WEEK_MS = 7 * 86_400_000
const HOUR_MS = 3_600_000

const rows = readSheet<Column>('programs')
const organisations = readSheet<'id' | 'name' | 'contact'>('organisations')

/**
 * Pure. What one can still apply for at `now` from the sheet: this week and the eight that follow, and what tells no days. The same row in
 * the same week has the same key whenever it is asked, so that adding what is missing never doubles anything.
 *
 * 경기도 수원시 has at least six open programs with many free seats at every weekend; on a Sunday until 14:30, then fewer, the last one
 * until 20:45.
 */
export function planDemo(now: Date): PlannedProgram[] {
  const today = seoulDay(now)
  const thisWeek = Math.floor((Date.parse(today) - MONDAY_OF_WEEK_0) / WEEK_MS)
  const weeks = Array.from({ length: WEEKS_AHEAD + 1 }, (_, ahead) => thisWeek + ahead)
  const undated = rows.flatMap((row, index) => (row.rhythm ? [] : [plan(row, 0, index)]))
  return weeks
    .flatMap(week => rows.flatMap((row, index) => (recurs(row, week) ? [plan(row, week, index)] : [])))
    .filter(({ program: { recruitUntil } }) => recruitUntil && recruitUntil > now)
    .concat(undated)
}

/** `4:2`: each fourth week, the third of four. */
function recurs({ rhythm }: Row, week: number): boolean {
  const [period = 1, offset = 0] = rhythm.split(':').map(Number)
  return rhythm !== '' && week % period === offset
}

function plan(row: Row, week: number, index: number): PlannedProgram {
  const monday = seoulDay(new Date(MONDAY_OF_WEEK_0 + week * WEEK_MS))
  const [taken = 0, capacity = 0] = row.seats.split('/').map(Number)
  const turn = week + index
  if (row.portal === 'own') return { taken, turn, program: own(row, monday, capacity) }
  // Beyond the numbers that the portals use.
  const externalId = `9${week || ''}${row.key.slice(-2)}`
  const seats = row.rhythm ? { capacity, seatsTaken: taken } : { capacity: null, seatsTaken: null }
  return { taken: 0, turn, program: elsewhere(row, monday, externalId, seats) }
}

function own(row: Row, monday: string, capacity: number): DemoProgram {
  const { id, contact } = organisations.find(({ name }) => name === row.organisation)!
  const { startsAt, endsAt, recruitUntil } = times(row, monday)
  return {
    ...about(row),
    organisationId: id,
    contact,
    origins: [],
    demoKey: `demo-${row.key}-${monday}`,
    startsAt,
    endsAt,
    recruitUntil,
    capacity,
    seatsTaken: 0,
    maxAge: YOUTH_AGES.max,
    cancelUntil: new Date(startsAt.getTime() - DEFAULT_CANCEL_LEAD_MS),
    minAge: Number(
      marksOf(row)
        .find(mark => mark.startsWith('min'))
        ?.slice(3) ?? YOUTH_AGES.min,
    ),
    approval: row.approval as 'automatic' | 'manual',
    certificate: 'automatic',
  }
}

type Seats = Pick<NewPortalProgram, 'capacity' | 'seatsTaken'>

/** Portals tell no ages, no deadline for cancelling, and nothing of how they approve; VMS no days and seats either. */
function elsewhere(row: Row, monday: string, externalId: string, seats: Seats): DemoProgram {
  const portal = row.portal as OtherPortal
  const known = row.rhythm ? times(row, monday) : { startsAt: null, endsAt: null, recruitUntil: null }
  return {
    ...about(row),
    ...known,
    ...seats,
    organisationId: null,
    contact: '',
    demoKey: `${portal}-${externalId}`,
    origins: [{ portal, externalId, url: PORTALS[portal].page(externalId) }],
    cancelUntil: null,
    minAge: null,
    maxAge: null,
    approval: null,
    certificate: null,
  }
}

function about(row: Row) {
  const marks = marksOf(row)
  return {
    organisationName: row.organisation,
    title: row.title,
    description: row.description,
    kind: marks.includes('talent') ? ('talent' as const) : ('regular' as const),
    club: marks.includes('club'),
    category: row.category,
    sido: row.sido,
    sigungu: row.sigungu || null,
    place: row.place,
    online: marks.includes('online'),
    preparation: row.preparation,
    careers: row.careers ? row.careers.split(',') : [],
  }
}

function marksOf({ marks }: Row): string[] {
  return marks.split(',')
}

function times({ day, hours, closes }: Row, monday: string) {
  const date = addDays(monday, Number(day) - 1)
  const [from, to] = hours.split('-')
  const startsAt = seoulMoment(date, from)
  const recruitUntil = new Date(startsAt.getTime() - Number(closes) * HOUR_MS)
  return { startsAt, endsAt: seoulMoment(date, to), recruitUntil }
}
