/** Who stands in line for a place in a program, and whose offer of one is over. */
import type { Application } from '../domain/application.js'
import { APPLICATION } from './applications.js'
import { prepared } from './statements.js'
import type { Tx } from './transaction.js'

const FIRST_IN_LINE = prepared(
  'first_in_line',
  `SELECT ${APPLICATION} FROM applications a WHERE a.program_id = $1 AND a.state = 'waiting' ORDER BY a.position LIMIT 1 FOR NO KEY UPDATE`,
)
const PLACE_IN_LINE = prepared(
  'place_in_line',
  `SELECT count(*)::int AS place FROM applications a WHERE a.program_id = $1 AND a.state = 'waiting'
      AND a.position <= (SELECT position FROM applications WHERE id = $2)`,
)
const OFFERS_OVER = `SELECT id FROM applications WHERE state = 'offered' AND offer_until <= $1 ORDER BY offer_until LIMIT $2`

/** Who has waited longest for a place in the program; held until the transaction ends. */
export async function firstInLine(tx: Tx, programId: string): Promise<Application | undefined> {
  const [row]: Application[] = await tx.query(FIRST_IN_LINE, [programId])
  return row
}

/** Of one who waits: their number in line, from 1. */
export async function placeInLine(tx: Tx, { programId, id }: Pick<Application, 'programId' | 'id'>): Promise<number> {
  const [row]: { place: number }[] = await tx.query(PLACE_IN_LINE, [programId, id])
  return row!.place
}

/** Offers that nobody took in their time, the oldest first. */
export async function offersOver(tx: Tx, now: Date, limit: number): Promise<readonly string[]> {
  const found: { id: string }[] = await tx.query(OFFERS_OVER, [now, limit])
  return found.map(({ id }) => id)
}
