/** The JSON and the queries that the partner API takes, strictly. The OpenAPI document is made of the same schemas. */
import { z } from 'zod'
import { YOUTH_AGES } from '../domain/person.js'
import { PORTAL_NAMES } from '../domain/portal.js'
import type { ProgramChanges, ProgramDraft } from '../services/organising.js'
import { cursorField } from './cursor.js'
import { age, category, day, line, list, moment, optional, someList, text } from './fields.js'

const kind = z.enum(['regular', 'talent'])
const byWhom = z.enum(['automatic', 'manual'])
const sido = line(20).describe('The official name; short and former ones are read as it.')
const sigungu = line(20).describe('Within the sido; short and former names are read as the official one.')
const careers = z.array(line(50)).max(20)

const required = {
  title: line(200),
  kind,
  category,
  region: z.strictObject({ sido, sigungu: sigungu.nullable().optional() }),
  place: line(200),
  startsAt: moment,
  endsAt: moment,
  capacity: z.int().min(1).max(100_000),
  approval: byWhom,
}

/** What may be left out or `null`, and what it is then. */
const defaults = {
  description: '',
  club: false,
  online: false,
  minAge: YOUTH_AGES.min,
  maxAge: YOUTH_AGES.max,
  preparation: '',
  contact: '',
  careers: [],
  certificate: 'manual',
} satisfies Partial<ProgramDraft>

const others = {
  description: text(5000),
  club: z.boolean(),
  online: z.boolean(),
  minAge: age,
  maxAge: age,
  preparation: list(500),
  contact: list(200),
  careers,
  certificate: byWhom,
}

const RULES =
  'A program starts in the future, at most two years ahead, and lasts from 10 minutes to 7 days. recruitUntil and cancelUntil are ' +
  'not after startsAt, nor more than two years before it.'

export const newProgramForm = z
  .strictObject({
    ...required,
    description: optional(others.description, defaults.description),
    club: optional(others.club, defaults.club),
    online: optional(others.online, defaults.online),
    minAge: optional(others.minAge, defaults.minAge),
    maxAge: optional(others.maxAge, defaults.maxAge),
    preparation: optional(others.preparation, defaults.preparation),
    contact: optional(others.contact, defaults.contact),
    careers: optional(others.careers, defaults.careers),
    certificate: optional(others.certificate, defaults.certificate),
    recruitUntil: moment.nullish(),
    cancelUntil: moment.nullish(),
  })
  .transform(
    ({ region, recruitUntil, cancelUntil, ...form }): ProgramDraft => ({
      ...form,
      recruitUntil: recruitUntil ?? undefined,
      cancelUntil: cancelUntil ?? undefined,
      sido: region.sido,
      sigungu: region.sigungu ?? null,
    }),
  )
  .meta({
    title: 'NewProgram',
    description: `${RULES} Recruiting ends at startsAt and cancelling 24 hours before, unless named.`,
  })

export const programChangesForm = z
  .strictObject({
    ...z.object(required).partial().shape,
    region: z.strictObject({ sido: sido.optional(), sigungu: sigungu.nullish() }).optional(),
    description: others.description.nullish(),
    club: others.club.nullish(),
    online: others.online.nullish(),
    minAge: others.minAge.nullish(),
    maxAge: others.maxAge.nullish(),
    preparation: others.preparation.nullish(),
    contact: others.contact.nullish(),
    careers: others.careers.nullish(),
    certificate: others.certificate.nullish(),
    recruitUntil: moment.nullish(),
    cancelUntil: moment.nullish(),
  })
  .transform(({ region, ...form }) => ({ ...nullIsDefault(form), ...region }) as ProgramChanges)
  .meta({
    title: 'ProgramChanges',
    description:
      'Only what is named changes, also within region; null puts an optional field back to what it is when left out. ' +
      'Deadlines not named move with startsAt. The whole changed program keeps the rules of a new one.',
  })

export const callingOffForm = z
  .strictObject({ reason: someList(300).describe('Told to everybody who was still to come.') })
  .meta({ title: 'CallingOff' })

/** JSON carries no `undefined`: what is not named is not there. `null` is the default, of deadlines the one that moves along. */
function nullIsDefault(form: object): object {
  const fallbacks: Record<string, unknown> = defaults
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, value ?? fallbacks[name] ?? null]))
}

const flag = z.enum(['0', '1', 'false', 'true']).transform(value => value === '1' || value === 'true')

export const programQuery = z
  .strictObject({
    q: line(100).optional().describe('Letters in the title or the organisation; signs such as % mean themselves.'),
    sido: sido.optional(),
    sigungu: sigungu.optional(),
    category: category.optional(),
    career: line(50).optional(),
    from: day.optional().describe('First day, YYYY-MM-DD in Seoul.'),
    to: day.optional().describe('Last day, inclusive.'),
    kind: kind.optional(),
    portal: z.enum(PORTAL_NAMES).optional(),
    open: flag.optional().describe('1: only what can be applied for now.'),
    mine: flag.optional().describe('1: only programs of the organisation that asks.'),
    cursor: cursorField.optional().describe('nextCursor of the page before.'),
    limit: z
      .string()
      .regex(/^(?:[1-9]\d?|100)$/, 'must be a number from 1 to 100')
      .transform(Number)
      .default(20)
      .describe('From 1 to 100; 20 when left out.'),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: 'must not be before from' })
