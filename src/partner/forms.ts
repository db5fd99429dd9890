/** The JSON forms of the partner API, in and out. The OpenAPI document is made of the same schemas. */
import { z } from 'zod'
import { APPLICATION_STATES } from '../domain/application.js'
import { CATEGORIES } from '../domain/category.js'
import { YOUTH_AGES } from '../domain/person.js'
import { PORTALS } from '../domain/program.js'
import { seoulIso } from '../platform/clock.js'
import type { CountedProgram, ListedApplication, ProgramChanges, ProgramDraft } from '../services/organising.js'

const words = (most: number) => z.string().trim().min(1).max(most)
const notes = (most: number) => z.string().trim().max(most)
const age = z.int().min(0).max(120)
/** ISO 8601 with Z or an offset. */
const iso = z.iso.datetime({ offset: true })
const moment = iso.transform(text => new Date(text))

const fields = {
  title: words(200),
  description: notes(5000),
  kind: z.enum(['regular', 'talent']),
  club: z.boolean(),
  category: z.enum(CATEGORIES),
  region: z.object({ sido: words(20), sigungu: words(20).optional() }),
  place: words(200),
  online: z.boolean(),
  startsAt: moment,
  endsAt: moment,
  capacity: z.int().min(1).max(100_000),
  approval: z.enum(['automatic', 'manual']),
  minAge: age,
  maxAge: age,
  recruitUntil: moment,
  cancelUntil: moment,
  preparation: notes(500),
  contact: notes(200),
  careers: z.array(words(50)).max(20),
  certificate: z.enum(['automatic', 'manual']),
}

export const newProgramForm = z
  .object({
    ...fields,
    description: fields.description.default(''),
    club: fields.club.default(false),
    online: fields.online.default(false),
    minAge: age.default(YOUTH_AGES.min),
    maxAge: age.default(YOUTH_AGES.max),
    recruitUntil: moment.exactOptional(),
    cancelUntil: moment.exactOptional(),
    preparation: fields.preparation.default(''),
    contact: fields.contact.default(''),
    careers: fields.careers.default([]),
    certificate: fields.certificate.default('manual'),
  })
  .describe('Recruiting ends at startsAt and cancelling 24 hours before, unless named.')

export const programChangesForm = z
  .object(fields)
  .partial()
  .describe('Only what is named changes; deadlines not named move with startsAt.')

export const programForm = z.object({
  id: z.uuid(),
  portal: z.enum(PORTALS),
  organisation: z.string(),
  state: z.enum(['open', 'cancelled']),
  ...fields,
  category: z.string(),
  startsAt: iso,
  endsAt: iso,
  recruitUntil: iso,
  cancelUntil: iso,
  seatsTaken: z.int(),
  waiting: z.int(),
  url: z.string().optional().describe("The portal's own page, of external programs."),
})

export const applicationForm = z.object({
  id: z.uuid(),
  state: z.enum(APPLICATION_STATES),
  people: z.int(),
  waitingNumber: z.int().optional().describe('Place in the queue, from 1.'),
  appliedAt: iso,
  volunteer: z.object({ id: z.uuid(), name: z.string().describe('Masked: 홍*동.') }),
  record: z.object({ id: z.uuid(), minutes: z.int(), state: z.enum(['entered', 'approved']) }).optional(),
})

export const decisionForm = z.object({ reason: notes(500).optional() })

export const programQuery = z.object({
  q: words(100).optional(),
  sido: words(20).optional(),
  sigungu: words(20).optional(),
  category: fields.category.optional(),
  career: words(50).optional(),
  from: z.iso.date().optional().describe('First day, YYYY-MM-DD in Seoul.'),
  to: z.iso.date().optional().describe('Last day, inclusive.'),
  kind: fields.kind.optional(),
  portal: z.enum(PORTALS).optional(),
  open: z.enum(['0', '1', 'false', 'true']).optional().describe('1: only what can be applied for now.'),
  cursor: z.string().optional().describe('nextCursor of the page before.'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

type Where = { sido: string; sigungu: string | null }
const whereOf = ({ sido, sigungu }: z.infer<typeof fields.region>): Where => ({ sido, sigungu: sigungu ?? null })

export function readDraft({ region, ...form }: z.infer<typeof newProgramForm>): ProgramDraft {
  return { ...form, ...whereOf(region) }
}

/** JSON carries no `undefined`: what is not named is not there. */
export function readChanges({ region, ...form }: z.infer<typeof programChangesForm>): ProgramChanges {
  return { ...form, ...(region && whereOf(region)) } as ProgramChanges
}

export function showProgram({ program, waiting }: CountedProgram): z.infer<typeof programForm> {
  const { title, description, kind, club, category, place, online, capacity, seatsTaken, approval } = program
  const { id, portal, state, minAge, maxAge, preparation, contact, certificate, sido, sigungu, url } = program
  return {
    ...{ id, portal, organisation: program.organisationName, state, title, description, kind, club, category },
    region: { sido, ...(sigungu ? { sigungu } : {}) },
    ...{ place, online, startsAt: seoulIso(program.startsAt), endsAt: seoulIso(program.endsAt) },
    ...{ capacity, seatsTaken, waiting, approval, minAge, maxAge },
    ...{ recruitUntil: seoulIso(program.recruitUntil), cancelUntil: seoulIso(program.cancelUntil) },
    ...{ preparation, contact, careers: [...program.careers], certificate },
    ...(url ? { url } : {}),
  }
}

export function showApplication(application: ListedApplication): z.infer<typeof applicationForm> {
  return { ...application, appliedAt: seoulIso(application.appliedAt) }
}
