/** What staff look for, as the address of the list carries it. What makes no sense there asks for nothing. */
import { z } from 'zod'
import { INTENTS } from '../conversation/intents.js'
import { MESSENGERS } from '../messengers/messenger.js'
import { addDays, seoulMoment } from '../platform/clock.js'
import type { ConversationCursor, ConversationFilter } from '../services/conversations.js'

const day = z.iso.date().optional().catch(undefined)
const query = z.object({
  messenger: z.enum(MESSENGERS).optional().catch(undefined),
  from: day,
  to: day,
  intent: z.enum(INTENTS).optional().catch(undefined),
  missed: z.literal('1').optional().catch(undefined),
  q: z.string().trim().min(1).max(100).optional().catch(undefined),
})
export type Asked = z.infer<typeof query>

export function readAsked(given: unknown): Asked {
  return query.parse(given)
}

/** Days are those of Seoul, both inclusive. */
export function filterOf({ messenger, from, to, intent, missed, q }: Asked): ConversationFilter {
  return {
    ...(messenger ? { messenger } : {}),
    ...(from ? { from: seoulMoment(from) } : {}),
    ...(to ? { before: seoulMoment(addDays(to, 1)) } : {}),
    ...(intent ? { intent } : {}),
    ...(missed ? { notUnderstood: true } : {}),
    ...(q ? { text: q } : {}),
  }
}

const cursor = z.tuple([z.iso.datetime(), z.string().regex(/^\d{1,18}$/)])

export function readBelow(given: unknown): ConversationCursor | undefined {
  const { data } = cursor.safeParse(typeof given === 'string' ? given.split('_') : undefined)
  return data && { at: new Date(data[0]), id: data[1] }
}

/** The address of the page below this turn, with the same filter. */
export function addressBelow(asked: Asked, { at, id }: ConversationCursor): string {
  const kept = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return `/console/conversations?${new URLSearchParams([...kept, ['below', `${at.toISOString()}_${id}`]])}`
}
