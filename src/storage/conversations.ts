/** Conversations of messenger accounts, counted as their turns are written, and found by what was said in them. */
import { EntitySchema } from 'typeorm'
import type { ConversationOutcome } from '../domain/conversation.js'
import { NOT_UNDERSTOOD } from '../domain/grasp.js'
import { count, moment, nullable, serial, text, uuid } from './columns.js'
import type { Tx } from './transaction.js'
import type { TurnRow } from './turns.js'

export interface ConversationRow {
  id: string
  accountId: string
  messenger: TurnRow['messenger']
  begunAt: Date
  /** When its last turn was. */
  endedAt: Date
  /** Ended by a goodbye: what is said next begins another. */
  closed: boolean
  turns: number
  /** How many of them ended in a question, were not sure of what was said, missed it, were refused, failed. */
  asked: number
  unsure: number
  missed: number
  refused: number
  failed: number
  /** The least sure band of what was said; null where nothing had to be understood. */
  worstBand: string | null
  outcome: ConversationOutcome
}
export const conversations = new EntitySchema<ConversationRow>({
  name: 'conversations',
  columns: {
    id: serial(),
    accountId: uuid({ name: 'account_id' }),
    messenger: text(),
    begunAt: moment('begun_at'),
    endedAt: moment('ended_at'),
    closed: { type: 'boolean' },
    turns: count(),
    asked: count(),
    unsure: count(),
    missed: count(),
    refused: count(),
    failed: count(),
    worstBand: text({ name: 'worst_band', ...nullable }),
    outcome: text(),
  },
})

/** What staff look for. The moments are a half-open range. */
export interface TurnFilter {
  readonly messenger?: TurnRow['messenger']
  readonly from?: Date
  readonly before?: Date
  readonly intent?: string
  readonly notUnderstood?: boolean
  /** Words in what the person said, spaced as they may be. */
  readonly text?: string
}
/** Where a list goes on: below this turn or conversation; turns in the list as it stood when the last turn of all was `asOf`. */
export interface ListCursor {
  readonly at: Date
  readonly id: string
  readonly asOf: string | null
}

/** A conversation, with the last of its turns that the filter allows. */
export interface FoundConversation
  extends Pick<ConversationRow, 'accountId' | 'messenger' | 'turns' | 'missed' | 'outcome'>,
    Pick<TurnRow, 'utterance' | 'intent' | 'grasp'>,
    ListCursor {
  readonly turnId: string
  /** Whether a request for a person is open. */
  readonly agentAsked: boolean
  /** Sealed name of the person, when the account is linked. */
  readonly nameSealed: Buffer | null
  readonly volunteerId: string | null
}

const NOT_GRASPED = NOT_UNDERSTOOD.map(grasp => `'${grasp}'`).join(', ')

const SHOWN = `
  c.account_id AS "accountId", c.messenger, c.turns, c.missed, c.outcome, t.id AS "turnId", t.utterance, t.intent, t.grasp,
  EXISTS (SELECT FROM agent_requests r WHERE r.account_id = c.account_id AND r.state = 'open') AS "agentAsked",
  v.name_sealed AS "nameSealed", v.id AS "volunteerId"`
const PERSON = 'JOIN messenger_accounts a ON a.id = c.account_id LEFT JOIN volunteers v ON v.id = a.volunteer_id'

/** By when they began, which does not change: who goes on talking is neither passed over nor shown twice. */
const LIST = `
  SELECT c.begun_at AS at, c.id, NULL AS "asOf", ${SHOWN}
    FROM conversations c
    JOIN LATERAL (SELECT id, utterance, intent, grasp FROM turns
                   WHERE account_id = c.account_id AND at BETWEEN c.begun_at AND c.ended_at
                   ORDER BY at DESC, id DESC LIMIT 1) t ON true
    ${PERSON}
   WHERE ($1::text IS NULL OR c.messenger = $1) AND ($2::timestamptz IS NULL OR c.begun_at >= $2)
     AND ($3::timestamptz IS NULL OR c.begun_at < $3)
     AND ($4::timestamptz IS NULL OR (c.begun_at, c.id) < ($4, $5::bigint))
   ORDER BY c.begun_at DESC, c.id DESC LIMIT $6`

