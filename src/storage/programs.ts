/** Programs: kept, and read by their key. */
import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm'
import { toJamo } from '../domain/jamo.js'
import { cleanTexts, type OwnProgram, type PortalProgram, type Program } from '../domain/program.js'
import { flag, id, moment, nullable, text, uuid } from './columns.js'
import { addOrigins, ORIGINS } from './program-origins.js'
import { columnsOf } from './select.js'
import { prepared } from './statements.js'
import type { Tx } from './transaction.js'

/**
 * Worked out by the database, so that its planner knows how rare a weekday or an hour is: ISO weekday and minute of the day in Seoul;
 * whether it is longer than a week; until when it is worth listing: its start, or where it is that long its end.
 */
const derived = (type: 'smallint' | 'boolean' | 'timestamptz', name: string): EntitySchemaColumnOptions => ({
  type,
  name,
  select: false,
  insert: false,
  nullable: type === 'smallint',
})
interface Derived {
  startWeekday: number | null
  startMinute: number | null
  longRunning: boolean
  listedUntil: Date
}
export type ProgramRow = Omit<PortalProgram, 'organisationId' | 'origins'> & {
  organisationId: string | null
  /** Which of the demo's programs it is. */
  demoKey: string | null
  searchJamo: string
  demo: boolean
  createdAt: Date
} & Partial<Derived>
export const programs = new EntitySchema<ProgramRow>({
  name: 'programs',
  columns: {
    id: id(),
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
    startsAt: moment('starts_at', nullable),
    startWeekday: derived('smallint', 'start_weekday'),
    startMinute: derived('smallint', 'start_minute'),
    endsAt: moment('ends_at', nullable),
    longRunning: derived('boolean', 'long_running'),
    listedUntil: derived('timestamptz', 'listed_until'),
    capacity: { type: 'integer', ...nullable },
    seatsTaken: { type: 'integer', name: 'seats_taken', default: 0, ...nullable },
    approval: text(nullable),
    minAge: { type: 'smallint', name: 'min_age', ...nullable },
    maxAge: { type: 'smallint', name: 'max_age', ...nullable },
    recruitUntil: moment('recruit_until', nullable),
    cancelUntil: moment('cancel_until', nullable),
    preparation: text(),
    contact: text(),
    careers: { type: 'text', array: true },
    certificate: text(nullable),
    state: text(),
    moves: { type: 'integer', default: 0 },
    demoKey: text({ name: 'demo_key', ...nullable }),
    searchJamo: text({ name: 'search_jamo' }),
    demo: flag(),
    createdAt: moment('created_at'),
  },
})

/** What is selected of `p` for a program. */
export const PROGRAM = `${columnsOf(programs, 'p')}, ${ORIGINS}`

interface Demo {
  readonly demo?: boolean
}
export type NewOwnProgram = Omit<OwnProgram, 'id' | 'seatsTaken' | 'state' | 'moves'> & Demo
export type NewPortalProgram = Omit<PortalProgram, 'id' | 'state' | 'moves'> & Demo
export type NewProgram = NewOwnProgram | NewPortalProgram
export type Added<New> = New extends NewOwnProgram ? OwnProgram : PortalProgram

/** Fails at the end of the transaction where it is no organisation's and stands on no portal. */
export async function addProgram<New extends NewProgram>(
  tx: Tx,
  { origins, ...program }: New,
  now: Date,
): Promise<Added<New>> {
  const texts = cleanTexts(program)
  const row = {
    seatsTaken: 0,
    moves: 0,
    ...program,
    ...texts,
    state: 'open' as const,
    searchJamo: searchable({ ...program, ...texts }),
    createdAt: now,
  }
  const { identifiers } = await tx.getRepository(programs).insert({ ...row, careers: [...program.careers] })
  const { id } = identifiers[0] as { id: string }
  if (origins.length > 0) await addOrigins(tx, id, origins, now)
  return (await findProgram(tx, id)) as Added<New>
}

const FIND = prepared('find_program', `SELECT ${PROGRAM} FROM programs p WHERE p.id = $1`)
const FIND_ALL = prepared('find_programs', `SELECT ${PROGRAM} FROM programs p WHERE p.id = ANY ($1)`)
const FIND_OWN = prepared('find_own_program', `${FIND} AND p.organisation_id IS NOT NULL`)
const LOCK_OWN = prepared('lock_own_program', `${FIND_OWN} FOR NO KEY UPDATE`)

export async function findProgram(tx: Tx, id: string): Promise<Program | undefined> {
  const [row]: Program[] = await tx.query(FIND, [id])
  return row
}

/** Those that are there, in the order of the ids. */
export async function findPrograms(tx: Tx, ids: readonly string[]): Promise<Program[]> {
  const found: Program[] = await tx.query(FIND_ALL, [ids])
  return found.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

export async function findOwnProgram(tx: Tx, id: string): Promise<OwnProgram | undefined> {
  const [row]: OwnProgram[] = await tx.query(FIND_OWN, [id])
  return row
}

/** Holds the row until the transaction ends, so that seats are given in order. */
export async function lockOwnProgram(tx: Tx, id: string): Promise<OwnProgram | undefined> {
  const [row]: OwnProgram[] = await tx.query(LOCK_OWN, [id])
  return row
}

type Changes = Partial<Omit<OwnProgram, 'id' | 'seatsTaken' | 'origins'>>
export async function updateProgram(tx: Tx, id: string, changes: Changes): Promise<void> {
  const rows = tx.getRepository(programs)
  const changed = { ...changes, ...cleanTexts(changes) }
  const { title, organisationName } = { ...(await rows.findOneByOrFail({ id })), ...changed }
  await rows.update(id, { ...changed, searchJamo: searchable({ title, organisationName }) } as Partial<ProgramRow>)
}

/** What the words of a person are compared with. */
export function searchable({ title, organisationName }: Pick<Program, 'title' | 'organisationName'>): string {
  return `${toJamo(title)} ${toJamo(organisationName)}`
}
