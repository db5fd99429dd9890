/** What of the notices waits or was given up, in numbers, and letting it wait again. */
import type { Tx } from './transaction.js'

export interface NoticeCount {
  readonly kind: string
  readonly state: 'waiting' | 'refused' | 'expired'
  readonly reason: string | null
  readonly count: number
  readonly oldestDue: Date
  readonly lastGivenUpAt: Date | null
}

export interface GivenUpFilter {
  readonly kind?: string | undefined
  /** Given up at this moment or later. */
  readonly since?: Date | undefined
}

/** What waits or was given up. */
export function countNotices(tx: Tx, { kind, since }: GivenUpFilter): Promise<NoticeCount[]> {
  return tx.query(
    `SELECT kind, state, reason, count(*)::int AS count, min(due) AS "oldestDue", max(settled_at) AS "lastGivenUpAt"
       FROM notices WHERE state <> 'sent' AND ($1::text IS NULL OR kind = $1)
        AND ($2::timestamptz IS NULL OR settled_at IS NULL OR settled_at >= $2)
      GROUP BY kind, state, reason ORDER BY kind, state, reason`,
    [kind ?? null, since ?? null],
  )
}

/** Lets what was given up wait again, kinds of `butNot` only when they are named; what would come too late gets until `notAfter`. */
export async function requeueNotices(
  tx: Tx,
  { kind, since, butNot }: GivenUpFilter & { readonly butNot: readonly string[] },
  now: Date,
  notAfter: Date,
): Promise<number> {
  const [, requeued]: [unknown, number] = await tx.query(
    `UPDATE notices SET state = 'waiting', not_after = CASE WHEN not_after > $3 THEN not_after ELSE $4 END, tries = 0,
            next_at = NULL, next_real = NULL, suspect_since = NULL, settled_at = NULL
      WHERE state IN ('refused', 'expired') AND ($1::text IS NULL AND kind <> ALL ($5) OR kind = $1)
        AND ($2::timestamptz IS NULL OR settled_at >= $2)`,
    [kind ?? null, since ?? null, now, notAfter, butNot],
  )
  return requeued
}

export interface Waiting {
  /** Due by now. */
  readonly count: number
  readonly oldestDue: Date | null
}

export async function waitingNotices(tx: Tx, now: Date): Promise<Waiting> {
  const [row] = await tx.query(
    `SELECT count(*)::int AS count, min(due) AS "oldestDue" FROM notices WHERE state = 'waiting' AND due <= $1`,
    [now],
  )
  return row
}
