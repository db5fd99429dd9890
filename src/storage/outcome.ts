/** What became of a transaction whose COMMIT was not answered. */
import { setTimeout as sleep } from 'node:timers/promises'
import { onFreshConnection } from './fresh-connection.js'

export type Outcome = 'committed' | 'aborted' | 'unknown'

/** In all; a turn has no more left after its transaction. */
const MOST_MS = 600
const PAUSE_MS = 25

/**
 * The connection that nobody listens to any more is ended, so that its transaction ends either way. Only of this transaction's own:
 * its number is taken by nobody else.
 */
const END_IT = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_xid = ($1::xid8)::xid'
const ASK = 'SELECT pg_xact_status($1::xid8) AS status'

/** Asks PostgreSQL itself, on a new connection, by the transaction's id (`pg_current_xact_id()`). Never rejects. */
export async function outcomeOf(url: string, transactionId: string): Promise<Outcome> {
  const until = performance.now() + MOST_MS
  const ask = onFreshConnection(url, { connectMs: MOST_MS, statementMs: MOST_MS }, async client => {
    await client.query(END_IT, [transactionId])
    for (;;) {
      const { rows } = await client.query<{ status: string | null }>(ASK, [transactionId])
      const status = rows[0]?.status
      if (status === 'committed' || status === 'aborted') return status
      if (status !== 'in progress' || performance.now() > until) return 'unknown'
      await sleep(PAUSE_MS)
    }
  })
  const late = sleep(MOST_MS, 'unknown' as const, { ref: false })
  return Promise.race([ask.catch(() => 'unknown' as const), late])
}
