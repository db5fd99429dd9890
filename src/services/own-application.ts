/** One's own application as its owner sees it: what may be done with it, and how far it is. */
import { type Application, type ApplicationEvent, type ApplicationState, isLive } from '../domain/application.js'
import type { Setting } from '../domain/move.js'
import { type Case, transition, UNDO_MS, type Verdict } from '../domain/transitions.js'
import { type ApplicationWithProgram, findLiveApplication, lastEventOf } from '../storage/applications.js'
import type { Tx } from '../storage/transaction.js'
import { placeInLine } from '../storage/waiting-list.js'
import { settingBefore } from './moving.js'

/** One's own application, with what one may do with it: the state that comes of it. */
export interface OwnApplication extends ApplicationWithProgram {
  readonly may: Readonly<Partial<Record<'cancel' | 'undo' | 'accept', ApplicationState>>>
  /** Their number in line, from 1, while they wait. */
  readonly place?: number | undefined
  /** Where and when it was before it was moved, until the person has said whether they can come. */
  readonly before?: Setting | undefined
  /** Why it was ended, in the words of the organisation that ended it. */
  readonly reason?: string | undefined
}

/** What only taking back looks at. */
export async function pastOf(tx: Tx, application: Application): Promise<Pick<Case, 'last' | 'hasAnother'>> {
  const { id, programId, volunteerId, state } = application
  const another = isLive(state) ? undefined : await findLiveApplication(tx, programId, volunteerId)
  const last = await lastEventOf(tx, id)
  return { last, hasAnother: another !== undefined }
}

/** What the table looks at that stands with the application itself. */
export function caseOf({ application: { offerUntil, agreedMove }, program }: ApplicationWithProgram, now: Date) {
  return { program, now, offerUntil, agreedMove }
}

/** Whether its owner may withdraw it, or ask to. */
export function isCancellable(found: ApplicationWithProgram, now: Date): boolean {
  return 'to' in transition('cancel', 'volunteer', found.application.state, caseOf(found, now))
}

export async function withActs(tx: Tx, found: ApplicationWithProgram, now: Date): Promise<OwnApplication> {
  const { application } = found
  const given = caseOf(found, now)
  const cancel = transition('cancel', 'volunteer', application.state, given)
  const accept = transition('accept', 'volunteer', application.state, given)
  const isRecent = now.getTime() - application.changedAt.getTime() <= UNDO_MS
  const past: Pick<Case, 'last' | 'hasAnother'> = isRecent ? await pastOf(tx, application) : {}
  const undo = transition('undo', 'volunteer', application.state, { ...given, ...past })
  const to = (verdict: Verdict) => ('to' in verdict ? verdict.to : undefined)
  const place = application.state === 'waiting' ? await placeInLine(tx, application) : undefined
  const before = await settingBefore(tx, found, now)
  const may = { cancel: to(cancel), undo: to(undo), accept: to(accept) }
  return { ...found, may, place, before, reason: await reasonOf(tx, application, past.last) }
}

async function reasonOf(tx: Tx, { id, state }: Application, known?: ApplicationEvent): Promise<string | undefined> {
  if (state !== 'rejected' && state !== 'program-cancelled') return undefined
  return (known ?? (await lastEventOf(tx, id)))?.reason ?? undefined
}
