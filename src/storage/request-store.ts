/** Requests for a person as a queue: the open ones, oldest first, and the done ones. */
import type { TurnRow } from './tables-of-talk.js'
import type { Tx } from './transaction.js'

export type RequestState = 'open' | 'done'
/** Where a list of requests goes on: after this one. `at` is when it was asked, or done. */
export interface RequestCursor {
  readonly at: Date
  readonly id: string
}
export interface FoundRequest {
  readonly id: string
  readonly accountId: string
  /** Masked. */
  readonly topic: string
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

export interface RequestStore {
  list(tx: Tx, state: RequestState, after: RequestCursor | undefined, limit: number): Promise<FoundRequest[]>
  countOpen(tx: Tx): Promise<number>
  /** Ends an open request. Returns whose it is, or undefined when it was not open. */
  end(tx: Tx, id: string, staffId: string, now: Date): Promise<string | undefined>
  /** Opens an ended request again. Returns whose it is, or undefined when it was not ended. */
  reopen(tx: Tx, id: string): Promise<string | undefined>
}

/** A request is written before the turn in which it is asked, in the same transaction. */
const listOf = (state: RequestState, at: string, direction: 'ASC' | 'DESC') => `
  SELECT r.id, r.account_id AS "accountId", r.topic, r.created_at AS "createdAt", r.done_at AS "doneAt", s.email AS "doneBy",
         a.messenger, v.id AS "volunteerId", v.name_sealed AS "nameSealed",
         (SELECT t.id FROM turns t WHERE t.account_id = r.account_id AND t.at >= r.created_at ORDER BY t.id LIMIT 1) AS "turnId"
    FROM agent_requests r JOIN messenger_accounts a ON a.id = r.account_id
    LEFT JOIN volunteers v ON v.id = a.volunteer_id LEFT JOIN staff s ON s.id = r.done_by
   WHERE r.state = '${state}' AND ($1::timestamptz IS NULL OR (${at}, r.id) ${direction === 'ASC' ? '>' : '<'} ($1, $2::uuid))
   ORDER BY ${at} ${direction}, r.id ${direction} LIMIT $3`

const LISTS: Record<RequestState, string> = {
  open: listOf('open', 'r.created_at', 'ASC'),
  done: listOf('done', 'r.done_at', 'DESC'),
}

export function createRequestStore(): RequestStore {
  return {
    list: (tx, state, after, limit) => tx.query(LISTS[state], [after?.at, after?.id, limit]),
    async countOpen(tx) {
      const [row] = await tx.query(`SELECT count(*)::int AS open FROM agent_requests WHERE state = 'open'`)
      return row.open
    },
    async end(tx, id, staffId, now) {
      const [rows] = await tx.query(
        `UPDATE agent_requests SET state = 'done', done_at = $3, done_by = $2 WHERE id = $1 AND state = 'open' RETURNING account_id`,
        [id, staffId, now],
      )
      return rows[0]?.account_id
    },
    async reopen(tx, id) {
      const [rows] = await tx.query(
        `UPDATE agent_requests SET state = 'open', done_at = NULL, done_by = NULL WHERE id = $1 AND state = 'done' RETURNING account_id`,
        [id],
      )
      return rows[0]?.account_id
    },
  }
}
