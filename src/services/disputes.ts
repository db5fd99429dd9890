/** Saying that what was recorded is wrong: kept sealed for the organisation, one at a time, and answered within seven days. */
import { randomUUID } from 'node:crypto'
import { answerDue, disputedIn, refusalToDispute } from '../domain/dispute.js'
import type { OwnProgram } from '../domain/program.js'
import type { Cipher } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import { findApplication } from '../storage/applications.js'
import { addDispute, lastDisputeOf, placeInDispute, recentlyOver } from '../storage/disputes.js'
import { findOwnProgram } from '../storage/programs.js'
import type { Tx } from '../storage/transaction.js'
import type { ApplicationWithProgram } from './applications.js'

const WEEK_MS = 7 * 24 * 60 * 60 * 1000

export type DisputeRefusal = 'not-found' | 'nothing' | 'too-late' | 'already-open'
export type Disputable =
  | ({ readonly ok: true } & ApplicationWithProgram)
  | { readonly ok: false; readonly refused: DisputeRefusal; readonly program?: OwnProgram }
export type Opened =
  | { readonly ok: true; readonly program: OwnProgram; readonly answerUntil: Date }
  | Extract<Disputable, { ok: false }>

export interface Disputes {
  /** One's own applications of which something can be said to be wrong now, newest first. */
  disputable(tx: Tx, volunteerId: string): Promise<readonly ApplicationWithProgram[]>
  /** What `open` would come to. */
  review(tx: Tx, volunteerId: string, applicationId: string): Promise<Disputable>
  /** Tells the organisation in these words, which nobody else reads. */
  open(tx: Tx, volunteerId: string, applicationId: string, words: string): Promise<Opened>
}

export interface DisputeParts {
  readonly cipher: Cipher
  readonly clock: Clock
}

export function createDisputes(parts: DisputeParts): Disputes {
  const { cipher, clock } = parts
  const review = (tx: Tx, volunteerId: string, id: string) => judge(tx, volunteerId, id, clock.now())
  return {
    review,
    async disputable(tx, volunteerId) {
      const now = clock.now()
      const ids = await recentlyOver(tx, volunteerId, new Date(now.getTime() - WEEK_MS), now)
      const judged = await Promise.all(ids.map(id => review(tx, volunteerId, id)))
      return judged.flatMap(one => (one.ok ? [{ application: one.application, program: one.program }] : []))
    },
    async open(tx, volunteerId, applicationId, words) {
      const judged = await review(tx, volunteerId, applicationId)
      if (!judged.ok) return judged
      const { application, program } = judged
      const id = randomUUID()
      const createdAt = clock.now()
      const answerUntil = answerDue(createdAt)
      const wordsSealed = cipher.seal(words, placeInDispute('words_sealed', id))
      const matter = disputedIn(application)!
      const added = await addDispute(tx, { id, applicationId, matter, wordsSealed, answerUntil, createdAt })
      return added ? { ok: true, program, answerUntil } : { ok: false, refused: 'already-open', program }
    },
  }
}

async function judge(tx: Tx, volunteerId: string, applicationId: string, now: Date): Promise<Disputable> {
  const application = await findApplication(tx, applicationId)
  const program = application && (await findOwnProgram(tx, application.programId))
  if (!program || application.volunteerId !== volunteerId) return { ok: false, refused: 'not-found' }
  const refused = refusalToDispute(application, program, now)
  if (refused) return { ok: false, refused, program }
  const isOpen = (await lastDisputeOf(tx, applicationId))?.state === 'open'
  return isOpen ? { ok: false, refused: 'already-open', program } : { ok: true, application, program }
}
