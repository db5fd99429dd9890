/** Telling all of those who applied for a program the same thing. */
import type { Application } from '../domain/application.js'
import type { Tx } from '../storage/transaction.js'
import type { VolunteerStore } from '../storage/volunteers.js'
import type { About, NoticeKind } from './notice-catalogue.js'
import type { Notices } from './notices.js'

/** What is sealed in one go keeps the process from everything else. */
const AT_ONCE = 200

export interface TellingParts {
  readonly volunteerStore: VolunteerStore
  readonly notices: Notices
}

/** @param rest what the notice is about beside the person and their application. */
export async function tellApplicants<Kind extends NoticeKind>(
  { volunteerStore, notices }: TellingParts,
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
