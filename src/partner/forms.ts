/** The JSON and the queries that the partner API takes, strictly. The OpenAPI document is made of the same schemas. */
import { z } from 'zod'
import { YOUTH_AGES } from '../domain/person.js'
import { PORTALS } from '../domain/program.js'
import type { ProgramChanges, ProgramDraft } from '../services/organising.js'
import { age, category, day, line, list, moment, optional, text } from './fields.js'

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

export const RULES =
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
    recruitUntil: moment.nullable().optional(),
    cancelUntil: moment.nullable().optional(),
  })
  .describe(`${RULES} Recruiting ends at startsAt and cancelling 24 hours before, unless named.`)

const nullable = <T extends z.ZodType>(field: T) => field.nullable().optional()

export const programChangesForm = z
  .strictObject({
    ...z.object(required).partial().shape,
    region: z.strictObject({ sido: sido.optional(), sigungu: nullable(sigungu) }).optional(),
    description: nullable(others.description),
    club: nullable(others.club),
    online: nullable(others.online),
    minAge: nullable(others.minAge),
    maxAge: nullable(others.maxAge),
    preparation: nullable(others.preparation),
    contact: nullable(others.contact),
    careers: nullable(others.careers),
    certificate: nullable(others.certificate),
    recruitUntil: nullable(moment),
    cancelUntil: nullable(moment),
  })
  .describe(
    'Only what is named changes, also within region; null puts an optional field back to what it is when left out. ' +
      'Deadlines not named move with startsAt. The whole changed program keeps the rules of a new one.',
  )

export const decisionForm = z.strictObject({ reason: nullable(list(500)) })

const flag = z.enum(['0', '1', 'false', 'true'])

export const programQuery = z.strictObject({
  q: line(100).optional().describe('Letters in the title or the organisation; signs such as % mean themselves.'),
  sido: sido.optional(),
  sigungu: sigungu.optional(),
  category: category.optional(),
  career: line(50).optional(),
  from: day.optional().describe('First day, YYYY-MM-DD in Seoul.'),
  to: day.optional().describe('Last day, inclusive.'),
  kind: kind.optional(),
  portal: z.enum(PORTALS).optional(),
  open: flag.optional().describe('1: only what can be applied for now.'),
  mine: flag.optional().describe('1: only programs of the organisation that asks.'),
  cursor: z.string().max(200).optional().describe('nextCursor of the page before.'),
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/, 'must be a number from 1 to 100')
    .transform(Number)
    .optional()
    .describe('From 1 to 100; 20 when left out.'),
})
export type ProgramQuery = z.infer<typeof programQuery>

export function readDraft({
  region,
  recruitUntil,
  cancelUntil,
  ...form
}: z.infer<typeof newProgramForm>): ProgramDraft {
  const deadlines = { ...(recruitUntil ? { recruitUntil } : {}), ...(cancelUntil ? { cancelUntil } : {}) }
  return { ...form, ...deadlines, sido: region.sido, sigungu: region.sigungu ?? null }
}

/** JSON carries no `undefined`: what is not named is not there. `null` is the default, of deadlines the one that moves along. */
export function readChanges({ region, ...form }: z.infer<typeof programChangesForm>): ProgramChanges {
  const named = Object.entries(form).map(([name, value]) => [
    name,
    value ?? (defaults as Record<string, unknown>)[name] ?? null,
  ])
  return { ...Object.fromEntries(named), ...region } as ProgramChanges
}