/** What was asked for as letters, with `%`, `_` and `\` meaning themselves; worked out once, when the statement is planned. */
const LETTERS = `spread_letters($6::text)`
const PATTERN = `'%' || regexp_replace(${LETTERS}, '([\\\\%_])', '\\\\\\1', 'g') || '%'`
/** Whether the index of trigrams serves it; else that of characters does. Never both: the planner would multiply what is the same. */
const HAS_TRIGRAM = `${LETTERS} ~ '\\w{3}'`

/** A parameter that is null asks for nothing; the planner knows the values and drops such a condition. */
const kept = (turn: string) => `
  ($1::text IS NULL OR ${turn}.messenger = $1) AND ($2::timestamptz IS NULL OR ${turn}.at >= $2)
  AND ($3::timestamptz IS NULL OR ${turn}.at < $3) AND ($4::text IS NULL OR ${turn}.intent = $4)
  AND ($5::boolean IS NULL OR ${turn}.grasp IN (${NOT_GRASPED}))
  AND ($9::bigint IS NULL OR ${turn}.id <= $9)`
/** Whole syllables are compared, since 봉사 is the beginning of 봉산. */
const says = (turn: string) =>
  `($6::text IS NULL OR strpos(normalize(${turn}.search_letters, NFKC), normalize(${LETTERS}, NFKC)) > 0)`
const INDEXED = `($6::text IS NULL OR CASE WHEN ${HAS_TRIGRAM} THEN t.search_letters LIKE ${PATTERN}
                                        ELSE characters_of(t.search_letters) @> characters_of(${LETTERS}) END)`
const BELOW = `($7::timestamptz IS NULL OR (t.at, t.id) < ($7, $8::bigint))`

/**
 * Walks the turns by time and keeps those that nothing later of their conversation outdoes. The fence of OFFSET has the few turns of one
 * conversation read by their account, however rare the planner takes what is looked for.
 */
const search = (among: string) => `
  SELECT t.at, t.id, coalesce($9::bigint, (SELECT max(id) FROM turns)) AS "asOf", ${SHOWN}
    FROM (${among}) t
    JOIN LATERAL (SELECT * FROM conversations WHERE account_id = t.account_id AND begun_at <= t.at
                   ORDER BY begun_at DESC, id DESC LIMIT 1) c ON true
    ${PERSON}
   WHERE ${says('t')}
     AND NOT EXISTS (SELECT FROM (SELECT * FROM turns l WHERE l.account_id = t.account_id AND l.at >= t.at AND l.at <= c.ended_at
                                   AND (l.at, l.id) > (t.at, t.id) OFFSET 0) l WHERE ${kept('l')} AND ${says('l')})
   ORDER BY t.at DESC, t.id DESC LIMIT $10`

/**
 * What is said often is found among the latest turns. Only what is not is worth collecting from the index of words: the planner takes
 * characters that mostly come together, as in `12`, for rare.
 */
const LATEST = 4000
const SEARCH_LATEST = search(
  `SELECT * FROM turns t WHERE ${kept('t')} AND ${BELOW} ORDER BY t.at DESC, t.id DESC LIMIT ${LATEST}`,
)
const SEARCH = search(`SELECT * FROM turns t WHERE ${kept('t')} AND ${INDEXED} AND ${BELOW}`)

/** Newest first: without anything that is looked for in turns by their beginning, else by the turn that was found. */
export async function listConversations(
  tx: Tx,
  { messenger, from, before, intent, notUnderstood, text: words }: TurnFilter,
  below: ListCursor | undefined,
  limit: number,
): Promise<FoundConversation[]> {
  if (!intent && !notUnderstood && !words) return tx.query(LIST, [messenger, from, before, below?.at, below?.id, limit])
  const asked = [
    messenger,
    from,
    before,
    intent,
    notUnderstood || undefined,
    words,
    below?.at,
    below?.id,
    below?.asOf,
    limit,
  ]
  const latest: FoundConversation[] = words ? await tx.query(SEARCH_LATEST, asked) : []
  return latest.length < limit ? tx.query(SEARCH, asked) : latest
}
