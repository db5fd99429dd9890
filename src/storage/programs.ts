/** Programs: kept, and found by what a search asks for. */
import { EntitySchema, type EntitySchemaColumnOptions, type SelectQueryBuilder } from 'typeorm'
import { toJamo } from '../domain/jamo.js'
import { cleanTexts, type Program, type ProgramFilter } from '../domain/program.js'
import type { Cursor } from '../domain/program-order.js'
import { LONGEST_DAYS } from '../domain/program-rules.js'
import { addDays, seoulMoment } from '../platform/clock.js'
import { count, flag, id, moment, nullable, text, uuid } from './columns.js'
import { patternOf } from './pattern.js'
import { columnsOf } from './select.js'
import { prepared } from './statements.js'
import type { Tx } from './transaction.js'

/** Worked out by the database, so that its planner knows how rare a weekday or an hour is: ISO weekday and minute of the day in Seoul. */
const derived = (name: string): EntitySchemaColumnOptions => ({ type: 'smallint', name, select: false, insert: false })
type Derived = Partial<Record<'startWeekday' | 'startMinute', number>>
export type ProgramRow = Program & Derived & { searchJamo: string; demo: boolean; createdAt: Date }
export const programs = new EntitySchema<ProgramRow>({
  name: 'programs',
  columns: {
    id: id(),
    portal: text(),
    externalId: text({ name: 'external_id', ...nullable }),
    organisationId: uuid({ name: 'organisation_id', ...nullable }),
    organisationName: text({ name: 'organisation_name' }),
    title: text(),
    description: text(),
    kind: text(),
    club: flag(),
    category: text(),
    sido: text(),
    sigungu: text(nullable),
    place: text(),
    online: flag(),
    startsAt: moment('starts_at'),
    startWeekday: derived('start_weekday'),
    startMinute: derived('start_minute'),
    endsAt: moment('ends_at'),
    capacity: count(),
    seatsTaken: { type: 'integer', name: 'seats_taken', default: 0 },
    approval: text(),
    minAge: { type: 'smallint', name: 'min_age' },
    maxAge: { type: 'smallint', name: 'max_age' },
    recruitUntil: moment('recruit_until'),
    cancelUntil: moment('cancel_until'),
    preparation: text(),
    contact: text(),
    careers: { type: 'text', array: true },
    certificate: text(),
    state: text(),
    url: text(nullable),
    searchJamo: text({ name: 'search_jamo' }),
    demo: flag(),
    createdAt: moment('created_at'),
  },
})

export type NewProgram = Omit<Program, 'id' | 'seatsTaken' | 'state'> & { readonly demo?: boolean }

type Query = SelectQueryBuilder<ProgramRow>

function where(query: Query, filter: ProgramFilter, now: Date): Query {
  const { except = {} } = filter
  const rules: [unknown, string, Record<string, unknown>][] = [
    [filter.sigungu, 'p.sigungu = :sigungu', { sigungu: filter.sigungu }],
    [filter.category, 'p.category = :category', { category: filter.category }],
    [filter.career, `p.careers @> ARRAY[:career] AND ${SOME_OF_CAREER}`, { career: filter.career }],
    [filter.kind, 'p.kind = :kind', { kind: filter.kind }],
    [filter.portal, 'p.portal = :portal', { portal: filter.portal }],
    [filter.online !== undefined, 'p.online = :online', { online: filter.online }],
    [filter.to, 'p.starts_at < :to', { to: filter.to && seoulMoment(addDays(filter.to, 1)) }],
    [filter.timeFrom, 'p.start_minute >= :timeFrom', { timeFrom: minuteOf(filter.timeFrom) }],
    [filter.timeTo, 'p.start_minute < :timeTo', { timeTo: minuteOf(filter.timeTo) }],
    [filter.weekdays, 'p.start_weekday = ANY(:weekdays)', { weekdays: filter.weekdays }],
    [
      except.sido,
      `NOT (p.sido = :exceptSido ${except.sigungu ? 'AND p.sigungu IS NOT DISTINCT FROM :exceptSigungu' : ''})`,
      { exceptSido: except.sido, exceptSigungu: except.sigungu },
    ],
    [except.category, 'p.category <> :exceptCategory', { exceptCategory: except.category }],
    [
      except.from && except.to,
      'NOT (p.starts_at >= :exceptFrom AND p.starts_at < :exceptTo)',
      {
        exceptFrom: except.from && seoulMoment(except.from),
        exceptTo: except.to && seoulMoment(addDays(except.to, 1)),
      },
    ],
    [filter.organisationId, 'p.organisation_id = :organisationId', { organisationId: filter.organisationId }],
    [filter.text, 'p.search_jamo LIKE :text', { text: `%${toJamo(filter.text ?? '')}%` }],
    [isSpelled(filter.text), SPELLED, { spelled: patternOf(filter.text ?? '') }],
    [
      filter.openFor,
      "p.state = 'open' AND p.recruit_until > :now AND p.starts_at > :now AND p.seats_taken + :openFor <= p.capacity",
      { now, openFor: filter.openFor },
    ],
    // Follows from the seats, but it does not change with them: an index can know it.
    [filter.openFor, 'p.capacity >= :openFor', { openFor: filter.openFor }],
  ]
  for (const [asked, condition, variables] of rules) if (asked) query.andWhere(condition, variables)
  return query
}

