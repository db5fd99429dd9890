/** Telling people what an act came to. */
import type { Application, ApplicationState } from '../domain/application.js'
import type { Act } from '../domain/transitions.js'
import type { ApplicationWithProgram } from '../storage/applications.js'
import type { Tx } from '../storage/transaction.js'
import type { VolunteerStore } from '../storage/volunteers.js'
import type { About, NoticeKind } from './notice-catalogue.js'
import type { Notices } from './notices.js'

/** What is sealed in one go keeps the process from everything else. */
const AT_ONCE = 200

export interface Telling {
  readonly volunteerStore: VolunteerStore
  readonly notices: Notices
}

/** Writes the notice that belongs to what `act` made of an application in the state `from`, if there is one. */
export async function tellOf(
  { volunteerStore, notices }: Telling,
  tx: Tx,
  act: Act,
  from: ApplicationState | 'none',
  changed: ApplicationWithProgram & { readonly reason?: string | undefined },
): Promise<void> {
  const kind = kindOf(act, from, changed.application.state)
  const person = kind && (await volunteerStore.find(tx, changed.application.volunteerId))
  if (kind && person) await notices.tell(tx, kind, { volunteer: person, ...changed })
}

/** Nothing is told twice of what is answered where it was asked. */
function kindOf(act: Act, from: ApplicationState | 'none', to: ApplicationState) {
  if (act === 'offer' || act === 'assign') return 'seat-offered'
  if (act === 'expire') return 'offer-expired'
  if (act === 'confirm') return undefined
  if (act === 'keep-place') return 'cancellation-kept'
  if (to === 'waiting' || to === 'offered') return undefined
  if (act === 'apply' || act === 'wait' || (act === 'undo' && to !== 'cancelled')) return 'applied'
  // Who came is told only where they had been told that they did not.
  if (to === 'attended') return from === 'absent' ? to : undefined
  return to === 'approved' || to === 'rejected' || to === 'cancelled' || to === 'absent' ? to : undefined
}

/**
 * Tells all of those who applied for a program the same thing.
 * @param rest what the notice is about beside the person and their application.
 */
export async function tellApplicants<Kind extends NoticeKind>(
  { volunteerStore, notices }: Telling,
  tx: Tx,
  kind: Kind,
  applications: readonly Application[],
  rest: Omit<About<Kind>, 'volunteer' | 'application'>,
): Promise<void> {
  for (let from = 0; from < applications.length; from += AT_ONCE) {
    const some = applications.slice(from, from + AT_ONCE)
    const people = await volunteerStore.findAll(
      tx,
      some.map(({ volunteerId }) => volunteerId),
    )
    const abouts = some.map(application => ({
      ...rest,
      ...{ application, volunteer: people.get(application.volunteerId) },
    }))
    await notices.tellAll(tx, kind, abouts as unknown as About<Kind>[])
  }
}
