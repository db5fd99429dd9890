/** What is remembered of one messenger account's conversation between turns: plain JSON in the account's row. */
import { z } from 'zod'
import type { Choice, Reply } from '../messengers/messenger.js'

/** Something that was shown and can be chosen by pressing, number, name or yes and no. */
const shown = z.object({ value: z.string(), words: z.array(z.string()), item: z.boolean() })
export type Shown = z.infer<typeof shown>

const guest = z.object({
  volunteerId: z.string(),
  flow: z.string(),
  subject: z.string().optional(),
  until: z.number(),
})

/** What "같은 시간에 다른 데", "다른 거" and a bare "취소" are about. */
const memory = z.object({
  /** The last search. */
  search: z.custom<object>().optional(),
  /** The application that was shown or made last. */
  application: z.string().optional(),
  /** The program that was shown last. */
  program: z.string().optional(),
  /** The program that was shown last, as long as no list has come after it: questions about "it" are about this one. */
  focus: z.string().optional(),
  /** Places that were searched or applied for, with how often, the latest first. Unset: nobody has looked what they are. */
  places: z.array(z.object({ sido: z.string(), sigungu: z.string().optional(), times: z.number() })).optional(),
  /** They have been asked where they want to take part. */
  askedWhere: z.boolean().optional(),
  /** What a yes did last, so that the same yes once more is told that it is done. */
  settled: z.object({ flow: z.string(), subject: z.string(), told: z.boolean().optional() }).optional(),
})
export type Memory = z.infer<typeof memory>

const session = z.object({
  /** Botkit's dialog stack, as Botkit keeps it. */
  bot: z.record(z.string(), z.unknown()).default({}),
  shown: z.array(shown).default([]),
  /** The last list of things, for "두 번째 거" after the list is gone. */
  listed: z.array(shown).default([]),
  /** When the last turn was, in milliseconds: a question that was asked long ago is not answered by a bare yes. */
  heardAt: z.number().optional(),
  /** How often in a row nothing was understood. */
  misses: z.number().default(0),
  /** What did not fit into the last answer ("더 보기"). */
  rest: z.array(z.custom<Reply>()).default([]),
  restChoices: z.array(z.custom<Choice>()).default([]),
  memory: memory.default({}),
  /** Who entered here by a token, though the account is linked to nobody. */
  guest: guest.optional(),
})
export type Session = z.infer<typeof session>

/** A session that an older version wrote, or a broken one, starts anew rather than failing every turn. */
export function readSession(stored: unknown): Session {
  const parsed = session.safeParse(stored)
  return parsed.success ? parsed.data : session.parse({})
}

/** The things on the screen; where there are none, those listed last. */
export function itemsOf({ shown, listed }: Pick<Session, 'shown' | 'listed'>): readonly Shown[] {
  const items = shown.filter(({ item }) => item)
  return items.length > 0 ? items : listed
}

/** A pressable choice as something to be recognised in the next message. */
export function toShown({ label, say, value }: Choice): Shown {
  return { value: value ?? say, words: [...new Set([say, label])], item: false }
}
