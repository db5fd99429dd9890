/** What staff look for, as the address of the list carries it. What makes no sense there is named, so that the page can say so. */
import { z } from 'zod'
import { MESSENGERS } from '../messengers/messenger.js'
import { faultIn } from '../platform/clean.js'
import { addDays, seoulMoment } from '../platform/clock.js'
import type { ConversationCursor, ConversationFilter } from '../services/conversations.js'
import { INTENTS } from '../understanding/intents.js'

const MOST_LETTERS = 100
const LETTERS = z.string().refine(text => faultIn(text) === undefined, 'q-letters')
const q = LETTERS.trim().refine(text => [...text].length <= MOST_LETTERS, 'q-long')
/** Of a year in which this service may have been used. */
const day = z.iso.date().refine(text => text >= '2000' && text < '2100')
const turnId = z.string().regex(/^\d{1,18}$/)
/** Of conversations the second is their number; only of turns there is a third. */
const below = z.tuple([z.iso.datetime(), turnId]).or(z.tuple([z.iso.datetime(), turnId, turnId]))

const READERS = {
  messenger: z.enum(MESSENGERS),
  from: day,
  to: day,
  intent: z.enum(INTENTS),
  missed: z.literal('1'),
  q,
  below: z.string().refine(text => below.safeParse(text.split('_')).success),
} as const
type Name = keyof typeof READERS
const NAMES = Object.keys(READERS) as Name[]

/** The parameters as they were given, an empty one left out. */
export type Asked = Readonly<Partial<Record<Name, string>>>

/** Why a list cannot be shown, as the page's words know it: the parameter's name, or what is wrong with it. */
export type Fault = Name | 'q-long' | 'q-letters' | 'order' | 'unknown'

export interface ReadFilter {
  readonly asked: Asked
  readonly filter: ConversationFilter
  readonly below: ConversationCursor | undefined
  readonly faults: readonly Fault[]
}

export function readFilter(query: Readonly<Record<string, unknown>>): ReadFilter {
  const asked: Partial<Record<Name, string>> = {}
  const right: Partial<Record<Name, string>> = {}
  const faults: Fault[] = []
  for (const name of NAMES) {
    const given = query[name]
    if (given === undefined || (typeof given === 'string' && given.trim() === '' && !faultIn(given))) continue
    const { success, data, error } = READERS[name].safeParse(given)
    if (typeof given === 'string') asked[name] = given
    if (success) right[name] = data
    else faults.push(name === 'q' ? faultOfWords(error) : name)
  }
  if (right.from && right.to && right.from > right.to) faults.push('order')
  // A name that is misspelt would show everything as if it were what was looked for.
  if (Object.keys(query).some(name => !(NAMES as string[]).includes(name))) faults.push('unknown')
  return { asked, filter: filterOf(right), below: cursorOf(right.below), faults }
}

function faultOfWords(error: z.ZodError): Fault {
  const [issue] = error.issues
  return issue?.message === 'q-long' ? 'q-long' : 'q-letters'
}

/** Days are those of Seoul, both inclusive. */
function filterOf({ messenger, from, to, intent, missed, q }: Asked): ConversationFilter {
  return {
    messenger: messenger ? (messenger as (typeof MESSENGERS)[number]) : undefined,
    from: from ? seoulMoment(from) : undefined,
    before: to ? seoulMoment(addDays(to, 1)) : undefined,
    intent,
    notUnderstood: missed ? true : undefined,
    text: q,
  }
}

function cursorOf(given: string | undefined): ConversationCursor | undefined {
  const [at, id, asOf] = given?.split('_') ?? []
  return at && id ? { at: new Date(at), id, asOf: asOf ?? null } : undefined
}

/** The same question as an address carries it, with other things beside it. Begins with `?`, or is empty. */
export function questionOf(asked: Asked, changes: Readonly<Record<string, string | undefined>> = {}): string {
  const kept = Object.entries({ ...asked, ...changes }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  )
  return kept.length > 0 ? `?${new URLSearchParams(kept)}` : ''
}

export function belowOf({ at, id, asOf }: ConversationCursor): string {
  return `${at.toISOString()}_${id}${asOf ? `_${asOf}` : ''}`
}
