/** Reading transcripts: which conversations there were, and one of them turn by turn. */
import { Equal, type FindOperator, LessThan, LessThanOrEqual, MoreThan } from 'typeorm'
import { NOT_UNDERSTOOD } from '../domain/grasp.js'
import { present } from '../platform/present.js'
import { type AgentRequestRow, agentRequests } from './agent-requests.js'
import type { Tx } from './transaction.js'
import { type TurnRow, turns } from './turns.js'

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
/** Where a list goes on: below this turn, in the list as it stood when the last turn of all was `asOf`. */
export interface TurnCursor {
  readonly at: Date
  readonly id: string
  readonly asOf: string
}

/** A conversation, by the last of its turns that the filter allows. */
export interface FoundConversation
  extends Pick<TurnRow, 'id' | 'accountId' | 'messenger' | 'at' | 'utterance' | 'intent' | 'grasp'> {
  /** The last turn of all when the list was begun. */
  readonly asOf: string
  /** Whether a request for a person is open. */
  readonly agentAsked: boolean
  /** Sealed name of the person, when the account is linked. */
  readonly nameSealed: Buffer | null
  readonly volunteerId: string | null
}
export type ReadTurn = Omit<
  TurnRow,
  'utteranceSealed' | 'input' | 'alternatives' | 'modelVersion' | 'wordsVersion' | 'masking'
>
export type AgentRequest = Pick<AgentRequestRow, 'topic' | 'state' | 'createdAt'>

export interface TurnPlace {
  readonly side: 'up to' | 'before' | 'after'
  readonly id: string
}

const NOT_GRASPED = NOT_UNDERSTOOD.map(grasp => `'${grasp}'`).join(', ')

/** What was asked for as letters, with `%`, `_` and `\` meaning themselves; worked out once, when the statement is planned. */
const LETTERS = `spread_letters($6::text)`
const PATTERN = `'%' || regexp_replace(${LETTERS}, '([\\\\%_])', '\\\\\\1', 'g') || '%'`
/** Whether the index of trigrams serves it; else that of characters does. Never both: the planner would multiply what is the same. */
const HAS_TRIGRAM = `${LETTERS} ~ '\\w{3}'`

/**
 * A parameter that is null asks for nothing; the planner knows the values and drops such a condition. Letters are found by the index;
 * whole syllables are compared afterwards, since 봉사 is the beginning of 봉산.
 */
const allowed = (turn: string) => `
  ($1::text IS NULL OR ${turn}.messenger = $1) AND ($2::timestamptz IS NULL OR ${turn}.at >= $2)
  AND ($3::timestamptz IS NULL OR ${turn}.at < $3) AND ($4::text IS NULL OR ${turn}.intent = $4)
  AND ($5::boolean IS NULL OR ${turn}.grasp IN (${NOT_GRASPED}))
  AND ($6::text IS NULL
    OR CASE WHEN ${HAS_TRIGRAM} THEN ${turn}.search_letters LIKE ${PATTERN}
            ELSE characters_of(${turn}.search_letters) @> characters_of(${LETTERS}) END
    AND strpos(normalize(${turn}.search_letters, NFKC), normalize(${LETTERS}, NFKC)) > 0)
  AND ($9::bigint IS NULL OR ${turn}.id <= $9)`

/** Walks the turns by time and keeps those that nothing newer of their account outdoes. */
const LIST = `
  SELECT t.id, t.account_id AS "accountId", t.messenger, t.at, t.utterance, t.intent, t.grasp,
         coalesce($9::bigint, (SELECT max(id) FROM turns)) AS "asOf",
         EXISTS (SELECT FROM agent_requests r WHERE r.account_id = a.id AND r.state = 'open') AS "agentAsked",
         v.name_sealed AS "nameSealed", v.id AS "volunteerId"
    FROM turns t JOIN messenger_accounts a ON a.id = t.account_id LEFT JOIN volunteers v ON v.id = a.volunteer_id
   WHERE ${allowed('t')}
     AND NOT EXISTS (SELECT FROM turns n WHERE n.account_id = t.account_id AND n.id > t.id AND ${allowed('n')})
     AND ($7::timestamptz IS NULL OR (t.at, t.id) < ($7, $8::bigint))
   ORDER BY t.at DESC, t.id DESC LIMIT $10`

/**
 * Newest first, each account once. With a cursor, turns that were said after the list was begun are left out, so that who speaks
 * meanwhile is neither passed over nor shown twice.
 */
export function listConversations(
  tx: Tx,
  { messenger, from, before, intent, notUnderstood, text }: TurnFilter,
  below: TurnCursor | undefined,
  limit: number,
): Promise<FoundConversation[]> {
  return tx.query(LIST, [
    messenger,
    from,
    before,
    intent,
    notUnderstood || undefined,
    text,
    below?.at,
    below?.id,
    below?.asOf,
    limit,
  ])
}

/** The nearest turns of one account: up to and with, before, or after the turn `id`; the last ones of all without `place`. Nearest first. */
export function turnsOfAccount(
  tx: Tx,
  accountId: string,
  place: TurnPlace | undefined,
  take: number,
): Promise<ReadTurn[]> {
  return tx.getRepository(turns).find({
    select: { ...WITHOUT_SEALED },
    where: present({ accountId: Equal(accountId), id: place && SIDES[place.side](place.id) }),
    order: { id: place?.side === 'after' ? 'ASC' : 'DESC' },
    take,
  })
}

/** Newest first. */
export function requestsOfAccount(tx: Tx, accountId: string): Promise<AgentRequest[]> {
  return tx.getRepository(agentRequests).find({
    select: { topic: true, state: true, createdAt: true },
    where: { accountId },
    order: { createdAt: 'DESC' },
  })
}

const SIDES: Record<TurnPlace['side'], (id: string) => FindOperator<string>> = {
  'up to': LessThanOrEqual,
  before: LessThan,
  after: MoreThan,
}

const WITHOUT_SEALED = {
  id: true,
  accountId: true,
  messenger: true,
  at: true,
  utterance: true,
  intent: true,
  confidence: true,
  band: true,
  slots: true,
  flow: true,
  step: true,
  outcome: true,
  grasp: true,
  reply: true,
  ms: true,
} as const
