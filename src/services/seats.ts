/** Seats that become free go to who waits, in the transaction that freed them; one that is not taken in its time goes on to the next. */
import type { Actor } from '../domain/application.js'
import { isAssigned, offeredUntil } from '../domain/offer.js'
import { seatsLeft } from '../domain/program.js'
import { transition } from '../domain/transitions.js'
import type { Clock } from '../platform/clock.js'
import { changeApplication, findApplication, lockApplication } from '../storage/applications.js'
import { findOwnProgram, lockOwnProgram } from '../storage/programs.js'
import type { Transactions, Tx } from '../storage/transaction.js'
import { firstInLine, offersOver } from '../storage/waiting-list.js'
import { type Telling, tellOf } from './telling.js'

export interface Seats {
  /** Offers every free seat to the first in line, or gives it where the start is near. The program's row is held by the caller. */
  fill(tx: Tx, programId: string): Promise<void>
  /** Ends the offers whose time is over and passes their seats on, each in a transaction of its own; returns how many. */
  expire(): Promise<number>
}

export interface SeatParts extends Telling {
  readonly transactions: Transactions
  readonly clock: Clock
}

const SERVICE: Actor = { kind: 'service', id: null }
/** So many are ended before the next look. */
const MOST_AT_ONCE = 50

export function createSeats(parts: SeatParts): Seats {
  const { transactions, clock } = parts
  return {
    fill: (tx, programId) => fill(parts, tx, programId),
    async expire() {
      const over = await transactions.run(tx => offersOver(tx, clock.now(), MOST_AT_ONCE))
      for (const id of over) await transactions.run(tx => expireOne(parts, tx, id))
      return over.length
    },
  }
}

async function fill(parts: SeatParts, tx: Tx, programId: string): Promise<void> {
  for (;;) {
    const first = await firstInLine(tx, programId)
    const program = first && (await findOwnProgram(tx, programId))
    const now = parts.clock.now()
    if (!program || program.state === 'cancelled' || now >= program.startsAt) return
    // Who comes for several waits until there are as many: nobody is passed over.
    if ((seatsLeft(program) ?? 0) < first.people) return
    const act = isAssigned(program, now) ? 'assign' : 'offer'
    const verdict = transition(act, 'service', first.state, { program, now })
    if ('refused' in verdict) return
    const offerUntil = act === 'assign' ? program.startsAt : offeredUntil(now)
    const application = await changeApplication(tx, first, { to: verdict.to, by: SERVICE, at: now, offerUntil })
    await tellOf(parts, tx, act, first.state, { application, program })
  }
}

/** Somebody may have taken it, or another process ended it, meanwhile. */
async function expireOne(parts: SeatParts, tx: Tx, id: string): Promise<void> {
  const known = await findApplication(tx, id)
  const program = known && (await lockOwnProgram(tx, known.programId))
  if (!program) return
  const found = await lockApplication(tx, id)
  const now = parts.clock.now()
  if (!found?.offerUntil || now < found.offerUntil) return
  const verdict = transition('expire', 'service', found.state, { program, now })
  if ('refused' in verdict) return
  const application = await changeApplication(tx, found, { to: verdict.to, by: SERVICE, at: now })
  await tellOf(parts, tx, 'expire', found.state, { application, program })
  await fill(parts, tx, application.programId)
}
