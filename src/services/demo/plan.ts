/** Which demo programs there are at a moment: the sheet's rows, put on the days of the coming weeks. */

import { YOUTH_AGES } from '../../domain/person.js'
import { PORTALS, type PortalName } from '../../domain/portal.js'
import { DEFAULT_CANCEL_LEAD_MS } from '../../domain/program.js'
import { addDays, seoulDay, seoulMoment } from '../../platform/clock.js'
import type { DemoProgram } from '../../storage/demo.js'
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

export const WEEKS_AHEAD = 8
const MONDAY_OF_WEEK_0 = Date.parse('1970-01-05T00:00:00Z')
const WEEK_MS = 7 * 86_400_000
const HOUR_MS = 3_600_000

const rows = readSheet<Column>('programs')
const organisations = readSheet<'id' | 'name' | 'contact'>('organisations')

/**
 * Pure. What one can still apply for at `now` from the sheet: this week and the eight that follow. The same row in the same week has
 * the same portal and external id whenever it is asked, so that adding what is missing never doubles anything.
 *
 * 경기도 수원시 has at least six open programs with many free seats at every weekend; on a Sunday until 14:30, then fewer, the last one
 * until 20:45.
 */
export function planDemo(now: Date): PlannedProgram[] {
  const today = seoulDay(now)
  const thisWeek = Math.floor((Date.parse(today) - MONDAY_OF_WEEK_0) / WEEK_MS)
  const weeks = Array.from({ length: WEEKS_AHEAD + 1 }, (_, ahead) => thisWeek + ahead)
  return weeks
    .flatMap(week => rows.flatMap((row, index) => (recurs(row, week) ? [plan(row, week, index)] : [])))
    .filter(({ program }) => program.recruitUntil > now)
}

/** `4:2`: each fourth week, the third of four. */
function recurs({ rhythm }: Row, week: number): boolean {
  const [period = 1, offset = 0] = rhythm.split(':').map(Number)
  return week % period === offset
}

function plan(row: Row, week: number, index: number): PlannedProgram {
  const monday = seoulDay(new Date(MONDAY_OF_WEEK_0 + week * WEEK_MS))
  const day = addDays(monday, Number(row.day) - 1)
  const [from, to] = row.hours.split('-')
  const startsAt = seoulMoment(day, from)
  const [taken = 0, capacity = 0] = row.seats.split('/').map(Number)
  const marks = row.marks.split(',')
  const portal = row.portal as PortalName
  const { can } = PORTALS[portal]
  return {
    taken: can.apply ? taken : 0,
    turn: week + index,
    program: {
      portal,
      ...identity(row, portal, week, monday),
      title: row.title,
      description: row.description,
      kind: marks.includes('talent') ? 'talent' : 'regular',
      club: marks.includes('club'),
      category: row.category,
      sido: row.sido,
      sigungu: row.sigungu || null,
      place: row.place,
      online: marks.includes('online'),
      startsAt,
      endsAt: seoulMoment(day, to),
      capacity,
      seatsTaken: can.apply ? 0 : taken,
      approval: row.approval as DemoProgram['approval'],
      minAge: Number(marks.find(mark => mark.startsWith('min'))?.slice(3) ?? YOUTH_AGES.min),
      maxAge: YOUTH_AGES.max,
      recruitUntil: new Date(startsAt.getTime() - Number(row.closes) * HOUR_MS),
      cancelUntil: new Date(startsAt.getTime() - DEFAULT_CANCEL_LEAD_MS),
      preparation: row.preparation,
      careers: row.careers ? row.careers.split(',') : [],
      certificate: 'automatic',
    },
  }
}

function identity({ key, organisation }: Row, portal: PortalName, week: number, monday: string) {
  if (portal === 'own') {
    const { id, contact } = organisations.find(({ name }) => name === organisation)!
    const externalId = `demo-${key}-${monday}`
    return { externalId, organisationId: id, organisationName: organisation, contact, url: null }
  }
  // Beyond the numbers that the portals use.
  const externalId = `9${week}${key.slice(-2)}`
  const url = PORTALS[portal].page(externalId)
  return { externalId, organisationId: null, organisationName: organisation, contact: '', url }
}
