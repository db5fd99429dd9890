/** Removing what was kept long enough, a batch a transaction, so that no turn waits for it. */
import type { Tx } from './transaction.js'

/** What is kept for a while, and nothing else of it. */
export type Kept =
  | 'turns'
  | 'conversations'
  | 'originals'
  | 'answers'
  | 'agentRequests'
  | 'disputes'
  | 'idempotentAnswers'
  | 'notices'
  | 'replies'
  | 'staffSessions'
  | 'staffInvites'
const STATEMENTS: Readonly<Record<Kept, string>> = {
  turns: 'DELETE FROM turns WHERE (id, at) IN (SELECT id, at FROM turns WHERE at < $1 ORDER BY at LIMIT $2)',
  conversations: `DELETE FROM conversations WHERE id IN
    (SELECT id FROM conversations WHERE ended_at < $1 AND begun_at < $1 ORDER BY begun_at LIMIT $2)`,
  originals: `UPDATE turns SET utterance_sealed = NULL WHERE (id, at) IN
    (SELECT id, at FROM turns WHERE at < $1 AND utterance_sealed IS NOT NULL ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
  answers: `DELETE FROM request_answers WHERE id IN
    (SELECT id FROM request_answers WHERE at < $1 ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
  agentRequests: `DELETE FROM agent_requests WHERE id IN
    (SELECT id FROM agent_requests WHERE created_at < $1 ORDER BY created_at LIMIT $2)`,
  disputes: `DELETE FROM disputes WHERE id IN
    (SELECT id FROM disputes WHERE answered_at < $1 ORDER BY answered_at LIMIT $2)`,
  idempotentAnswers: `DELETE FROM idempotent_answers WHERE (organisation_id, key) IN
    (SELECT organisation_id, key FROM idempotent_answers WHERE created_at < $1 ORDER BY created_at LIMIT $2)`,
  notices: `DELETE FROM notices WHERE id IN
    (SELECT id FROM notices WHERE settled_at < $1 AND state <> 'waiting' ORDER BY settled_at LIMIT $2)`,
  replies: `DELETE FROM replies WHERE id IN
    (SELECT id FROM replies WHERE settled_at < $1 AND state <> 'due' ORDER BY settled_at LIMIT $2)`,
  staffSessions: `DELETE FROM staff_sessions WHERE hash IN
    (SELECT hash FROM staff_sessions WHERE expires_at < $1 LIMIT $2)`,
  staffInvites: `UPDATE staff SET invite_hash = NULL, invite_expires_at = NULL WHERE id IN
    (SELECT id FROM staff WHERE invite_expires_at < $1 LIMIT $2)`,
}

/** Removes up to `most` of the oldest from before `before`; returns how many. */
export async function removeKept(tx: Tx, kept: Kept, before: Date, most: number): Promise<number> {
  const [, count]: [unknown, number] = await tx.query(STATEMENTS[kept], [before, most])
  return count
}
