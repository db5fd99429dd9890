/** Reading transcripts: which conversations there were, and one of them turn by turn. */
import { LessThan } from 'typeorm'
import { patternOf } from './pattern.js'
import { type AgentRequestRow, agentRequests, type TurnRow, turns } from './tables-of-talk.js'
import type { Tx } from './transaction.js'

/** What staff look for. The moments are a half-open range. */
export interface TurnFilter {
  readonly messenger?: TurnRow['messenger']
  readonly from?: Date
  readonly before?: Date
  readonly intent?: string
  readonly notUnderstood?: boolean
  /** Words in what the person said. */
  readonly text?: string
}
/** Where a list goes on: below this turn. */
export interface TurnCursor {
  readonly at: Date
  readonly id: string
}

/** A conversation, by the last of its turns that the filter allows. */
export interface FoundConversation
  extends Pick<TurnRow, 'id' | 'accountId' | 'messenger' | 'at' | 'utterance' | 'intent'> {
  readonly understood: boolean
  /** Whether a request for a person is open. */
  readonly agentAsked: boolean
  /** Sealed name of the person, when the account is linked. */
  readonly nameSealed: Buffer | null
  readonly volunteerId: string | null
}
export type ReadTurn = Omit<TurnRow, 'requestKey' | 'utteranceSealed' | 'answerSealed'>
export type AgentRequest = Pick<AgentRequestRow, 'topic' | 'state' | 'createdAt'>

export interface ConversationStore {
  /** Newest first, each account once. */
  list(tx: Tx, filter: TurnFilter, below: TurnCursor | undefined, limit: number): Promise<FoundConversation[]>
  /** Turns of one account, newest first, below the turn `belowId` when given. */
  turns(tx: Tx, accountId: string, belowId: string | undefined, limit: number): Promise<ReadTurn[]>
  /** Newest first. */
  agentRequests(tx: Tx, accountId: string): Promise<AgentRequest[]>
}

const misunderstood = (turn: string) =>
  `(coalesce(${turn}.band, '') = 'reject' OR ${turn}.outcome IN ('unsure', 'rejected'))`

/** A parameter that is null asks for nothing; the planner knows the values and drops such a condition. */
const allowed = (turn: string) => `
  ($1::text IS NULL OR ${turn}.messenger = $1) AND ($2::timestamptz IS NULL OR ${turn}.at >= $2)
  AND ($3::timestamptz IS NULL OR ${turn}.at < $3) AND ($4::text IS NULL OR ${turn}.intent = $4)
  AND ($5::boolean IS NULL OR ${misunderstood(turn)} = $5) AND ($6::text IS NULL OR ${turn}.utterance ILIKE $6)`

/** Walks the turns by time and keeps those that nothing newer of their account outdoes: quick for the first pages. */
const LIST = `
  SELECT t.id, t.account_id AS "accountId", t.messenger, t.at, t.utterance, t.intent, NOT ${misunderstood('t')} AS understood,
         EXISTS (SELECT FROM agent_requests r WHERE r.account_id = a.id AND r.state = 'open') AS "agentAsked",
         v.name_sealed AS "nameSealed", v.id AS "volunteerId"
    FROM turns t JOIN messenger_accounts a ON a.id = t.account_id LEFT JOIN volunteers v ON v.id = a.volunteer_id
   WHERE ${allowed('t')}
     AND NOT EXISTS (SELECT FROM turns n WHERE n.account_id = t.account_id AND n.id > t.id AND ${allowed('n')})
     AND ($7::timestamptz IS NULL OR (t.at, t.id) < ($7, $8::bigint))
   ORDER BY t.at DESC, t.id DESC LIMIT $9`

export function createConversationStore(): ConversationStore {
  return {
    list: (tx, { messenger, from, before, intent, notUnderstood, text }, below, limit) =>
      tx.query(LIST, [
        ...[messenger, from, before, intent, notUnderstood, text && patternOf(text)],
        ...[below?.at, below?.id, limit],
      ]),
    turns: (tx, accountId, belowId, take) =>
      tx.getRepository(turns).find({
        select: { ...WITHOUT_SEALED },
        where: { accountId, ...(belowId ? { id: LessThan(belowId) } : {}) },
        order: { id: 'DESC' },
        take,
      }),
    agentRequests: (tx, accountId) =>
      tx.getRepository(agentRequests).find({
        select: { topic: true, state: true, createdAt: true },
        where: { accountId },
        order: { createdAt: 'DESC' },
      }),
  }
}

const WITHOUT_SEALED = {
  ...{
    id: true,
    accountId: true,
    messenger: true,
    at: true,
    utterance: true,
    intent: true,
    confidence: true,
    band: true,
  },
  ...{ slots: true, flow: true, step: true, outcome: true, reply: true, ms: true },
} as const
