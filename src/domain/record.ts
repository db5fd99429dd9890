/** A record (실적): time that was given, in whole minutes. */
import type { PortalName } from './portal.js'

export interface VolunteerRecord {
  readonly id: string
  readonly volunteerId: string
  readonly applicationId: string | null
  readonly portal: PortalName
  readonly title: string
  readonly organisationName: string
  /** Day of the activity, `YYYY-MM-DD`. */
  readonly doneOn: string
  readonly minutes: number
  readonly state: 'entered' | 'approved'
}
