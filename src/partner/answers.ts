/** The JSON that the partner API answers with. The OpenAPI document is made of the same schemas. */
import { z } from 'zod'
import { APPLICATION_STATES } from '../domain/application.js'
import { PORTAL_NAMES } from '../domain/portal.js'
import { seoulIso } from '../platform/clock.js'
import type { CountedProgram, ListedApplication } from '../services/organising.js'

const iso = z.iso.datetime({ offset: true })
const byWhom = z.enum(['automatic', 'manual'])

export const programForm = z
  .object({
    id: z.uuid(),
    portal: z.enum(PORTAL_NAMES),
    organisation: z.string(),
    state: z.enum(['open', 'cancelled']),
    title: z.string(),
    description: z.string(),
    kind: z.enum(['regular', 'talent']),
    club: z.boolean(),
    category: z.string(),
    region: z.object({ sido: z.string(), sigungu: z.string().optional() }),
    place: z.string(),
    online: z.boolean(),
    startsAt: iso,
    endsAt: iso,
    recruitUntil: iso,
    cancelUntil: iso,
    capacity: z.int(),
    seatsTaken: z.int(),
    waiting: z.int(),
    approval: byWhom,
    minAge: z.int(),
    maxAge: z.int(),
    preparation: z.string(),
    contact: z.string(),
    careers: z.array(z.string()),
    certificate: byWhom,
    url: z.string().optional().describe("The portal's own page, of external programs."),
  })
  .meta({ title: 'Program' })

export const programPageForm = z
  .object({ items: z.array(programForm), nextCursor: z.string().nullable() })
  .meta({ title: 'ProgramPage' })

export const applicationForm = z
  .object({
    id: z.uuid(),
    state: z.enum(APPLICATION_STATES),
    people: z.int(),
    waitingNumber: z.int().optional().describe('Place in the queue, from 1.'),
    appliedAt: iso,
    volunteer: z.object({ id: z.uuid(), name: z.string().describe('Masked: 홍*동.') }),
    record: z.object({ id: z.uuid(), minutes: z.int(), state: z.enum(['entered', 'approved']) }).optional(),
  })
  .meta({ title: 'Application' })

export function showProgram({ program, waiting }: CountedProgram): z.infer<typeof programForm> {
  const { id, portal, organisationName: organisation, state, title, description, kind, club, category } = program
  const { sido, sigungu, place, online, capacity, seatsTaken, approval, minAge, maxAge } = program
  const { preparation, contact, careers, certificate, url } = program
  return {
    id,
    portal,
    organisation,
    state,
    title,
    description,
    kind,
    club,
    category,
    region: { sido, sigungu: sigungu || undefined },
    place,
    online,
    startsAt: seoulIso(program.startsAt),
    endsAt: seoulIso(program.endsAt),
    capacity,
    seatsTaken,
    waiting,
    approval,
    minAge,
    maxAge,
    recruitUntil: seoulIso(program.recruitUntil),
    cancelUntil: seoulIso(program.cancelUntil),
    preparation,
    contact,
    careers: [...careers],
    certificate,
    url: url || undefined,
  }
}

export function showApplication(application: ListedApplication): z.infer<typeof applicationForm> {
  return { ...application, appliedAt: seoulIso(application.appliedAt) }
}
