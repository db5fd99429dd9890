/** Requests for a person as a queue: the open ones, urgent ones before the others and oldest first, and the done ones. */
import { EntitySchema } from 'typeorm'
import { optional } from './columns.js'
import type { Tx } from './transaction.js'
import type { TurnRow } from './turns.js'

export interface AgentRequestRow {
  id: string
  accountId: string
  topic: string
  topicSealed: Buffer
  state: 'open' | 'done'
  /** Somebody is in distress or danger. */
  urgent: boolean
  createdAt: Date
  doneAt: Date | null
  doneBy: string | null
  /** 0: written before everything personal was masked. */
  masking: number
}
export const agentRequests = new EntitySchema<AgentRequestRow>({
  name: 'agent_requests',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    accountId: { type: 'uuid', name: 'account_id' },
    topic: { type: 'text' },
    topicSealed: { type: 'bytea', name: 'topic_sealed' },
    state: { type: 'text', default: 'open' },
    urgent: { type: 'boolean', default: false },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    doneAt: { type: 'timestamptz', ...optional('done_at') },
    doneBy: { type: 'uuid', ...optional('done_by') },
    masking: { type: 'smallint', default: 1 },
  },
})

export type RequestState = 'open' | 'done'
/** Where a list of requests goes on: after this one. `at` is when it was asked, or done. */
export type NewAgentRequest = Omit<AgentRequestRow, 'state' | 'createdAt' | 'doneAt' | 'doneBy' | 'masking'>

export interface RequestCursor {
  readonly urgent: boolean
  readonly at: Date
  readonly id: string
}
export interface FoundRequest {
  readonly id: string
  readonly accountId: string
  /** Masked. */
  readonly topic: string
  readonly urgent: boolean
  readonly createdAt: Date
  readonly doneAt: Date | null
  /** E-mail of who ended it; null when that account is gone. */
  readonly doneBy: string | null
  readonly messenger: TurnRow['messenger']
  readonly volunteerId: string | null
  readonly nameSealed: Buffer | null
  /** The turn in which it was asked, while that is kept. */
  readonly turnId: string | null
}

/** A request is written before the turn in which it is asked, in the same transaction. */
const listOf = (state: RequestState, order: readonly string[], after: string, direction: 'ASC' | 'DESC') => `
  SELECT r.id, r.account_id AS "accountId", r.topic, r.urgent, r.created_at AS "createdAt", r.done_at AS "doneAt", s.email AS "doneBy",
         a.messenger, v.id AS "volunteerId", v.name_sealed AS "nameSealed",
         (SELECT t.id FROM turns t WHERE t.account_id = r.account_id AND t.at >= r.created_at ORDER BY t.at, t.id LIMIT 1) AS "turnId"
    FROM agent_requests r JOIN messenger_accounts a ON a.id = r.account_id
    LEFT JOIN volunteers v ON v.id = a.volunteer_id LEFT JOIN staff s ON s.id = r.done_by
   WHERE r.state = '${state}' AND ($1::timestamptz IS NULL OR (${order.join(', ')}) ${direction === 'ASC' ? '>' : '<'} ${after})
   ORDER BY ${order.map(column => `${column} ${direction}`).join(', ')} LIMIT $3`

const LISTS: Record<RequestState, string> = {
  open: listOf('open', ['(NOT r.urgent)', 'r.created_at', 'r.id'], '($4::boolean, $1, $2::uuid)', 'ASC'),
  done: listOf('done', ['r.done_at', 'r.id'], '($1, $2::uuid)', 'DESC'),
}

export async function addAgentRequest(tx: Tx, request: NewAgentRequest, createdAt: Date): Promise<void> {
  await tx.getRepository(agentRequests).insert({ ...request, state: 'open', createdAt })
}

/** Whether this account has an open urgent request that was made after `since`. */
export async function hasUrgentRequest(tx: Tx, accountId: string, since: Date): Promise<boolean> {
  const [row] = await tx.query(
    `SELECT EXISTS (SELECT FROM agent_requests WHERE account_id = $1 AND urgent AND state = 'open' AND created_at > $2) AS "isThere"`,
    [accountId, since],
  )
  return row.isThere
}

export function listRequests(
  tx: Tx,
  state: RequestState,
  after: RequestCursor | undefined,
  limit: number,
): Promise<FoundRequest[]> {
  const place = [after?.at, after?.id, limit]
  return tx.query(LISTS[state], state === 'open' ? [...place, after && !after.urgent] : place)
}

export async function countOpenRequests(tx: Tx): Promise<number> {
  const [row] = await tx.query(`SELECT count(*)::int AS open FROM agent_requests WHERE state = 'open'`)
  return row.open
}

/** Ends an open request. Returns whose it is, or undefined when it was not open. */
export async function endRequest(tx: Tx, id: string, staffId: string, now: Date): Promise<string | undefined> {
  const [rows] = await tx.query(
    `UPDATE agent_requests SET state = 'done', done_at = $3, done_by = $2 WHERE id = $1 AND state = 'open' RETURNING account_id`,
    [id, staffId, now],
  )
  return rows[0]?.account_id
}

/** Opens an ended request again. Returns whose it is, or undefined when it was not ended. */
export async function reopenRequest(tx: Tx, id: string): Promise<string | undefined> {
  const [rows] = await tx.query(
    `UPDATE agent_requests SET state = 'open', done_at = NULL, done_by = NULL WHERE id = $1 AND state = 'done' RETURNING account_id`,
    [id],
  )
  return rows[0]?.account_id
}
