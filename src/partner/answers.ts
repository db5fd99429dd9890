/** The JSON that the partner API answers with. The OpenAPI document is made of the same schemas. */
import { z } from 'zod'
import { APPLICATION_STATES } from '../domain/application.js'
import { OTHER_PORTALS, PORTAL_NAMES } from '../domain/portal.js'
import { isOwn, pageOf, portalsOf } from '../domain/program.js'
import { seoulIso } from '../platform/clock.js'
import type { CountedProgram, ListedApplication } from '../services/organising.js'

export const iso = z.iso.datetime({ offset: true })
const byWhom = z.enum(['automatic', 'manual'])

export const programForm = z
  .object({
    id: z.uuid(),
    portal: z.enum(PORTAL_NAMES).describe('Where one applies; of several the first.'),
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
    startsAt: iso.optional(),
    endsAt: iso.optional(),
    recruitUntil: iso.optional(),
    cancelUntil: iso.optional(),
    capacity: z.int().optional(),
    seatsTaken: z.int().optional(),
    waiting: z.int().optional(),
    approval: byWhom.optional(),
    minAge: z.int().optional(),
    maxAge: z.int().optional(),
    preparation: z.string(),
    contact: z.string(),
    careers: z.array(z.string()),
    certificate: byWhom.optional(),
    url: z.string().optional().describe("The portal's own page, of external programs."),
    origins: z
      .array(z.object({ portal: z.enum(OTHER_PORTALS), externalId: z.string(), url: z.string() }))
      .describe('Every portal that it stands on.'),
  })
  .meta({
    title: 'Program',
    description: 'Of an own program everything is told; what a portal does not tell is absent.',
  })

export const programPageForm = z
  .object({ items: z.array(programForm), nextCursor: z.string().nullable() })
  .meta({ title: 'ProgramPage' })

export const recordForm = z
  .object({
    id: z.uuid(),
    minutes: z.int(),
    state: z.enum(['entered', 'approved']).describe('Only approved time counts.'),
  })
  .meta({ title: 'Record' })

export const applicationForm = z
  .object({
    id: z.uuid(),
    state: z.enum(APPLICATION_STATES),
    people: z.int(),
    waitingNumber: z.int().optional().describe('Place in the queue, from 1.'),
    offerUntil: iso.optional().describe('Until when a seat that became free is kept for who was offered it.'),
    appliedAt: iso,
    volunteer: z.object({ id: z.uuid(), name: z.string().describe('Masked: 홍*동.') }),
    record: recordForm.optional(),
  })
  .meta({ title: 'Application' })

export function showProgram({ program, waiting }: CountedProgram): z.infer<typeof programForm> {
  const { id, organisationName: organisation, state, title, description, kind, club, category } = program
  const { sido, sigungu, place, online, preparation, contact, careers } = program
  const origins = program.origins.map(origin => ({ ...origin, url: pageOf(origin) }))
  return {
    id,
    portal: portalsOf(program)[0]!,
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
    startsAt: spelled(program.startsAt),
    endsAt: spelled(program.endsAt),
    capacity: program.capacity ?? undefined,
    seatsTaken: program.seatsTaken ?? undefined,
    waiting: isOwn(program) ? waiting : undefined,
    approval: program.approval ?? undefined,
    minAge: program.minAge ?? undefined,
    maxAge: program.maxAge ?? undefined,
    recruitUntil: spelled(program.recruitUntil),
    cancelUntil: spelled(program.cancelUntil),
    preparation,
    contact,
    careers: [...careers],
    certificate: program.certificate ?? undefined,
    url: isOwn(program) ? undefined : origins[0]?.url,
    origins,
  }
}

/** JSON leaves out what nobody told. */
function spelled(moment: Date | null): string | undefined {
  return moment ? seoulIso(moment) : undefined
}

export function showApplication(application: ListedApplication): z.infer<typeof applicationForm> {
  const { appliedAt, offerUntil } = application
  return { ...application, appliedAt: seoulIso(appliedAt), offerUntil: offerUntil && seoulIso(offerUntil) }
}
