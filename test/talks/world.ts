/** The activities that talks are about: a table that is read beside them, and what of it is named in a text. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { PORTAL_NAMES } from '../../src/domain/portal.js'
import type { Program } from '../../src/domain/program.js'
import { seoulDay, seoulMoment } from '../../src/platform/clock.js'
import type { NewProgram } from '../../src/storage/programs.js'
import { ORGANISATION_ID } from '../support/programs.js'
import type { TestTalk } from '../support/talk.js'

/** An activity of the table; `taken` seats are other people's. */
export type Planned = NewProgram & { readonly taken: number }

const YEAR = '2026'
/** Before any talk begins: there applications are made that people come with. */
export const BEFORE = seoulMoment('2026-11-10', '10:00')
const DAY_MS = 24 * 60 * 60 * 1000

const moment = z
  .string()
  .regex(/^\d\d-\d\d \d\d:\d\d$/)
  .transform(text => momentOf(text.slice(0, 5), text.slice(6)))
const range = (sign: string) => z.string().transform(text => text.split(sign).map(Number) as [number, number])

const row = z.object({
  title: z.string().min(1),
  when: z.string().min(1),
  sido: z.string(),
  sigungu: z.string(),
  place: z.string(),
  category: z.string(),
  seats: range('/'),
  approval: z.enum(['automatic', 'manual']),
  ages: range('-'),
  'cancel until': z.union([z.literal(''), moment]),
  portal: z.enum(PORTAL_NAMES),
  organisation: z.string(),
  contact: z.string(),
  preparation: z.string(),
  description: z.string(),
})

/** The activities of a table, one for each day. Throws when a line of it cannot be read. */
export function readWorld(path: string): readonly Planned[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line.trim() && !line.startsWith('#'))
  const [names = [], ...rows] = lines.map(line => line.split('\t'))
  return rows.flatMap(cells => {
    const given = row.parse(Object.fromEntries(names.map((name, at) => [name, cells[at]])))
    return given.when.split('; ').map((when, at) => plan(given, when, at))
  })
}

function plan(given: z.infer<typeof row>, when: string, at: number): Planned {
  const [day = '', hours = ''] = when.split(' ')
  const [from = '', to = ''] = hours.split('-')
  const startsAt = momentOf(day, from)
  const { portal } = given
  const planned = {
    organisationName: given.organisation,
    title: given.title,
    description: given.description,
    kind: 'regular' as const,
    club: false,
    category: given.category,
    sido: given.sido,
    sigungu: given.sigungu,
    place: given.place,
    online: given.category === '온라인자원봉사',
    startsAt,
    endsAt: momentOf(day, to),
    taken: given.seats[0],
    capacity: given.seats[1],
    approval: given.approval,
    minAge: given.ages[0],
    maxAge: given.ages[1],
    recruitUntil: new Date(startsAt.getTime() - 60 * 60 * 1000),
    cancelUntil: given['cancel until'] || new Date(startsAt.getTime() - DAY_MS),
    preparation: given.preparation,
    contact: given.contact,
    careers: [],
    certificate: 'automatic' as const,
    seatsTaken: 0,
  }
  if (portal === 'own') return { ...planned, organisationId: ORGANISATION_ID, origins: [] }
  const externalId = encodeURIComponent(`${given.title} ${at}`)
  return { ...planned, organisationId: null, origins: [{ portal, externalId, url: null }] }
}

/** `day` is `MM-DD`. */
export function momentOf(day: string, time: string): Date {
  return seoulMoment(`${YEAR}-${day}`, time)
}

/** Puts the activities where people can find them, and others onto the seats that are taken. */
export async function build(talk: TestTalk, world: readonly Planned[]): Promise<readonly Program[]> {
  const programs: Program[] = []
  for (const { taken, ...planned } of world) {
    const program = await (planned.organisationId === null ? talk.portalProgram(planned) : talk.program(planned))
    programs.push(program)
    talk.clock.set(BEFORE)
    for (let seat = 0; seat < taken; seat++) {
      const other = await talk.volunteer(`on seat ${seat} of ${program.id}`)
      await talk.services.transactions.run(tx => talk.services.applications.apply(tx, other, program.id))
    }
  }
  return programs
}

/** What a talk calls an activity: its title, with ` @MM-DD` where there are several of it. */
export function nameOf(program: Pick<Program, 'title' | 'startsAt'>, world: readonly Pick<Program, 'title'>[]): string {
  const several = world.filter(({ title }) => title === program.title).length > 1
  return several ? `${program.title} @${dayOf(program)}` : program.title
}

function dayOf({ startsAt }: Pick<Program, 'startsAt'>): string {
  return startsAt ? seoulDay(startsAt).slice(5) : ''
}
