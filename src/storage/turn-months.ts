/** The months that turns lie in (migration 0047): made ahead, dropped when they are old. */
import type { Tx } from './transaction.js'

/** Makes the months of Seoul from `first` to `last` that are not there; what was said before its month was made is moved there. Returns how many. */
export async function makeTurnMonths(tx: Tx, first: Date, last: Date): Promise<number> {
  const [row] = await tx.query<{ made: number }[]>('SELECT make_turn_months($1, $2) AS made', [first, last])
  return row?.made ?? 0
}

/** Drops whole months that ended before `before`, with everything in them. Returns how many. */
export async function dropTurnMonths(tx: Tx, before: Date): Promise<number> {
  const [row] = await tx.query<{ dropped: number }[]>('SELECT drop_turn_months($1) AS dropped', [before])
  return row?.dropped ?? 0
}
