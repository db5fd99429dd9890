/** Calling a program off: everybody who was still meant to come is told why, in the transaction that takes their places away. */
import { APPLICATION_STATES } from '../domain/application.js'
import type { OwnProgram } from '../domain/program.js'
import { refusalToCallOff } from '../domain/program-rules.js'
import { transition } from '../domain/transitions.js'
import type { Clock } from '../platform/clock.js'
import { changeApplications } from '../storage/applications.js'
import type { Organisation } from '../storage/organisations.js'
import { lockOwnProgram, updateProgram } from '../storage/programs.js'
import type { Tx } from '../storage/transaction.js'
import { type Telling, tellApplicants } from './telling.js'

export interface CallingOffParts extends Telling {
  readonly clock: Clock
}

export type CalledOff =
  | { readonly ok: true; readonly program: OwnProgram }
  | { readonly ok: false; readonly refused: 'not-found' }
  | { readonly ok: false; readonly refused: 'cancelled' | 'begun'; readonly program: OwnProgram }

/** Statements are few, however many had applied. Of another organisation's program nothing is told. */
export async function callOff(
  parts: CallingOffParts,
  tx: Tx,
  organisation: Organisation,
  programId: string,
  reason: string,
): Promise<CalledOff> {
  const now = parts.clock.now()
  const found = await lockOwnProgram(tx, programId)
  if (found?.organisationId !== organisation.id) return { ok: false, refused: 'not-found' }
  const refused = refusalToCallOff(found, now)
  if (refused) return { ok: false, refused, program: found }
  const by = { kind: 'organisation', id: organisation.id } as const
  const coming = APPLICATION_STATES.filter(
    state => 'to' in transition('call-off', by.kind, state, { program: found, now }),
  )
  const changed = await changeApplications(tx, programId, coming, { to: 'program-cancelled', by, reason, at: now })
  await updateProgram(tx, programId, { state: 'cancelled' })
  const program = { ...found, state: 'cancelled', seatsTaken: 0 } as const
  await tellApplicants(parts, tx, 'program-cancelled', changed, { program, reason })
  return { ok: true, program }
}