/** Asked first, of the index of careers: the order of starts would be read to its end for a career that nothing belongs to. */
const SOME_OF_CAREER = `EXISTS (WITH belonging AS MATERIALIZED (SELECT FROM programs WHERE careers @> ARRAY[:career])
  SELECT FROM belonging)`

/** Letters alone are sought in the letters; signs that LIKE has a meaning for, and signs alone, in the words as they are written. */
const SPELLED = '(p.title ILIKE :spelled OR p.organisation_name ILIKE :spelled)'
function isSpelled(text = ''): boolean {
  return text !== '' && (/[%_\\]/.test(text) || toJamo(text) === '')
}

/** `HH:mm` as minutes of the day. */
function minuteOf(time = '00:00'): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

const from = (tx: Tx) => tx.getRepository(programs).createQueryBuilder('p')

export async function addProgram(tx: Tx, program: NewProgram, now: Date): Promise<Program> {
  const texts = cleanTexts(program)
  const row = {
    ...program,
    ...texts,
    seatsTaken: 0,
    state: 'open' as const,
    searchJamo: searchable({ ...program, ...texts }),
    createdAt: now,
  }
  const { identifiers } = await tx.getRepository(programs).insert({ ...row, careers: [...program.careers] })
  return tx.getRepository(programs).findOneByOrFail({ id: (identifiers[0] as { id: string }).id })
}

const COLUMNS = columnsOf(programs, 'p')
const FIND = prepared('find_program', `SELECT ${COLUMNS} FROM programs p WHERE p.id = $1`)
const FIND_ALL = prepared('find_programs', `SELECT ${COLUMNS} FROM programs p WHERE p.id = ANY ($1)`)
const LOCK = prepared('lock_program', `${FIND} FOR NO KEY UPDATE`)

export async function findProgram(tx: Tx, id: string): Promise<Program | undefined> {
  const [row]: Program[] = await tx.query(FIND, [id])
  return row
}

/** Those that are there, in the order of the ids. */
export async function findPrograms(tx: Tx, ids: readonly string[]): Promise<Program[]> {
  const found: Program[] = await tx.query(FIND_ALL, [ids])
  return found.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

/** Like `find`, holding the row until the transaction ends, so that seats are given in order. */
export async function lockProgram(tx: Tx, id: string): Promise<Program | undefined> {
  const [row]: Program[] = await tx.query(LOCK, [id])
  return row
}

/**
 * What is held at a place, and what is online from anywhere, belong together, and so do what begins on a day and what still goes on
 * then. Each is read in the order of an index of its own and put together here: with OR between them no index has the order.
 */
export async function listPrograms(
  tx: Tx,
  filter: ProgramFilter,
  after: Cursor | undefined,
  limit: number,
  now: Date,
): Promise<Program[]> {
  const day = filter.from && {
    from: seoulMoment(filter.from),
    begins: seoulMoment(addDays(filter.from, -LONGEST_DAYS)),
  }
  const read = (place: string, days: string) => {
    const query = where(from(tx).where(place, { sido: filter.sido, sidos: filter.sidos }), filter, now)
    query.andWhere(days, day || {})
    if (after) query.andWhere('(p.starts_at, p.id) > (:startsAt, :id)', after)
    return query.orderBy('p.starts_at').addOrderBy('p.id').limit(limit).getMany()
  }
  const days = day ? ['p.starts_at >= :from', STILL_ON] : ['TRUE']
  const found = await Promise.all(placesOf(filter).flatMap(place => days.map(each => read(place, each))))
  return found.flat().sort(sooner).slice(0, limit)
}

/** Few go on over midnight; migration 0045 has them in an index. */
const STILL_ON = `p.starts_at < :from AND p.starts_at > :begins AND p.ends_at > :from
  AND (p.ends_at AT TIME ZONE 'Asia/Seoul')::date > (p.starts_at AT TIME ZONE 'Asia/Seoul')::date`

/** Who names a district wants nothing from elsewhere. */
function placesOf({ sido, sidos, sigungu }: ProgramFilter): string[] {
  const here = sido ? 'p.sido = :sido' : sidos && 'p.sido = ANY(:sidos)'
  if (!here) return ['TRUE']
  return sigungu ? [here] : [here, `p.online AND NOT (${here})`]
}

function sooner(a: Program, b: Program): number {
  return a.startsAt.getTime() - b.startsAt.getTime() || (a.id < b.id ? -1 : 1)
}

export async function updateProgram(tx: Tx, id: string, changes: Partial<Omit<Program, 'id'>>): Promise<void> {
  const rows = tx.getRepository(programs)
  const changed = { ...changes, ...cleanTexts(changes) }
  const { title, organisationName } = { ...(await rows.findOneByOrFail({ id })), ...changed }
  await rows.update(id, { ...changed, searchJamo: searchable({ title, organisationName }) } as Partial<ProgramRow>)
}

/** What the words of a person are compared with. */
export function searchable({ title, organisationName }: Pick<Program, 'title' | 'organisationName'>): string {
  return `${toJamo(title)} ${toJamo(organisationName)}`
}
