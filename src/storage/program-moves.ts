/** Where and when programs were before they were moved. */
import { EntitySchema } from 'typeorm'
import type { Move, Setting } from '../domain/move.js'
import { count, moment, nullable, text, uuid } from './columns.js'
import { columnsOf } from './select.js'
import type { Tx } from './transaction.js'

export interface ProgramMoveRow extends Move {
  programId: string
  movedAt: Date
}
export const programMoves = new EntitySchema<ProgramMoveRow>({
  name: 'program_moves',
  columns: {
    programId: uuid({ name: 'program_id', primary: true }),
    number: { ...count(), primary: true },
    startsAt: moment('starts_at'),
    endsAt: moment('ends_at'),
    sido: text(),
    sigungu: text(nullable),
    place: text(),
    online: { type: 'boolean' },
    movedAt: moment('moved_at'),
  },
})

export async function addMove(
  tx: Tx,
  programId: string,
  number: number,
  before: Setting,
  movedAt: Date,
): Promise<void> {
  const { startsAt, endsAt, sido, sigungu, place, online } = before
  await tx
    .getRepository(programMoves)
    .insert({ programId, number, startsAt, endsAt, sido, sigungu, place, online, movedAt })
}

/** In order, those after the one of that number. */
export function movesAfter(tx: Tx, programId: string, number: number): Promise<Move[]> {
  return tx.query(
    `SELECT ${columnsOf(programMoves, 'm')} FROM program_moves m WHERE m.program_id = $1 AND m.number > $2 ORDER BY m.number`,
    [programId, number],
  )
}
