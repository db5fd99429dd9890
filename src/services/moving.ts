/** Moving a program under people who have applied: each is told where and when it was and is, and asked whether they can come. */
import { isComing } from '../domain/application.js'
import { isMoved, knownSetting, type Setting } from '../domain/move.js'
import type { OwnProgram } from '../domain/program.js'
import { isAsked } from '../domain/transitions.js'
import type { Clock } from '../platform/clock.js'
import { type ApplicationWithProgram, liveApplications } from '../storage/applications.js'
import { addMove, movesAfter } from '../storage/program-moves.js'
import type { Tx } from '../storage/transaction.js'
import { type Telling, tellApplicants } from './telling.js'

export interface MovingParts extends Telling {
  readonly clock: Clock
}

/** Asks those who are still to come, if it is moved before it begins. Returns the program as it has to be written. It is held. */
export async function askIfMoved(
  parts: MovingParts,
  tx: Tx,
  before: OwnProgram,
  after: OwnProgram,
): Promise<OwnProgram> {
  const now = parts.clock.now()
  if (!isMoved(before, after) || now >= before.startsAt) return after
  const coming = (await liveApplications(tx, before.id)).filter(({ state }) => isComing(state))
  if (coming.length === 0) return after
  const program = { ...after, moves: before.moves + 1 }
  await addMove(tx, before.id, program.moves, before, now)
  const moves = await movesAfter(tx, before.id, 0)
  await tellApplicants(parts, tx, 'program-moved', coming, { program, moves })
  return program
}

/** Where and when it was, as long as it is asked whether the person can come. */
export async function settingBefore(
  tx: Tx,
  { application, program }: ApplicationWithProgram,
  now: Date,
): Promise<Setting | undefined> {
  const { state, agreedMove } = application
  if (!isComing(state) || now >= program.startsAt || !isAsked({ program, agreedMove })) return undefined
  return knownSetting(await movesAfter(tx, program.id, agreedMove), program)
}
