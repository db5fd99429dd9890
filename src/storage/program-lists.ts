/** Programs that a search asks for, listed part by part. */
import type { SelectQueryBuilder } from 'typeorm'
import { toJamo } from '../domain/jamo.js'
import type { Program, ProgramFilter } from '../domain/program.js'
import { type Cursor, cursorOf, PARTS, type Part } from '../domain/program-order.js'
import { LONGEST_DAYS } from '../domain/program-rules.js'
import { addDays, seoulMoment } from '../platform/clock.js'
import { patternOf } from './pattern.js'
import { PROGRAM, type ProgramRow, programs } from './programs.js'
import type { Tx } from './transaction.js'

/** Up to `limit` of what the filter allows, behind `after`. A part is read only when those before it did not fill the page. */
export async function listPrograms(
  tx: Tx,
  filter: ProgramFilter,
  after: Cursor | undefined,
  limit: number,
  now: Date,
): Promise<Program[]> {
  const found: Program[] = []
  for (const part of PARTS.slice(after ? PARTS.indexOf(after.part) : 0)) {
    if (!mayHold(part, filter)) continue
    const behind = after?.part === part ? after : undefined
    found.push(...(await readPart(tx, { part, filter, behind, limit: limit - found.length, now })))
    if (found.length === limit) break
  }
  return found
}

/** What goes on for weeks tells no weekdays; what has no days is not known to be on those asked for. */
function mayHold(part: Part, filter: ProgramFilter): boolean {
  const { from, to, timeFrom, timeTo, endsBy, length, weekdays, except } = filter
  const asksWhen = from || to || timeFrom || timeTo || endsBy || length || weekdays || except?.from
  if (part === 'undated') return !asksWhen
  return part === 'dated' || !(weekdays || length || endsBy)
}

interface Reading {
  readonly part: Part
  readonly filter: ProgramFilter
  readonly behind: Cursor | undefined
  readonly limit: number
  readonly now: Date
}

/**
 * What is held at a place, and what is online from anywhere, belong together, and so do what begins on a day and what still goes on
 * then. Each is read in the order of an index of its own and put together here: with OR between them no index has the order.
 */
async function readPart(tx: Tx, { part, filter, behind, limit, now }: Reading): Promise<Program[]> {
  const { holds, open, on, order, beyond } = READ[part]
  const day = filter.from && {
    from: seoulMoment(filter.from),
    begins: seoulMoment(addDays(filter.from, -LONGEST_DAYS)),
  }
  const read = (place: Place, days: string): Promise<Program[]> => {
    const query = tx.createQueryBuilder(programs, 'p').select(PROGRAM)
    query
      .where(place.holds, place.variables)
      .andWhere(holds)
      .andWhere(days, day || {})
    if (filter.openFor) query.andWhere(open, { now })
    if (filter.career && part === 'dated') query.andWhere(SOME_OF_CAREER)
    if (behind) query.andWhere(beyond, behind)
    for (const column of order) query.addOrderBy(column)
    return where(query, filter, now).limit(limit).getRawMany()
  }
  const days = day ? on : ['TRUE']
  const found = await Promise.all(placesOf(filter).flatMap(place => days.map(each => read(place, each))))
  return found.flat().sort(inOrder).slice(0, limit)
}

/** Few go on over midnight; migration 0045 has them in an index. */
const STILL_ON = `p.starts_at < :from AND p.starts_at > :begins AND p.ends_at > :from
  AND (p.ends_at AT TIME ZONE 'Asia/Seoul')::date > (p.starts_at AT TIME ZONE 'Asia/Seoul')::date`

/** Of each part what it `holds`, what of it is still `open`, what is `on` a day, and its order; migration 0046 has an index for each. */
const READ = {
  dated: {
    holds: 'p.starts_at IS NOT NULL AND NOT p.long_running',
    open: 'p.starts_at > :now',
    on: ['p.starts_at >= :from', STILL_ON],
    order: ['p.starts_at', 'p.id'],
    beyond: '(p.starts_at, p.id) > (:at, :id)',
  },
  long: {
    holds: 'p.long_running',
    open: 'p.ends_at > :now',
    on: ['p.ends_at > :from'],
    order: ['p.ends_at', 'p.id'],
    beyond: '(p.ends_at, p.id) > (:at, :id)',
  },
  undated: { holds: 'p.starts_at IS NULL', open: 'TRUE', on: [], order: ['p.id'], beyond: 'p.id > :id' },
} as const satisfies Record<Part, Record<string, string | readonly string[]>>

/** Who names a district wants nothing from elsewhere. */
function placesOf({ sido, sidos, sigungu, places }: ProgramFilter): Place[] {
  if (places) return severalOf(places)
  const here = sido ? 'p.sido = :sido' : sidos && 'p.sido = ANY(:sidos)'
  const variables = { sido, sidos, sigungu }
  if (!here) return [{ holds: 'TRUE', variables }]
  if (sigungu) return [{ holds: `${here} AND p.sigungu = :sigungu`, variables }]
  return [
    { holds: here, variables },
    { holds: `p.online AND NOT (${here})`, variables },
  ]
}

interface Place {
  readonly holds: string
  readonly variables: object
}

/** Each place by its own index; what is online from elsewhere only where a whole 시도 is asked for. */
function severalOf(places: NonNullable<ProgramFilter['places']>): Place[] {
  const here = places.map(({ sido, sigungu }) => ({
    holds: sigungu ? 'p.sido = :sido AND p.sigungu = :sigungu' : 'p.sido = :sido',
    variables: { sido, sigungu },
  }))
  const whole = places.filter(({ sigungu }) => !sigungu).map(({ sido }) => sido)
  const elsewhere = { holds: 'p.online AND p.sido <> ALL(:whole)', variables: { whole } }
  return whole.length > 0 ? [...here, elsewhere] : here
}

function inOrder(one: Program, other: Program): number {
  const place = (program: Program) => {
    const { at, id } = cursorOf(program)
    return `${at} ${id}`
  }
  return place(one) < place(other) ? -1 : 1
}

function where(
  query: SelectQueryBuilder<ProgramRow>,
  filter: ProgramFilter,
  now: Date,
): SelectQueryBuilder<ProgramRow> {
  const { except = {}, openFor } = filter
  const rules: [unknown, string, Record<string, unknown>][] = [
    [filter.category, 'p.category = :category', { category: filter.category }],
    [filter.career, 'p.careers @> ARRAY[:career]', { career: filter.career }],
    [filter.kind, 'p.kind = :kind', { kind: filter.kind }],
    [filter.portal === 'own', 'p.organisation_id IS NOT NULL', {}],
    [filter.portal && filter.portal !== 'own', STANDS_ON, { portal: filter.portal }],
    [filter.online !== undefined, 'p.online = :online', { online: filter.online }],
    [filter.to, 'p.starts_at < :to', { to: filter.to && seoulMoment(addDays(filter.to, 1)) }],
    [filter.timeFrom, 'p.start_minute >= :timeFrom', { timeFrom: minuteOf(filter.timeFrom) }],
    [filter.timeTo, 'p.start_minute < :timeTo', { timeTo: minuteOf(filter.timeTo) }],
    [filter.endsBy, ENDS_BY, { endsBy: filter.endsBy }],
    [filter.length, 'p.ends_at - p.starts_at BETWEEN :least AND :most', spansOf(filter.length)],
    [filter.weekdays, 'p.start_weekday = ANY(:weekdays)', { weekdays: filter.weekdays }],
    [
      except.sido,
      `NOT (p.sido = :exceptSido ${except.sigungu ? 'AND p.sigungu IS NOT DISTINCT FROM :exceptSigungu' : ''})`,
      { exceptSido: except.sido, exceptSigungu: except.sigungu },
    ],
    [except.category, 'p.category <> :exceptCategory', { exceptCategory: except.category }],
    [
      except.from && except.to,
      '(p.long_running OR NOT (p.starts_at >= :exceptFrom AND p.starts_at < :exceptTo))',
      {
        exceptFrom: except.from && seoulMoment(except.from),
        exceptTo: except.to && seoulMoment(addDays(except.to, 1)),
      },
    ],
    [filter.age, '(:age BETWEEN p.min_age AND p.max_age) IS NOT FALSE', { age: filter.age }],
    [filter.organisationId, 'p.organisation_id = :organisationId', { organisationId: filter.organisationId }],
    [filter.text, 'p.search_jamo LIKE :text', { text: `%${toJamo(filter.text ?? '')}%` }],
    [isSpelled(filter.text), SPELLED, { spelled: patternOf(filter.text ?? '') }],
    [openFor, "p.state = 'open' AND (p.recruit_until > :now) IS NOT FALSE", { now }],
    // Who goes alone finds a place where nobody told of any; for several they have to be there.
    [openFor === 1, '(p.seats_taken < p.capacity) IS NOT FALSE', {}],
    // The second follows from the first, but it does not change with the seats taken: an index can know it.
    [openFor && openFor > 1, 'p.seats_taken + :openFor <= p.capacity AND p.capacity >= :openFor', { openFor }],
  ]
  for (const [asked, condition, variables] of rules) if (asked) query.andWhere(condition, variables)
  return query
}

const ENDS_BY = `p.ends_at <= ((p.starts_at AT TIME ZONE 'Asia/Seoul')::date + CAST(:endsBy AS interval)) AT TIME ZONE 'Asia/Seoul'`

function spansOf({ least, most }: NonNullable<ProgramFilter['length']> = { least: 0, most: 0 }) {
  return { least: `${least} minutes`, most: `${most} minutes` }
}

const STANDS_ON = 'EXISTS (SELECT FROM program_origins s WHERE s.program_id = p.id AND s.portal = :portal)'

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
